"""Papers handed in with a step: what the village has given before serves again while it is valid."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhitongche.express.approvals import queries as library
from zhitongche.express.approvals.models import Material
from zhitongche.express.approvals.operations import keep_paper
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.people.models import Posting

from ..handling import WITH_PAPERS, Step
from ..models import ApprovalMaterial, Project, ProjectApproval


def hand_in(
    project: Project,
    approval: ProjectApproval,
    taken: Step,
    materials: Sequence[Mapping[str, Any]],
    *,
    by: Posting,
    now: datetime,
    day: date,
) -> list[Material]:
    """Hang papers on an approval: kept ones of the project's village, and new files. Raises BadInput naming each fault."""
    if not materials:
        return []
    if taken not in WITH_PAPERS:
        raise BadInput({"materials": _("Papers come with handing in, not with this step.")})
    asked = {one["code"]: one for one in approval.item.materials}
    given = []
    for place, told in enumerate(dict(one) for one in materials):
        field = f"materials.{place}"
        code = told["code"]
        if code not in asked:
            raise BadInput({f"{field}.code": _("This approval asks for no paper “%(code)s”.") % {"code": code}})
        if (told.get("file") is None) == (told.get("material") is None):
            raise BadInput({field: _("Name either a new file or a paper that was given before.")})
        if told.get("material") is not None:
            given.append(_kept(project, told["material"], code, day, field))
        else:
            given.append(_new(project, asked[code], told, by=by, now=now, day=day, field=field))
    there = set(ApprovalMaterial.objects.filter(approval=approval).values_list("material", flat=True))
    new = {paper.pk: paper for paper in given if paper.pk not in there}
    ApprovalMaterial.objects.bulk_create(
        ApprovalMaterial(approval=approval, material=paper, at=now) for paper in new.values()
    )
    return given


def _kept(project: Project, key: int, code: str, day: date, field: str) -> Material:
    paper = library.paper_of(project.village_id, key)
    if paper is None or paper.code != code:
        raise BadInput({f"{field}.material": _("The village has given no such paper.")})
    if not library.is_valid(paper, day):
        until = (paper.valid_until or paper.issued_on).isoformat()
        raise BadInput(
            {f"{field}.material": _("This paper is not valid on that day (until %(day)s).") % {"day": until}}
        )
    return paper


def _new(
    project: Project,
    asked: Mapping[str, Any],
    told: Mapping[str, Any],
    *,
    by: Posting,
    now: datetime,
    day: date,
    field: str,
) -> Material:
    issued_on: date = told.get("issued_on") or day
    if issued_on > day:
        raise BadInput({f"{field}.issued_on": _("It cannot be issued after it is handed in.")})
    months: int | None = asked.get("months")
    until: date | None = told.get("valid_until") or (months_after(issued_on, months) if months else None)
    if until is not None and until <= day:
        raise BadInput({f"{field}.valid_until": _("It would have run out already when it is handed in.")})
    file: UUID = told["file"]
    return keep_paper(
        project.village,
        by=by,
        now=now,
        code=asked["code"],
        name=asked["name"],
        file=file,
        issued_on=issued_on,
        valid_until=until,
        field=f"{field}.file",
    )


def months_after(day: date, months: int) -> date:
    """The same day some months later, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
