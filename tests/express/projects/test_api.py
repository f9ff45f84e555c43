"""The contract's `projects` over HTTP: shapes, the order of refusals, scope, bad input, keys."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from tests.factories import projects
from tests.factories.projects import VILLAGE, Cast
from zhitongche.express.projects import queries
from zhitongche.express.projects.actions import ACTIONS
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State
from zhitongche.express.projects.storytelling import story
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import create_account, new_token

pytestmark = pytest.mark.django_db

Caller = Callable[..., Any]
PLAN = {
    "title": "六堡茶园灌溉提升",
    "goal": "让1000亩六堡茶在旱季用得上水。",
    "industry": "tea",
    "starts_on": "2026-06-01",
    "ends_on": "2026-12-31",
    "funding": [
        {"source": "财政衔接资金", "kind": "fiscal", "planned": "300000.00"},
        {"source": "村集体自筹", "kind": "village", "planned": "50000"},
    ],
}
FULL = {**PLAN, "scope_of_works": "泵房1座。", "benefit": "86户增收。", "is_publicized": True, "household_count": 86}
STEPS = [
    {"name": "勘查设计", "weight": "20", "cost": "20000.00", "planned_on": "2099-06-30"},
    {"name": "通水", "weight": "80", "cost": "330000", "planned_on": "2099-12-20"},
]


@pytest.fixture
def call() -> Caller:
    """`call(posting, "POST", "projects", {...})`: one request with a token of the posting's person."""
    tokens: dict[int, str] = {}

    def send(
        by: Posting | None, method: str, path: str, body: Any = None, *, key: str | None = "", **headers: str
    ) -> Any:
        if by is not None:
            if by.person_id not in tokens:
                account = Account.objects.filter(person=by.person_id).first() or create_account(
                    by.person, by=None, now=projects.NOW, username=f"u{by.person_id}", password=None
                )
                tokens[by.person_id] = new_token(account, by=None, now=projects.NOW)
            headers["Authorization"] = f"Bearer {tokens[by.person_id]}"
        if method == "POST" and key is not None:
            headers["Idempotency-Key"] = key or str(uuid4())
        text = json.dumps(body) if isinstance(body, dict) else body or ""
        return Client().generic(method, f"/api/v1/{path}", text, content_type="application/json", headers=headers)

    return send


def faults(answer: Any) -> set[str]:
    return {".".join(str(step) for step in fault["loc"][1:]) for fault in answer.json()["errors"]}


# ---- the whole way ---------------------------------------------------------------------------------------------------


def test_a_project_goes_the_whole_way(cast: Cast, call: Caller) -> None:
    made = call(cast.secretary, "POST", "projects", FULL)
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    photos = {side: str(projects.photo(cast.secretary)) for side in ("before", "after")}
    paper = str(projects.paper(cast.secretary))
    steps: list[tuple[Posting, str, dict[str, Any], str]] = [
        (cast.secretary, "set_milestones", {"milestones": STEPS}, "planned"),
        (cast.secretary, "add_photos", {"photos": [photos["before"]], "spot": "泵房"}, "planned"),
        (cast.secretary, "submit", {}, "planned"),
        (cast.organizer, "return", {"reason": "请补充。"}, "planned"),
        (cast.secretary, "submit", {}, "planned"),
        (cast.organizer, "admit", {"batch": "第一批"}, "listed"),
        (cast.organizer, "adjust", {"reason": "核减。", "investment": "340000.00"}, "listed"),
    ]
    for by, verb, body, state in steps:
        answer = call(by, "POST", f"projects/{number}/{verb}", body)
        assert (answer.status_code, answer.json().get("state")) == (200, state), (verb, answer.content)
    projects.commit(Project.objects.get(number=number), cast, "340000.00")
    done = {"milestones": [1, 2], "photos": [photos["after"]], "side": "after", "spot": "泵房", "text": "全部完工。"}
    rest: list[tuple[Posting, str, dict[str, Any], str]] = [
        (cast.secretary, "start", {}, "under_way"),
        (cast.secretary, "report_progress", {}, "under_way"),
        (cast.organizer, "suspend", {"reason": "汛期。"}, "under_way"),
        (cast.organizer, "resume", {"reason": "汛期已过。"}, "under_way"),
        (cast.secretary, "report_progress", done, "under_way"),
        (cast.organizer, "accept_work", {"opinion": "合格。"}, "accepted"),
        (cast.secretary, "hand_over", {"custodian": "村集体", "papers": [paper]}, "handed_over"),
    ]
    for by, verb, body, state in rest:
        answer = call(by, "POST", f"projects/{number}/{verb}", body)
        assert (answer.status_code, answer.json().get("state")) == (200, state), (verb, answer.content)
    told = answer.json()
    assert (told["progress"], told["custodian"], len(told["files"])) == ("100.00", "村集体", 3)
    shown = [(one["side"], one["spot"]) for one in told["files"]]
    assert shown == [("before", "泵房"), ("after", "泵房"), ("paper", "")]
    events = call(cast.secretary, "GET", f"projects/{number}/events").json()["items"]
    verbs = [verb for _by, verb, *_rest in (*steps, *rest)]
    assert [event["action"] for event in events if event["action"] != "update_funding"] == ["plan", *verbs]
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))


def test_plan_answers_with_the_whole_resource(cast: Cast, call: Caller) -> None:
    answer = call(cast.secretary, "POST", "projects", PLAN)
    told = answer.json()
    number = "XM-450422-2026-0001"[:10]
    assert answer.status_code == 201, answer.content
    assert told["number"].startswith(number)
    assert "藤县" in told["label"]
    assert (told["state"], told["region"], told["light"]) == ("planned", VILLAGE, "none")
    assert (told["investment"], told["planned"], told["gap"]) == ("350000.00", "350000.00", "350000.00")
    assert (told["progress"], told["committed"], told["received"], told["spent"]) == ("0.00", "0.00", "0.00", "0.00")
    assert [line["planned"] for line in told["funding"]] == ["300000.00", "50000.00"]
    assert call(cast.secretary, "GET", f"projects/{told['number']}").json() == told


def test_a_key_plans_once(cast: Cast, call: Caller) -> None:
    first, again = (call(cast.secretary, "POST", "projects", PLAN, key="k1") for _time in range(2))
    assert first.json() == again.json()
    assert Project.objects.count() == 1
    assert call(cast.secretary, "POST", "projects", {**PLAN, "title": "别的"}, key="k1").status_code == 422
    assert call(cast.secretary, "POST", "projects", PLAN, key=None).status_code == 400


def test_others_plan_on_behalf_of_a_village(cast: Cast, call: Caller) -> None:
    assert call(cast.township, "POST", "projects", {**PLAN, "village": VILLAGE}).status_code == 201
    assert faults(call(cast.township, "POST", "projects", PLAN)) == {"village"}
    assert faults(call(cast.secretary, "POST", "projects", {**PLAN, "village": "450422107206"})) == {"village"}
    assert call(cast.finance, "POST", "projects", {**PLAN, "village": VILLAGE}).status_code == 403


# ---- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 61}, "title"),
        ({"title": None}, "title"),
        ({"goal": " "}, "goal"),
        ({"goal": "长" * 1001}, "goal"),
        ({"industry": "gold"}, "industry"),
        ({"industry": 3}, "industry"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"ends_on": "2026-05-31"}, "ends_on"),
        ({"village": "no"}, "village"),
        ({"investment": 350000.5}, "investment"),
        ({"investment": "1.0000000001"}, "investment"),
        ({"investment": "-1"}, "investment"),
        ({"investment": "NaN"}, "investment"),
        ({"investment": "Infinity"}, "investment"),
        ({"investment": "1e13"}, "investment"),
        ({"investment": "3万"}, "investment"),
        ({"funding": []}, "investment"),
        ({"funding": "many"}, "funding"),
        ({"funding": [{"source": "县", "kind": "fiscal"}]}, "funding.0.planned"),
        ({"funding": [{"source": "县", "kind": "gold", "planned": "1"}]}, "funding.0.kind"),
        ({"funding": [{"source": "县", "kind": "fiscal", "planned": "0.001"}]}, "funding.0.planned"),
        ({"funding": [{"source": "县", "kind": "fiscal", "planned": "1", "note": ""}]}, "funding.0.note"),
        ({"funding": [{"source": "县", "kind": "fiscal", "planned": "1"}] * 21}, "funding"),
        ({"household_count": -1}, "household_count"),
        ({"household_count": 1.5}, "household_count"),
        ({"benefit": "长" * 501}, "benefit"),
        ({"batch": "长" * 41}, "batch"),
        ({"progress": "100"}, "progress"),
        ({"state": "listed"}, "state"),
    ],
)
def test_plan_names_the_field_at_fault(cast: Cast, call: Caller, wrong: dict[str, Any], field: str) -> None:
    answer = call(cast.secretary, "POST", "projects", {**PLAN, **wrong})
    assert (answer.status_code, faults(answer)) == (422, {field}), answer.content
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        (None, "milestones"),
        ({}, "milestones"),
        ([], "milestones"),
        ([{**STEPS[0], "weight": "99.99"}], "milestones"),
        ([{**STEPS[0], "weight": "0"}], "milestones.0.weight"),
        ([{**STEPS[0], "weight": "100.001"}], "milestones.0.weight"),
        ([{**STEPS[0], "weight": "1e2", "planned_on": "soon"}], "milestones.0.planned_on"),
        ([{**STEPS[0], "weight": "100", "cost": "-1"}], "milestones.0.cost"),
        ([{**STEPS[0], "weight": "100", "name": ""}], "milestones.0.name"),
        ([{**STEPS[0], "weight": "100", "done_on": "2026-01-01"}], "milestones.0.done_on"),
        ([{**STEPS[0], "weight": "4", "name": f"{number}"} for number in range(25)], "milestones"),
    ],
)
def test_set_milestones_names_the_field_at_fault(
    project: Project, cast: Cast, call: Caller, steps: Any, field: str
) -> None:
    answer = call(cast.secretary, "POST", f"projects/{project.number}/set_milestones", {"milestones": steps})
    assert (answer.status_code, faults(answer)) == (422, {field}), answer.content


def test_set_milestones_keeps_the_documented_shape(project: Project, cast: Cast, call: Caller) -> None:
    steps = [{"name": "一", "weight": "33.33", "planned_on": "2099-01-01"}, {**STEPS[1], "weight": "66.67"}]
    answer = call(cast.secretary, "POST", f"projects/{project.number}/set_milestones", {"milestones": steps})
    assert answer.status_code == 200, answer.content
    told = answer.json()["milestones"]
    assert [(one["position"], one["weight"], one["cost"]) for one in told] == [
        (1, "33.33", "0.00"),
        (2, "66.67", "330000.00"),
    ]


def test_set_milestones_by_number_renames_and_moves_what_is_there(project: Project, cast: Cast, call: Caller) -> None:
    path = f"projects/{project.number}/set_milestones"
    made = call(cast.secretary, "POST", path, {"milestones": STEPS}).json()["milestones"]
    assert [(one["milestone"], one["position"]) for one in made] == [(1, 1), (2, 2)]
    anew = [{**STEPS[1], "milestone": 2, "name": "新名"}, {**STEPS[0], "milestone": 1}]
    told = call(cast.secretary, "POST", path, {"milestones": anew}).json()["milestones"]
    assert [(one["milestone"], one["position"], one["name"]) for one in told] == [
        (2, 1, "新名"),
        (1, 2, STEPS[0]["name"]),
    ]
    for number in (0, -1, 9, 2**70, "x"):
        answer = call(cast.secretary, "POST", path, {"milestones": [{**STEPS[0], "milestone": number}, STEPS[1]]})
        assert answer.status_code == 422, answer.content


def test_each_photo_may_say_its_own_side_and_spot(cast: Cast, call: Caller) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    photos = [str(projects.photo(cast.secretary)) for _each in range(6)]
    path = f"projects/{project.number}"
    mixed = [photos[0], {"file": photos[1], "spot": " 水池 "}, {"file": photos[2], "side": "after", "spot": ""}]
    told = call(cast.secretary, "POST", f"{path}/add_photos", {"photos": mixed, "spot": "泵房"}).json()["files"][-3:]
    shown = [(one["side"], one["spot"]) for one in told]
    assert shown == [("before", "泵房"), ("before", "水池"), ("after", "")]
    event = project.events.order_by("sequence").last()
    assert event.body["photos"][1] == {"side": "before", "spot": "水池"}
    with translation.override("en"):
        assert story(project, queries.history(project))[0]["text"] == "added photos of: 泵房; 水池; The whole."
    mixed = [photos[3], {"file": photos[4], "side": "after"}]
    told = call(cast.secretary, "POST", f"{path}/report_progress", {"photos": mixed, "spot": "泵房"}).json()["files"]
    assert [(one["side"], one["spot"]) for one in told[-2:]] == [("during", "泵房"), ("after", "泵房")]
    for wrong, field in (
        ("x", "photos.0"),
        (7, "photos.0"),
        ({"side": "after"}, "photos.0.file"),
        ({"file": photos[5], "side": "paper"}, "photos.0.side"),
        ({"file": photos[5], "spot": "长" * 61}, "photos.0.spot"),
        ({"file": photos[5], "place": "泵房"}, "photos.0.place"),
        ({"file": photos[0]}, "photos"),
    ):
        answer = call(cast.secretary, "POST", f"{path}/add_photos", {"photos": [wrong]})
        assert (answer.status_code, faults(answer)) == (422, {field}), answer.content


# ---- scope and duty --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_an_act_outside_ones_scope_is_a_404_even_with_a_good_body(cast: Cast, call: Caller, verb: str) -> None:
    project = projects.planned(cast.secretary)
    for stranger in (cast.neighbour, cast.stranger):
        for number in (project.number, "XM-450422-2026-9999"):
            assert call(stranger, "POST", f"projects/{number}/{verb}", {"reason": "试试"}).status_code == 404


def test_who_may_not_act_is_told_so_whatever_the_body_holds(project: Project, cast: Cast, call: Caller) -> None:
    path = f"projects/{project.number}"
    assert call(None, "POST", f"{path}/submit", "{").status_code == 401
    assert call(cast.secretary, "POST", f"{path}/submit", "{", key=None).status_code == 400
    assert call(cast.finance, "POST", f"{path}/submit", "{").status_code == 403
    refused = call(cast.secretary, "POST", f"{path}/submit", "{")
    assert (refused.status_code, refused.json()["state"]) == (409, "planned")
    assert call(cast.secretary, "POST", f"{path}/revise", "{").status_code == 422
    assert call(cast.organizer, "POST", f"{path}/relocate", {}).status_code == 422


def test_nobody_outside_reads_it(project: Project, cast: Cast, call: Caller) -> None:
    for path in ("", "/events", "/actions"):
        assert call(cast.secretary, "GET", f"projects/{project.number}{path}").status_code == 200
        assert call(cast.neighbour, "GET", f"projects/{project.number}{path}").status_code == 404
        assert call(None, "GET", f"projects/{project.number}{path}").status_code == 401


def test_actions_say_what_is_refused_and_why(project: Project, cast: Cast, call: Caller) -> None:
    items = {
        one["action"]: one for one in call(cast.secretary, "GET", f"projects/{project.number}/actions").json()["items"]
    }
    assert items["revise"]["allowed"]
    assert not items["submit"]["allowed"]
    assert items["submit"]["reason"]
    assert "admit" not in items


# ---- the list --------------------------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_paged(cast: Cast, call: Caller) -> None:
    for _number in range(3):
        projects.planned(cast.secretary)
    projects.brought_to(State.LISTED, cast, title="在库项目")
    first = call(cast.organizer, "GET", "projects?limit=2").json()
    second = call(cast.organizer, "GET", f"projects?limit=2&cursor={first['next']}").json()
    numbers = [one["number"] for one in first["items"] + second["items"]]
    assert len(set(numbers)) == 4
    assert second["next"] is None
    listed = call(cast.organizer, "GET", "projects?state=listed&region=450422000000&industry=tea").json()["items"]
    assert [one["title"] for one in listed] == ["在库项目"]
    assert call(cast.stranger, "GET", "projects").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    "query",
    [
        "state=gone",
        "light=pink",
        "region=12345",
        "limit=201",
        "limit=0",
        "cursor=abc",
        "since=soon",
        "level=state",
        "gap=1",
    ],
)
def test_the_list_refuses_what_it_does_not_know(cast: Cast, call: Caller, query: str) -> None:
    assert call(cast.organizer, "GET", f"projects?{query}").status_code == 422


@pytest.mark.parametrize(
    "query", ["industry=gold", "batch=x", "q=%25", "q=_", "q=%27%22", f"since={date(9999, 12, 31)}"]
)
def test_the_list_finds_nothing_under_what_is_nowhere(project: Project, cast: Cast, call: Caller, query: str) -> None:
    answer = call(cast.organizer, "GET", f"projects?{query}")
    assert (answer.status_code, answer.json()["items"]) == (200, [])


def test_industries_are_told(cast: Cast, call: Caller) -> None:
    items = call(cast.secretary, "GET", "projects/industries").json()["items"]
    assert {"tea", "fruit", "other"} <= {one["code"] for one in items}
