"""A judge's pages: the desk, one entry, own sheets side by side, the made-up entry."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.arena.contests.models import Entry
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.files.views import send
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest

from .. import forms, operations, presenting, queries, rules
from .finding import Judging, judging, refusal_of, sender


@require_GET
def desk(request: SignedInRequest, number: str) -> HttpResponse:
    """What the judge has to do; before anything else whom they may not judge, then the made-up entry."""
    at = judging(request, number)
    context = {
        "contest": at.contest,
        "seat": at.seat,
        "is_running": rules.why_not_scored_now(at.contest) is None,
        "is_late": rules.why_not_in_time(at.contest, request.now) is not None,
        "must_try": _must_try(at),
        "floor": presenting.floor(at.contest, at.panel, at.mine),
        **presenting.desk(at.contest, at.seat, at.panel, at.rules),
    }
    return render(request, "arena/judging/desk.html", context)


@require_http_methods(["GET", "POST"])
def entry(request: SignedInRequest, number: str, serial: int) -> HttpResponse:
    """One entry with its criteria and their levels; what is saved goes on to the next one."""
    at = judging(request, number)
    if at.seat.declared_at is None or _must_try(at):
        return HttpResponseRedirect(presenting.address(at.contest, "desk"))
    about = at.entry(serial)
    sheet = at.panel.sheets.get((at.seat.pk, about.pk))
    has_reason = at.seat.submitted_at is not None
    made = _sheet_form(at, request.POST if request.method == "POST" else None, sheet, has_reason)
    if request.method == "POST":
        gone_on = pages.submit(request, made, lambda: _score(request, at, serial, made))
        if gone_on is not None:
            return gone_on
        made = _shown_anew(request, at, about, made)
    context = presenting.entry_page(at.contest, at.panel, at.mine, about, at.rules, made)
    context["hindered"] = rules.why_not_heard(at.contest, about, is_full=at.panel.is_full(at.mine, about))
    context["floor"] = presenting.floor(at.contest, at.panel, at.mine, about)
    context["is_late"] = rules.why_not_scored_now(at.contest) or rules.why_not_in_time(at.contest, request.now)
    return pages.answer(request, "arena/judging/entry.html", made, context)


def _sheet_form(at: Judging, sent: Any, sheet: Any, has_reason: bool) -> forms.SheetForm:
    criteria, names = at.rules.rules["criteria"], at.rules.names
    if sent is not None:
        return forms.SheetForm(criteria, names, sent, has_reason=has_reason)
    begin = {forms.SEEN: sheet.version if sheet else 0, "comment": sheet.comment if sheet else ""}
    begin |= forms.SheetForm.beginning(sheet.points if sheet else {})
    return forms.SheetForm(criteria, names, initial=begin, has_reason=has_reason)


def _shown_anew(request: SignedInRequest, at: Judging, about: Entry, form: forms.SheetForm) -> forms.SheetForm:
    """What was refused, with what was typed. A conflict shows what stands now, and what was shown has been seen."""
    refusal = refusal_of(form)
    sheet = queries.sheet(at.seat, about)
    if not isinstance(refusal, NotNow) or sheet is None:
        return form
    at.panel.sheets[at.seat.pk, about.pk] = sheet
    sent = request.POST.copy()
    sent[forms.SEEN] = str(sheet.version)
    again = _sheet_form(at, sent, sheet, at.seat.submitted_at is not None)
    pages.tell(again, refusal)
    return again


def _score(request: SignedInRequest, at: Judging, serial: int, form: forms.SheetForm) -> str:
    """The act; answers the address of the next entry without a whole sheet, else the desk."""
    by = sender(rules.why_not_score, request, at.contest)
    acts.cleaned(form)
    operations.score(at.contest, by=by, now=request.now, entry=serial, **form.sheet())
    return presenting.next_address(at.contest, queries.panel(at.contest), at.seat, serial)


@require_GET
def compare(request: SignedInRequest, number: str) -> HttpResponse:
    """The judge's own sheets side by side, to see whether alike got alike."""
    at = judging(request, number)
    if at.seat.declared_at is None:
        return HttpResponseRedirect(presenting.address(at.contest, "desk"))
    context = {
        "contest": at.contest,
        "criteria": presenting.heads(at.rules),
        **presenting.desk(at.contest, at.seat, at.panel, at.rules),
    }
    return render(request, "arena/judging/compare.html", context)


@require_http_methods(["GET", "POST"])
def calibration(request: SignedInRequest, number: str) -> HttpResponse:
    """The made-up entry: scored once, then compared with what the organizers would give."""
    at = judging(request, number)
    made = queries.calibration(at.contest)
    if made is None or at.seat.declared_at is None:
        raise Http404
    criteria, names = at.rules.rules["criteria"], at.rules.names
    form = forms.PointsForm(criteria, names, request.POST or None)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _try(request, at, form))
        if gone_on is not None:
            return gone_on
    tried = queries.tried(at.seat)
    context = {
        "contest": at.contest,
        "made": made,
        "criteria": presenting.criteria(at.rules, form),
        "compared": presenting.compared(made.points, tried.points, at.rules) if tried else [],
    }
    return pages.answer(request, "arena/judging/calibration.html", form, context)


def _try(request: SignedInRequest, at: Judging, form: forms.PointsForm) -> str:
    by = sender(rules.why_not_try_calibration, request, at.contest)
    acts.cleaned(form)
    operations.try_calibration(at.contest, by=by, now=request.now, points=form.points())
    return presenting.address(at.contest, "calibration")


@require_GET
def photo(request: SignedInRequest, number: str, serial: int, file: UUID) -> HttpResponseBase:
    """A photo of an entry that falls to the judge."""
    at = judging(request, number)
    kept = queries.photo_of(at.entry(serial), file) if at.seat.declared_at else None
    if kept is None:
        raise Http404
    return send(kept.file, size=request.GET.get("size", ""))


def _must_try(at: Judging) -> bool:
    """Whether the made-up entry comes first."""
    is_scoring = rules.why_not_scored_now(at.contest) is None
    return is_scoring and queries.calibration(at.contest) is not None and queries.tried(at.seat) is None
