"""A corrected calendar: the statutory days of approvals move with it, recorded, and are foretold before."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.factories import people
from tests.factories.approvals import approval, needed, take
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.config import ticks
from zhitongche.express.projects import clockwork
from zhitongche.express.projects.models import Project, ProjectApproval
from zhitongche.express.projects.operations import timing as operations
from zhitongche.express.projects.queries import timing
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.calendar.queries import workdays

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def running(project: Project, cast: Cast) -> ProjectApproval:
    """Accepted today; its limit of twenty working days runs."""
    needed(project, cast.secretary, "land")
    take(project, "submit", cast.secretary)
    return take(project, "accept", cast.planning)


def kept(one: ProjectApproval) -> tuple[int, date | None]:
    return approval(one.project, one.code).used_days, approval(one.project, one.code).due_on


def off(day: date) -> None:
    WorkdayException.objects.create(day=day, is_workday=False)


def a_worked_day(first: int) -> date:
    return workdays().add(on(first), 1)


def test_replay_gives_what_every_step_has_kept(running: ProjectApproval, cast: Cast) -> None:
    project = running.project
    steps = [
        ("ask_supplement", cast.planning, 7),
        ("supply", cast.secretary, 12),
        ("refuse", cast.planning, 20),
        ("resubmit", cast.secretary, 22),
        ("accept", cast.planning, 24),
        ("grant", cast.planning, 30),
    ]
    for step, by, later in steps:
        take(project, step, by, later=later)
        now = ProjectApproval.objects.select_related("item").prefetch_related("steps").get(project=project)
        assert clockwork.replay(now, workdays()) == (now.used_days, now.due_on)


def test_recompute_limits_moves_a_running_statutory_day(running: ProjectApproval) -> None:
    due = running.due_on
    assert due is not None
    assert operations.recompute_limits(now=LATER) == 0
    off(a_worked_day(3))
    assert operations.recompute_limits(now=LATER) == 1
    assert kept(running) == (0, workdays().add(TODAY, 20))
    assert kept(running)[1] != due
    record = AuditRecord.objects.get(action="project.recompute_limit")
    assert record.subject_id == running.project.number
    assert operations.recompute_limits(now=LATER) == 0
    assert verification.verify().holds


def test_recompute_limits_counts_the_used_days_of_a_standing_clock_again(running: ProjectApproval, cast: Cast) -> None:
    asked = take(running.project, "ask_supplement", cast.planning, later=9)
    off(a_worked_day(2))
    assert operations.recompute_limits(now=LATER) == 1
    assert kept(running) == (asked.used_days - 1, None)


def test_recompute_limits_leaves_what_is_decided(running: ProjectApproval, cast: Cast) -> None:
    granted = take(running.project, "grant", cast.planning, later=9)
    off(a_worked_day(2))
    assert operations.recompute_limits(now=LATER) == 0
    assert kept(running) == (granted.used_days, None)


def test_recompute_limits_gives_way_to_whoever_acts_meanwhile(
    running: ProjectApproval, monkeypatch: pytest.MonkeyPatch
) -> None:
    off(a_worked_day(3))
    ProjectApproval.objects.filter(pk=running.pk).update(step_count=9)
    stale = timing.clocked().get(pk=running.pk)
    stale.step_count = 2
    assert operations._recompute([stale], workdays(), LATER) == 0
    assert not AuditRecord.objects.filter(action="project.recompute_limit").exists()


def test_the_worker_computes_problems_and_approvals_once_for_each_calendar(running: ProjectApproval) -> None:
    ticks.keep_limits(now=LATER)
    off(a_worked_day(3))
    assert [ticks.keep_limits(now=LATER), ticks.keep_limits(now=LATER)] == [1, 0]


def test_foretell_lists_what_would_move_and_writes_nothing(running: ProjectApproval, cast: Cast) -> None:
    day = a_worked_day(3)
    found = timing.foretell((cast.organizer,), {day: False})
    assert (found.count, found.is_cut) == (1, False)
    moved = found.shown[0]
    assert (moved.of, moved.now) == (running, running.due_on)
    assert kept(running) == (0, running.due_on)
    off(day)
    operations.recompute_limits(now=LATER)
    assert kept(running)[1] == moved.then
    assert timing.foretell((cast.organizer,), {day: False}).count == 0
    assert timing.foretell((cast.organizer,), {}).count == 0


def test_foretell_looks_no_further_than_the_readers_places(running: ProjectApproval) -> None:
    stranger = people.posting("organizer", "450421")
    assert timing.foretell((stranger,), {a_worked_day(3): False}).count == 0


def test_the_page_of_what_if_names_the_approvals_beside_the_problems(running: ProjectApproval, cast: Cast) -> None:
    day = a_worked_day(3)
    browser = Client()
    browser.force_login(people.account("organizer", of=cast.organizer.person))
    page = browser.post("/settings/450422/calendar/", {"days": f"{day} off"}).content.decode()
    assert str(running.item) in page
    assert running.project.number in page
    page = browser.post("/settings/450422/calendar/", {"days": "2031-01-06 off"}).content.decode()
    assert "moved-approvals" not in page
