"""The pages of what gates ask for at a place: all gates on one page, and the form of one."""

from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.people.queries import places_configured_by
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from ..actions import POLICY
from ..gates import NAMES
from . import presenting


def find(request: Any, code: str) -> Region:
    """A place whose organizer the reader is. Raises Http404 else."""
    place: Region = get_object_or_404(places_configured_by(*request.postings), pk=code)
    return place


@require_GET
@for_duty(Permission.POLICY_MANAGE)
def overview(request: SignedInRequest, place: str) -> HttpResponse:
    """Gate by gate, what is asked for here and whose word that is."""
    found = find(request, place)
    rows = [presenting.row(one, found) for one in presenting.shown(found)]
    return render(request, "express/projects/gates/place.html", {"place": found, "gates": rows})


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POLICY_MANAGE)
def act(request: SignedInRequest, place: str, verb: str) -> HttpResponse:
    """One gate: its form, or the act itself."""
    found, action = find(request, place), POLICY.get(verb)
    if action is None:
        raise Http404
    form: Any = action.form(request.POST) if request.method == "POST" else action.form(initial=_now(request, found))
    back = reverse("gates:place", args=[found.code])
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, action, found, form, back))
        if gone_on is not None:
            return gone_on
    elif not form.about:
        raise Http404
    context = {"place": found, "action": action, "back": back, "is_stern": verb.startswith("drop")}
    return pages.answer(request, "express/projects/gates/act.html", form, {**context, "gate": NAMES.get(form.about)})


def _run(request: SignedInRequest, action: Any, place: Region, form: BaseForm, back: str) -> str:
    acts.perform(action, place, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return back


def _now(request: SignedInRequest, place: Region) -> dict[str, Any]:
    """What the form starts from: the gate that the link names, and what is not asked for there now."""
    gate = request.GET.get("gate", "")
    return {
        "gate": gate,
        "waived": [code for one in presenting.shown(place) if one.gate == gate for code in one.waived],
    }
