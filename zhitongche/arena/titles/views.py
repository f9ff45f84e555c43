"""The pages of a result: what somebody may know of it, an objection, the sandbox; and what everybody may check."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.arena.contests.finding import find
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.papers.setting import CannotSet
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.access import SignedInRequest, for_duty, opened

from . import drawing, files, forms, papers, queries, rules
from .actions import ACTIONS
from .verifying import verified


@require_GET
def results(request: SignedInRequest, number: str) -> HttpResponse:
    """As much of the result as the reader may know, and the acts of their duty."""
    contest = find(request, number)
    offers = acts.offers(ACTIONS, request.postings, contest)
    return render(request, "arena/titles/results.html", drawing.whole(request.postings, contest, offers))


@require_GET
def bundle(request: SignedInRequest, number: str) -> HttpResponse:
    """The sealed bundle; who had it is kept."""
    return files.bundle(request, find(request, number))


@require_GET
def paper(request: SignedInRequest, number: str, kind: str, ending: str) -> HttpResponse:
    """The public notice or the circular as Word or PDF, for organizers."""
    contest = find(request, number)
    if kind not in papers.KINDS or ending not in files.MEDIA:
        raise Http404
    try:
        return files.paper(request, contest, kind, ending)
    except CannotSet as error:
        return _cannot(request, contest, error)


@require_GET
def title_paper(request: SignedInRequest, number: str, title: str) -> HttpResponse:
    """A title's certificate as PDF, for whose it is and for organizers."""
    contest = find(request, number)
    found = queries.title(contest, title)
    if found is None or not rules.may_have_certificate(request.postings, found):
        raise Http404
    if refusal := rules.why_not_certificate(found):
        raise refusal
    try:
        return files.certificate(found)
    except CannotSet as error:
        return _cannot(request, contest, error)


@require_GET
def objection(request: SignedInRequest, number: str, serial: int) -> HttpResponse:
    """One objection, for whose it is and for those who accept, watch and decide; nobody else learns that it is there."""
    contest = find(request, number)
    found = queries.objections_seen(request.postings, contest).filter(serial=serial).first()
    if found is None:
        raise Http404
    offers = acts.offers(ACTIONS, request.postings, contest)
    return render(request, "arena/titles/objection.html", drawing.objection(contest, found, offers))


@require_GET
@for_duty(Permission.CONTEST_RUN)
def sandbox(request: SignedInRequest) -> HttpResponse:
    """Other rules for a contest that is settled, and who would change; nothing is written."""
    settled = queries.settled_of(request.postings)
    chosen = next((one for one in settled if one.number == request.GET.get("contest")), None)
    form = forms.sandbox(request.GET, settled, queries.rules_in_force(chosen) if chosen else None)
    context = {"form": form, "has_any": bool(settled), "contest": chosen}
    if chosen is not None and form.is_valid():
        context |= drawing.tried(chosen, form.cleaned_data)
    return render(request, "arena/titles/sandbox.html", context)


@require_http_methods(["GET", "POST"])
@opened
def verify(request: Any) -> HttpResponse:
    """Recompute a bundle: the browser does it where it has a script, else the server."""
    form = forms.VerifyForm(request.POST, request.FILES) if request.method == "POST" else forms.VerifyForm()
    found = verified(form.cleaned_data["bundle"]) if form.is_bound and form.is_valid() else None
    status = 422 if form.is_bound and found is None else 200
    return render(request, "arena/titles/verify.html", {"form": form, "found": found}, status=status)


@require_GET
@opened
def certificates(request: Any) -> HttpResponse:
    """Where a check code is typed in."""
    form = forms.CodeForm(request.GET or None)
    if form.is_bound and form.is_valid() and (found := queries.certificate(form.cleaned_data["code"])):
        return redirect("titles:certificate", found.code)
    return render(request, "arena/titles/certificates.html", {"form": form, "is_unknown": form.is_bound})


@require_GET
@opened
def certificate(request: Any, code: str) -> HttpResponse:
    """Whether a certificate is true, and whether it was revoked: for everybody who has its code."""
    found = queries.certificate(code)
    if found is None:
        context = {"form": forms.CodeForm(initial={"code": code}), "is_unknown": True}
        return render(request, "arena/titles/certificates.html", context, status=404)
    return render(request, "arena/titles/certificate.html", drawing.certificate(found))


def _cannot(request: SignedInRequest, contest: Contest, error: CannotSet) -> HttpResponse:
    context = {"contest": contest, "reason": str(error), "package": error.package}
    return render(request, "arena/titles/cannot.html", context, status=503)
