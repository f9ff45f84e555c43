"""The pages: the list, a figure, an act with its form, a village over time, a place's year."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.flow import Action
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page

from . import beginning, presenting, queries, rules, showing
from .actions import ACTIONS, RECORD, SET_TARGET
from .forms import FilterForm, for_kind
from .models import Outcome

reading = for_duty(Permission.OUTCOME_READ)


def find(request: SignedInRequest, number: str) -> Outcome:
    """The figure, if a posting of the reader's sees it. Raises Http404 else."""
    outcome = queries.found(request.postings, number)
    if outcome is None:
        raise Http404
    return outcome


@require_GET
@reading
def list_(request: SignedInRequest) -> HttpResponse:
    """Figures within reach by state, kind, period and place; pages by key."""
    form = FilterForm(request.GET)
    page = _page_of(request, form.filters())
    shown = presenting.rows(page.items, request.today, with_county=queries.spans_counties(request.postings))
    context = {
        "rows": presenting.lines(shown),
        "pager": page.links(request.GET),
        "form": form,
        "chips": presenting.chips(request.GET, form.chosen_view),
        "is_narrowing": form.is_narrowed or "narrow" in request.GET,
        "is_narrowed": form.is_narrowed or form.chosen_view != "standing",
        **beginning.ways(request.postings),
    }
    return render(request, "express/outcomes/list.html", context)


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """The figure, who has checked it, what may be done now, and what stood before."""
    return render(request, "express/outcomes/detail.html", _page(request, find(request, number)))


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one figure: its form, or the act itself."""
    outcome, action = find(request, number), _action_of(verb)
    if request.method == "GET":
        acts.actor(action, request.postings, outcome)
        form = for_kind(action.form(initial=presenting.initial(verb, outcome)), outcome.kind)
    else:
        form = for_kind(uploaded(request, action.form), outcome.kind)
        gone_on = pages.submit(request, form, lambda: _run(request, action, outcome, form))
        if gone_on is not None:
            return gone_on
        outcome = find(request, number)
    context = {**_page(request, outcome), "verb": verb, "action": action}
    return pages.answer(request, "express/outcomes/act.html", form, context)


@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest) -> HttpResponse:
    """Record a figure: choose the kind, then three fields."""
    beginning.open_to(request.postings, rules.why_not_record)
    kind = beginning.kind_of(request)
    form = beginning.record_form(request, kind)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, RECORD, None, form))
        if gone_on is not None:
            return gone_on
    context = beginning.on_page(request, kind, "outcomes:record") | {"there": beginning.there(form)}
    return pages.answer(request, "express/outcomes/record.html", form, context)


@require_http_methods(["GET", "POST"])
def set_target(request: SignedInRequest) -> HttpResponse:
    """Set the target of a village or a county for a kind and a year."""
    beginning.open_to(request.postings, rules.why_not_set_target)
    kind = beginning.kind_of(request)
    form = beginning.target_form(request, kind)
    narrow(form, request.postings, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _target(request, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(
        request, "express/outcomes/target.html", form, beginning.on_page(request, kind, "outcomes:set_target")
    )


@require_GET
@reading
def village(request: SignedInRequest, code: str) -> HttpResponse:
    """One village over time: a chart for each kind, with its table and its targets."""
    place = queries.village_seen(request.postings, code)
    if place is None:
        raise Http404
    context = {
        "village": place,
        "series": showing.series(place.code, request.today),
        **beginning.ways(request.postings),
    }
    return render(request, "express/outcomes/village.html", context)


@require_GET
@reading
def summary(request: SignedInRequest) -> HttpResponse:
    """A place's year, kind by kind, and by the places just below it."""
    place = queries.place_seen(request.postings, request.GET.get("region", ""))
    if place is None:
        raise Http404
    year, kind = beginning.year_of(request), beginning.kind_of(request)
    context = {
        **showing.summary(place.code, year, kind, request.GET),
        "year": year,
        "years": beginning.years(request, year),
        "region": place,
        "above": beginning.above(request, place),
    }
    return render(request, "express/outcomes/summary.html", context)


@require_GET
def file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo or document of a figure that the reader sees."""
    kept = queries.file_of(find(request, number), file)
    if kept is None:
        raise Http404
    return send(kept.attachment, size=request.GET.get("size", ""))


def _action_of(verb: str) -> Action:
    """The act of that name. Raises Http404."""
    if verb not in ACTIONS:
        raise Http404
    return ACTIONS[verb]


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Outcome]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, None)


def _run(request: SignedInRequest, action: Any, outcome: Outcome | None, form: Form) -> str:
    """The act; answers the address of the figure's page."""
    done = acts.perform(action, outcome, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("outcomes:detail", args=[done.number])


def _target(request: SignedInRequest, form: Form) -> str:
    """Keep the target; answers the address of the page that shows it."""
    made = acts.perform(SET_TARGET, None, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    if len(made.region_id) == beginning.VILLAGE_DIGITS:
        return reverse("outcomes:village", args=[made.region_id])
    return f"{reverse('outcomes:summary')}?region={made.region_id}&kind={made.kind}&year={made.year}"


def _page(request: SignedInRequest, outcome: Outcome) -> dict[str, Any]:
    row = presenting.rows([outcome], request.today)[0]
    return {
        "outcome": outcome,
        "row": row,
        "holder": presenting.holder(outcome, row, request.now),
        "facts": presenting.facts(outcome, row),
        "acts": presenting.buttons(outcome, acts.offers(ACTIONS, request.postings, outcome)),
        "story": presenting.story(outcome, queries.history(outcome)),
        "is_open": bool(outcome.due_on),
    }
