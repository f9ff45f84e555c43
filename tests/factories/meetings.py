"""Meetings of the tests, made by the very operations that real ones go through."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories import people, problems
from zhitongche.express.meetings import operations
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State as ProblemState
from zhitongche.foundation.people.models import Posting

NOW, TODAY = people.NOW, people.TODAY
BEGINS = NOW + timedelta(days=14)
HELD = BEGINS + timedelta(hours=1)
PLAN: dict[str, Any] = {"title": "藤县第一次项目对接会", "starts_at": BEGINS, "place": "县政府三楼会议室"}
PROMISE = date(2026, 7, 31)
REPLY: dict[str, Any] = {"kind": "measures", "text": "更换变压器，先接临时电。", "due_on": PROMISE}


@dataclass(frozen=True)
class Cast:
    """Those around a meeting of 藤县 that hears a problem of 建新村 which the power bureau answers."""

    secretary: Posting
    organizer: Posting
    city: Posting
    liaison: Posting
    leader: Posting
    other: Posting
    neighbour: Posting
    township: Posting
    stranger: Posting
    problem: Problem
    second: Problem


def cast() -> Cast:
    """The story's people, the leader of the power bureau, and two problems that wait in the pool."""
    actors = problems.cast()
    people.place("370681", "龙口市")
    people.place("450421", "苍梧县")
    department = actors.power.department
    return Cast(
        secretary=actors.secretary,
        organizer=actors.organizer,
        city=people.posting("organizer", "4504", people.person("吴市")),
        liaison=actors.power,
        leader=people.posting("department_leader", department, people.person("覃局")),
        other=actors.water,
        neighbour=people.posting("organizer", "450421", people.person("黎县")),
        township=people.posting("township_committee", "450422107", people.person("梁镇长")),
        stranger=people.posting("organizer", "370681", people.person("龙口")),
        problem=problems.problem(actors, ProblemState.POOLED),
        second=problems.problem(actors, ProblemState.POOLED),
    )


def meeting(actors: Cast, **told: Any) -> Meeting:
    """Planned, with both problems on its agenda, for the power bureau."""
    made = operations.plan(by=actors.organizer, now=NOW, **{**PLAN, **told})
    numbers = [actors.problem.number, actors.second.number]
    department = actors.liaison.department
    code = department.code if department else ""
    operations.add_item(made, by=actors.organizer, now=NOW, problems=numbers, departments=[code])
    return made


def brought_to(state: State, actors: Cast, **told: Any) -> Meeting:
    """A meeting on the way to `state`; closed ones have heard one of two items."""
    made = meeting(actors, **told)
    if state == State.PLANNED:
        return made
    operations.invite(made, by=actors.organizer, now=NOW)
    if state == State.INVITED:
        return made
    operations.open_(made, by=actors.organizer, now=BEGINS)
    if state == State.OPEN:
        return made
    answer(made, actors)
    operations.close(made, by=actors.organizer, now=HELD)
    return made


def answer(made: Meeting, actors: Cast, now: datetime = BEGINS, **told: Any) -> Meeting:
    """What the power bureau answers to the first item."""
    department = actors.liaison.department
    given = {"problem": actors.problem.number, "department": department.code if department else "", **REPLY, **told}
    return operations.answer(made, by=actors.organizer, now=now, **given)


def draft(made: Meeting, actors: Cast, **told: Any) -> Meeting:
    """What the power bureau means to answer to the first item."""
    given = {"problem": actors.problem.number, **REPLY, **told}
    return operations.draft_reply(made, by=actors.liaison, now=NOW, **given)


def third(actors: Cast) -> Problem:
    """One more problem of the village that could be heard."""
    around = problems.Cast(actors.secretary, actors.organizer, actors.liaison, actors.other)
    return problems.problem(around, ProblemState.POOLED)
