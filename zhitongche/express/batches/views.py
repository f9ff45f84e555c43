"""The pages of a first batch: send the workbook, see row by row what it would do, let it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from zhitongche.express.problems.sheets.columns import PROBLEMS
from zhitongche.foundation.web.access import SignedInRequest

from .columns import CHOOSABLE
from .intake import INTAKE


@require_http_methods(["GET", "POST"])
def send_in(request: SignedInRequest) -> HttpResponse:
    """Choose the office's workbook; nothing is done with it yet."""
    problems = [column.heading for column in PROBLEMS if not column.word.startswith("_")]
    return INTAKE.send_in(request, {"projects": [column.heading for column in CHOOSABLE], "problems": problems})


@require_http_methods(["GET", "POST"])
def sent_in(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What both lists of the workbook would do; and doing it, or telling what columns mean, or dropping it."""
    return INTAKE.sent_in(request, key)
