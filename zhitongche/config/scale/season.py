"""What synthetic contests are written to: the tables with their columns, the steps of a history, and what a county comes to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from django.db import models

from zhitongche.arena.alliances.models import Alliance, AllianceEvent, Membership
from zhitongche.arena.alliances.operations import PREFIX as ALLIANCES
from zhitongche.arena.contests.models import Contest, ContestEvent, ContestRules, Entry
from zhitongche.arena.contests.operations.drawing_up import PREFIX as CONTESTS
from zhitongche.arena.judging.models import Given, JudgeSeat, ScoreSheet, ScoreVersion
from zhitongche.arena.titles.models import Result, Settlement, Title
from zhitongche.arena.titles.operations.awarding import PREFIX as TITLES
from zhitongche.foundation.audit.chain import COLUMNS, canonical, digest
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Posting

from .rows import Line, Rows, Series

EVENT = ("sequence", "action", "posting", "at", "before", "after", "body", "salt")
# The columns that are written, in the order of the rows; tables in the order in which they refer to each other.
FIELDS: Mapping[type[models.Model], tuple[str, ...]] = {
    Alliance: ("id", "number", "name", "region", "parent", "state", "state_since", "founded_at", "event_count", "salt"),
    AllianceEvent: ("alliance", *EVENT),
    Membership: ("alliance", "person", "posting", "region", "starts_on"),
    Contest: (
        *("id", "number", "alliance", "region", "kind", "title", "item", "month", "entries_close_at"),
        *("scores_close_at", "notice_days", "rules_version", "is_hall", "screen_key", "order_seed", "hall_step"),
        *("hall_version", "published_at", "notice_ends_on", "state", "state_since", "drawn_up_at", "event_count"),
        "salt",
    ),
    ContestEvent: ("contest", *EVENT),
    ContestRules: (
        *("contest", "version", "rules", "names", "entries_close_at", "scores_close_at", "digest", "reason"),
        *("proposed_by", "proposed_at", "signed_by", "signed_at"),
    ),
    Entry: (
        *("id", "contest", "serial", "person", "posting", "region", "statement", "figures", "filled", "state"),
        *("begun_at", "changed_at", "submitted_at", "is_late", "code", "excluded", "excluded_because"),
        *("adjusted_because", "learn_count", "version"),
    ),
    JudgeSeat: (
        *("id", "contest", "person", "posting", "is_alternate", "serial", "code", "declared_at", "submitted_at"),
        *("left_because", "card_digest"),
    ),
    AuditRecord: (*COLUMNS, "hash"),
    Given: ("entry", "component", "points", "source", "filled", "posting", "at"),
    ScoreSheet: ("id", "seat", "entry", "points", "comment", "source", "version", "at"),
    ScoreVersion: ("sheet", "version", "points", "comment", "reason", "source", "posting", "at"),
    Settlement: (
        *("id", "contest", "version", "answer", "digest", "champions_allowed", "stability", "signals", "settled_by"),
        *("settled_at", "reason", "reviewed_by", "reviewed_at", "review"),
    ),
    Result: ("settlement", "entry", "score", "rank", "is_champion"),
    Title: (
        *("number", "code", "contest", "entry", "person", "region", "kind", "state", "awarded_by", "awarded_at"),
        *("revoked_because", "salt"),
    ),
}
PREFIXES = (ALLIANCES, CONTESTS, TITLES)
# The seats of a contest, the sheets of an entry and the alliances of a county: their keys lie this far apart.
APART = 16


@dataclass
class Season:
    """What a county has come to: its rows, and where its numbers and its chain stand now."""

    county: str
    count: int
    numbers: dict[Series, int]
    head: tuple[int, str]
    rows: Rows = field(default_factory=lambda: defaultdict(list))

    def number(self, prefix: str, year: int) -> str:
        """The next number of its kind, as the operations would draw it."""
        last = self.numbers[prefix, year] = self.numbers.get((prefix, year), 0) + 1
        return f"{prefix}{self.county}-{year}-{last:04d}"


class History:
    """A thing's steps on their way into rows: the line of its history, and the record's with the digest of what was said."""

    def __init__(self, key: int, kind: str, number: str, draw: Random, begun: datetime) -> None:
        self.key, self.kind, self.number, self.draw = key, kind, number, draw
        self.state, self.since = "", begun
        self.rows: list[tuple[Any, ...]] = []
        self.lines: list[Line] = []

    def step(
        self, verb: str, by: Posting | None, at: datetime, body: Mapping[str, Any], *, to: str = "", **facts: Any
    ) -> None:
        """One act, in the order of time; `to` is the state it leads to, where it leads to another."""
        before, self.state = self.state, to or self.state
        self.since = at if to else self.since
        salt, text = salt_of(self.draw), canonical(body)
        written = (verb, by.pk if by else None, at, before, self.state, text, salt)
        self.rows.append((self.key, len(self.rows) + 1, *written))
        told = {**facts, "words": digest(salt, text)}
        self.lines.append(line(at, f"{self.kind}.{verb}", self.number, by, before, self.state, told))


def line(
    at: datetime, action: str, subject: str, by: Posting | None, before: str, after: str, facts: Mapping[str, Any]
) -> Line:
    """What the record keeps of an act, as `audit.record` writes it."""
    who = (None, by.person_id, by.pk, by.role, "") if by else (None, None, None, "", "")
    return at, [action, action.partition(".")[0], subject, *who, before, after, canonical(facts)]


def salt_of(draw: Random) -> str:
    """As `new_salt` gives, but the same again."""
    return f"{draw.getrandbits(128):032x}"
