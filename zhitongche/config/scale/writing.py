"""The rows of the synthetic work: written in bulk, but each as the operations would have written it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from operator import itemgetter
from random import Random
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Max
from django.utils import timezone

from zhitongche.express.problems.models import Claim, Closure, NumberSeries, Problem, ProblemEvent, Tally
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.chain import ALGORITHM, COLUMNS, GENESIS, canonical, digest, link
from zhitongche.foundation.audit.models import AuditHead, AuditRecord
from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.bulk import insert

from .staff import CATEGORIES, Staff
from .stories import Happening, Story, story

PROBLEM = (
    *("id", "number", "village", "level", "category", "title", "description", "request", "urgency", "source"),
    *(
        "reporter",
        "reported_by",
        "salt",
        "state",
        "reported_at",
        "accepted_at",
        "closed_at",
        "lead",
        "due_on",
        "soon_on",
    ),
    *("limit_from", "limit_days", "is_paused", "outcome", "review_on", "state_since", "last_reply_at", "event_count"),
)
EVENT = ("problem", "sequence", "action", "posting", "at", "before", "after", "body", "salt")
CLAIM = ("problem", "department", "posting", "measures", "due_on", "claimed_at")
CLOSURE = (
    *("problem", "outcome", "evidence", "submitted_by", "submitted_at", "confirmed_by", "confirmed_at", "satisfaction"),
    *("is_unconfirmed_by_raiser", "verified_by", "ended_at"),
)
RECORD = (*COLUMNS, "hash")
IN_ORDER = itemgetter(*COLUMNS)
Rows = dict[type[models.Model], list[tuple[Any, ...]]]
# Rows of history kept in memory before they are written.
FLUSH = 60_000


@dataclass
class Ledger:
    """Where the numbers, the chains and the counters stand, county by county."""

    numbers: dict[tuple[str, int], int]
    heads: dict[str, tuple[int, str]]
    states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def read(cls) -> "Ledger":
        numbers = {(row.prefix, row.year): row.last for row in NumberSeries.objects.all()}
        return cls(numbers, {head.chain: (head.size, head.hash) for head in AuditHead.objects.all()})

    def number(self, county: str, year: int) -> str:
        last = self.numbers[county, year] = self.numbers.get((county, year), 0) + 1
        return f"{county}-{year}-{last:04d}"

    def chained(self, chain: str, columns: dict[str, Any]) -> tuple[Any, ...]:
        """The next link of a chain, as a row."""
        size, previous = self.heads.get(chain, (0, GENESIS))
        line = {"chain": chain, "sequence": size + 1, "previous_hash": previous, "algorithm": ALGORITHM, **columns}
        made = link(line)
        self.heads[chain] = (size + 1, made)
        return (*IN_ORDER(line), made)

    def write(self) -> None:
        """Bring series, heads and counters to where the rows now are."""
        NumberSeries.objects.bulk_create(
            [NumberSeries(prefix=county, year=year, last=last) for (county, year), last in self.numbers.items()],
            update_conflicts=True,
            unique_fields=["prefix", "year"],
            update_fields=["last"],
            batch_size=1000,
        )
        known = set(AuditHead.objects.values_list("chain", flat=True))
        AuditHead.objects.bulk_create([AuditHead(chain=chain) for chain in self.heads if chain not in known])
        for chain, (size, last) in self.heads.items():
            AuditHead.objects.filter(pk=chain, size__lt=size).update(size=size, hash=last)
        Tally.objects.bulk_create([Tally(county=county) for county in self.states], ignore_conflicts=True)
        for county, counted in self.states.items():
            Tally.objects.filter(pk=county).update(**{state: F(state) + number for state, number in counted.items()})


class Sheaf:
    """Rows of every table, collected and then written together, while the next ones are being made."""

    FIELDS: ClassVar = {Problem: PROBLEM, ProblemEvent: EVENT, AuditRecord: RECORD, Claim: CLAIM, Closure: CLOSURE}

    def __init__(self, told: Callable[[int], None]) -> None:
        self.rows: Rows = defaultdict(list)
        self.told = told
        # A thread looks for a connection of its own: the writer's is this one, in whose transaction all is written.
        self.writer = ThreadPoolExecutor(1, initializer=_take, initargs=(connections[DEFAULT_DB_ALIAS],))
        self.under_way: Future[None] | None = None

    def flush(self, least: int = 0) -> None:
        """Hand over what has come together, if it is `least` rows of history or more; at 0, wait until it is written."""
        if len(self.rows[ProblemEvent]) < least:
            return
        self._wait()
        self.under_way = self.writer.submit(self._write, self.rows)
        self.rows = defaultdict(list)
        if not least:
            self._wait()

    def _wait(self) -> None:
        if self.under_way is not None:
            self.under_way.result()

    def _write(self, rows: Rows) -> None:
        for model, fields in self.FIELDS.items():
            insert(model, fields, _adapted(rows[model]), lambda _count: None)
        self.told(len(rows[Problem]))


def _take(shared: BaseDatabaseWrapper) -> None:
    connections[DEFAULT_DB_ALIAS] = shared


def fill(shares: Mapping[str, int], staff: Mapping[str, Staff], now: datetime, told: Callable[[int], None]) -> None:
    """Write every county's problems, in the order in which they would have happened there."""
    ledger, sheaf, draw = Ledger.read(), Sheaf(told), Random(20_261_123)  # noqa: S311  # synthetic, and repeatable
    # The writer's thread has the connection to itself while rows are being made here.
    connection.inc_thread_sharing()
    key = (Problem.objects.aggregate(last=Max("id"))["last"] or 0) + 1
    days = workdays()
    for county, people in staff.items():
        told_there = sorted(
            (story(draw, now, CATEGORIES) for _ in range(shares[county])), key=lambda one: one.steps[0].at
        )
        lines: list[tuple[datetime, dict[str, Any]]] = []
        for one in told_there:
            lines += _written(one, key, county, people, ledger, sheaf, days, draw)
            key += 1
        lines.sort(key=lambda line: line[0])
        sheaf.rows[AuditRecord] += [ledger.chained(county, columns) for _at, columns in lines]
        sheaf.flush(FLUSH)
    sheaf.flush()
    connection.dec_thread_sharing()
    ledger.write()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Problem, ProblemEvent, Claim, Closure]):
            cursor.execute(statement)


def _written(
    one: Story, key: int, county: str, people: Staff, ledger: Ledger, sheaf: Sheaf, days: Workdays, draw: Random
) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Collect one problem's rows; gives its lines for the record, which the whole county puts in order."""
    secretary = people.secretaries[key % len(people.secretaries)]
    cast = _cast(one, people, secretary)
    number = ledger.number(county, timezone.localdate(one.steps[0].at).year)
    sheaf.rows[Problem].append(_problem(one, key, number, secretary, people.liaisons[one.category], days, draw))
    ledger.states[county][one.state] += 1
    for sequence, step in enumerate(one.steps, start=1):
        by, salt = cast[step.verb], f"{draw.getrandbits(128):032x}"
        sheaf.rows[ProblemEvent].append(
            (key, sequence, step.verb, by.pk, step.at, step.before, step.after, step.text, salt)
        )
        yield step.at, _line(step, number, by, digest(salt, step.text), secretary, one)
    _promises(one, key, people.liaisons[one.category], cast, sheaf)


def _cast(one: Story, people: Staff, secretary: Posting) -> dict[str, Posting]:
    """Who does what."""
    liaison, organizer = people.liaisons[one.category], people.organizer
    return {
        "report": secretary,
        "accept": organizer,
        "return": organizer,
        "withdraw": secretary,
        "claim": liaison,
        "submit_closure": liaison,
        "confirm": secretary,
        "verify": organizer,
    }


def _line(step: Happening, number: str, by: Posting, words: str, secretary: Posting, one: Story) -> dict[str, Any]:
    facts: dict[str, Any] = {"words": words}
    if step.verb == "report":
        facts |= {"village": secretary.region_id, "category": one.category}
    facts |= {name: step.body[name] for name in ("due_on", "outcome") if name in step.body}
    return {
        "at": step.at,
        "action": f"problem.{step.verb}",
        "subject_kind": "problem",
        "subject_id": number,
        "account_id": None,
        "person_id": by.person_id,
        "posting_id": by.pk,
        "role": by.role,
        "address": "",
        "before": step.before,
        "after": step.after,
        "facts": canonical(facts),
    }


def _problem(
    one: Story, key: int, number: str, secretary: Posting, liaison: Posting, days: Workdays, draw: Random
) -> tuple[Any, ...]:
    moments = {step.verb: step.at for step in one.steps}
    start, due, count = _limit(one, moments, days)
    replies = [moments[verb] for verb in ("claim", "submit_closure") if verb in moments]
    verified = one.steps[-1].body.get("review_on")
    outcome = next((step.body["outcome"] for step in one.steps if step.verb == "submit_closure"), "")
    return (
        *(key, number, secretary.region_id, "county", one.category, one.title, one.description, "", "normal", "report"),
        *(secretary.pk, "", f"{draw.getrandbits(128):032x}", one.state, one.steps[0].at, moments.get("accept")),
        moments["verify"] if one.state == State.CLOSED else None,
        liaison.department_id if "claim" in moments else None,
        *(due, _soon(days, start, due) if start and due else None, start, count),
        *(False, outcome, verified, one.steps[-1].at, replies[-1] if replies else None, len(one.steps)),
    )


def _limit(one: Story, moments: Mapping[str, datetime], days: Workdays) -> tuple[date | None, date | None, int | None]:
    """From when, until when, and how many working days where it is counted."""
    match one.state:
        case State.REPORTED:
            start = timezone.localdate(moments["report"])
            return start, _add(days, start, settings.ACCEPT_DAYS), settings.ACCEPT_DAYS
        case State.POOLED:
            start = timezone.localdate(moments["accept"])
            return start, _add(days, start, settings.CLAIM_DAYS), settings.CLAIM_DAYS
        case State.IN_PROGRESS:
            return timezone.localdate(moments["claim"]), one.promised, None
        case State.CLOSING:
            start = timezone.localdate(moments["submit_closure"])
            return start, start + timedelta(days=settings.CONFIRM_DAYS), None
    return None, None, None


@cache
def _add(days: Workdays, start: date, count: int) -> date:
    return days.add(start, count)


@cache
def _soon(days: Workdays, start: date, due: date) -> date:
    return soon_from(days, start, due) if due > start else start


def _promises(one: Story, key: int, liaison: Posting, cast: Mapping[str, Posting], sheaf: Sheaf) -> None:
    """The claim and the closing, where it came that far."""
    moments = {step.verb: (step.at, step.body) for step in one.steps}
    if "claim" in moments:
        at, body = moments["claim"]
        sheaf.rows[Claim].append((key, liaison.department_id, liaison.pk, body["measures"], one.promised, at))
    if "submit_closure" not in moments:
        return
    at, body = moments["submit_closure"]
    confirmed, verified = moments.get("confirm"), moments.get("verify")
    sheaf.rows[Closure].append(
        (
            *(key, body["outcome"], body["evidence"], liaison.person_id, at),
            *((cast["confirm"].person_id, confirmed[0], "satisfied") if confirmed else (None, None, "")),
            False,
            *((cast["verify"].person_id, verified[0]) if verified else (None, None)),
        )
    )


def _adapted(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """Rows as the driver takes them: PostgreSQL's as they are, SQLite's with their moments and days as text."""
    if connection.vendor == "postgresql":
        return rows
    return (tuple(_as_text(value) for value in row) for row in rows)


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else value
