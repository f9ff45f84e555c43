"""The rows of one county's synthetic projects: pure, from its people and its share, as the operations would have written them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from django.db import models

from zhitongche.express.projects import works
from zhitongche.express.projects.indexing import PREFIX
from zhitongche.express.projects.models import (
    FundingEntry,
    Milestone,
    ProgressReport,
    Project,
    ProjectEvent,
    ProjectFunding,
)
from zhitongche.express.projects.operations.keeping import AMOUNTS
from zhitongche.express.projects.states import State
from zhitongche.foundation.audit.chain import COLUMNS, canonical, digest
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.money import cents
from zhitongche.foundation.people.models import Posting

from .rows import SEED, Line, Rows, Series, Task, chained, day_of
from .staff import Staff

FIELDS: Mapping[type[models.Model], tuple[str, ...]] = {
    Project: (
        *("id", "number", "village", "level", "submission", "title", "goal", "scope_of_works", "difficulties"),
        *("benefit", "household_count", "is_publicized", "industry", "batch", "starts_on", "ends_on", "planner"),
        *("salt", "state", "is_suspended", "state_since", "planned_at", "listed_at", "started_on", "accepted_on"),
        *("handed_over_on", "custodian", *AMOUNTS, "uncovered_on", "uncovered_amount"),
        *("is_first_covered", "is_startable", "progress", "milestone_count", "last_milestone", "due_on", "soon_on"),
        "report_on",
        *("last_report_at", "approval_count", "pending_approval_count", "problem_count", "open_problem_count"),
        *("overlap_count", "event_count"),
        "plan_version",
    ),
    ProjectEvent: ("id", "project", "sequence", "action", "posting", "at", "before", "after", "body", "salt"),
    AuditRecord: (*COLUMNS, "hash"),
    Milestone: (
        *("project", "number", "position", "name", "weight", "cost_amount", "planned_on", "approved_on", "done_on"),
        "done_event",
    ),
    ProjectFunding: ("id", "project", "name", "kind", *AMOUNTS[1:], "position"),
    FundingEntry: (
        *("line", "sequence", "column", "before_amount", "after_amount", "on", "note", "posting", "at", "salt"),
    ),
    ProgressReport: (
        *("project", "month", "event", "posting", "at", "text", "is_unedited", "progress", "received_amount"),
        "spent_amount",
    ),
}
# Of a hundred projects so many stand in each state.
STATES = {State.PLANNED: 20, State.LISTED: 20, State.UNDER_WAY: 42, State.ACCEPTED: 8, State.HANDED_OVER: 10}
INDUSTRIES = ("fruit", "tea", "oil_tea", "vegetables", "livestock", "processing", "water_works", "roads", "living")
THINGS = (
    "茶园灌溉提升",
    "油茶林抚育",
    "果园机耕路",
    "冷库建设",
    "村道硬化",
    "蔬菜大棚",
    "山塘加固",
    "加工车间",
    "污水管网",
)
# name, weight of a hundred, share of the cost, part of the time by which it is planned.
PLAN = (("勘测设计", 10, 5, 15), ("土建施工", 50, 55, 60), ("设备安装", 30, 35, 85), ("试运行", 10, 5, 100))
LINES = (("财政衔接资金", "fiscal", 70), ("村集体自筹", "village", 10), ("派出单位帮扶", "sending_unit", 20))
# Events of one project at most: their keys lie this far apart.
EVENTS = 32


class Step(NamedTuple):
    """One act: who did it, when, from which state to which, and what was said."""

    verb: str
    by: Posting
    at: datetime
    before: str
    after: str
    body: dict[str, Any]


@dataclass
class Shelf:
    """What a county has come to: its rows, and where its numbers, its chain and its townships' figures stand now."""

    county: str
    count: int
    numbers: dict[Series, int]
    head: tuple[int, str]
    tallies: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    rows: Rows = field(default_factory=lambda: defaultdict(list))


def shelve(task: Task, people: Staff, now: datetime, days: Workdays) -> Shelf:
    """All rows of a county's projects; the same for the same task."""
    draw = Random(f"{SEED} projects {task.county} {task.first}")  # noqa: S311  # synthetic, and repeatable
    done = Shelf(task.county, task.count, dict(task.numbers), task.head)
    ages = sorted((draw.randrange(20, 720) for _ in range(task.count)), reverse=True)
    lines: list[Line] = []
    for key, age in enumerate(ages, start=task.first):
        lines += _Planned(key, age, people, draw, now, days).write(done)
    lines.sort(key=lambda line: line[0])
    done.rows[AuditRecord], done.head = chained(done.county, done.head, lines)
    return done


class _Planned:
    """One project on its way into rows."""

    def __init__(self, key: int, age: int, people: Staff, draw: Random, now: datetime, days: Workdays) -> None:
        self.key, self.draw, self.now, self.days = key, draw, now, days
        self.secretary = people.secretaries[key % len(people.secretaries)]
        self.organizer, self.giver = people.organizer, people.liaisons["funding"]
        self.village = str(self.secretary.region_id)
        self.stands = draw.choices(tuple(STATES), tuple(STATES.values()))[0]
        self.begun = now - timedelta(days=age, minutes=draw.randrange(600))
        self.starts = day_of(self.begun) + timedelta(days=20)
        self.span = draw.randrange(60, 300)
        self.investment = Decimal(draw.randrange(5, 120)) * 10_000
        self.thing, self.industry = draw.choice(THINGS), draw.choice(INDUSTRIES)
        self.steps: list[Step] = []

    def write(self, done: Shelf) -> list[Line]:
        """Collect the rows; gives the lines for the record, which the whole county puts in order."""
        year = day_of(self.begun).year
        last = done.numbers[PREFIX, year] = done.numbers.get((PREFIX, year), 0) + 1
        self.number = f"{PREFIX}{done.county}-{year}-{last:04d}"
        milestones, finished = self._milestones()
        self._live(finished)
        done.rows[Milestone] += milestones
        committed, received, spent = self._money(done)
        done.rows[Project].append(self._project(milestones, committed, received, spent))
        self._tally(done, committed, received, spent)
        return self._history(done, received, spent)

    def _milestones(self) -> tuple[list[tuple[Any, ...]], int]:
        """The plan, and how many of its steps are done."""
        is_begun = self.stands not in {State.PLANNED, State.LISTED}
        finished = len(PLAN) if self.stands in {State.ACCEPTED, State.HANDED_OVER} else 0
        if self.stands == State.UNDER_WAY:
            finished = self.draw.randrange(len(PLAN))
        rows: list[tuple[Any, ...]] = []
        for position, (name, weight, share, part) in enumerate(PLAN, start=1):
            on = self.starts + timedelta(days=self.span * part // 100)
            is_done = position <= finished
            cost = self.investment * share / 100
            rows.append(
                (
                    *(self.key, position, position, name, Decimal(weight), cents(cost), on, on if is_begun else None),
                    *(min(on, day_of(self.now)) if is_done else None, None),
                )
            )
        return rows, finished

    def _live(self, finished: int) -> None:
        """The acts of its life, in the order in which they were done."""
        at, state, village = self.begun, "", self.secretary
        plan = {"title": self.thing, "goal": f"建成{self.thing}。", "industry": self.industry}

        def act(verb: str, by: Posting, after: str, hours: int, **body: Any) -> None:
            nonlocal at, state
            at = min(at + timedelta(hours=hours), self.now - timedelta(minutes=EVENTS - len(self.steps)))
            self.steps.append(Step(verb, by, at, state, after, body))
            state = after

        act("plan", village, State.PLANNED, 0, **plan)
        act("set_milestones", village, State.PLANNED, 2, milestones=[name for name, *_rest in PLAN])
        if self.stands == State.PLANNED:
            return
        act("submit", village, State.PLANNED, 20, to="county")
        act("admit", self.organizer, State.LISTED, 60, opinion="", batch="", library="county")
        given = {"committed": ["0.00", str((self.investment * LINES[0][2] / 100).quantize(Decimal("0.01")))]}
        named = {"funding": 1, "name": LINES[0][0], "changes": given, "note": ""}
        act("update_funding", self.giver, State.LISTED, 30, **named)
        if self.stands == State.LISTED:
            return
        act("start", village, State.UNDER_WAY, 200, started_on=self.starts.isoformat())
        for number in range(min(4, finished + 1)):
            act(
                "report_progress",
                village,
                State.UNDER_WAY,
                600,
                text=f"第{number + 1}次进展：按计划施工。",
                milestones=[],
            )
        if self.stands == State.UNDER_WAY:
            return
        act("accept_work", self.organizer, State.ACCEPTED, 100, opinion="同意验收。")
        if self.stands == State.HANDED_OVER:
            act("hand_over", village, State.HANDED_OVER, 50, custodian="村民委员会", text="")

    def _money(self, done: Shelf) -> tuple[Decimal, Decimal, Decimal]:
        """The lines with their entries; answers what was committed, received and spent. Two in three are covered."""
        is_listed, is_covered = self.stands != State.PLANNED, self.draw.random() < 0.66
        at, sums = self.steps[-1].at, [Decimal(0), Decimal(0), Decimal(0)]
        for position, (name, kind, share) in enumerate(LINES, start=1):
            planned = self.investment * share / 100
            committed = planned if is_listed and (is_covered or position == 1) else Decimal(0)
            is_paid = committed and self.stands not in {State.LISTED, State.PLANNED}
            received = committed * self.draw.choice((40, 70, 100)) / 100 if is_paid else Decimal(0)
            spent = received * self.draw.choice((50, 100)) / 100
            if self.stands in {State.ACCEPTED, State.HANDED_OVER}:
                received = spent = committed
            line = self.key * len(LINES) + position
            amounts = [cents(amount) for amount in (planned, committed, received, spent)]
            done.rows[ProjectFunding].append((line, self.key, name, kind, *amounts, position))
            named = zip(("planned", "committed", "received", "spent"), amounts, strict=True)
            for sequence, (column, amount) in enumerate((one for one in named if one[1]), start=1):
                row = (line, sequence, column, 0, amount, day_of(at), "", self.giver.pk, at, self._salt())
                done.rows[FundingEntry].append(row)
            sums = [held + more for held, more in zip(sums, (committed, received, spent), strict=True)]
        return sums[0], sums[1], sums[2]

    def _project(
        self, milestones: list[tuple[Any, ...]], committed: Decimal, received: Decimal, spent: Decimal
    ) -> tuple[Any, ...]:
        plan = [
            works.Step(weight, Decimal(cost) / 100, on, done)
            for _k, _i, _p, _n, weight, cost, on, _a, done, _e in milestones
        ]
        is_under_way = self.stands == State.UNDER_WAY
        kept = works.columns(plan, committed, self.starts if is_under_way else None, self.days)
        at = {step.verb: step.at for step in self.steps}
        reported = [step.at for step in self.steps if step.verb == "report_progress"]
        accepted, over = at.get("accept_work"), at.get("hand_over")
        report_on = works.owed_on(works.month_of(day_of(self.now)), self.days) if is_under_way else None
        return (
            *(self.key, self.number, self.village, "county", "none", self.thing, f"建成{self.thing}，惠及全村。"),
            *("新建设施1处。", "", "务工和分红。", 60, True, self.industry, "第一批", self.starts),
            *(self.starts + timedelta(days=self.span), self.secretary.pk, self._salt(), self.stands.value, False),
            *(self.steps[-1].at, self.begun, at.get("admit"), self.starts if "start" in at else None),
            *(day_of(accepted) if accepted else None, day_of(over) if over else None, "村民委员会" if over else ""),
            *(cents(one) for one in (self.investment, self.investment, committed, received, spent)),
            *(kept["uncovered_on"], cents(kept["uncovered_amount"]), kept["is_first_covered"]),
            *(self.stands == State.LISTED and kept["is_first_covered"], kept["progress"], kept["milestone_count"]),
            *(kept["milestone_count"], kept["due_on"], kept["soon_on"], report_on, reported[-1] if reported else None),
            *(0, 0, 0, 0, 0, len(self.steps), 1),
        )

    def _tally(self, done: Shelf, committed: Decimal, received: Decimal, spent: Decimal) -> None:
        held = done.tallies.setdefault((self.village[:9], self.stands.value), [0, *([Decimal(0)] * len(AMOUNTS))])
        held[0] += 1
        for place, amount in enumerate((self.investment, self.investment, committed, received, spent), start=1):
            held[place] += amount

    def _history(self, done: Shelf, received: Decimal, spent: Decimal) -> list[Line]:
        lines: list[Line] = []
        for sequence, step in enumerate(self.steps, start=1):
            salt, text, event = self._salt(), canonical(step.body), self.key * EVENTS + sequence
            done.rows[ProjectEvent].append(
                (event, self.key, sequence, step.verb, step.by.pk, step.at, step.before, step.after, text, salt)
            )
            facts: dict[str, Any] = {"words": digest(salt, text)}
            if step.verb == "plan":
                facts |= {"village": self.village, "industry": self.industry}
            who = (None, step.by.person_id, step.by.pk, step.by.role, "")
            told = [f"project.{step.verb}", "project", self.number, *who, step.before, step.after, canonical(facts)]
            lines.append((step.at, told))
            if step.verb == "report_progress":
                month = works.month_of(day_of(step.at))
                said = (step.body["text"], False, Decimal(0), cents(received), cents(spent))
                done.rows[ProgressReport].append((self.key, month, event, step.by.pk, step.at, *said))
        return lines

    def _salt(self) -> str:
        return f"{self.draw.getrandbits(128):032x}"
