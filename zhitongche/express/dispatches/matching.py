"""Which experts a problem or project could use: what it asks for, who could come, and why each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhitongche.express.experts import fit, free, skills
from zhitongche.express.experts import queries as experts
from zhitongche.express.experts.models import Expert
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import day as said_day

from .queries import Subject

# Those who serve the village are judged, the best are shown.
MOST_JUDGED = 500
MOST_SHOWN = 20
MOST_DAYS = 5


@dataclass(frozen=True)
class Suggestion:
    """One expert with the reasons in words."""

    expert: Expert
    reasons: list[str]
    away: list[date]
    is_matching: bool


def suggestions(
    about: Subject, *, postings: Sequence[Posting], first: date | None = None, last: date | None = None
) -> list[Suggestion]:
    """The experts in reach who serve the village, the best first. Four statements and the entries' own."""
    last = last or first
    first = first or last
    days = free.days(first, last)[: free.LONGEST] if first and last and first <= last else []
    known = experts.skills()
    named = {one.pk: str(one) for one in known}
    branch_of = {one.pk: one.parent_id for one in known if one.parent_id is not None}
    need = fit.Need(
        village=about.village_id,
        skills=_wanted(about, [(one.pk, one.name) for one in known if one.parent_id is not None]),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        unit=about.lead.name if isinstance(about, Problem) and about.lead else "",
    )
    rows = experts.visible_to(*postings).filter(experts.reaching(about.village_id), is_active=True)
    found = list(experts.for_page(rows).order_by("number")[:MOST_JUDGED])
    taken = experts.taken_days(found, days[0], days[-1]) if days else {}
    judged = fit.ranked(need, [_candidate(one, days, taken) for one in found], branch_of)
    by_number = {one.number: one for one in found}
    return [_suggestion(one, by_number[one.candidate.number], named) for one in judged[:MOST_SHOWN]]


def _wanted(about: Subject, names: Sequence[tuple[str, str]]) -> dict[str, int]:
    if isinstance(about, Problem):
        text = f"{about.title}\n{about.description}\n{about.request}"
        return skills.wanted(about.category_id, "", text, names)
    text = f"{about.title}\n{about.goal}\n{about.scope_of_works}\n{about.difficulties}"
    return skills.wanted("", about.industry_id, text, names)


def _candidate(expert: Expert, days: Sequence[date], taken: Mapping[int, set[date]]) -> fit.Candidate:
    periods, held = experts.periods_of(expert), taken.get(expert.pk, set())
    return fit.Candidate(
        number=expert.number,
        region=expert.region_id,
        skills=tuple(one.pk for one in experts.skills_of(expert)),
        unit=expert.unit,
        away=tuple(day for day in days if day in held or not free.is_free(periods, day)),
        open_count=expert.open_count,
        visit_count=expert.visit_count,
        good_count=expert.good_count,
        poor_count=expert.poor_count,
        was_first_secretary=expert.was_first_secretary,
    )


def _suggestion(found: fit.Fit, expert: Expert, named: Mapping[str, str]) -> Suggestion:
    away = list(found.candidate.away)
    shown = "、".join(said_day(one) for one in away[:MOST_DAYS]) + (" …" if len(away) > MOST_DAYS else "")
    return Suggestion(expert, fit.reasons(found, named, shown), away, bool(found.skills))
