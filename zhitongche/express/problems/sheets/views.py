"""The pages of sheets: send a list, see what it would do, let it; take a list out; a department's return; several at once."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.files import queries as files
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, keyset

from .. import listing, presenting, queries
from . import feedback
from . import presenting as telling
from .exporting import OUTFLOW
from .forms import ExportForm, FeedbackForm, ReturnForm, SeveralForm
from .intake import INTAKE
from .rows import mine as led_by

RETURN = "problems.feedback"
NEWEST = ("-reported_at", "-id")


# ---- a list in -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def send_in(request: SignedInRequest) -> HttpResponse:
    """Choose the office's list; nothing is done with it yet."""
    return INTAKE.send_in(request)


@require_http_methods(["GET", "POST"])
def sent_in(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What the list would do, row by row; and doing it, or telling what its columns mean, or dropping it."""
    return INTAKE.sent_in(request, key)


# ---- a list out ------------------------------------------------------------------------------------------------------


@require_GET
def take_out(request: SignedInRequest) -> HttpResponseBase:
    """Choose a list; the sheet of a department's return needs no choice."""
    form: forms.Form = ExportForm(request.GET if "kind" in request.GET else None)
    if request.GET.get("kind") == "feedback":
        form = FeedbackForm({"kind": "feedback", "ending": ".xlsx"})
    template = "express/problems/sheets/take_out.html"
    return OUTFLOW.page(request, form, template, lambda form: Asked(**form.cleaned_data))


# ---- a department's return -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PROBLEM_LEAD)
def send_back(request: SignedInRequest) -> HttpResponse:
    """The sheet of the department's open items, to take out; filled in, to send back with its files."""
    form = ReturnForm() if request.method == "GET" else _with_files(request)
    if request.method == "POST":
        names = {"files": _names(request, form)} if form.is_valid() else {}
        gone_on = pages.submit(request, form, lambda: _held(request, form, names))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/problems/sheets/send_back.html", form, {})


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PROBLEM_LEAD)
def sent_back(request: SignedInRequest, key: UUID) -> HttpResponse:
    """What each row of the sheet would do; and doing it."""
    job = _own(request, key)
    form = forms.Form(request.POST)
    if request.method == "POST":
        effect = _drop_return if request.POST.get("do") == "drop" else _act
        gone_on = pages.submit(request, form, lambda: effect(request, job))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/problems/sheets/sent_back.html", form, _returned(request, job))


def _held(request: SignedInRequest, form: forms.Form, names: dict[str, Any]) -> str:
    """Keep the sheet until its sender has seen what it would do; answers the address that shows it."""
    sheet, page = acts.cleaned(form)["sheet"], "problems:sent_back"
    by = request.postings[0]
    job = interchange.hold(sheet, RETURN, by=by, now=request.now, owner=request.account, page=page, parameters=names)
    return reverse(page, args=[job.pk])


def _own(request: SignedInRequest, key: UUID) -> Job:
    """A sheet of the reader's own. Raises Http404 else; one that was carried out is only there for the same POST again."""
    job = jobs.job_of(request.account, key)
    if job is None or job.kind != RETURN or (job.state != Job.State.HELD and request.method == "GET"):
        raise Http404
    return job


def _returned(request: SignedInRequest, job: Job) -> dict[str, Any]:
    try:
        back = _read(request, job)
    except BadInput as bad:
        return {"job": job, "unreadable": next(iter(bad.faults.values()))}
    feedback.check(back, postings=request.postings, now=request.now)
    return {
        "job": job,
        "faults": fates.faults(back.sheet, back.faults),
        "items": telling.items(back),
        "count": len(back.to_do),
        "can_run": bool(back.to_do) and not back.faults,
    }


def _act(request: SignedInRequest, job: Job) -> str:
    count = feedback.act(_read(request, job), postings=request.postings, now=request.now)
    interchange.settle(job, by=job.posting, now=request.now, count=count)
    messages.success(
        request,
        ngettext("%(count)d row was carried out.", "%(count)d rows were carried out.", count) % {"count": count},
    )
    return reverse("problems:mine")


def _drop_return(request: SignedInRequest, job: Job) -> str:
    interchange.drop(job, by=job.posting, now=request.now)
    return reverse("problems:send_back")


def _read(request: SignedInRequest, job: Job) -> feedback.Return:
    sent = {name: UUID(key) for name, key in job.parameters.get("files", {}).items()}
    return feedback.read(interchange.sheet_of(job), sent, postings=request.postings)


def _with_files(request: SignedInRequest) -> ReturnForm:
    form = uploaded(request, ReturnForm)
    form.files = request.FILES
    return form


def _names(request: SignedInRequest, form: ReturnForm) -> dict[str, str]:
    """The ids of the files sent, by the names their sender gave them."""
    keys = [*form.cleaned_data["photos"], *form.cleaned_data["evidence_files"]]
    return {file.name: str(file.pk) for file in files.own(request.account, keys)}


# ---- several at once -------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PROBLEM_LEAD)
def mine(request: SignedInRequest) -> HttpResponse:
    """What the department has in hand; the same word of progress for several of them."""
    form = SeveralForm(request.POST or None)
    chosen = request.POST.getlist("number")
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _report_several(request, form, chosen))
        if gone_on is not None:
            return gone_on
    rows = queries.for_page(led_by(request.postings))
    try:
        page = keyset(rows, NEWEST, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, NEWEST)
    shown = presenting.rows(page.items, request.today, with_county=queries.spans_counties(request.postings))
    lines = [{**line, "number": row.problem.number} for line, row in zip(listing.lines(shown), shown, strict=True)]
    context = {"lines": lines, "pager": page.links(request.GET), "chosen": chosen}
    return pages.answer(request, "express/problems/sheets/mine.html", form, context)


def _report_several(request: SignedInRequest, form: SeveralForm, numbers: list[str]) -> str:
    """The act on each; what was refused is told with its reason."""
    body = acts.cleaned(form)
    problems = list(queries.for_page(queries.visible_to(*request.postings)).filter(number__in=numbers).order_by("pk"))
    if not problems:
        raise BadInput({"__all__": _("Tick at least one problem.")})
    done = feedback.act_on_each("report_progress", problems, body, postings=request.postings, now=request.now)
    for problem, refusal in done:
        if refusal is not None:
            messages.warning(request, f"{problem.number}: {refusal}")
    count = sum(refusal is None for _problem, refusal in done)
    if count:
        said = ngettext(
            "Progress was reported on %(count)d problem.", "Progress was reported on %(count)d problems.", count
        )
        messages.success(request, said % {"count": count})
    return reverse("problems:mine")
