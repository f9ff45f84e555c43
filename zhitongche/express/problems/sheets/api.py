"""Lists in and out for programs: the same plans, rules and records as the pages."""

from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange import shelf
from zhitongche.foundation.interchange.api import present
from zhitongche.foundation.interchange.guard import MOST_BYTES, WORKBOOKS
from zhitongche.foundation.interchange.views import send
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import KEY_PARAMETER, json_answer, keyed

from .. import rules
from . import exporting, importing, operations
from .presenting import told

router = Router(tags=["sheets"])
FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
SENDS = {
    "parameters": [KEY_PARAMETER],
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FILE}}},
}


class FaultOut(Schema):
    column: str
    msg: str


class RowOut(Schema):
    """`fate` is new, unchanged, differs, twice, over or faulty; `number` the problem it is, once it is one."""

    row: int
    fate: str
    number: str | None
    note: str | None
    faults: list[FaultOut]


class ImportOut(Schema):
    rows: list[RowOut]
    created: int


class ExportQuery(Schema):
    """Which list, as which kind of file, narrowed by place and days."""

    kind: str = Field("problems", description="problems, rectification, register or feedback")
    format: str = Field("xlsx", description="xlsx, csv, docx or pdf")
    region: str = ""
    since: date | None = None
    until: date | None = Field(None, description="before this day; a register: as it stood at the end of it")
    number: str = ""


@router.post("/import", response={200: ImportOut, 201: ImportOut}, openapi_extra=SENDS, url_name="problems-import")
def import_problems(request: Any, check: bool = False) -> HttpResponse:
    """Report every new row of the list; with `check` say what would be done, and do nothing."""
    return keyed(request, lambda: _imported(request, is_check=check))


@router.get("/export", url_name="problems-export", openapi_extra={"responses": {202: {"description": "A job."}}})
def export_problems(request: Any, query: Query[ExportQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it."""
    if not any(posting.may(Permission.PROBLEM_READ) for posting in request.postings):
        raise Http404
    asked = exporting.Asked(query.kind, f".{query.format}", query.region, query.since, query.until, query.number)
    job = exporting.ask(asked, account=request.account, postings=request.postings, now=request.now)
    job = jobs.job_of(request.account, job.pk) or job
    if job.is_ended:
        return send(job)
    return json_answer({"job": job.pk, **present(job)}, 202)


def _imported(request: Any, *, is_check: bool) -> tuple[int, Any]:
    by = acts.sender(rules.why_not_report, request.postings)
    plan = _plan(request, by)
    if is_check:
        return 200, {"rows": told(plan), "created": 0}
    if plan.faults:
        raise BadInput({f"rows.{place.replace(':', '.')}": said for place, said in plan.faults.in_order().items()})
    made = operations.import_problems(plan, by=by, now=request.now)
    return 201, {"rows": told(plan), "created": len(made)}


def _plan(request: Any, by: Posting) -> importing.Plan:
    """What the file sent would do; it lies on the disk as long as it is read. Raises BadInput (`file`)."""
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput({"file": _("Send the list as the part “file” of a multipart form.")})
    ending = PurePath(upload.name or "").suffix.lower()
    path = shelf.path_of(uuid4(), ending if ending in {*WORKBOOKS, ".csv", ".xls"} else ".other")
    try:
        with path.open("wb") as file:
            # One byte beyond the limit is enough for the guard to refuse it.
            file.write(upload.read(MOST_BYTES + 1))
        return importing.plan(path, by=by, now=request.now)
    except BadInput as bad:
        raise BadInput({"file": next(iter(bad.faults.values()))}) from bad
    finally:
        path.unlink(missing_ok=True)
