"""Two at once: one figure of a kind and period, one check, no check of a figure that was just corrected."""

from decimal import Decimal

import pytest

from tests.factories import outcomes
from zhitongche.express.outcomes import operations
from zhitongche.express.outcomes.models import Outcome, OutcomeTally
from zhitongche.foundation.errors import NotNow

pytestmark = pytest.mark.django_db


def test_of_ten_who_record_the_same_one_does(committed, in_threads, rounds):
    cast = outcomes.cast()
    for number in range(rounds(short=2, long=20)):
        period = f"20{10 + number}Q1"
        answers = in_threads(lambda _at, period=period: outcomes.recorded(cast.secretary, period=period), 10)
        assert sum(isinstance(one, Outcome) for one in answers) == 1, answers
        assert sum(isinstance(one, NotNow) for one in answers) == 9, answers
        row = OutcomeTally.objects.get(period=period)
        assert (row.count, row.amount) == (1, Decimal(120000))


def test_of_ten_who_check_and_correct_the_sums_stay_right(committed, in_threads, rounds):
    cast = outcomes.cast()
    made = outcomes.recorded(cast.secretary)
    read = [Outcome.objects.get(pk=made.pk) for _at in range(10)]

    def act(at):
        if at % 2:
            return operations.check(read[at], by=cast.township, now=outcomes.NOW)
        return operations.correct(read[at], by=cast.secretary, now=outcomes.NOW, amount=Decimal(at), reason="更正")

    answers = in_threads(act, 10)
    assert sum(isinstance(one, Outcome) for one in answers) == 1, answers
    assert sum(isinstance(one, NotNow) for one in answers) == 9, answers
    row = OutcomeTally.objects.get()
    stands = Outcome.objects.get()
    assert (row.count, row.amount, row.checked_count) == (1, stands.amount, int(stands.checked_by is not None))
