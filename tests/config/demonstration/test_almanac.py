"""Whatever day it is, the stories lie in the past, in office hours, in order."""

from datetime import date, timedelta
from itertools import pairwise

from django.conf import settings as conf
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from zhitongche.config.demonstration.almanac import HOURS, Almanac
from zhitongche.config.demonstration.stories import STORIES
from zhitongche.config.demonstration.telling import acts_of
from zhitongche.foundation.calendar.workdays import Workdays

WORKDAYS = Workdays()
days = st.dates(date(2022, 1, 1), date(2031, 12, 31))


@settings(deadline=None)
@given(days)
def test_acts_of_a_story_come_one_after_the_other_and_before_today(today: date) -> None:
    almanac = Almanac(today, WORKDAYS)
    for story in STORIES:
        moments = [act.at for act in acts_of(story, almanac)]
        assert all(earlier < later for earlier, later in pairwise(moments))
        assert almanac.opening() < moments[0]
        assert timezone.localdate(moments[-1]) < today


@settings(deadline=None)
@given(days)
def test_acts_fall_into_office_hours_of_working_days(today: date) -> None:
    almanac = Almanac(today, WORKDAYS)
    moments = [timezone.localtime(act.at) for story in STORIES for act in acts_of(story, almanac)]
    assert {moment.hour for moment in moments} <= set(HOURS)
    assert all(WORKDAYS.is_workday(moment.date()) for moment in moments)


@settings(deadline=None)
@given(days)
def test_promised_dates_lie_after_the_promise(today: date) -> None:
    almanac = Almanac(today, WORKDAYS)
    for story in STORIES:
        for act in acts_of(story, almanac):
            if act.step.dated:
                assert timezone.localdate(act.at) < almanac.day(act.step.dated[1])


@settings(deadline=None)
@given(days)
def test_secretaries_reopen_within_thirty_days_whatever_the_holidays(today: date) -> None:
    almanac = Almanac(today, WORKDAYS)
    for story in STORIES:
        verified = None
        for act in acts_of(story, almanac):
            if act.step.verb == "verify":
                verified = timezone.localdate(act.at)
            if act.step.verb == "reopen":
                assert verified is not None
                assert timezone.localdate(act.at) - verified <= timedelta(days=conf.REOPEN_DAYS)


def test_day_counts_working_days_in_both_directions() -> None:
    friday = date(2026, 6, 12)
    almanac = Almanac(friday, WORKDAYS)
    assert [almanac.day(count) for count in (-5, -1, 1, 5)] == [
        date(2026, 6, 5),
        date(2026, 6, 11),
        date(2026, 6, 15),
        date(2026, 6, 22),  # 19 June 2026 is the Dragon Boat holiday.
    ]


def test_day_before_a_weekend_is_the_friday() -> None:
    sunday = date(2026, 6, 14)
    assert Almanac(sunday, WORKDAYS).day(-1) == sunday - timedelta(days=2)


def test_moment_is_the_same_for_the_same_day_and_story() -> None:
    today = date(2026, 6, 12)
    first = [act.at for story in STORIES for act in acts_of(story, Almanac(today, WORKDAYS))]
    second = [act.at for story in STORIES for act in acts_of(story, Almanac(today, WORKDAYS))]
    assert first == second
