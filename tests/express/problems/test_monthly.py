"""The kept figures of months: of a county and of its townships, equal to a recount however the problems came."""

from datetime import date

import pytest

from tests.factories import people, problems
from tests.factories.problems import NOW, Cast
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import MonthTally
from zhitongche.express.problems.operations.collecting import Telling
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
MONTH = NOW.date().replace(day=1)
NEIGHBOUR = "450422108201"


@pytest.fixture
def neighbour(cast: Cast) -> Posting:
    """A village of another township of the county."""
    people.place("450422108", "岭景镇")
    people.place(NEIGHBOUR, "岭景村")
    return people.posting("first_secretary", NEIGHBOUR, people.person("邻村书记"))


def kept() -> dict[tuple[str, date], dict[str, int]]:
    return {
        (one["place"], one["month"]): {name: one[name] for name in queries.FIGURES}
        for one in MonthTally.objects.values()
    }


def test_townships_add_up_to_their_county(cast: Cast, neighbour: Posting) -> None:
    problems.problem(cast, State.CLOSED)
    problems.report(neighbour)
    lines = [
        Telling("water", "渗漏", village=village, reported_by="村民")
        for village in (problems.VILLAGE, NEIGHBOUR, NEIGHBOUR)
    ]
    operations.report_all(lines, by=cast.organizer, now=NOW)
    figures = kept()
    assert figures == queries.months_counted("")
    for name in queries.FIGURES:
        county = sum(one[name] for (place, _month), one in figures.items() if len(place) == 6)
        assert county == sum(one[name] for (place, _month), one in figures.items() if len(place) == 9), name
    last = date(2099, 12, 1)
    seen = {scope: queries.months(scope, date(2000, 1, 1), last) for scope in ("45", "4504", "450422", NEIGHBOUR[:9])}
    assert seen["45"] == seen["4504"] == seen["450422"]
    assert sum(one["reported"] for one in seen[NEIGHBOUR[:9]].values()) == 3


def test_recount_writes_both_levels(cast: Cast, neighbour: Posting) -> None:
    problems.report(neighbour)
    right = kept()
    MonthTally.objects.update(reported=9)
    assert operations.recount_months(now=NOW) == 2
    assert kept() == right
