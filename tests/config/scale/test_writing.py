"""Rows made by several processes are those that one would make, and arrive as they were."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import people
from zhitongche.config.scale import packing, staff, writing
from zhitongche.config.scale.rows import FIELDS, Task, harvest
from zhitongche.express.numbers.models import NumberSeries
from zhitongche.express.problems.clock import Effect, replay
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.chain import GENESIS
from zhitongche.foundation.calendar.queries import workdays

pytestmark = pytest.mark.django_db
PLACES = ("450422107205", "450421100201", "450102001001")


def test_processes_fill_a_database_that_verifies(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WORTH_PROCESSES", 1)
    for code in PLACES:
        people.place(code)
    call_command("scale", problems=60)
    assert Problem.objects.count() == 60
    assert list(verification.verify().faults) == []


def test_a_clock_is_what_the_steps_say(committed: str) -> None:
    people.place("450422107205")
    call_command("scale", problems=60)
    days = workdays()
    for problem in Problem.objects.prefetch_related("events"):
        steps = ((timezone.localdate(event.at), Effect.from_json(event.clock)) for event in problem.events.all())
        for name, value in replay(steps, days).columns(days).items():
            assert getattr(problem, name) == value, (problem.state, name)


def test_promises_are_numbered_and_finished_by_the_closing(committed: str) -> None:
    people.place("450422107205")
    call_command("scale", problems=60)
    assert Problem.objects.filter(promise_count=1).count() == Rectification.objects.count() > 0
    for item in Rectification.objects.select_related("problem").prefetch_related("events"):
        assert item.number == f"ZG-{item.problem.number}-1"
        assert (item.state == "done") == (item.problem.state in {"closing", "closed", "shelved"})
        assert [event.after for event in item.events.all()] == ["open", "done"][: item.event_count]


def test_the_same_task_makes_the_same_rows(committed: str) -> None:
    people.place("450422107205")
    now = timezone.now()
    crew = staff.engage({"450422": 20}, now.date(), now)["450422"]
    task = Task("450422", 20, 1, {}, (0, GENESIS))
    first, again = (harvest(task, crew, now, workdays()) for _ in range(2))
    assert first == again


def test_text_arrives_as_it_was(committed: str) -> None:
    hard = "一\t二\\三\n四\r\\N"
    row = ("x'\"", 2026, 7)
    fields = {NumberSeries: ("prefix", "year", "last")}
    packing.write([packing.pack({NumberSeries: [row, (hard, 2025, 1)]})], fields)
    assert set(NumberSeries.objects.values_list("prefix", "year", "last")) == {row, (hard, 2025, 1)}
    assert NumberSeries not in FIELDS
