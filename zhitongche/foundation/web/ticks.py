"""Work that comes round: of all workers, on however many machines, one takes each turn."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from .models import Tick as Turn

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tick:
    """What to do, and how often. `run` is called with `now=`; what it returns goes to the log."""

    every: timedelta
    run: Callable[..., Any]


def take_turn(name: str, every: timedelta, now: datetime) -> bool:
    """Whether the turn called `name` is due and now ours; the next is due `every` from now.

    The first turn of a new name is due at once. A turn that is taken and fails is not given back: it comes round again.
    """
    if not Turn.objects.filter(pk=name).exists():
        Turn.objects.bulk_create([Turn(name=name, due_at=now)], ignore_conflicts=True)
    return bool(Turn.objects.filter(pk=name, due_at__lte=now).update(due_at=now + every))


def when_changed(name: str, value: str, run: Callable[..., int], now: datetime) -> int:
    """Run where `value` is not the one that `run` was last done for; returns what it returns, else 0.

    The mark and the work are one transaction: what fails is tried again in the next round.
    """
    mark = f"{name}:{value}"
    if Turn.objects.filter(pk=mark).exists():
        return 0
    with transaction.atomic():
        answer = run(now=now)
        Turn.objects.filter(pk__startswith=f"{name}:").delete()
        Turn.objects.create(name=mark, due_at=now)
    return answer


def leave(name: str, mark: str, now: datetime) -> None:
    """Leave work to the next round, in the caller's own transaction: the mark is there with what it is about, or not."""
    Turn.objects.bulk_create([Turn(name=f"{name}:{mark}", due_at=now)], ignore_conflicts=True)


def when_left(name: str, run: Callable[[list[str]], int]) -> int:
    """Run where work was left under `name`, with the marks left; returns what it returns, else 0.

    What fails is tried in the next round. A mark that is left anew meanwhile is taken for done: whoever cannot bear that
    leaves another mark each time.
    """
    marks = list(Turn.objects.filter(pk__startswith=f"{name}:").values_list("pk", flat=True))
    if not marks:
        return 0
    answer = run([mark.removeprefix(f"{name}:") for mark in marks])
    Turn.objects.filter(pk__in=marks).delete()
    return answer


def run_due(ticks: Mapping[str, Tick], now: datetime) -> list[str]:
    """Take every turn that is due and do its work; returns the names of what was done.

    A fault in one is logged and does not keep the others from their turn.
    """
    done = []
    for name, tick in ticks.items():
        if not take_turn(name, tick.every, now):
            continue
        try:
            answer = tick.run(now=now)
        except Exception:  # Whatever went wrong, the other turns must come.
            logger.exception("tick %s failed", name)
        else:
            logger.info("tick %s: %s", name, answer)
            done.append(name)
    return done
