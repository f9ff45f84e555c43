"""One thing at a time: whoever rules on something without moving its state holds its row first."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from ..models import Problem

Thing = TypeVar("Thing", bound=Model)


def hold(thing: Thing) -> Thing:
    """Lock the row until the unit ends and read it again, so that rules are asked about what is true now.

    The guarded UPDATE of `flow.move` lets one of many through where the state changes; two organizers who decide one
    request, or two colleagues who hand the same problem back, leave it as it is, so they take turns here.
    """
    thing.refresh_from_db(from_queryset=type(thing)._default_manager.select_for_update(no_key=True))
    if isinstance(thing, Problem):
        forget(thing)
    return thing


def hold_all(problems: Iterable[Problem]) -> None:
    """Hold several: everybody takes them in one order, so that two never wait for each other."""
    for problem in sorted(problems, key=lambda one: one.pk):
        hold(problem)


def forget(problem: Problem) -> None:
    """Drop what was read beside its row for this instance: somebody may have just written some of it."""
    for name in ("all_promises", "all_requests", "kept_consultations", "open_closures"):
        if hasattr(problem, name):
            delattr(problem, name)
