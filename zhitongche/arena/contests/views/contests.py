"""The list by month, the calendar of the year, drawing a contest up, its showcase, one's own, a village's pledges."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.arena.alliances import queries as alliances
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import full_names, resolve
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page

from .. import forms, presenting, queries, rules, showcasing
from ..actions import BEGIN_ENTRY, DRAW_UP
from ..finding import find
from ..models import Contest


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """Those the reader sees, the newest month first."""
    form = forms.FilterForm(request.GET)
    words = form.words()
    page = _page_of(request, words)
    context = {
        "rows": presenting.lines(page.items),
        "pager": page.links(request.GET),
        "form": form,
        "is_narrowed": any(words.values()),
        "can_draw_up": _may(request, Permission.CONTEST_RUN),
        "can_enter": _may(request, Permission.CONTEST_ENTER),
        "can_take_out": _may(request, *queries.READERS),
    }
    return render(request, "arena/contests/list.html", context)


@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """The year of each alliance: its contests by month."""
    year = forms.YearForm(request.GET).of(request.today)
    found = queries.of_year(request.postings, year)
    context = {
        "year": str(year),
        "before": str(year - 1),
        "after": str(year + 1),
        "alliances": presenting.calendar(found, year, request.today),
    }
    return render(request, "arena/contests/calendar.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.CONTEST_RUN)
def draw_up(request: SignedInRequest) -> HttpResponse:
    """Draw a contest up from the template, or from an earlier one named in the address."""
    earlier = queries.found(request.postings, request.GET.get("from", ""))
    begun = {
        **presenting.beginning(earlier),
        **{name: request.GET[name] for name in ("alliance",) if name in request.GET},
    }
    form = forms.DrawUpForm(request.POST) if request.method == "POST" else forms.DrawUpForm(initial=begun)
    forms.offer_alliances(form, request.postings)
    forms.offer_items(form, _place(request, str(form["alliance"].value() or "")))
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _drawn_up(request, form))
        if gone_on is not None:
            return gone_on
    context = {"action": DRAW_UP, "earlier": earlier}
    return pages.answer(request, "arena/contests/draw_up.html", form, context)


@require_GET
def showcase(request: SignedInRequest, number: str) -> HttpResponse:
    """All entries at one moment, to all members: when they are closed. Before that when it will be."""
    contest = find(request, number)
    stands = queries.rules_of(contest)
    own = [one for posting in request.postings if (one := queries.own_entry(contest, posting.person_id))]
    is_kept = any(rules.not_its_keeper(posting, contest) is None for posting in request.postings)
    context = {
        **presenting.head(contest),
        "facts": presenting.facts(contest),
        "rules": presenting.rules_told(stands),
        "own": showcasing.own_lines(own[:1]),
        "enter": _way_to_enter(request, contest),
        "can_take_out": any(rules.why_not_take_out(posting, contest) is None for posting in request.postings),
        "counts": showcasing.counts(contest, is_kept),
        **_shown(request, contest),
    }
    return render(request, "arena/contests/showcase.html", context)


@require_GET
@for_duty(Permission.CONTEST_ENTER)
def mine(request: SignedInRequest) -> HttpResponse:
    """One's own entries and pledges."""
    persons = {posting.person_id for posting in request.postings}
    entries = [one for person in persons for one in queries.entries_of_person(person)]
    pledges = list(queries.pledges_visible_to(*request.postings).filter(person__in=persons).order_by("due_on", "pk"))
    context = {
        "entries": showcasing.own_lines(entries),
        "pledges": showcasing.pledge_lines(pledges, request.postings, request.today),
    }
    return render(request, "arena/contests/mine.html", context)


@require_GET
def village(request: SignedInRequest, code: str) -> HttpResponse:
    """What a village promised and did, what it learned from whom and who learned from it."""
    place = resolve(code)
    pledges = list(queries.pledges_visible_to(*request.postings).filter(region=code).order_by("-pk"))
    if place is None or not (pledges or queries.looks_after(request.postings, place.pk)):
        raise Http404
    context = {
        "place": full_names([place.pk]).get(place.pk, str(place)),
        "pledges": showcasing.pledge_lines(pledges, request.postings, request.today),
        "learned": showcasing.learned(queries.learns_of_village(place.pk)),
    }
    return render(request, "arena/contests/village.html", context)


def _shown(request: SignedInRequest, contest: Contest) -> dict[str, Any]:
    """The entries, who learned from whom, and the pledges; nothing before the closing and nothing to others."""
    refusals = [rules.why_not_shown(posting, contest) for posting in request.postings]
    if all(refusals):
        return {"is_shown": False}
    entries = list(queries.entries_visible_to(contest, request.postings, request.now).filter(state="submitted"))
    pledges = list(queries.pledges_of(contest))
    return {
        "is_shown": True,
        "cards": showcasing.cards(entries),
        "learned": showcasing.learned(queries.learns_in(contest)),
        "pledges": showcasing.pledge_lines(pledges, request.postings, request.today),
    }


def _way_to_enter(request: SignedInRequest, contest: Contest) -> str:
    offers = acts.offers({"begin_entry": BEGIN_ENTRY}, request.postings, contest)
    is_open = any(one.is_allowed for one in offers)
    return reverse("contests:begin", args=[contest.number]) if is_open else ""


def _drawn_up(request: SignedInRequest, form: forms.DrawUpForm) -> str:
    done = acts.perform(DRAW_UP, None, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return presenting.address_of(done)


def _place(request: SignedInRequest, alliance: str) -> str:
    """Where the items of the library are looked for: at the alliance's place, or the reader's own."""
    chosen = alliances.found(request.postings, alliance) if alliance else None
    return chosen.region_id if chosen else request.postings[0].scope


def _may(request: SignedInRequest, *duties: Permission) -> bool:
    return any(posting.may(duty) for posting in request.postings for duty in duties)


def _page_of(request: SignedInRequest, words: dict[str, str]) -> Page[Contest]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(
            request.postings, state=words["state"], alliance=words["alliance"], cursor=request.GET.get("cursor")
        )
    except BadCursor:
        return queries.page_of(request.postings, state=words["state"], alliance=words["alliance"])
