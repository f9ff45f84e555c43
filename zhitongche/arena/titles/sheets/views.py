"""The page on which results are taken out as a list."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.web.access import SignedInRequest

from .exporting import OUTFLOW
from .forms import ExportForm


@require_GET
def take_out(request: SignedInRequest) -> HttpResponseBase:
    """Choose a contest, a place or days; the list comes at once, or waits under the reader's jobs."""
    form = ExportForm(request.GET if "ending" in request.GET else None, initial=request.GET.dict())
    template = "arena/titles/take_out.html"
    return OUTFLOW.page(request, form, template, lambda form: Asked("results", **form.cleaned_data))
