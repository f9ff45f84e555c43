"""Works paid for twice: proposed by the product whenever a project with money is told or changed, ruled on by a person."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, update

from .. import overlap, queries, rules
from ..models import Overlap, Project
from .holding import hold
from .steps import refuse_if, step


def propose(project: Project, *, now: datetime) -> None:
    """Compare a project with those of its township that have money, and propose each pair that looks like the same works.

    Part of the act that told or changed it. What was ruled on, or proposed before, is left as it is.
    """
    propose_all([project], now=now)


def propose_all(projects: Iterable[Project], *, now: datetime) -> None:
    """The same for several; those of a township are read once for all of its projects."""
    near: dict[str, list[Project]] = {}
    for project in filter(queries.has_money, projects):
        township = project.village_id[:9]
        if township not in near:
            near[township] = queries.funded_in(township)
        others = [one for one in near[township] if one.pk != project.pk]
        _compare(project, others[: queries.MOST_COMPARED], now)


def _compare(project: Project, others: Iterable[Project], now: datetime) -> None:
    mine = told_of(project)
    for other in others:
        if signs := overlap.compare(mine, told_of(other)):
            newer, older = (project, other) if project.pk > other.pk else (other, project)
            _propose(newer, older, signs, now)


def told_of(project: Project) -> overlap.Told:
    return overlap.Told(project.title, project.scope_of_works or project.goal, project.village_id)


def _propose(newer: Project, older: Project, signs: overlap.Signs, now: datetime) -> None:
    """At the end of the unit: the newer project's row is taken after the older one's, by everybody."""
    reasons = [{"percent": signs.percent, "works": list(signs.works), "is_same_village": signs.is_same_village}]

    def write() -> None:
        kept = {"reasons": reasons, "found_at": now}
        _pair, is_new = Overlap.objects.get_or_create(project=newer, other=older, defaults=kept)
        if is_new:
            update(Project, {"pk": newer.pk}, {"overlap_count": Plus(1)})

    audit.at_end(f"project overlap {older.pk:020d} {newer.pk:020d}", write)


@operation
def confirm_overlap(project: Project, *, by: Posting, now: datetime, overlap: int, reason: str) -> Project:
    """They are the same works: both projects say so from now on. Raises BadInput, NotNow where it was ruled on."""
    refuse_if(rules.why_not_confirm_overlap(by, project))
    return _rule(project, "confirm_overlap", Overlap.State.CONFIRMED, overlap, by=by, now=now, reason=reason)


@operation
def dismiss_overlap(project: Project, *, by: Posting, now: datetime, overlap: int, reason: str) -> Project:
    """They are different works; the pair is not proposed again."""
    refuse_if(rules.why_not_dismiss_overlap(by, project))
    return _rule(project, "dismiss_overlap", Overlap.State.DISMISSED, overlap, by=by, now=now, reason=reason)


def _rule(
    project: Project, verb: str, state: Overlap.State, key: int, *, by: Posting, now: datetime, reason: str
) -> Project:
    hold(project)
    pair = Overlap.objects.select_related("other").filter(pk=key, project=project).first()
    if pair is None:
        raise BadInput({"overlap": _("There is no such pair of projects.")})
    ruled = {"state": state, "ruled_by": by, "ruled_at": now, "reason": reason}
    if update(Overlap, {"pk": pair.pk, "state": Overlap.State.PROPOSED}, ruled) is None:
        raise NotNow(_("It has been ruled on already."), state=project.state)
    body = {"other": pair.other.number, "title": pair.other.title, "reason": reason}
    step(project, verb, by=by, now=now, body=body, changes={"overlap_count": Plus(-1)}, other=pair.other.number)
    return project
