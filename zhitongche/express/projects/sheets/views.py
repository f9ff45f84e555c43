"""The page of the list out."""

from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.web.access import SignedInRequest

from .exporting import OUTFLOW
from .forms import ExportForm

OWN = ("region", "since", "until", "number")


@require_GET
def take_out(request: SignedInRequest) -> HttpResponseBase:
    """The filters of the list's page come along in the address."""
    form = ExportForm(request.GET) if "ending" in request.GET else ExportForm(initial=request.GET.dict())
    return OUTFLOW.page(request, form, "express/projects/sheets/take_out.html", _asked)


def _asked(form: Any) -> Asked:
    given = form.narrowed_by()
    own = {name: given.pop(name) for name in OWN if name in given}
    return Asked("projects", form.cleaned_data["ending"], **own, filters=given)
