"""What is handed to a reader as a file: score sheets, whole or the own one."""

from typing import Any

from django.http import Http404, HttpResponse

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.interchange import marking
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.downloads import sent

from . import operations, papers, presenting, rules


def score_sheets(request: Any, contest: Contest, ending: str) -> HttpResponse:
    """Score sheets as `.pdf` or `.xlsx`: all of them for who runs the contest, the own one for a judge.

    Raises NotYourDuty, NotNow, Refused, and Http404 for another ending.
    """
    by = acts.sender(rules.why_not_take_sheets, request.postings, contest)
    stands = contests.rules_of(contest)
    if ending not in papers.MEDIA or stands is None:
        raise Http404
    own = operations.take_out_sheets(contest, by=by, now=request.now, ending=ending)
    name = f"{contest.title}{papers.NAME}"
    sheets = presenting.score_sheets(contest, stands, own)
    made = papers.made(contest, sheets, ending, marking.taken_out(name, by, request.now))
    return sent(made, f"{name}{ending}", papers.MEDIA[ending])
