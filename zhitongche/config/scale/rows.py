"""The rows of one county's synthetic work: pure, from its people and its share, so that processes can share the counties.

Each row is as the operations would have written it: the steps with their effect on the clock, the promise with its item
on the rectification list, the closing, and the county's chain over all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from zhitongche.express.problems.clock import STOPPED, Clock, Effect, after, until, within
from zhitongche.express.problems.models import (
    Claim,
    Closure,
    Problem,
    ProblemEvent,
    Rectification,
    RectificationEvent,
)
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.chain import ALGORITHM, COLUMNS, canonical, digest, hash_of, instant
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from .staff import CATEGORIES, Staff
from .stories import Happening, Story, story

# The columns that are written, in the order of the rows; tables in the order in which they refer to each other.
FIELDS: Mapping[type[models.Model], tuple[str, ...]] = {
    Problem: (
        *("id", "number", "village", "level", "category", "title", "description", "request", "urgency", "source"),
        *("reporter", "reported_by", "salt", "state", "reported_at", "accepted_at", "closed_at", "lead"),
        *("due_on", "soon_on", "limit_from", "limit_days", "reply_on", "solve_on", "is_paused", "paused_on"),
        *("outcome", "review_on", "state_since", "last_reply_at", "event_count", "promise_count"),
        *("extension_count", "bounce_count", "request_count", "is_locked", "is_assigned", "state_before"),
    ),
    ProblemEvent: ("problem", "sequence", "action", "posting", "at", "before", "after", "body", "salt", "clock"),
    AuditRecord: (*COLUMNS, "hash"),
    Claim: ("problem", "department", "posting", "measures", "due_on", "claimed_at", "is_in_time"),
    Rectification: (
        *("id", "number", "problem", "village", "county", "city", "department", "origin", "promise", "meeting"),
        *(
            "due_on",
            "soon_on",
            "extension_count",
            "state",
            "state_since",
            "made_by",
            "made_at",
            "finished_at",
            "finished_by",
        ),
        *("result", "is_dropped", "salt", "event_count"),
    ),
    RectificationEvent: ("rectification", "sequence", "action", "posting", "at", "before", "after", "body", "salt"),
    Closure: (
        *("problem", "outcome", "evidence", "submitted_by", "submitted_at", "confirmed_by", "confirmed_at"),
        *("satisfaction", "is_unconfirmed_by_raiser", "verified_by", "ended_at", "county", "city", "closed_at"),
        "is_false",
    ),
}
Rows = dict[type[models.Model], list[tuple[Any, ...]]]
Line = tuple[datetime, list[Any]]
# What a county's numbers begin with before its code, and the year.
Series = tuple[str, int]
ZONE = ZoneInfo(settings.TIME_ZONE)
SEED = 20_261_123


@dataclass(frozen=True)
class Task:
    """One county's share: the keys of its first problem and first promise, and where its numbers and chain stand."""

    county: str
    count: int
    first: int
    numbers: Mapping[Series, int]
    head: tuple[int, str]


@dataclass
class Harvest:
    """What a county has come to: its rows, and where its numbers, its chain and its figures stand now."""

    county: str
    count: int
    numbers: dict[Series, int]
    head: tuple[int, str]
    states: Counter[str] = field(default_factory=Counter)
    rows: Rows = field(default_factory=lambda: defaultdict(list))


def harvest(task: Task, people: Staff, now: datetime, days: Workdays) -> Harvest:
    """All rows of a county, in the order in which things would have happened there; the same for the same task."""
    draw = Random(f"{SEED} {task.county} {task.first}")  # noqa: S311  # synthetic, and repeatable
    done = Harvest(task.county, task.count, dict(task.numbers), task.head)
    told = sorted((story(draw, now, CATEGORIES) for _ in range(task.count)), key=lambda one: one.steps[0].at)
    lines: list[Line] = []
    for key, one in enumerate(told, start=task.first):
        lines += _Told(one, key, people, draw, days).write(done)
    lines.sort(key=lambda line: line[0])
    done.rows[AuditRecord], done.head = chained(done.county, done.head, lines)
    return done


def chained(chain: str, head: tuple[int, str], lines: list[Line]) -> tuple[list[tuple[Any, ...]], tuple[int, str]]:
    """A county's lines as links of its chain after `head`, and where the chain stands then."""
    (size, previous), rows = head, []
    for at, columns in lines:
        size += 1
        values = [chain, size, instant(at), *columns, ALGORITHM, previous]
        previous = hash_of(values)
        values[2] = at
        rows.append((*values, previous))
    return rows, (size, previous)


class _Told:
    """One story on its way into rows."""

    def __init__(self, one: Story, key: int, people: Staff, draw: Random, days: Workdays) -> None:
        self.one, self.key, self.draw, self.days = one, key, draw, days
        self.secretary = people.secretaries[key % len(people.secretaries)]
        self.liaison, self.organizer = people.liaisons[one.category], people.organizer
        self.at = {step.verb: step.at for step in one.steps}
        self.village = str(self.secretary.region_id)

    def write(self, done: Harvest) -> Iterator[Line]:
        """Collect the rows; gives the lines for the record, which the whole county puts in order."""
        year = day_of(self.one.steps[0].at).year
        last = done.numbers["", year] = done.numbers.get(("", year), 0) + 1
        self.number = f"{done.county}-{year}-{last:04d}"
        done.states[self.one.state] += 1
        for sequence, step in enumerate(self.one.steps, start=1):
            by, salt, effect = self._by(step.verb), self._salt(), self._effect(step.verb)
            row = (self.key, sequence, step.verb, by.pk, step.at, step.before, step.after, step.text, salt)
            done.rows[ProblemEvent].append((*row, _written(effect)))
            yield step.at, self._line("problem", self.number, step, by, digest(salt, step.text))
        done.rows[Problem].append(self._problem())
        if "claim" in self.at:
            yield from self._promise(done)
        if "submit_closure" in self.at:
            done.rows[Closure].append(self._closure())

    def _by(self, verb: str) -> Posting:
        if verb in {"accept", "return", "verify"}:
            return self.organizer
        return self.liaison if verb in {"claim", "submit_closure"} else self.secretary

    def _salt(self) -> str:
        return f"{self.draw.getrandbits(128):032x}"

    def _body(self, verb: str) -> dict[str, Any]:
        return next((step.body for step in self.one.steps if step.verb == verb), {})

    def _effect(self, verb: str) -> Effect:
        submitted = self.at.get("submit_closure") if verb == "submit_closure" else None
        return _effect_of(verb, self.one.promised, day_of(submitted) if submitted else None)

    def _line(self, kind: str, subject: str, step: Happening, by: Posting, words: str) -> list[Any]:
        facts: dict[str, Any] = {"words": words}
        if step.verb == "report":
            facts |= {"village": self.village, "category": self.one.category}
        facts |= {name: step.body[name] for name in ("due_on", "outcome") if name in step.body}
        who = (None, by.person_id, by.pk, by.role, "")
        return [f"{kind}.{step.verb}", kind, subject, *who, step.before, step.after, canonical(facts)]

    def _clock(self) -> Clock:
        """Where the clock stands after all steps; empty for what has ended."""
        clock = Clock()
        if self._effect(self.one.steps[-1].verb) == STOPPED:
            return clock
        for step in self.one.steps:
            clock = after(clock, self._effect(step.verb), day_of(step.at), self.days)
        return clock

    def _problem(self) -> tuple[Any, ...]:
        one, clock = self.one, self._clock()
        soon = _soon(self.days, clock.start, clock.due) if clock.start and clock.due else None
        replies = [self.at[verb] for verb in ("claim", "submit_closure") if verb in self.at]
        is_closed = one.state == State.CLOSED
        return (
            *(self.key, self.number, self.village, "county", one.category, one.title, one.description, "", "normal"),
            *("report", self.secretary.pk, "", self._salt(), one.state.value, one.steps[0].at, self.at.get("accept")),
            *(self.at["verify"] if is_closed else None, self.liaison.department_id if "claim" in self.at else None),
            *(clock.due, soon, clock.start, clock.days, clock.reply, clock.solve, False, None),
            *(self._body("submit_closure").get("outcome", ""), self._body("verify").get("review_on")),
            *(one.steps[-1].at, replies[-1] if replies else None, len(one.steps), int("claim" in self.at)),
            *(0, 0, 0, False, False, ""),
        )

    def _promise(self, done: Harvest) -> Iterator[Line]:
        """The claim, and its item on the rectification list, which asking for closing finishes."""
        at, due, office = self.at["claim"], self.one.promised, self.liaison.department_id
        measures, made = self._body("claim")["measures"], day_of(self.at["claim"])
        in_time = made <= self.days.add(day_of(self.at["accept"]), settings.CLAIM_DAYS)
        done.rows[Claim].append((self.key, office, self.liaison.pk, measures, due, at, in_time))
        finished, result = self.at.get("submit_closure"), self._body("submit_closure").get("evidence", "")
        number, state = f"ZG-{self.number}-1", "done" if finished else "open"
        where = (self.village, done.county, done.county[:4], office, "claim", measures, "", due)
        soon, since = _soon(self.days, made, due), finished or at
        ended = (finished, self.liaison.pk if finished else None, result, False, self._salt(), 2 if finished else 1)
        # A problem has one promise here, so the two share their key.
        row = (self.key, number, self.key, *where, soon, 0, state, since, self.liaison.pk, at)
        done.rows[Rectification].append((*row, *ended))
        body = canonical({"promise": measures, "due_on": due.isoformat()})
        events = done.rows[RectificationEvent]
        events.append((self.key, 1, "claim", self.liaison.pk, at, "", "open", body, self._salt()))
        if finished:
            salt, text = self._salt(), canonical({"text": result})
            events.append((self.key, 2, "finish", self.liaison.pk, finished, "open", "done", text, salt))
            step = Happening("finish", finished, "open", "done", {}, text)
            yield finished, self._line("rectification", number, step, self.liaison, digest(salt, text))

    def _closure(self) -> tuple[Any, ...]:
        body, at = self._body("submit_closure"), self.at
        confirmed, verified = at.get("confirm"), at.get("verify")
        is_closed = self.one.state == State.CLOSED
        return (
            *(self.key, body["outcome"], body["evidence"], self.liaison.person_id, at["submit_closure"]),
            *(self.secretary.person_id if confirmed else None, confirmed, "satisfied" if confirmed else "", False),
            *(self.organizer.person_id if verified else None, verified, self.village[:6], self.village[:4]),
            *(verified if is_closed else None, False),
        )


def day_of(at: datetime) -> date:
    """The day in the office's time zone; `timezone.localdate` looks for the zone anew each time, millions of times here."""
    return at.astimezone(ZONE).date()


@cache
def _effect_of(verb: str, promised: date, submitted: date | None) -> Effect:
    """What a verb does to the clock, by the installation's own limits."""
    match verb:
        case "report" | "confirm":
            return within(settings.ACCEPT_DAYS)
        case "accept":
            return within(settings.CLAIM_DAYS, reply=settings.REPLY_DAYS, solve=settings.SOLVE_DAYS)
        case "claim":
            return until(promised, is_reply=True)
        case "submit_closure" if submitted is not None:
            return until(submitted + timedelta(days=settings.CONFIRM_DAYS), is_reply=True)
    return STOPPED


@cache
def _written(effect: Effect) -> str:
    return canonical(effect.as_json())


@cache
def _soon(days: Workdays, start: date, due: date) -> date:
    return soon_from(days, start, due) if due > start else start
