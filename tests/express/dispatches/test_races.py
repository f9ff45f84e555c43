"""Several at one moment: one dispatch a day of an expert, one answer, one rating."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections

from tests.factories import experts
from tests.factories.experts import LAST, NOW, TASK, VISITED
from zhitongche.express.dispatches import operations
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State
from zhitongche.express.experts import operations as pool
from zhitongche.express.experts.models import Expert, TakenDay
from zhitongche.foundation.errors import NotNow

pytestmark = pytest.mark.django_db
InThreads = Callable[..., list[Any]]


def _afresh(made: Dispatch) -> Dispatch:
    return Dispatch.objects.select_related("expert").get(pk=made.pk)


def test_one_of_many_dispatches_gets_the_day(committed: str, in_threads: InThreads) -> None:
    """Six ask for overlapping days of one expert: those that win share no day, and the counter is theirs."""
    cast = experts.cast()
    whom = experts.expert(cast.organizer)

    def ask(number: int) -> Any:
        close_old_connections()
        days = {"from_": TASK["from_"] if number % 2 else LAST, "until": LAST}
        given = {"expert": whom.number, "problem": cast.problem.number, "task": f"任务{number}", **days}
        return operations.dispatch(by=cast.organizer, now=NOW, **given)

    answers = in_threads(ask, 6)
    won = [one for one in answers if isinstance(one, Dispatch)]
    assert len(won) == 1, answers
    assert all(isinstance(one, NotNow) for one in answers if one not in won), answers
    assert Dispatch.objects.count() == 1
    assert set(TakenDay.objects.values_list("number", flat=True)) == {won[0].number}
    assert Expert.objects.get().open_count == 1


def test_an_expert_leaves_or_is_dispatched_never_both(committed: str, in_threads: InThreads) -> None:
    cast = experts.cast()
    whom = experts.expert(cast.organizer)

    def act(number: int) -> Any:
        close_old_connections()
        if number:
            return pool.retire(Expert.objects.get(), by=cast.organizer, now=NOW, reason="已退休。")
        given = {"expert": whom.number, "problem": cast.problem.number, **TASK}
        return operations.dispatch(by=cast.organizer, now=NOW, **given)

    in_threads(act, 2)
    kept = Expert.objects.get()
    assert kept.is_active == bool(kept.open_count)
    assert Dispatch.objects.count() == kept.open_count


def test_accepted_or_cancelled_never_both(committed: str, in_threads: InThreads) -> None:
    cast = experts.cast()
    made = experts.dispatch(cast)

    def act(number: int) -> Any:
        close_old_connections()
        if number % 2:
            return operations.decline(_afresh(made), by=cast.expert, now=NOW, reason="出差。")
        return operations.cancel(_afresh(made), by=cast.organizer, now=NOW, reason="不必了。")

    in_threads(act, 4)
    kept = Expert.objects.get()
    assert kept.open_count == 0
    assert not TakenDay.objects.exists()


def test_a_visit_is_rated_once(committed: str, in_threads: InThreads) -> None:
    cast = experts.cast()
    made = experts.brought_to(State.VISITED, cast)

    def act(number: int) -> Any:
        close_old_connections()
        return operations.rate(_afresh(made), by=cast.secretary, now=VISITED, rating="good")

    answers = in_threads(act, 4)
    assert sum(not isinstance(one, Exception) for one in answers) == 1, answers
    assert Expert.objects.get().good_count == 1
