"""How well an expert fits what a village needs: a pure score over what is known of both, with its reasons in words.

Past visits are a reason among others and never a ranking of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Weight(IntEnum):
    """What counts how much: knowing the matter goes before all, then being free, then being near."""

    SKILL = 40
    BRANCH = 12
    FREE = 15
    TAKEN = -60
    TOWNSHIP = 20
    COUNTY = 15
    CITY = 6
    OPEN = -8
    GOOD = 4
    POOR = -8
    SECRETARY = 3
    OWN = -30


MOST_SKILLS = 3
MOST_GOOD = 3


@dataclass(frozen=True)
class Need:
    """What is asked for: where, which fields of knowledge and how much, on which days, and who already leads it."""

    village: str
    skills: Mapping[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    unit: str = ""


@dataclass(frozen=True)
class Candidate:
    """What is known of an expert; `away` are those of the days asked for on which the expert cannot come."""

    number: str
    region: str
    skills: Sequence[str] = ()
    unit: str = ""
    away: Sequence[date] = ()
    open_count: int = 0
    visit_count: int = 0
    good_count: int = 0
    poor_count: int = 0
    was_first_secretary: bool = False


@dataclass(frozen=True)
class Fit:
    """A score, and what it is made of. `nearness` is the length of the code that home and village share: 12, 9, 6, 4 or 0."""

    candidate: Candidate
    score: int
    skills: tuple[str, ...]
    branches: tuple[str, ...]
    nearness: int
    is_own_village: bool
    is_own_unit: bool
    is_dated: bool


def fit(need: Need, candidate: Candidate, branch_of: Mapping[str, str]) -> Fit:
    """Judge one expert; the same facts always give the same score. `branch_of` is the skill above each skill."""
    skills = tuple(sorted(need.skills.keys() & set(candidate.skills), key=lambda code: (-need.skills[code], code)))
    wanted = {branch_of.get(code) for code in need.skills} - {None}
    branches = tuple(sorted({one for code in candidate.skills if (one := branch_of.get(code)) in wanted and one}))
    nearness = shared(need.village, candidate.region)
    is_own_village = candidate.region == need.village
    is_own_unit = bool(candidate.unit) and candidate.unit == need.unit
    is_dated = need.first is not None
    score = (
        Weight.SKILL * min(sum(need.skills[code] for code in skills), MOST_SKILLS)
        + (Weight.BRANCH if branches and not skills else 0)
        + _near(nearness)
        + (0 if not is_dated else Weight.TAKEN if candidate.away else Weight.FREE)
        + Weight.OPEN * candidate.open_count
        + Weight.GOOD * min(candidate.good_count, MOST_GOOD)
        + Weight.POOR * candidate.poor_count
        + (Weight.SECRETARY if candidate.was_first_secretary else 0)
        + (Weight.OWN if is_own_village or is_own_unit else 0)
    )
    return Fit(candidate, int(score), skills, branches, nearness, is_own_village, is_own_unit, is_dated)


def ranked(need: Need, candidates: Sequence[Candidate], branch_of: Mapping[str, str]) -> list[Fit]:
    """The best first; among equals by number, which says nothing about anybody."""
    judged = [fit(need, one, branch_of) for one in candidates]
    return sorted(judged, key=lambda one: (-one.score, one.candidate.number))


def shared(one: str, other: str) -> int:
    """How far down two places lie in the same one: 12 the village, 9 the township, 6 the county, 4 the city, else 0."""
    for length in (12, 9, 6, 4):
        if len(one) >= length and len(other) >= length and one[:length] == other[:length]:
            return length
    return 0


def _near(nearness: int) -> int:
    """A home in the village itself is as near as one in its township; that it is the own one counts apart."""
    return {12: Weight.TOWNSHIP, 9: Weight.TOWNSHIP, 6: Weight.COUNTY, 4: Weight.CITY}.get(nearness, 0)


def reasons(found: Fit, names: Mapping[str, str], shown_days: str = "") -> list[str]:
    """Why the expert stands here, in the reader's language. `names` are of skills; `shown_days` those that are taken."""
    return [*_for_skill(found, names), *_for_place(found), *_for_time(found, shown_days), *_for_past(found)]


def _for_skill(found: Fit, names: Mapping[str, str]) -> list[str]:
    if found.skills:
        return [_("Knows: %(skills)s") % {"skills": _(", ").join(names.get(code, code) for code in found.skills)}]
    if found.branches:
        return [_("Close to the matter: %(skills)s") % {"skills": names.get(found.branches[0], found.branches[0])}]
    return [_("No field of this expert matches")]


def _for_place(found: Fit) -> list[str]:
    said = []
    if found.is_own_village:
        said.append(_("At home in this very village: may have an interest of their own"))
    elif found.nearness:
        words = {9: _("from the same township"), 6: _("from the same county"), 4: _("from the same city")}
        said.append(words[found.nearness])
    else:
        said.append(_("from farther away, but serves this place"))
    if found.is_own_unit:
        said.append(_("works for the department that leads it"))
    return said


def _for_time(found: Fit, shown_days: str) -> list[str]:
    said = []
    if found.candidate.away:
        said.append(_("not free on %(days)s") % {"days": shown_days or len(found.candidate.away)})
    elif found.is_dated:
        said.append(_("free on these days"))
    open_count = found.candidate.open_count
    if open_count:
        said.append(
            ngettext("%(count)d dispatch still open", "%(count)d dispatches still open", open_count)
            % {"count": open_count}
        )
    else:
        said.append(_("no other dispatch open"))
    return said


def _for_past(found: Fit) -> list[str]:
    one = found.candidate
    said = []
    if one.was_first_secretary:
        said.append(_("was a first secretary"))
    if one.good_count:
        said.append(
            ngettext("%(count)d visit rated good", "%(count)d visits rated good", one.good_count)
            % {"count": one.good_count}
        )
    elif one.visit_count:
        said.append(
            ngettext("%(count)d visit made", "%(count)d visits made", one.visit_count) % {"count": one.visit_count}
        )
    if one.poor_count:
        said.append(
            ngettext("%(count)d visit rated poor", "%(count)d visits rated poor", one.poor_count)
            % {"count": one.poor_count}
        )
    return said
