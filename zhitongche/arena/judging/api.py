"""Scores for programs: a judge's own sheet goes in; nothing sealed comes out. The panel for those who run and watch it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.errors import NotYourDuty
from zhitongche.foundation.interchange.api import FormatQuery
from zhitongche.foundation.web import acts, bodies
from zhitongche.foundation.web.api import act, add_acts, documented, json_answer, keyed

from . import files, operations, presenting, queries, rules
from .actions import CALIBRATION, DESK
from .schemas import CalibrationOut, PanelOut, ScoreBody, ScoreList, ScoreOut

router = Router(tags=["contests"])


def find(request: Any, number: str) -> Contest:
    """The contest, if a posting of the caller's sees it. Raises Http404 else."""
    contest = contests.found(request.postings, number)
    if contest is None:
        raise Http404
    return contest


@router.post("/{number}/scores", response=ScoreOut, openapi_extra=documented(ScoreBody), url_name="score")
def score(request: Any, number: str) -> HttpResponse:
    """One's own sheet of one entry, until the scores are closed; the answer is what was sent and nothing else."""
    contest = find(request, number)

    def effect() -> tuple[int, Any]:
        by = acts.sender(rules.why_not_score, request.postings, contest)
        sheet = operations.score(contest, by=by, now=request.now, **bodies.read(request, ScoreBody))
        return 200, presenting.told_sheet(sheet)

    return keyed(request, effect)


@router.get("/{number}/scores", response=ScoreList, url_name="scores")
def list_scores(request: Any, number: str) -> HttpResponse:
    """All sheets for those who run and watch it, the own ones for a judge, once the scores are closed; 403 before."""
    contest = find(request, number)
    sheets = queries.unsealed_sheets(contest)
    is_apart = any(rules.watches(one, contest) for one in request.postings)
    judges = {one.person_id for one in request.postings if queries.has_seat(one, contest)}
    if not is_apart and not judges:
        raise NotYourDuty(_("Only those who run, watch or judge a contest read its scores."))
    if contest.state not in queries.UNSEALED:
        raise NotYourDuty(_("The scores are sealed until they are closed."))
    shown = [one for one in sheets if is_apart or one.seat.person_id in judges]
    return json_answer({"items": [presenting.told_sheet(one) for one in shown], "next": None})


@router.get("/{number}/score_sheets", url_name="score-sheets")
def take_score_sheets(request: Any, number: str, query: Query[FormatQuery]) -> HttpResponse:
    """Score sheets as xlsx or pdf, empty until the scores are closed: the organizers' all, a judge's the own one."""
    return files.score_sheets(request, find(request, number), f".{query.format}")


@router.post(
    "/{number}/submit_scores",
    response=PanelOut,
    openapi_extra=documented(DESK["submit_scores"].schema),
    url_name="submit-scores",
)
def submit_scores(request: Any, number: str) -> HttpResponse:
    """Hand one's scores in, when all own sheets are whole; the answer says how far one is."""

    def present(request: Any, contest: Contest) -> dict[str, Any]:
        told = presenting.told_panel(contest)
        own = {one.serial for one in queries.seats_of(contest) if one.person_id in _persons(request)}
        return {**told, "judges": [one for one in told["judges"] if one["judge"] in own], "recusals": []}

    return act(request, DESK["submit_scores"], find(request, number), present)


@router.get("/{number}/panel", response=PanelOut, url_name="panel")
def read_panel(request: Any, number: str) -> HttpResponse:
    """Who sits, who has declared, how many sheets are whole, and the recusals: for those who run and watch it."""
    contest = find(request, number)
    if not any(rules.watches(one, contest) for one in request.postings):
        raise Http404
    return json_answer(presenting.told_panel(contest))


@router.get("/{number}/calibration", response=CalibrationOut, url_name="calibration")
def read_calibration(request: Any, number: str) -> HttpResponse:
    """The made-up entry: whole for who runs the contest, for a judge who has declared without points until it was tried."""
    contest = find(request, number)
    told = presenting.told_calibration(contest, request.postings)
    if told is None:
        raise Http404
    return json_answer(told)


def present_calibration(request: Any, contest: Contest) -> dict[str, Any] | None:
    """The made-up entry, as it stands after the act."""
    return presenting.told_calibration(contest, request.postings)


add_acts(router, CALIBRATION, find, present_calibration, name="judging")


def _persons(request: Any) -> set[int]:
    return {one.person_id for one in request.postings}
