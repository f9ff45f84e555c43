"""Experts and dispatches of the tests, made by the very operations that real ones go through."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.factories import people, problems
from zhitongche.config.reference import SKILLS
from zhitongche.express.dispatches import operations as dispatches
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State
from zhitongche.express.experts import operations
from zhitongche.express.experts.models import Expert
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting

NOW, TODAY = people.NOW, people.TODAY
FIRST, LAST = date(2026, 5, 25), date(2026, 5, 26)
PHONE = "13877400001"
ENTRY: dict[str, Any] = {
    "name": "农向阳",
    "fields": ["tea", "water"],
    "region": "450422",
    "unit": "藤县茶叶技术推广站",
    "post": "高级农艺师",
    "phone": PHONE,
}
TASK: dict[str, Any] = {"task": "看看茶园灌溉的水泵和水管。", "from_": FIRST, "until": LAST}
VISIT: dict[str, Any] = {"text": "水泵功率不够，管道漏水。", "visited_on": FIRST, "advice": "先换水泵。"}
VISITED = NOW + timedelta(days=6)


@dataclass(frozen=True)
class Cast:
    """Those around an expert of 藤县 who is sent to 建新村, and the problem there."""

    secretary: Posting
    township: Posting
    organizer: Posting
    city: Posting
    liaison: Posting
    expert: Posting
    other: Posting
    neighbour: Posting
    stranger: Posting
    problem: Problem


def cast() -> Cast:
    operations.load_skills(SKILLS, now=NOW)
    actors = problems.cast()
    people.place("450422107206", "古龙村")
    people.place("370681", "龙口市")
    person = people.person("农向阳", phone=PHONE)
    people.account(of=person)
    return Cast(
        secretary=actors.secretary,
        township=people.posting("township_committee", "450422107", people.person("梁镇长")),
        organizer=actors.organizer,
        city=people.posting("organizer", "4504", people.person("吴市")),
        liaison=actors.power,
        expert=people.posting("expert", "450422", person),
        other=people.posting("expert", "450422", people.person("别专家")),
        neighbour=people.posting("first_secretary", "450422107206", people.person("黎邻")),
        stranger=people.posting("organizer", "370681", people.person("孙远")),
        problem=problems.problem(actors, problems.State.POOLED),
    )


def expert(by: Posting, **told: Any) -> Expert:
    """An entry of 藤县, unless told otherwise."""
    return operations.enrol(by=by, now=NOW, **{**ENTRY, **told})


def dispatch(actors: Cast, whom: Expert | None = None, **told: Any) -> Dispatch:
    """The expert asked to come about the problem."""
    whom = whom or expert(actors.organizer)
    about = {} if "project" in told else {"problem": actors.problem.number}
    given = {**TASK, "expert": whom.number, **about, **told}
    made = dispatches.dispatch(by=actors.organizer, now=NOW, **given)
    return Dispatch.objects.select_related("expert").get(pk=made.pk)


def brought_to(state: State, actors: Cast, **told: Any) -> Dispatch:
    """A dispatch that went its way to that state."""
    made = dispatch(actors, **told)
    if state == State.DECLINED:
        dispatches.decline(made, by=actors.expert, now=NOW, reason="出差在外。")
    elif state == State.CANCELLED:
        dispatches.cancel(made, by=actors.organizer, now=NOW, reason="问题已经解决。")
    else:
        order = [State.PROPOSED, State.ACCEPTED, State.VISITED, State.RATED]
        steps = (_accept, _visit, _rate)
        for step in steps[: order.index(state)]:
            step(made, actors)
    return Dispatch.objects.select_related("expert").get(pk=made.pk)


def _accept(made: Dispatch, actors: Cast) -> None:
    dispatches.accept(made, by=actors.expert, now=NOW)


def _visit(made: Dispatch, actors: Cast) -> None:
    dispatches.report_visit(made, by=actors.expert, now=VISITED, **VISIT)


def _rate(made: Dispatch, actors: Cast) -> None:
    dispatches.rate(made, by=actors.secretary, now=VISITED, rating="good")
