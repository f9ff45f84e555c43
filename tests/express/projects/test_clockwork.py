"""The statutory clock and the path of a project's approvals, from what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest

from zhitongche.express.approvals.models import ApprovalItem
from zhitongche.express.projects import clockwork
from zhitongche.express.projects.models import ProjectApproval
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.calendar.workdays import Workdays

DAYS = Workdays()
# A Wednesday; the holiday of 端午 is from 19 to 21 June 2026.
TODAY = date(2026, 5, 20)
State = ProjectApproval.State


def made(code: str = "land", limit: int = 20, **facts: Any) -> ProjectApproval:
    item = ApprovalItem(code=code, name=code, limit_days=limit, office="局")
    given = {"state": "needed", "holder": "village", "held_since": TODAY, "position": 1}
    return ProjectApproval(item=item, code=code, **{**given, **facts})


def examined(days: int, limit: int = 20, **facts: Any) -> ProjectApproval:
    """Accepted some days before today."""
    began = TODAY - timedelta(days=days)
    told = {"state": "accepted", "holder": "office", "held_since": began, "accepted_on": began}
    one = made(limit=limit, **{**told, **facts})
    started = clockwork.running_since(one)
    one.due_on = clockwork.due_after(started, one.used_days, limit, DAYS) if started else None
    return one


def test_used_days_run_from_acceptance() -> None:
    assert clockwork.used_by(examined(0), TODAY, DAYS) == 0
    assert clockwork.used_by(examined(7), TODAY, DAYS) == 5
    assert clockwork.used_by(made(), TODAY, DAYS) == 0


def test_used_days_stand_still_while_papers_are_waited_for() -> None:
    stopped = examined(20, state="supplement", used_days=5, paused_on=TODAY - timedelta(days=10))
    assert clockwork.used_by(stopped, TODAY, DAYS) == 5
    assert (clockwork.light(stopped, TODAY, DAYS), stopped.due_on) == (Light.PAUSED, None)
    # They came two days ago; the clock has gone on since.
    resumed = examined(20, used_days=5, held_since=TODAY - timedelta(days=2))
    assert clockwork.used_by(resumed, TODAY, DAYS) == 7
    assert resumed.due_on == DAYS.add(TODAY - timedelta(days=2), 15)


@pytest.mark.parametrize(("days", "light"), [(0, Light.GREEN), (28, Light.YELLOW), (40, Light.RED)])
def test_the_light_is_that_of_the_statutory_day(days: int, light: Light) -> None:
    assert clockwork.light(examined(days), TODAY, DAYS) == light


def test_nothing_lights_before_acceptance_and_after_the_decision() -> None:
    assert clockwork.light(made(state="submitted"), TODAY, DAYS) == Light.NONE
    assert clockwork.light(made(state="granted", accepted_on=TODAY), TODAY, DAYS) == Light.NONE


def test_what_is_decided_on_the_spot_is_due_on_the_day_it_is_accepted() -> None:
    spot = examined(0, limit=0)
    assert (spot.due_on, clockwork.light(spot, TODAY, DAYS)) == (TODAY, Light.YELLOW)


def test_plan_counts_what_is_left_of_each() -> None:
    land = examined(7)
    permit = made("permit", 10, holder="nobody", predecessors=["land"], position=2)
    works = made("works", 7, holder="nobody", predecessors=["permit", "gone"], position=3)
    done = made("filing", 45, state="granted")
    water = made("water", 30, position=4)
    planned = clockwork.plan([land, permit, works, done, water], TODAY, DAYS)
    assert (planned.days, planned.critical) == (32, ["land", "permit", "works"])
    assert planned.ends_on == DAYS.add(TODAY, 32)
    assert planned.dated["land"].ends_on == land.due_on
    assert planned.dated["water"].slack == 2
    assert planned.dated["works"].if_today == DAYS.add(TODAY, 7)
    assert "filing" not in planned.dated
    assert clockwork.blocking([land, permit, works, done, water], planned) == land


def test_plan_counts_no_days_below_nought_for_what_is_late() -> None:
    planned = clockwork.plan([examined(60)], TODAY, DAYS)
    assert (planned.days, planned.ends_on) == (0, TODAY)


def test_plan_of_nothing_open_has_no_end() -> None:
    planned = clockwork.plan([made(state="granted"), made("b", state="not_needed")], TODAY, DAYS)
    assert (planned.ends_on, planned.critical, clockwork.blocking([], planned)) == (None, [], None)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_used_and_left_add_up_to_the_limit_on_every_day_of_three_years(year: int) -> None:
    """Over every holiday and make-up day: what is used grows by one each working day until the statutory day."""
    day = date(year, 1, 1)
    while day.year == year:
        one = made(state="accepted", accepted_on=day, held_since=day)
        due = clockwork.due_after(day, 0, 20, DAYS)
        assert clockwork.used_by(one, due, DAYS) == 20
        assert clockwork.used_by(one, due - timedelta(days=1), DAYS) == 19
        assert clockwork.remaining(one, due, DAYS) == 0
        day += timedelta(days=1)
