"""Fills the tables with synthetic work: processes make the rows of disjoint counties, this one writes them.

All is one transaction of one connection; the others only compute, and hand over text that is ready to be sent.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max, Model
from django.utils import timezone

from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.judging.models import JudgeSeat, ScoreSheet
from zhitongche.arena.titles.models import Settlement
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
from zhitongche.express.problems.operations import recount_months
from zhitongche.express.projects.models import (
    FundingEntry,
    Milestone,
    ProgressReport,
    Project,
    ProjectEvent,
    ProjectFunding,
    ProjectTally,
)
from zhitongche.express.projects.operations.keeping import AMOUNTS
from zhitongche.foundation.audit.chain import GENESIS
from zhitongche.foundation.audit.models import AuditHead, AuditRecord
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.statements import Plus, update

from . import contests, library, season
from .packing import Pack, pack, write
from .rows import FIELDS, Harvest, Task, harvest

PROCESSES = 2
# Below this many problems, starting processes takes longer than they save.
WORTH_PROCESSES = 5_000
# Counties made ahead of the writer: enough that nobody waits, and little memory.
AHEAD = 8
# Problems written with one COPY of each table.
AT_ONCE = 5_000


@dataclass(frozen=True)
class Shelving:
    """One kind of work: its tables with their columns, how a county's rows are made, and what is kept after them."""

    fields: Mapping[type[Model], tuple[str, ...]]
    harvest: Callable[[Task, Any, datetime, Workdays], Any]
    # What its numbers begin with, before the county's code.
    prefixes: tuple[str, ...]
    # The tables whose keys are given here, each with how many lie to one key of a county's share; and all whose next keys
    # have to follow.
    keyed: Mapping[type[Model], int]
    drawn: tuple[type[Model], ...]
    # Adds to the kept figures what the counties have come to.
    count: Callable[[Sequence[Any]], None]


@dataclass(frozen=True)
class _Surroundings:
    """What every county's task needs; the processes inherit it when they are forked."""

    staff: Mapping[str, Any]
    now: datetime
    days: Workdays
    kind: Shelving


_around: list[_Surroundings] = []


def fill(
    shares: Mapping[str, int],
    staff: Mapping[str, Any],
    now: datetime,
    told: Callable[[int], None],
    kind: Shelving | None = None,
) -> None:
    """Write every county's problems (or another kind of work), in the order in which they would have happened there."""
    kind = kind or PROBLEMS
    _around[:] = [_Surroundings(staff, now, workdays(), kind)]
    tasks = list(_tasks(shares, staff, kind))
    done: list[Any] = []
    waiting: list[Pack] = []
    count = 0
    for reaped, packed in _reaped(tasks):
        done.append(reaped)
        waiting.append(packed)
        count += reaped.count
        if count >= AT_ONCE:
            write(waiting, kind.fields)
            told(count)
            waiting, count = [], 0
    write(waiting, kind.fields)
    told(count)
    _keep(done)
    kind.count(done)
    _go_on_after(kind)


def _tasks(shares: Mapping[str, int], staff: Mapping[str, Any], kind: Shelving) -> Iterator[Task]:
    """The counties' shares, with keys that nobody else gets."""
    lasts = {model: model._default_manager.aggregate(last=Max("id"))["last"] or 0 for model in kind.keyed}
    key = max(last // kind.keyed[model] for model, last in lasts.items()) + 1
    numbers: dict[str, dict[int, int]] = {}
    for row in NumberSeries.objects.all():
        numbers.setdefault(row.prefix, {})[row.year] = row.last
    heads = {head.chain: (head.size, head.hash) for head in AuditHead.objects.all()}
    for county in staff:
        held = {
            (prefix, year): last
            for prefix in kind.prefixes
            for year, last in numbers.get(f"{prefix}{county}", {}).items()
        }
        yield Task(county, shares[county], key, held, heads.get(county, (0, GENESIS)))
        key += shares[county]


def _reaped(tasks: list[Task]) -> Iterator[tuple[Any, Pack]]:
    """The counties in their order, made by several processes where it is worth it."""
    if sum(task.count for task in tasks) < WORTH_PROCESSES:
        yield from map(_reap, tasks)
        return
    # Forked, they inherit the people and the calendar; the connection, which they inherit too, they never touch.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        under_way: deque[Future[tuple[Any, Pack]]] = deque()
        for task in tasks:
            under_way.append(pool.submit(_reap, task))
            if len(under_way) > AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _reap(task: Task) -> tuple[Any, Pack]:
    """One county: where it stands now, and its rows ready to be sent."""
    around = _around[0]
    reaped = around.kind.harvest(task, around.staff[task.county], around.now, around.days)
    packed = pack(reaped.rows)
    reaped.rows = {}
    return reaped, packed


def _keep(done: Sequence[Any]) -> None:
    """Let numbers, chains and figures go on where the counties have come to."""
    NumberSeries.objects.bulk_create(
        [
            NumberSeries(prefix=f"{prefix}{one.county}", year=year, last=last)
            for one in done
            for (prefix, year), last in one.numbers.items()
        ],
        update_conflicts=True,
        unique_fields=["prefix", "year"],
        update_fields=["last"],
        batch_size=1000,
    )
    # SQLite asks the guard of a chain's beginning even where the row would be passed over.
    begun = set(AuditHead.objects.values_list("chain", flat=True))
    AuditHead.objects.bulk_create([AuditHead(chain=one.county) for one in done if one.county not in begun])
    for one in done:
        size, last = one.head
        AuditHead.objects.filter(pk=one.county, size__lt=size).update(size=size, hash=last)


def _count_problems(done: Sequence[Harvest]) -> None:
    Tally.objects.bulk_create([Tally(county=one.county) for one in done], ignore_conflicts=True)
    for one in done:
        Tally.objects.filter(pk=one.county).update(**{state: F(state) + count for state, count in one.states.items()})
    # Counted from what was written: by closings and claims, too, which no county's harvest keeps apart.
    recount_months(now=timezone.now())


def _count_projects(done: Sequence[library.Shelf]) -> None:
    rows = [(township, state, held) for one in done for (township, state), held in one.tallies.items()]
    ProjectTally.objects.bulk_create(
        [ProjectTally(township=township, state=state) for township, state, _held in rows],
        ignore_conflicts=True,
        batch_size=1000,
    )
    for township, state, (count, *amounts) in rows:
        added = {name: Plus(amount) for name, amount in zip(AMOUNTS, amounts, strict=True)}
        update(ProjectTally, {"township": township, "state": state}, {"count": Plus(count), **added}, ["township"])


def _go_on_after(kind: Shelving) -> None:
    """Let the next keys be drawn after those that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kind.drawn)):
            cursor.execute(statement)


PROBLEMS = Shelving(
    fields=FIELDS,
    harvest=harvest,
    prefixes=("",),
    keyed={Problem: 1, Rectification: 1},
    drawn=(Problem, ProblemEvent, Claim, Closure, Rectification, RectificationEvent),
    count=_count_problems,
)
PROJECTS = Shelving(
    fields=library.FIELDS,
    harvest=library.shelve,
    prefixes=(library.PREFIX,),
    keyed={Project: 1, ProjectEvent: library.EVENTS, ProjectFunding: len(library.LINES)},
    drawn=(Project, ProjectEvent, Milestone, ProjectFunding, FundingEntry, ProgressReport),
    count=_count_projects,
)
ENTRIES = Shelving(
    fields=season.FIELDS,
    harvest=contests.hold,
    prefixes=season.PREFIXES,
    keyed={
        **dict.fromkeys((Contest, Entry, Settlement), 1),
        **dict.fromkeys((Alliance, JudgeSeat, ScoreSheet), season.APART),
    },
    drawn=tuple(model for model in season.FIELDS if model is not AuditRecord),
    # A contest keeps no figures beside its own rows.
    count=lambda done: None,
)
