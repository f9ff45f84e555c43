"""The pages of sheets: send a list, see what it would do, let it; take a list out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange.forms import SheetForm
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.views import send
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from .. import rules
from . import exporting, importing, operations, presenting
from .columns import EXPERTS
from .forms import ExportForm

SEND = "experts.import"


@require_http_methods(["GET", "POST"])
@for_duty(Permission.EXPERT_MANAGE)
def send_in(request: SignedInRequest) -> HttpResponse:
    """Choose the office's list; nothing is done with it yet."""
    form = SheetForm() if request.method == "GET" else SheetForm(request.POST, request.FILES)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _held(request, form))
        if gone_on is not None:
            return gone_on
    context = {"columns": [column.heading for column in EXPERTS if not column.word.startswith("_")]}
    return pages.answer(request, "express/experts/sheets/send_in.html", form, context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.EXPERT_MANAGE)
def sent_in(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the list would do, row by row; and doing it, or dropping it."""
    by, job = acts.sender(rules.why_not_enrol, request.postings), _own(request, key)
    form = forms.Form(request.POST)
    if request.method == "POST":
        effect = _drop if request.POST.get("do") == "drop" else _import
        gone_on = pages.submit(request, form, lambda: effect(request, job, by))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/experts/sheets/sent_in.html", form, _looked_at(request, job, by))


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


def _held(request: SignedInRequest, form: forms.Form) -> str:
    """Keep the sheet until its sender has seen what it would do; answers the address that shows it."""
    sheet = acts.cleaned(form)["sheet"]
    by = acts.sender(rules.why_not_enrol, request.postings)
    job = interchange.hold(
        sheet, SEND, by=by, now=request.now, owner=request.account, page="experts:sent_in", parameters={}
    )
    return reverse("experts:sent_in", args=[job.pk])


def _own(request: SignedInRequest, key: UUID) -> Job:
    """A sheet of the reader's own. Raises Http404 else; one that was carried out is only there for the same POST again."""
    job = jobs.job_of(request.account, key)
    if job is None or job.kind != SEND or (job.state != Job.State.HELD and request.method == "GET"):
        raise Http404
    return job


def _looked_at(request: SignedInRequest, job: Job, by: Posting) -> dict[str, Any]:
    try:
        plan = importing.plan(interchange.sheet_of(job), by=by, now=request.now)
    except BadInput as bad:
        return {"job": job, "unreadable": next(iter(bad.faults.values()))}
    return {
        "job": job,
        "faults": presenting.faults(plan),
        "figures": presenting.counted(plan),
        "rows": presenting.rows(plan),
        "count": plan.to_do,
        "can_run": bool(plan.to_do) and not plan.faults,
        "unknown": [heading for _column, heading in plan.sheet.unknown],
    }


def _import(request: SignedInRequest, job: Job, by: Posting) -> str:
    plan = importing.plan(interchange.sheet_of(job), by=by, now=request.now)
    made = operations.import_experts(plan, by=by, now=request.now)
    interchange.settle(job, by=by, now=request.now, count=len(made))
    said = ngettext("%(count)d expert was entered or changed.", "%(count)d experts were entered or changed.", len(made))
    messages.success(request, said % {"count": len(made)})
    return reverse("experts:list")


def _drop(request: SignedInRequest, job: Job, by: Posting) -> str:
    interchange.drop(job, by=by, now=request.now)
    return reverse("experts:send_in")
