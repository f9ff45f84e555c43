"""The hall: the screen that follows the speaker, the number it asks for, and the organizer's desk."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, opened_by_key
from zhitongche.foundation.web.screens import Drawer, by_key, numbered

from .. import forms, operations, presenting, queries, rules
from .finding import kept, sender

SCREENS = Drawer()
STEPS = {
    "call_up": operations.call_up,
    "open_scoring": operations.open_scoring,
    "show_marks": operations.show_marks,
}


@require_safe
@opened_by_key
def version(request: HttpRequest, key: UUID) -> HttpResponse:
    """How often the hall has changed: 304 where that is what the asker knows."""
    number = queries.hall_version(key)
    if number is None:
        raise Http404
    return numbered(request, number)


@require_safe
@opened_by_key
def screen(request: Any, key: UUID) -> HttpResponse:
    """The hall's screen: who speaks, that scoring is open, the marks when they are shown."""
    number = queries.hall_version(key)
    if number is None:
        raise Http404
    name = (key, number, request.LANGUAGE_CODE)
    return by_key(SCREENS.get(name, request.now, lambda: _drawn(request, key)))


def _drawn(request: Any, key: UUID) -> bytes:
    contest = queries.on_screen(key)
    if contest is None:
        raise Http404
    context = {**presenting.screen(contest), "key": key}
    return render(request, "arena/judging/screen.html", context).content


@require_GET
def hall(request: SignedInRequest, number: str) -> HttpResponse:
    """The organizer's desk: who has the floor, who comes next, how many sheets of the entry are in."""
    return _desk(request, kept(request, number), Form())


@require_safe
def desk_version(request: SignedInRequest, number: str) -> HttpResponse:
    """The number the desk follows: 304 where that is what the asker knows."""
    return numbered(request, queries.desk_version(kept(request, number)))


@require_POST
def step(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """Give somebody the floor, open the scoring, show the marks."""
    contest = kept(request, number)
    if verb not in STEPS:
        raise Http404
    form = forms.CallUpForm(request.POST) if verb == "call_up" else Form(request.POST)
    gone_on = pages.submit(request, form, lambda: _run(request, contest, verb, form))
    return gone_on or _desk(request, kept(request, number), form)


def _run(request: SignedInRequest, contest: Contest, verb: str, form: Form) -> str:
    by = sender(rules.why_not_hall, request, contest)
    STEPS[verb](contest, by=by, now=request.now, **acts.cleaned(form))  # type: ignore[operator]  # each takes its own form's fields
    return presenting.address(contest, "hall")


def _desk(request: SignedInRequest, contest: Contest, form: Form) -> HttpResponse:
    context = {
        "contest": contest,
        "refusal": getattr(form, "refusal", None),
        "screen": request.build_absolute_uri(reverse("judging:screen", args=[contest.screen_key])),
        **presenting.hall(contest),
    }
    return pages.answer(request, "arena/judging/hall.html", form, context)
