"""Lists in and out for programs: the same plans, rules and records as the pages."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange.api import GIVES, SENDS, SheetQuery, SheetRowOut, exported, imported
from zhitongche.foundation.web.api import keyed

from . import importing
from .exporting import OUTFLOW
from .intake import INTAKE

router = Router(tags=["outcomes"])


class OutcomeImportOut(Schema):
    rows: list[SheetRowOut]
    done: int


@router.post(
    "/import", response={200: OutcomeImportOut, 201: OutcomeImportOut}, openapi_extra=SENDS, url_name="outcomes-import"
)
def import_outcomes(request: Any, check: bool = False) -> HttpResponse:
    """Record every new row and correct where a row says so; with `check` say what would be done, and do nothing."""
    return keyed(request, lambda: imported(request, INTAKE, _told, is_check=check))


@router.get("/export", url_name="outcomes-export", openapi_extra=GIVES)
def export_outcomes(request: Any, query: Query[SheetQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it."""
    return exported(request, OUTFLOW, query.asked("outcomes"))


def _told(plan: importing.Plan, done: int) -> dict[str, Any]:
    return {"rows": fates.told(plan), "done": done}
