"""Random steps by random people: whatever they try, no problem leaves the table of moves, and nothing said is lost."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pydantic
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.factories import people, problems
from zhitongche.config.ticks import TICKS
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.clock import Effect, clock_of, replay
from zhitongche.express.problems.models import Closure, MonthTally, Problem, ProblemEvent, Request, Tally
from zhitongche.express.problems.queries import FIGURES, months_counted
from zhitongche.express.problems.states import MOVES, State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.audit.verification import verify
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web import acts

pytestmark = pytest.mark.django_db

OTHER_VILLAGE = "450422107206"
# Second ends of the table, as its comment names them; and what the worker writes by itself.
SECOND_ENDS = {
    "verify": {State.SHELVED},
    "reopen": {State.POOLED},
    "unmerge": {State.REPORTED, State.IN_CONSULTATION},
    "revive": {State.IN_PROGRESS},
    "decide": {State.POOLED},
    # A leader's approval performs the act that waited for it.
    "approve": set(),
}
WORDS = st.sampled_from(["已通水。", "需要再看。", "变压器容量不足，600 亩水果等水。", "=1+1", "<b>急</b>"])
DEPARTMENTS = ["450422-01", "450422-02", "4504-01", "no-such"]
CHOICES = {
    "category": ["electricity", "water", "no-such"],
    "urgency": ["normal", "urgent"],
    "outcome": ["solved", "solved", "partly", "not_possible"],
    "satisfaction": ["satisfied", "fairly", "dissatisfied"],
    "source": ["", "visit"],
    "level": ["county", "city"],
}


def _people() -> list[Posting]:
    """Everybody who has something to do with problems of two villages, in the county and in its city."""
    actors = problems.cast()
    people.place(OTHER_VILLAGE, "民主村")
    people.place("450422107", "新庆镇")
    people.place("4504", "梧州")
    city_power = people.department("4504-01", "梧州供电局", functions=["electricity"])
    return [
        actors.secretary,
        actors.organizer,
        actors.power,
        actors.water,
        people.posting("first_secretary", OTHER_VILLAGE, people.person("覃明")),
        people.posting("organizer", "450422", people.person("黄敏")),
        people.posting("organizer", "4504", people.person("韦强")),
        people.posting("township_committee", "450422107", people.person("莫兰")),
        people.posting("department_liaison", city_power, people.person("梁伟")),
        people.posting("department_leader", actors.power.department, people.person("何涛")),
        people.posting("leader", "450422", people.person("杨帆")),
    ]


class Life(RuleBasedStateMachine):
    """Two problems of two villages, and everybody trying everything."""

    taken: Counter[str] = Counter()

    @initialize()
    def begin(self) -> None:
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.now: datetime = problems.NOW
        self.postings = _people()
        for number, by in enumerate((self.postings[0], self.postings[0], self.postings[4])):
            problems.report(by, self.now, description=f"第 {number} 件事：{problems.DESCRIPTION}")
        self.numbers = list(Problem.objects.order_by("pk").values_list("number", flat=True))

    @rule(data=st.data())
    def try_something(self, data: st.DataObject) -> None:
        self.now += timedelta(hours=data.draw(st.sampled_from([0, 1, 5, 24, 24 * 8])))
        problem = self._read(data.draw(st.sampled_from(self.numbers)))
        verb = data.draw(st.sampled_from(self._likely(problem)))
        for by in data.draw(st.permutations(self.postings)):
            if not self._act(problem, verb, by, data):
                continue
            self.taken[verb] += 1
            break

    @rule()
    def let_the_worker_run(self) -> None:
        for name in ("record_silence", "remind", "resume_paused"):
            TICKS[name].run(now=self.now)

    def _likely(self, problem: Problem) -> list[str]:
        """Mostly what the table allows now, and one in some that it forbids."""
        allowed = [verb for verb in ACTIONS if problem.state in MOVES[verb].starts]
        return allowed * 3 + list(ACTIONS)

    def _act(self, problem: Problem, verb: str, by: Posting, data: st.DataObject) -> bool:
        """Try one verb under one posting; a refusal changes nothing at all."""
        before = self._everything()
        action = ACTIONS[verb]
        body = {
            name: self._value(name, field, data) for name, field in (action.schema or _Nothing).model_fields.items()
        }

        def read() -> dict[str, Any]:
            try:
                return (action.schema or _Nothing)(**body).model_dump()
            except pydantic.ValidationError as error:
                raise BadInput({"body": str(error)}) from error

        try:
            acts.perform(action, problem, postings=(by.as_of(self._today()),), now=self.now, read=read)
        except (Refused, BadInput):
            assert self._everything() == before
            return False
        return True

    def _value(self, name: str, field: Any, data: st.DataObject) -> Any:
        if name in CHOICES:
            return data.draw(st.sampled_from(CHOICES[name]))
        if field.annotation is int:
            waiting = list(Request.objects.filter(decided_at=None).values_list("pk", flat=True))
            return data.draw(st.sampled_from([*waiting, 0]))
        made: dict[str, Callable[[], Any]] = {
            "departments": lambda: data.draw(st.lists(st.sampled_from(DEPARTMENTS), max_size=2)),
            "supporters": lambda: data.draw(st.lists(st.sampled_from(DEPARTMENTS), max_size=1)),
            "department": lambda: data.draw(st.sampled_from(DEPARTMENTS)),
            "granted": lambda: data.draw(st.booleans()),
            "photos": list,
            "evidence_files": list,
            "village": str,
            "amount": lambda: None,
            "title": str,
            "reported_by": str,
            "into": lambda: data.draw(st.sampled_from(self.numbers)),
            "parent": lambda: data.draw(st.sampled_from(self.numbers)),
            "earlier": lambda: data.draw(st.sampled_from(self.numbers)),
        }
        if name in made:
            return made[name]()
        if name.endswith("_on") or name == "until":
            return self._today() + timedelta(days=data.draw(st.integers(-2, 40)))
        return data.draw(WORDS)

    def _read(self, number: str) -> Problem:
        return Problem.objects.select_related("reporter", "lead").get(number=number)

    def _today(self) -> date:
        return timezone.localdate(self.now)

    def _everything(self) -> tuple[Any, ...]:
        """What a refusal must leave as it was."""
        return (
            list(Problem.objects.order_by("pk").values_list()),
            ProblemEvent.objects.count(),
            AuditRecord.objects.count(),
            list(Request.objects.order_by("pk").values_list()),
        )

    @invariant()
    def every_step_is_one_of_the_table(self) -> None:
        for event in ProblemEvent.objects.exclude(action__in=["report", "silence"]):
            move = MOVES[event.action]
            assert event.before in {state.value for state in move.starts}, event.action
            ends = {move.end.value} if move.end else {event.before}
            assert event.after in ends | SECOND_ENDS.get(event.action, set()), event.action

    @invariant()
    def histories_have_no_gap_and_end_where_the_problem_stands(self) -> None:
        for problem in Problem.objects.all():
            steps = list(problem.events.order_by("sequence"))
            assert [step.sequence for step in steps] == list(range(1, problem.event_count + 1))
            assert [step.after for step in steps][:-1] == [step.before for step in steps][1:]
            assert steps[-1].after == problem.state

    @invariant()
    def three_people_closed_what_is_closed(self) -> None:
        for problem in Problem.objects.filter(state=State.CLOSED):
            closure = Closure.objects.filter(problem=problem).latest("pk")
            assert len({closure.submitted_by_id, closure.confirmed_by_id, closure.verified_by_id} - {None}) == 3
            assert problem.outcome == Problem.Outcome.SOLVED

    @invariant()
    def figures_are_those_of_a_recount(self) -> None:
        counted = Counter(Problem.objects.values_list("state", flat=True))
        tally = Tally.objects.get(pk="450422")
        assert {state: getattr(tally, state) for state in State.values if getattr(tally, state)} == dict(counted)
        empty = dict.fromkeys(FIGURES, 0)
        kept = {
            (one["place"], one["month"]): {name: one[name] for name in FIGURES} for one in MonthTally.objects.values()
        }
        assert {key: row for key, row in kept.items() if row != empty} == {
            key: row for key, row in months_counted("").items() if row != empty
        }

    @invariant()
    def clocks_are_a_function_of_history_and_calendar(self) -> None:
        days = workdays()
        for problem in Problem.objects.prefetch_related("events"):
            steps = [(timezone.localdate(one.at), Effect.from_json(one.clock)) for one in problem.events.all()]
            assert replay(steps, days) == clock_of(problem)

    @invariant()
    def the_record_has_a_line_for_every_step(self) -> None:
        for problem in Problem.objects.all():
            told = Counter(problem.events.values_list("action", flat=True))
            kept = Counter(
                action.removeprefix("problem.")
                for action in AuditRecord.objects.filter(subject_id=problem.number).values_list("action", flat=True)
            )
            assert {action: kept[action] for action in told} == dict(told)

    def teardown(self) -> None:
        if hasattr(self, "frame"):
            assert verify().holds
            assert all(json.loads(facts) is not None for facts in AuditRecord.objects.values_list("facts", flat=True))
            transaction.set_rollback(True)
            self.frame.__exit__(None, None, None)


class _Nothing(pydantic.BaseModel):
    """The body of a verb that asks for nothing."""


def test_no_steps_lead_out_of_the_table(rounds: Callable[..., int], figure: Callable[[str, object], None]) -> None:
    Life.taken.clear()
    examples = rounds(short=6, long=200)
    run_state_machine_as_test(Life, settings=settings(max_examples=examples, stateful_step_count=50))
    figure("acts that were allowed", sum(Life.taken.values()))
    assert sum(Life.taken.values()) > examples
