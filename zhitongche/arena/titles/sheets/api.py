"""Results out for programs: as much as the caller's postings may know."""

from typing import Any

from django.http.response import HttpResponseBase
from ninja import Query, Router

from zhitongche.foundation.interchange.api import GIVES, SheetQuery, exported

from .exporting import OUTFLOW

router = Router(tags=["contests"])


@router.get("/export", url_name="results-export", openapi_extra=GIVES)
def export_results(request: Any, query: Query[SheetQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it. `since` and `until` are of the day it was settled."""
    return exported(request, OUTFLOW, query.asked("results"))
