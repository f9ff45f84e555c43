"""Lists in and out for programs: the same plans, rules and records as the pages."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange.api import SENDS, SheetRowOut, imported, present
from zhitongche.foundation.interchange.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.api import json_answer, keyed

from . import exporting, importing
from .intake import INTAKE

router = Router(tags=["sheets"])


class ImportOut(Schema):
    rows: list[SheetRowOut]
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
    return keyed(request, lambda: imported(request, INTAKE, _told, is_check=check))


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


def _told(plan: importing.Plan, done: int) -> dict[str, Any]:
    return {"rows": fates.told(plan), "created": done}
