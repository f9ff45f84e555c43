"""The entries of a contest as a sheet, for programs."""

from typing import Any

from django.http.response import HttpResponseBase
from ninja import Query, Router

from zhitongche.foundation.interchange.api import GIVES, FormatQuery, exported
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.web import acts

from .. import rules
from ..api import find
from .exporting import OUTFLOW

router = Router(tags=["contests"])


@router.get("/{number}/entries/export", url_name="entries-export", openapi_extra=GIVES)
def export_entries(request: Any, number: str, query: Query[FormatQuery]) -> HttpResponseBase:
    """The sheet of entries for who runs the contest: 403 to others, 409 before the entries are closed."""
    contest = find(request, number)
    acts.sender(rules.why_not_take_out, request.postings, contest)
    return exported(request, OUTFLOW, Asked("entries", f".{query.format}", number=contest.number))
