"""Problems of the tests, brought to any state by the very operations that real ones go through."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories import people
from zhitongche.express.problems import operations
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Category, Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting

NOW = people.NOW
TODAY = people.TODAY
DUE = date(2026, 6, 10)
VILLAGE = "450422107205"
DESCRIPTION = "果园和茶园灌溉供电不足，水泵抽不上水。600 多亩水果、1000 亩六堡茶急需用水。"
PLAN = {"measures": "现场勘查，重新制定供电方案。", "due_on": DUE}
LATER = NOW + timedelta(days=1)
BODIES: dict[str, dict[str, Any]] = {
    "accept": {},
    "return": {"reason": "请补充。"},
    "claim": PLAN,
    "report_progress": {"text": "立杆 11 根。"},
    "submit_closure": {"evidence": "已通电。"},
    "confirm": {"satisfaction": "satisfied"},
    "verify": {"opinion": "属实。"},
    "refuse": {"reason": "水泵仍跳闸。"},
    "resubmit": {"category": "water", "description": "补充：受影响 86 户。"},
    "withdraw": {"reason": "已自行解决。"},
    "reopen": {"reason": "又停电了。"},
}
CATEGORIES = (("electricity", "供电", "Electricity"), ("water", "饮水灌溉", "Water"), ("other", "其他", "Other"))


@dataclass(frozen=True)
class Cast:
    """The three people of the story, and those who stand beside them."""

    secretary: Posting
    organizer: Posting
    power: Posting
    water: Posting


def cast() -> Cast:
    """建新村's first secretary, 藤县's organizer, and the liaisons of two of its departments."""
    categories()
    people.place(VILLAGE, "建新村")
    people.place("450422", "藤县")
    power = people.department("450422-01", "藤县供电局", functions=["electricity"])
    water = people.department("450422-02", "藤县水利局", functions=["water"])
    return Cast(
        secretary=people.posting("first_secretary", VILLAGE, people.person("石广")),
        organizer=people.posting("organizer", "450422", people.person("陈立")),
        power=people.posting("department_liaison", power, people.person("李志明")),
        water=people.posting("department_liaison", water, people.person("王芳")),
    )


def categories() -> None:
    """The few that the tests choose from."""
    if not Category.objects.exists():
        operations.load_categories(CATEGORIES, now=NOW)


def report(by: Posting, now: datetime = NOW, **facts: Any) -> Problem:
    """A report of the secretary's own village, unless told otherwise."""
    given = {"category": "electricity", "description": DESCRIPTION} | facts
    return operations.report(by=by, now=now, **given)


def problem(actors: Cast, state: State = State.REPORTED, *, outcome: str = "solved", now: datetime = NOW) -> Problem:
    """A problem in the state asked for; each step an hour after the one before."""
    made = report(actors.secretary, now)
    for number, step in enumerate(_way(actors, state, outcome), start=1):
        verb, by, body = step
        operation = operations.return_ if verb == "return" else getattr(operations, verb)
        operation(made, by=by, now=now + timedelta(hours=number), **body)
    return Problem.objects.get(pk=made.pk)


def _way(actors: Cast, state: State, outcome: str) -> list[tuple[str, Posting, dict[str, Any]]]:
    accepted = ("accept", actors.organizer, {})
    claimed = ("claim", actors.power, PLAN)
    closing = ("submit_closure", actors.power, {"evidence": "增容完成，村里已通水。", "outcome": outcome})
    confirmed = ("confirm", actors.secretary, {"satisfaction": "satisfied"})
    verified = ("verify", actors.organizer, {"opinion": "属实。", "review_on": None if outcome == "solved" else DUE})
    ways: dict[State, list[tuple[str, Posting, dict[str, Any]]]] = {
        State.REPORTED: [],
        State.RETURNED: [("return", actors.organizer, {"reason": "请补充受影响户数。"})],
        State.WITHDRAWN: [("withdraw", actors.secretary, {"reason": "已自行解决。"})],
        State.POOLED: [accepted],
        State.IN_PROGRESS: [accepted, claimed],
        State.CLOSING: [accepted, claimed, closing],
        State.CLOSED: [accepted, claimed, closing, confirmed, verified],
        State.SHELVED: [accepted, claimed, closing, confirmed, verified],
    }
    return ways[state]


def confirmed(actors: Cast, outcome: str = "solved") -> Problem:
    """A closing on which the village has spoken."""
    made = problem(actors, State.CLOSING, outcome=outcome)
    operations.confirm(made, by=actors.secretary, now=NOW + timedelta(hours=5), satisfaction="satisfied")
    return Problem.objects.get(pk=made.pk)


def act(verb: str, problem: Problem, by: Posting, now: datetime = LATER) -> Problem:
    """One verb with a body that fits it; the problem as it then stands."""
    ACTIONS[verb].run(problem, by=by, now=now, **BODIES[verb])
    return Problem.objects.get(pk=problem.pk)
