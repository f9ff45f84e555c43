"""The acts on a source that need to know projects: its industries, and the release of what it has not paid.

They stand here and not with the source's other acts, for projects come after sources.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.sources import operations as sources
from zhitongche.express.sources import rules as source_rules
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, update

from ..models import Industry, Project, ProjectFunding
from .funding import enter
from .settling import settle
from .steps import refuse_if, step


@operation
def open_source(*, by: Posting, now: datetime, industries: Sequence[str] = (), **told: Any) -> FundingSource:
    """Open a source of money; see `sources.operations.open_source`. Raises BadInput for an industry that is none."""
    _refuse_unknown(industries)
    return sources.open_source(by=by, now=now, industries=industries, **told)


@operation
def revise_source(
    source: FundingSource, *, by: Posting, now: datetime, industries: Sequence[str] = (), **told: Any
) -> FundingSource:
    """Say a source anew, all of it. Raises NotYourDuty, NotNow, BadInput."""
    _refuse_unknown(industries)
    return sources.revise(source, by=by, now=now, industries=industries, **told)


def _refuse_unknown(industries: Sequence[str]) -> None:
    known = set(Industry.objects.filter(code__in=industries).values_list("code", flat=True))
    for code in industries:
        if code not in known:
            raise BadInput({"industries": _("There is no industry “%(code)s”.") % {"code": code}})


@operation
def withdraw_source(source: FundingSource, *, by: Posting, now: datetime, reason: str) -> FundingSource:
    """Take a source back. All in one unit: the source, its lines in the order of their projects, these, their townships.

    What was paid stays. Raises NotYourDuty, NotNow.
    """
    sources.hold(source)
    refuse_if(source_rules.why_not_withdraw(by, source))
    lines = ProjectFunding.objects.filter(source=source).order_by("project_id")
    projects = Project.objects.select_for_update(no_key=True, of=("self",)).select_related("industry", "village")
    held = {one.pk: one for one in projects.filter(funding__source=source).order_by("pk")}
    released = 0
    for line in lines:
        left = line.committed_amount - line.received_amount
        if left:
            _release(held[line.project_id], line, source, by=by, now=now, reason=reason)
            released += 1
    total = source.received_amount - source.committed_amount
    sources.move(
        source, "withdraw", by=by, now=now, body={"reason": reason}, changes={"committed_amount": Plus(total)},
        lines=released, amount=str(-total),
    )  # fmt: skip
    return source


def _release(
    project: Project, line: ProjectFunding, source: FundingSource, *, by: Posting, now: datetime, reason: str
) -> None:
    before, after = line.committed_amount, line.received_amount
    update(ProjectFunding, {"pk": line.pk}, {"committed_amount": Plus(after - before)})
    body = {
        "funding": line.position,
        "name": line.name,
        "changes": {"committed": [str(before), str(after)]},
        "note": reason,
        "on": timezone.localdate(now).isoformat(),
        "released": source.number,
    }
    money = {"committed_amount": after - before}
    facts: dict[str, Any] = {"line": line.position, "amounts": [f"committed {before} {after}"], "source": source.number}
    step(project, "update_funding", by=by, now=now, body=body, money=money, **facts)
    enter(line, {"committed": (before, after)}, by=by, now=now, on=None, note=reason[:200])
    settle(project)
