"""The library of approvals: what counts at the reader's place, one item with its versions, and the organizer's acts."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import departments_of
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import names_of
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty

from . import presenting, queries, rules
from .actions import ADD, LIBRARY
from .forms import DropForm, NewItemForm, VersionForm
from .models import ApprovalItem


def place_of(request: SignedInRequest) -> str:
    """The place whose library the reader reads. Raises Http404 for who reads none."""
    place = queries.place_read_by(request.postings)
    if place is None:
        raise Http404
    return place


def find(request: SignedInRequest, code: str) -> ApprovalItem:
    """The item as it counts at the reader's place. Raises Http404."""
    item = queries.item_at(code, place_of(request), request.today)
    if item is None:
        raise Http404
    return item


@require_GET
@for_duty(Permission.PROJECT_READ)
def list_(request: SignedInRequest) -> HttpResponse:
    """Every item that counts at the reader's place today."""
    place = place_of(request)
    rows = [presenting.row(item, request.today) for item in queries.in_force(place, request.today)]
    context = {"rows": rows, "place": names_of([place]).get(place, place), "can_add": _keeper(request) is not None}
    return render(request, "express/approvals/list.html", context)


@require_GET
@for_duty(Permission.PROJECT_READ)
def detail(request: SignedInRequest, code: str) -> HttpResponse:
    """What an item rests on, takes and asks for, and its versions."""
    item, place = find(request, code), place_of(request)
    names = presenting.named(queries.in_force(place, request.today))
    context = {
        "item": item,
        "facts": presenting.facts(item, names),
        "papers": presenting.papers(item),
        "versions": [presenting.row(one, request.today) for one in queries.versions_of(code, place)],
        "acts": [_button(item, offer) for offer in acts.offers(LIBRARY, request.postings, item)],
    }
    return render(request, "express/approvals/detail.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.APPROVAL_MANAGE)
def add(request: SignedInRequest) -> HttpResponse:
    """A new item of the organizer's place."""
    form = NewItemForm(request.POST) if request.method == "POST" else NewItemForm()
    _tell(request, form)
    if request.method == "POST" and (gone_on := pages.submit(request, form, lambda: _run(request, ADD, None, form))):
        return gone_on
    context = {"action": ADD, "back": reverse("approvals:list")}
    return pages.answer(request, "express/approvals/act.html", form, context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.APPROVAL_MANAGE)
def act(request: SignedInRequest, code: str, verb: str) -> HttpResponse:
    """A new version, or the end of the place's own."""
    item, action = find(request, code), LIBRARY.get(verb)
    if action is None:
        raise Http404
    form = action.form(request.POST) if request.method == "POST" else action.form(initial=presenting.initial(item))
    _tell(request, form)
    if request.method == "POST" and (gone_on := pages.submit(request, form, lambda: _run(request, action, item, form))):
        return gone_on
    back = reverse("approvals:detail", args=[item.code])
    context = {"item": item, "action": action, "back": back, "is_stern": verb == "drop"}
    return pages.answer(request, "express/approvals/act.html", form, context)


def _keeper(request: SignedInRequest) -> Posting | None:
    return next((one for one in request.postings if rules.why_not_keep(one) is None), None)


def _tell(request: SignedInRequest, form: VersionForm | DropForm) -> None:
    """What the fields can choose from: the departments of the organizer's place, and the items that count there."""
    keeper = _keeper(request)
    if keeper is None or keeper.region is None:
        return
    departments = [(one.code, one.name) for one in departments_of(keeper.region)]
    form.at(departments, presenting.named(queries.in_force(keeper.scope, request.today)).items())


def _run(request: SignedInRequest, action: Any, item: ApprovalItem | None, form: Form) -> str:
    done = acts.perform(action, item, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("approvals:detail", args=[done.code])


def _button(item: ApprovalItem, offer: acts.Offer) -> dict[str, Any]:
    return {
        "label": offer.action.label,
        "address": reverse("approvals:act", args=[item.code, offer.verb]),
        "reason": str(offer.refusal) if offer.refusal else None,
        "is_primary": offer.action.is_primary,
        "is_stern": offer.verb == "drop",
    }
