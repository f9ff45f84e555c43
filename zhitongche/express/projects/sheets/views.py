"""The page of the list out."""

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zhitongche.foundation.errors import Refused
from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import pages
from zhitongche.foundation.web.access import SignedInRequest

from . import exporting
from .forms import ExportForm

PAGE = "express/projects/sheets/take_out.html"


@require_GET
def take_out(request: SignedInRequest) -> HttpResponseBase:
    """A short list comes at once, a long one is written by a worker and waits under the reader's jobs.

    The filters of the list's page come along in the address.
    """
    if not any(posting.may(Permission.PROJECT_READ) for posting in request.postings):
        raise Http404
    form = ExportForm(request.GET) if "ending" in request.GET else ExportForm(initial=request.GET.dict())
    if form.is_bound and form.is_valid():
        return _taken(request, form)
    return pages.answer(request, PAGE, form, {})


def _taken(request: SignedInRequest, form: ExportForm) -> HttpResponseBase:
    asked = exporting.Asked("projects", form.cleaned_data["ending"], **form.narrowed_by())
    try:
        job = exporting.ask(asked, account=request.account, postings=request.postings, now=request.now)
    except Refused as refused:
        pages.tell(form, refused)
        return pages.answer(request, PAGE, form, {})
    job = jobs.job_of(request.account, job.pk) or job
    if job.is_ended:
        return send(job)
    messages.success(request, _("The list is being written. It appears here when it is done."))
    return redirect("jobs:list")
