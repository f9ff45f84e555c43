"""Synthetic work must be what the operations would have written: the log holds, the figures add up, acts go on."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from tests.factories import people
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Claim, Closure, Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit import triggers, verification
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db

COUNT = 120


@pytest.fixture
def filled(committed: str) -> None:
    for code in ("450422107205", "450421100201", "450102001001", "370681106214"):
        people.place(code)
    call_command("scale", problems=COUNT)


def test_scale_writes_as_many_as_asked_for(filled: None) -> None:
    assert Problem.objects.count() == COUNT


def test_scale_chains_every_step_and_leaves_the_guards_in_place(filled: None) -> None:
    steps = AuditRecord.objects.filter(subject_kind="problem").count()
    assert steps == ProblemEvent.objects.count()
    assert list(verification.verify().faults) == []
    assert triggers.weaknesses(connection) == []


def test_scale_keeps_the_figures_the_pages_show(filled: None) -> None:
    counted = {state: Problem.objects.filter(state=state).count() for state in State}
    assert queries.tally([""]) == counted


def test_scale_hangs_promises_and_closings_where_they_belong(filled: None) -> None:
    led = Problem.objects.filter(lead__isnull=False).count()
    closing = Problem.objects.filter(state__in=[State.CLOSING, State.CLOSED, State.SHELVED]).count()
    assert (Claim.objects.count(), Closure.objects.count()) == (led, closing)


def test_scale_can_be_worked_on_and_filled_again(filled: None) -> None:
    problem = Problem.objects.filter(state=State.POOLED).first()
    assert problem is not None
    liaison = Posting.objects.filter(department__region=problem.county, role="department_liaison").first()
    assert liaison is not None
    now = timezone.now()
    operations.claim(problem, by=liaison, now=now, measures="现场勘查。", due_on=timezone.localdate(now))
    call_command("scale", problems=COUNT)
    numbers: list[Any] = list(Problem.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 2 * COUNT
    assert list(verification.verify().faults) == []


def test_scale_without_places_says_what_to_run(committed: str) -> None:
    with pytest.raises(CommandError, match="ztc import regions"):
        call_command("scale", problems=10)
