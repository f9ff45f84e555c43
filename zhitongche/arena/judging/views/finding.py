"""What every page of judging asks first: which contest, whose seat, and who may look."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.finding import find
from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.arena.contests.rules import not_its_keeper
from zhitongche.foundation.errors import Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.access import SignedInRequest

from .. import queries, rules
from ..models import JudgeSeat
from ..queries import Panel


@dataclass(frozen=True)
class Judging:
    """A judge at work: the contest, the seat, the whole panel, the rules in force."""

    contest: Contest
    seat: JudgeSeat
    panel: Panel
    rules: ContestRules

    @property
    def mine(self) -> JudgeSeat:
        """The seat as the panel holds it."""
        return next(one for one in self.panel.seats if one.pk == self.seat.pk)

    def entry(self, serial: int) -> Entry:
        """An entry that falls to the judge. Raises Http404 else: what is not theirs is not shown either."""
        found = next((one for one in self.panel.duty(self.mine) if one.serial == serial), None)
        if found is None:
            raise Http404
        return found


def judging(request: SignedInRequest, number: str) -> Judging:
    """The reader's seat in a contest. Raises Http404 where there is none."""
    contest = find(request, number)
    posting = next((one for one in request.postings if rules.not_its_judge(one, contest) is None), None)
    seat = queries.seat_of(contest, posting.person_id) if posting else None
    text = contests.rules_of(contest)
    if seat is None or text is None:
        raise Http404
    return Judging(contest, seat, queries.panel(contest), text)


def kept(request: SignedInRequest, number: str) -> Contest:
    """The contest, if the reader runs it. Raises Http404 else."""
    contest = find(request, number)
    if not any(not_its_keeper(one, contest) is None for one in request.postings):
        raise Http404
    return contest


def watched(request: SignedInRequest, number: str) -> Contest:
    """The contest, if the reader runs or supervises it. Raises Http404 else."""
    contest = find(request, number)
    if not any(rules.watches(one, contest) for one in request.postings):
        raise Http404
    return contest


def sender(why_not: Any, request: SignedInRequest, contest: Contest) -> Posting:
    """The first posting that the rule lets pass; raises its refusal."""
    return acts.sender(why_not, request.postings, contest)


def refusal_of(form: BaseForm) -> Refused | None:
    refused: Refused | None = getattr(form, "refusal", None)
    return refused
