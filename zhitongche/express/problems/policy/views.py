"""The pages of a place's settings: everything on one page, each setting with its own form, and what a holiday would move."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.express.projects.queries import timing
from zhitongche.foundation.calendar.sheets import read_typed, read_uploaded
from zhitongche.foundation.people.queries import departments_of, places_configured_by
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from .. import queries
from ..actions import POLICY
from ..forms.configuring import SettingForm, WhatIfForm
from . import showing


def find(request: Any, code: str) -> Region:
    """A place whose organizer the reader is. Raises Http404 else."""
    place: Region = get_object_or_404(places_configured_by(*request.postings), pk=code)
    return place


@require_GET
@for_duty(Permission.POLICY_MANAGE)
def home(request: SignedInRequest) -> HttpResponse:
    """The reader's own place; the first of several."""
    place = places_configured_by(*request.postings).first()
    if place is None:
        raise Http404
    return redirect("policy:place", place.code)


@require_GET
@for_duty(Permission.POLICY_MANAGE)
def overview(request: SignedInRequest, place: str) -> HttpResponse:
    """How the place works, part by part."""
    found = find(request, place)
    shown = queries.categories_of(found.code)
    book = queries.rulebook_of(found.code)
    context = {
        "place": found,
        "places": [one for one in places_configured_by(*request.postings) if one != found],
        "rules": showing.rules(book),
        "change_rules": showing.way(found, "set_rules"),
        "limits": showing.limits(found),
        "evidence": showing.evidence(found),
        "categories": showing.categories(shown, found),
        "texts": showing.texts(found),
        "departments": showing.departments(shown, found),
    }
    return render(request, "express/policy/place.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POLICY_MANAGE)
def act(request: SignedInRequest, place: str, verb: str) -> HttpResponse:
    """One setting: its form, or the act itself."""
    found, action = find(request, place), POLICY.get(verb)
    if action is None:
        raise Http404
    form = (
        action.form(request.POST) if request.method == "POST" else action.form(initial=_initial(request, found, verb))
    )
    _tell(form, found)
    back = reverse("policy:place", args=[found.code])
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, action, found, form, back))
        if gone_on is not None:
            return gone_on
    context = {"place": found, "action": action, "back": back, "is_stern": verb.startswith(("drop", "hide"))}
    return pages.answer(request, "express/policy/act.html", form, context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POLICY_MANAGE)
def calendar(request: SignedInRequest, place: str) -> HttpResponse:
    """What if this holiday changes: the deadlines that would move. Nothing is written, whichever way it is asked."""
    found = find(request, place)
    form = WhatIfForm(request.POST, request.FILES) if request.method == "POST" else WhatIfForm()
    context: dict[str, Any] = {"place": found, "form": form, "faults": [], "foretold": None}
    if request.method == "POST" and form.is_valid():
        changed, context["faults"] = _changed(form.cleaned_data)
        own = [one for one in request.postings if one.scope == found.code]
        context["changed"] = sorted(changed.items())
        if not context["faults"]:
            context |= {"foretold": queries.foretell(own, changed), "approvals": timing.foretell(own, changed)}
    return render(request, "express/policy/calendar.html", context)


def _changed(said: Mapping[str, Any]) -> tuple[dict[date, bool], list[str]]:
    """The days typed and those of the sheet, and every fault in either."""
    rows, faults = read_typed(said["days"])
    if said["sheet"]:
        more, wrong = read_uploaded(said["sheet"])
        rows, faults = [*rows, *more], [*faults, *wrong]
    return {row.day: row.is_workday for row in rows}, [str(fault) for fault in faults]


def _run(request: SignedInRequest, action: Any, place: Region, form: SettingForm, back: str) -> str:
    acts.perform(action, place, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return back


def _tell(form: SettingForm, place: Region) -> None:
    """What the place's fields can choose from."""
    form.at(
        [(one.category.code, str(one.category)) for one in queries.categories_of(place.code)],
        [(one.code, one.name) for one in departments_of(place)],
    )


def _initial(request: SignedInRequest, place: Region, verb: str) -> dict[str, Any]:
    """What the form starts from: what the link says it is about, and what is set now."""
    said = {name: value for name, value in request.GET.items() if value}
    if verb == "set_rules" and (book := queries.rulebook_of(place.code)):
        names = ("has_township_check", "has_leader_approval", "accept_days", "confirm_days")
        return {name: getattr(book, name) for name in names}
    if verb == "set_functions" and "department" in said:
        department = departments_of(place).filter(code=said["department"]).first()
        said["functions"] = department.functions if department else []
    return said
