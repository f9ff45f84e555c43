"""The page of one contest, and the acts on it."""

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.arena.contests import presenting as entering
from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.finding import find
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest

from . import forms, presenting, queries
from .actions import ACTIONS, FORMS


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """Where it stands, what may be done, its rules and its history."""
    contest = find(request, number)
    offers = acts.offers(ACTIONS, request.postings, contest)
    context = {
        **entering.head(contest),
        "phases": presenting.phases(contest),
        "key_facts": presenting.key_facts(contest, queries.counts(contest)),
        "facts": presenting.facts(contest),
        "acts": presenting.buttons(contest, offers, is_first=True),
        "more": presenting.buttons(contest, offers, is_first=False),
        "ways": presenting.ways(contest, request.postings),
        "rules": entering.rules_told(contests.rules_of(contest)),
        "waiting": presenting.waiting(contest),
        "late": presenting.late_rows(contest, request.postings),
        "story": presenting.story(contests.history(contest)),
    }
    return render(request, "arena/ring/detail.html", context)


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one contest: its form, or the act itself."""
    contest = find(request, number)
    action = FORMS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, contest)
        form = action.form(initial=forms.initial(contest, request.today, request.GET))
    else:
        form = action.form(request.POST)
    forms.offer(form, contest, request.today)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, verb, contest, form))
        if gone_on is not None:
            return gone_on
        contest = find(request, number)
    return _form_page(request, contest, verb, form)


@require_GET
def begin_entry(request: SignedInRequest, number: str) -> HttpResponse:
    """On to the own entry, from the list of the day."""
    return redirect("contests:begin", find(request, number).number)


@require_GET
def report_pledge(request: SignedInRequest, number: str) -> HttpResponse:
    """On to the own pledges, from the list of the day."""
    find(request, number)
    return redirect("contests:mine")


def _form_page(request: SignedInRequest, contest: Contest, verb: str, form: Form) -> HttpResponse:
    context = {
        **entering.head(contest),
        "action": FORMS[verb],
        "verb": verb,
        "back": presenting.place_of(contest, verb, request.postings),
        "waiting": presenting.waiting(contest),
        "about": presenting.about(contest, form, request.postings),
    }
    return pages.answer(request, "arena/ring/act.html", form, context)


def _run(request: SignedInRequest, verb: str, contest: Contest, form: Form) -> str:
    """The act; answers the address of the page it belongs to."""
    acts.perform(FORMS[verb], contest, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return presenting.place_of(contest, verb, request.postings)
