"""Lists in and out for programs: the same plans, rules and records as the pages."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema

from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange.api import GIVES, SENDS, SheetQuery, SheetRowOut, exported, imported
from zhitongche.foundation.web.api import keyed

from . import importing
from .exporting import OUTFLOW
from .intake import INTAKE

router = Router(tags=["sheets"])


class ImportOut(Schema):
    rows: list[SheetRowOut]
    created: int


class ExportQuery(SheetQuery):
    """Which list, as which kind of file, narrowed by place and days; `until` of a register: as it stood at its end."""

    kind: str = Field("problems", description="problems, rectification, register or feedback")


@router.post("/import", response={200: ImportOut, 201: ImportOut}, openapi_extra=SENDS, url_name="problems-import")
def import_problems(request: Any, check: bool = False) -> HttpResponse:
    """Report every new row of the list; with `check` say what would be done, and do nothing."""
    return keyed(request, lambda: imported(request, INTAKE, _told, is_check=check))


@router.get("/export", url_name="problems-export", openapi_extra=GIVES)
def export_problems(request: Any, query: Query[ExportQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it."""
    return exported(request, OUTFLOW, query.asked(query.kind))


def _told(plan: importing.Plan, done: int) -> dict[str, Any]:
    return {"rows": fates.told(plan), "created": done}
