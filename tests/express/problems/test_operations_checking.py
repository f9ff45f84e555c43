"""The township's check: its opinion once, and the accepting that waits for it a working day where the place asks."""

from datetime import timedelta

import pytest

from tests.factories import people, problems
from tests.factories.problems import LATER, NOW, TODAY, VILLAGE, Cast, act
from zhitongche.express.problems import queries
from zhitongche.express.problems.models import Problem, Rulebook
from zhitongche.express.problems.states import State
from zhitongche.foundation.errors import NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def township(cast: Cast) -> Posting:
    return people.posting("township_committee", "450422107")


def ask_for_check(place: str = "450422") -> None:
    Rulebook.objects.create(region=people.place(place), has_township_check=True)


def test_check_keeps_the_townships_opinion(cast: Cast, township: Posting) -> None:
    problem = act("check", problems.problem(cast), township)
    assert (problem.state, problem.checked_at) == (State.REPORTED, LATER)
    assert problem.events.get(action="check").body == {"opinion": "情况属实，镇里无力解决。"}
    assert Notice.objects.filter(person=cast.organizer.person_id, action="problem.check").count() == 1


def test_check_is_once(cast: Cast, township: Posting) -> None:
    problem = problems.problem(cast)
    second_tab = Problem.objects.get(pk=problem.pk)
    act("check", problem, township)
    with pytest.raises(NotNow):
        act("check", second_tab, township)


def test_check_is_the_townships(cast: Cast) -> None:
    other = people.posting("township_committee", "450422100")
    for posting in (cast.organizer, cast.secretary, other):
        with pytest.raises(NotYourDuty):
            act("check", problems.problem(cast), posting)


def test_check_is_for_what_nobody_has_accepted(cast: Cast, township: Posting) -> None:
    with pytest.raises(NotNow):
        act("check", problems.problem(cast, State.POOLED), township)


def test_accept_waits_for_the_check_where_the_place_asks_for_it(cast: Cast, township: Posting) -> None:
    ask_for_check()
    problem = problems.problem(cast)
    with pytest.raises(NotNow, match="5 月 21 日"):
        act("accept", problem, cast.organizer, NOW)
    problem = act("check", problem, township, NOW)
    assert act("accept", problem, cast.organizer, NOW).state == State.POOLED


@pytest.mark.parametrize(("place", "days", "may"), [("450422", 1, False), ("450422", 2, True), ("4504", 1, False)])
def test_accept_waits_a_working_day_for_the_check(cast: Cast, place: str, days: int, *, may: bool) -> None:
    """Reported on a Wednesday, the township has the whole of Thursday."""
    ask_for_check(place)
    problem, moment = problems.problem(cast), NOW + timedelta(days=days)
    if may:
        assert act("accept", problem, cast.organizer, moment).state == State.POOLED
        return
    with pytest.raises(NotNow):
        act("accept", problem, cast.organizer, moment)


def test_accept_does_not_wait_where_nobody_asks_for_the_check(cast: Cast) -> None:
    assert act("accept", problems.problem(cast), cast.organizer, NOW).state == State.POOLED


def test_resubmit_asks_for_the_check_again(cast: Cast, township: Posting) -> None:
    ask_for_check()
    problem = act("check", problems.problem(cast), township, NOW)
    problem = act("return", problem, cast.organizer, NOW)
    problem = act("resubmit", problem, cast.secretary, LATER)
    assert problem.checked_at is None
    with pytest.raises(NotNow, match="5 月 22 日"):
        act("accept", problem, cast.organizer, LATER)


def test_report_of_the_township_itself_needs_no_check(cast: Cast, township: Posting) -> None:
    ask_for_check()
    problem = problems.report(township, village=VILLAGE, reported_by="村民李某")
    assert act("accept", problem, cast.organizer, NOW).state == State.POOLED


def test_the_check_waits_for_the_township_and_meanwhile_not_for_the_organizer(cast: Cast, township: Posting) -> None:
    problem = problems.problem(cast)
    assert list(queries.waiting_for_check(township)) == []
    ask_for_check()
    assert list(queries.waiting_for_check(township)) == [problem]
    waits = queries.waiting_for_accept
    assert list(waits(cast.organizer.as_of(TODAY + timedelta(days=1)))) == []
    assert list(waits(cast.organizer.as_of(TODAY + timedelta(days=2)))) == [problem]
    act("check", problem, township)
    assert list(queries.waiting_for_check(township)) == []
    assert list(waits(cast.organizer.as_of(TODAY + timedelta(days=1)))) == [problem]


def test_a_countys_own_rulebook_goes_before_its_citys(cast: Cast, township: Posting) -> None:
    ask_for_check("4504")
    Rulebook.objects.create(region=people.place("450422"))
    problem = problems.problem(cast)
    assert list(queries.waiting_for_accept(cast.organizer.as_of(TODAY))) == [problem]
    assert list(queries.waiting_for_check(township)) == []
    assert act("accept", problem, cast.organizer, NOW).state == State.POOLED
