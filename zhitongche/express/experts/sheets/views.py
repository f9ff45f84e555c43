"""The pages of sheets: send a list, see what it would do, let it; take a list out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.errors import Refused
from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from . import exporting
from .columns import EXPERTS
from .forms import ExportForm
from .intake import INTAKE


@require_http_methods(["GET", "POST"])
@for_duty(Permission.EXPERT_MANAGE)
def send_in(request: SignedInRequest) -> HttpResponse:
    """Choose the office's list; nothing is done with it yet."""
    return INTAKE.send_in(
        request, {"columns": [column.heading for column in EXPERTS if not column.word.startswith("_")]}
    )


@require_http_methods(["GET", "POST"])
@for_duty(Permission.EXPERT_MANAGE)
def sent_in(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the list would do, row by row; and doing it, or dropping it."""
    return INTAKE.sent_in(request, key)


@require_GET
def take_out(request: SignedInRequest) -> HttpResponseBase:
    """A short list comes at once, a long one is written by a worker and waits under the reader's jobs."""
    if not any(posting.may(Permission.EXPERT_READ) for posting in request.postings):
        raise Http404
    form = ExportForm(request.GET if "ending" in request.GET else None)
    if not (form.is_bound and form.is_valid()):
        return pages.answer(request, "express/experts/sheets/take_out.html", form, {})
    asked = exporting.Asked("experts", **form.cleaned_data)
    try:
        job = exporting.ask(asked, account=request.account, postings=request.postings, now=request.now)
    except Refused as refused:
        pages.tell(form, refused)
        return pages.answer(request, "express/experts/sheets/take_out.html", form, {})
    job = jobs.job_of(request.account, job.pk) or job
    if job.is_ended:
        return send(job)
    messages.success(request, _("The list is being written. It appears here when it is done."))
    return redirect("jobs:list")
