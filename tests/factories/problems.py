"""Problems of the tests, brought to any state by the very operations that real ones go through."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories import people
from zhitongche.express.problems import operations
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Category, Problem, Request, Rulebook
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting

NOW = people.NOW
TODAY = people.TODAY
DUE = date(2026, 6, 10)
VILLAGE = "450422107205"
DESCRIPTION = "果园和茶园灌溉供电不足，水泵抽不上水。600 多亩水果、1000 亩六堡茶急需用水。"
PLAN = {"measures": "现场勘查，重新制定供电方案。", "due_on": DUE}
ASKED = {"departments": ["450422-01", "450422-02"], "question": "由谁增容，要多久？", "due_on": date(2026, 5, 29)}
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
    "check": {"opinion": "情况属实，镇里无力解决。"},
    "unmerge": {"reason": "不是同一件事。"},
    "unlink": {"reason": "可以单独解决。"},
    "consult": ASKED,
    "give_opinion": {"opinion": "可以在年内增容。"},
    "conclude": {"conclusion": "由供电局牵头，水利局配合。"},
    "suggest": {"department": "450422-02"},
    "decline": {"basis": "三定方案第四条。", "reason": "不属于本局职责。"},
    "assign": {"department": "450422-01", "due_on": DUE, "reason": "供电设施改造，由供电局牵头。"},
    "acknowledge": {},
    "support": {"task": "配合迁移水泵房电表。", "due_on": DUE},
    "hand_back": {"reason": "变压器产权属于灌区管理处。"},
    "transfer": {"reason": "水泵产权属水利局。", "department": "450422-02"},
    "extend": {"reason": "连续降雨。", "due_on": DUE + timedelta(days=10)},
    "pause": {"reason": "等待林业用地批复。"},
    "resume": {},
    "shelve": {"reason": "线路改造要等明年资金。", "basis": "省级电网规划 2027 年批次。", "review_on": DUE},
    "revive": {"reason": "资金已到位。"},
    "escalate": {"reason": "县里解决不了变电站增容。"},
    "send_back": {"reason": "县里可以解决。"},
    "instruct": {"text": "请供电局一周内到村查看。", "due_on": DUE},
    "answer_instruction": {"text": "已到村查看，下周施工。"},
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
        State.IN_CONSULTATION: [accepted, ("consult", actors.organizer, ASKED)],
        State.IN_PROGRESS: [accepted, claimed],
        State.CLOSING: [accepted, claimed, closing],
        State.CLOSED: [accepted, claimed, closing, confirmed, verified],
        State.SHELVED: [accepted, claimed, closing, confirmed, verified],
    }
    return ways[state]


def assigned(actors: Cast, **facts: Any) -> Problem:
    """交办 to the power department, which has not signed for it yet."""
    made = problem(actors, State.POOLED)
    operations.assign(made, by=actors.organizer, now=NOW + timedelta(hours=2), **{**BODIES["assign"], **facts})
    return Problem.objects.get(pk=made.pk)


def suggested(actors: Cast) -> Problem:
    """Suggested to the water department, which has not answered yet."""
    return act("suggest", problem(actors, State.POOLED), actors.organizer)


def requested(actors: Cast, verb: str, now: datetime = LATER, **facts: Any) -> tuple[Problem, int]:
    """What the lead asks of the organizer, not decided yet; and the request's key."""
    made = problem(actors, State.IN_PROGRESS)
    getattr(operations, verb)(made, by=actors.power, now=now, **{**BODIES[verb], **facts})
    return Problem.objects.get(pk=made.pk), Request.objects.get(problem=made, decided_at=None).pk


def paused(actors: Cast, until: date | None = None) -> Problem:
    """The clock stands still, by the organizer's word."""
    made, request = requested(actors, "pause", until=until)
    operations.decide(made, by=actors.organizer, now=LATER, request=request, granted=True, reason="同意。")
    return Problem.objects.get(pk=made.pk)


def with_approval(place: str = "450422") -> None:
    """The place wants department leaders to approve what their liaisons do."""
    Rulebook.objects.create(region_id=place, has_leader_approval=True)


def confirmed(actors: Cast, outcome: str = "solved") -> Problem:
    """A closing on which the village has spoken."""
    made = problem(actors, State.CLOSING, outcome=outcome)
    operations.confirm(made, by=actors.secretary, now=NOW + timedelta(hours=5), satisfaction="satisfied")
    return Problem.objects.get(pk=made.pk)


def act(verb: str, problem: Problem, by: Posting, now: datetime = LATER) -> Problem:
    """One verb with a body that fits it; the problem as it then stands."""
    ACTIONS[verb].run(problem, by=by, now=now, **BODIES[verb])
    return Problem.objects.get(pk=problem.pk)
