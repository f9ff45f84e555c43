"""For those who run and watch a contest: the panel, cards, the made-up entry, printed sheets and what is typed off them."""

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, ContestRules
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest

from .. import files, forms, operations, papers, presenting, queries, rules
from ..actions import ACTIONS
from .finding import find, kept, sender, watched


@require_GET
def panel(request: SignedInRequest, number: str) -> HttpResponse:
    """Who has declared, how many sheets are in, recusals to decide: counts, never points."""
    contest = watched(request, number)
    offers = acts.offers(ACTIONS, request.postings, contest)
    context = {"contest": contest, **presenting.panel_page(contest, offers)}
    return render(request, "arena/judging/panel.html", context)


@require_POST
def card(request: SignedInRequest, number: str, serial: int) -> HttpResponse:
    """Make a judge's one-time card and show its code in this answer; the same form sent again only leads back."""
    contest = kept(request, number)
    form, told = Form(request.POST), list[str]()

    def effect() -> str:
        by = sender(rules.why_not_give_card, request, contest)
        told.append(operations.give_card(contest, by=by, now=request.now, judge=serial))
        return presenting.address(contest, "panel")

    response = pages.submit(request, form, effect)
    if told:
        door = request.build_absolute_uri(reverse("judging:card"))
        context = {"contest": contest, "code": told[0], "seat": queries.seat(contest, serial), "door": door}
        return render(request, "arena/judging/given_card.html", context)
    return response or _refused(request, contest, form)


def _refused(request: SignedInRequest, contest: Contest, form: Form) -> HttpResponse:
    offers = acts.offers(ACTIONS, request.postings, contest)
    context = {"contest": contest, **presenting.panel_page(contest, offers)}
    return pages.answer(request, "arena/judging/panel.html", form, context)


@require_http_methods(["GET", "POST"])
def calibrate(request: SignedInRequest, number: str) -> HttpResponse:
    """The made-up entry with the organizers' points."""
    contest = kept(request, number)
    text, made = _rules(contest), queries.calibration(contest)
    begin = {"statement": made.statement, "because": made.because} if made else {}
    begin |= forms.PointsForm.beginning(made.points if made else {})
    form = forms.CalibrateForm(text.rules["criteria"], text.names, request.POST or None, initial=begin)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _calibrate(request, contest, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "arena/judging/calibrate.html", form, {"contest": contest})


def _calibrate(request: SignedInRequest, contest: Contest, form: forms.CalibrateForm) -> str:
    by = sender(rules.why_not_calibrate, request, contest)
    told = acts.cleaned(form)
    words = {"statement": told["statement"], "because": told["because"]}
    operations.calibrate(contest, by=by, now=request.now, points=form.points(), **words)
    return presenting.address(contest, "panel")


@require_GET
def paper(request: SignedInRequest, number: str) -> HttpResponse:
    """Which printed sheets were typed off once, twice, and which differ."""
    contest = kept(request, number)
    context = {"contest": contest, "rows": presenting.paper_rows(contest, _persons(request))}
    return render(request, "arena/judging/paper.html", context)


@require_GET
def print_sheets(request: SignedInRequest, number: str) -> HttpResponse:
    """Score sheets to print, a page for each judge; empty until the scores are closed."""
    contest = kept(request, number)
    context = {
        "contest": contest,
        "sheets": presenting.score_sheets(contest, _rules(contest)),
        "may_take_out": any(rules.why_not_take_sheets(one, contest) is None for one in request.postings),
    }
    return render(request, "arena/judging/print_sheets.html", context)


@require_GET
def score_sheets(request: SignedInRequest, number: str) -> HttpResponse:
    """Score sheets as Excel or PDF: all of them for who runs the contest, the own one for a judge. Raises NotYourDuty, NotNow."""
    return files.score_sheets(request, find(request, number), request.GET.get("ending", papers.PDF))


@require_http_methods(["GET", "POST"])
def read_paper(request: SignedInRequest, number: str, judge: int, serial: int) -> HttpResponse:
    """Type off one printed sheet, without seeing what somebody else has typed."""
    contest = kept(request, number)
    text = _rules(contest)
    seat, about = queries.seat(contest, judge), contests.judged_entry(contest, serial)
    if seat is None or about is None:
        raise Http404
    form = forms.PointsForm(text.rules["criteria"], text.names, request.POST or None)
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _read(request, contest, (judge, serial), form))
        if gone_on is not None:
            return gone_on
    context = {"contest": contest, "seat": seat, "entry": about, "criteria": presenting.criteria(text, form)}
    return pages.answer(request, "arena/judging/read_paper.html", form, context)


def _read(request: SignedInRequest, contest: Contest, named: tuple[int, int], form: forms.PointsForm) -> str:
    by = sender(rules.why_not_read_paper, request, contest)
    acts.cleaned(form)
    judge, serial = named
    operations.read_paper(contest, by=by, now=request.now, judge=judge, entry=serial, points=form.points())
    return presenting.address(contest, "paper")


@require_GET
def results(request: SignedInRequest, number: str) -> HttpResponse:
    """The sheets of all judges, to be printed and signed once the scores are closed."""
    contest = watched(request, number)
    if contest.state not in queries.UNSEALED:
        raise Http404
    context = {"contest": contest, **presenting.results(contest, _rules(contest))}
    return render(request, "arena/judging/results.html", context)


def _rules(contest: Contest) -> ContestRules:
    """Its rules. Raises Http404 where none were drawn up."""
    found = contests.rules_of(contest)
    if found is None:
        raise Http404
    return found


def _persons(request: SignedInRequest) -> set[int]:
    return {one.person_id for one in request.postings}
