"""Fills the tables with synthetic work: processes make the rows of disjoint counties, this one writes them.

All is one transaction of one connection; the others only compute, and hand over text that is ready to be sent.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max

from zhitongche.express.numbers.models import NumberSeries
from zhitongche.express.problems.models import (
    Claim,
    Closure,
    Problem,
    ProblemEvent,
    Rectification,
    RectificationEvent,
    Tally,
)
from zhitongche.foundation.audit.chain import GENESIS
from zhitongche.foundation.audit.models import AuditHead
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays

from .packing import Pack, pack, write
from .rows import Harvest, Task, harvest
from .staff import Staff

PROCESSES = 2
# Below this many problems, starting processes takes longer than they save.
WORTH_PROCESSES = 5_000
# Counties made ahead of the writer: enough that nobody waits, and little memory.
AHEAD = 8
# Problems written with one COPY of each table.
AT_ONCE = 5_000


@dataclass(frozen=True)
class _Surroundings:
    """What every county's task needs; the processes inherit it when they are forked."""

    staff: Mapping[str, Staff]
    now: datetime
    days: Workdays


_around: list[_Surroundings] = []


def fill(shares: Mapping[str, int], staff: Mapping[str, Staff], now: datetime, told: Callable[[int], None]) -> None:
    """Write every county's problems, in the order in which they would have happened there."""
    _around[:] = [_Surroundings(staff, now, workdays())]
    tasks = list(_tasks(shares, staff))
    done: list[Harvest] = []
    waiting: list[Pack] = []
    count = 0
    for reaped, packed in _reaped(tasks):
        done.append(reaped)
        waiting.append(packed)
        count += reaped.count
        if count >= AT_ONCE:
            write(waiting)
            told(count)
            waiting, count = [], 0
    write(waiting)
    told(count)
    _keep(done)
    _go_on_after()


def _tasks(shares: Mapping[str, int], staff: Mapping[str, Staff]) -> Iterator[Task]:
    """The counties' shares, with keys that nobody else gets."""
    key = max((model.objects.aggregate(last=Max("id"))["last"] or 0) for model in (Problem, Rectification)) + 1
    numbers: dict[str, dict[int, int]] = {}
    for row in NumberSeries.objects.all():
        numbers.setdefault(row.prefix, {})[row.year] = row.last
    heads = {head.chain: (head.size, head.hash) for head in AuditHead.objects.all()}
    for county in staff:
        yield Task(county, shares[county], key, numbers.get(county, {}), heads.get(county, (0, GENESIS)))
        key += shares[county]


def _reaped(tasks: list[Task]) -> Iterator[tuple[Harvest, Pack]]:
    """The counties in their order, made by several processes where it is worth it."""
    if sum(task.count for task in tasks) < WORTH_PROCESSES:
        yield from map(_reap, tasks)
        return
    # Forked, they inherit the people and the calendar; the connection, which they inherit too, they never touch.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        under_way: deque[Future[tuple[Harvest, Pack]]] = deque()
        for task in tasks:
            under_way.append(pool.submit(_reap, task))
            if len(under_way) > AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _reap(task: Task) -> tuple[Harvest, Pack]:
    """One county: where it stands now, and its rows ready to be sent."""
    around = _around[0]
    reaped = harvest(task, around.staff[task.county], around.now, around.days)
    packed = pack(reaped.rows)
    reaped.rows = {}
    return reaped, packed


def _keep(done: Iterable[Harvest]) -> None:
    """Bring series, heads and counters to where the rows now are."""
    done = list(done)
    NumberSeries.objects.bulk_create(
        [NumberSeries(prefix=one.county, year=year, last=last) for one in done for year, last in one.numbers.items()],
        update_conflicts=True,
        unique_fields=["prefix", "year"],
        update_fields=["last"],
        batch_size=1000,
    )
    # SQLite asks the guard of a chain's beginning even where the row would be passed over.
    begun = set(AuditHead.objects.values_list("chain", flat=True))
    AuditHead.objects.bulk_create([AuditHead(chain=one.county) for one in done if one.county not in begun])
    Tally.objects.bulk_create([Tally(county=one.county) for one in done], ignore_conflicts=True)
    for one in done:
        size, last = one.head
        AuditHead.objects.filter(pk=one.county, size__lt=size).update(size=size, hash=last)
        Tally.objects.filter(pk=one.county).update(**{state: F(state) + count for state, count in one.states.items()})


def _go_on_after() -> None:
    """Let the next keys be drawn after those that were written."""
    drawn = [Problem, ProblemEvent, Claim, Closure, Rectification, RectificationEvent]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), drawn):
            cursor.execute(statement)
