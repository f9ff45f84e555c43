"""Two at once: a library is put in force once, and no item slips in after."""

from decimal import Decimal

import pytest

from tests.factories import alliances, indicators
from zhitongche.arena.indicators import operations, queries
from zhitongche.arena.indicators.models import IndicatorLibrary
from zhitongche.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db


def test_of_ten_who_issue_and_add_the_points_stay_a_hundred(committed, in_threads, rounds):
    cast = alliances.cast()
    for number in range(rounds(short=1, long=5)):
        made = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer, name=f"库{number}"))
        read = [IndicatorLibrary.objects.get(pk=made.pk) for _at in range(10)]

        def act(at, read=read):
            if at % 2:
                given = {**indicators.ITEM, "code": f"B-{at}", "max_points": Decimal(1)}
                return operations.set_item(read[at], by=cast.organizer, now=indicators.NOW, **given)
            return operations.issue(read[at], by=cast.organizer, now=indicators.NOW)

        answers = in_threads(act, 10)
        assert all(isinstance(one, IndicatorLibrary | BadInput | NotNow) for one in answers), answers
        made.refresh_from_db()
        if made.state == "issued":
            assert queries.total(queries.items_of(made)) == 100
