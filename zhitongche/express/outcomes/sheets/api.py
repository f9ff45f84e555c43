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

router = Router(tags=["outcomes"])


class OutcomeImportOut(Schema):
    rows: list[SheetRowOut]
    done: int


class OutcomeExportQuery(Schema):
    """As which kind of file, narrowed by place and by the days it was recorded on."""

    format: str = Field("xlsx", description="xlsx, csv, docx or pdf")
    region: str = ""
    since: date | None = None
    until: date | None = Field(None, description="before this day")
    number: str = ""


@router.post(
    "/import", response={200: OutcomeImportOut, 201: OutcomeImportOut}, openapi_extra=SENDS, url_name="outcomes-import"
)
def import_outcomes(request: Any, check: bool = False) -> HttpResponse:
    """Record every new row and correct where a row says so; with `check` say what would be done, and do nothing."""
    return keyed(request, lambda: imported(request, INTAKE, _told, is_check=check))


@router.get("/export", url_name="outcomes-export", openapi_extra={"responses": {202: {"description": "A job."}}})
def export_outcomes(request: Any, query: Query[OutcomeExportQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it."""
    if not any(posting.may(Permission.OUTCOME_READ) for posting in request.postings):
        raise Http404
    asked = exporting.Asked("outcomes", f".{query.format}", query.region, query.since, query.until, query.number)
    job = exporting.ask(asked, account=request.account, postings=request.postings, now=request.now)
    job = jobs.job_of(request.account, job.pk) or job
    if job.is_ended:
        return send(job)
    return json_answer({"job": job.pk, **present(job)}, 202)


def _told(plan: importing.Plan, done: int) -> dict[str, Any]:
    return {"rows": fates.told(plan), "done": done}
