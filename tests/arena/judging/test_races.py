"""A score against the close of the scores: in or refused, never both; and judges do not wait for one another."""

import pytest

from tests.factories import contests
from tests.factories.contests import NOW
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations, queries
from zhitongche.arena.judging.models import JudgeSeat, ScoreSheet, ScoreVersion
from zhitongche.foundation.errors import NotNow, NotYourDuty

pytestmark = pytest.mark.django_db
SHEET = {"site": "88.5", "oral": "90"}


def test_a_score_against_the_close_is_in_or_refused(committed, in_threads, rounds, figure):
    cast = contests.cast()
    won = lost = 0
    for _round in range(rounds(short=4, long=60)):
        made = contests.running(cast)

        def act(at, made=made):
            mine = Contest.objects.get(pk=made.pk)
            if at == 5:
                return operations.close_scores(mine, by=cast.organizer, now=NOW, anyway=True)
            return operations.score(mine, by=cast.judges[at], now=NOW, entry=1, points=SHEET)

        answers = in_threads(act, 6)
        assert isinstance(answers[5], Contest), answers
        assert Contest.objects.get(pk=made.pk).state == State.SCORED
        counted = {one.seat_id for one in queries.unsealed_sheets(Contest.objects.get(pk=made.pk))}
        missing = Contest.objects.get(pk=made.pk).events.get(action="close_scores").body["missing"]
        for at, judge in enumerate(cast.judges):
            seat = JudgeSeat.objects.get(contest=made, person=judge.person)
            is_in = isinstance(answers[at], ScoreSheet)
            assert is_in or isinstance(answers[at], NotNow), answers[at]
            assert is_in == (seat.pk in counted)
            # What was in counted when they were closed, too.
            assert (1 not in missing[str(seat.serial)]) == is_in
            won, lost = won + is_in, lost + (not is_in)
    figure("scores in", won)
    figure("scores refused", lost)


def test_two_devices_of_one_judge_leave_one_sheet(committed, in_threads):
    cast = contests.cast()
    made = contests.running(cast)

    def act(at):
        points = {"site": str(at), "oral": "90"}
        return operations.score(
            Contest.objects.get(pk=made.pk), by=cast.judges[0], now=NOW, entry=1, points=points, seen=0
        )

    answers = in_threads(act, 8)
    assert sum(isinstance(one, ScoreSheet) for one in answers) == 1, answers
    assert all(isinstance(one, ScoreSheet | NotNow) for one in answers), answers
    assert (ScoreSheet.objects.count(), ScoreVersion.objects.count()) == (1, 1)


def test_a_score_against_a_confirmed_recusal_never_counts_after_it(committed, in_threads):
    cast = contests.cast()
    made = contests.running(cast)

    def act(at):
        mine = Contest.objects.get(pk=made.pk)
        if at == 0:
            return operations.recuse(mine, by=cast.organizer, now=NOW, judge=1, entry=1, reason="亲属")
        return operations.score(mine, by=cast.judges[0], now=NOW, entry=1, points=SHEET)

    answers = in_threads(act, 4)
    assert isinstance(answers[0], Contest), answers
    assert all(isinstance(one, ScoreSheet | NotYourDuty) for one in answers[1:]), answers
    panel = queries.panel(Contest.objects.get(pk=made.pk))
    assert panel.totals(panel.entries[0]) == 0


def test_of_ten_who_come_by_one_card_one_does(committed, in_threads):
    cast = contests.cast()
    made = contests.running(cast)
    code = operations.give_card(made, by=cast.organizer, now=NOW, judge=1)
    answers = in_threads(lambda at: operations.use_card(now=NOW, code=code), 10)
    assert sum(isinstance(one, tuple) for one in answers) == 1, answers
