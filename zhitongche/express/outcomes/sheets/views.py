"""The pages of sheets: send a list, see what it would do, let it; take a list out."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from . import importing
from .exporting import OUTFLOW
from .forms import ExportForm
from .intake import INTAKE


@require_http_methods(["GET", "POST"])
@for_duty(Permission.OUTCOME_RECORD)
def send_in(request: SignedInRequest) -> HttpResponse:
    """Choose the office's list; nothing is done with it yet."""
    return INTAKE.send_in(request, {"columns": [column.heading for column in importing.taken()]})


@require_http_methods(["GET", "POST"])
@for_duty(Permission.OUTCOME_RECORD)
def sent_in(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the list would do, row by row; and doing it, or dropping it."""
    return INTAKE.sent_in(request, key)


@require_GET
def take_out(request: SignedInRequest) -> HttpResponseBase:
    """Choose a place and days; the list comes at once, or waits under the reader's jobs."""
    form = ExportForm(request.GET if "ending" in request.GET else None)
    template = "express/outcomes/sheets/take_out.html"
    return OUTFLOW.page(request, form, template, lambda form: Asked("outcomes", **form.cleaned_data))
