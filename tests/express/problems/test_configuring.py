"""The settings of a place: who sets them, what they change, what the pages and the API show, and that they are recorded."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import people, problems
from tests.factories.problems import DUE, LATER, NOW, TODAY, VILLAGE, Cast, act
from zhitongche.express.problems import operations, queries, starting
from zhitongche.express.problems.actions import ACTIONS, POLICY
from zhitongche.express.problems.models import Category, Limit, Problem, ProblemEvent, ReplyTemplate, Rulebook
from zhitongche.express.problems.states import MOVES, State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.models import WorkdayException
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db
BODIES: dict[str, dict[str, Any]] = {
    "set_rules": {"has_township_check": True, "has_leader_approval": False, "accept_days": 2, "confirm_days": 5},
    "set_limit": {"category": "water", "urgency": "urgent", "claim_days": 2, "reply_days": 3, "solve_days": 8},
    "drop_limit": {"category": "water", "urgency": "urgent"},
    "set_evidence": {"category": "water", "photo_count": 2, "file_count": 1, "hint": "通水照片"},
    "add_category": {"code": "tea", "name": "茶园", "name_en": "Tea", "position": 7},
    "change_category": {"category": "tea", "name": "茶叶", "name_en": "Tea leaves", "position": 8},
    "hide_category": {"category": "water"},
    "show_category": {"category": "water"},
    "set_text": {"verb": "return", "title": "缺材料", "text": "{title}（{number}）请补充受影响户数。"},
    "drop_text": {"verb": "return", "title": "缺材料"},
    "set_functions": {"department": "450422-01", "functions": ["electricity", "water"]},
}
BEFORE = {"drop_limit": "set_limit", "change_category": "add_category", "drop_text": "set_text"}


@pytest.fixture
def place(cast: Cast) -> Region:
    return Region.objects.get(pk="450422")


def run(verb: str, place: Region, by: Posting, **more: Any) -> Region:
    if verb in BEFORE:
        POLICY[BEFORE[verb]].run(place, by=by, now=NOW, **BODIES[BEFORE[verb]])
    found: Region = POLICY[verb].run(place, by=by, now=NOW, **(BODIES[verb] | more))
    return found


def browser(posting: Posting) -> Client:
    client = Client()
    client.force_login(people.account(f"u{posting.person_id}", of=posting.person))
    client.cookies["django_language"] = "en"
    return client


# ---- each setting --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", POLICY)
def test_each_setting_is_recorded_in_the_chain_of_its_place(cast: Cast, place: Region, verb: str) -> None:
    run(verb, place, cast.organizer)
    line = AuditRecord.objects.filter(chain="450422").latest("sequence")
    action = "department.set_functions" if verb == "set_functions" else f"policy.{verb}"
    assert (line.action, line.person_id) == (action, cast.organizer.person_id)


@pytest.mark.parametrize("verb", POLICY)
@pytest.mark.parametrize(
    ("role", "seat"), [("organizer", "4504"), ("organizer", "450421"), ("leader", "450422"), ("organizer", "45")]
)
def test_each_setting_is_the_organizers_of_the_very_place(
    cast: Cast, place: Region, verb: str, role: str, seat: str
) -> None:
    with pytest.raises(NotYourDuty):
        POLICY[verb].run(place, by=people.posting(role, seat), now=NOW, **BODIES[verb])
    assert not AuditRecord.objects.filter(action__startswith="policy.").exists()


@pytest.mark.parametrize("verb", ["drop_limit", "drop_text"])
def test_what_is_not_set_cannot_be_dropped(cast: Cast, place: Region, verb: str) -> None:
    with pytest.raises(NotNow):
        POLICY[verb].run(place, by=cast.organizer, now=NOW, **BODIES[verb])


def test_set_limit_counts_for_what_begins_after_it(cast: Cast, place: Region) -> None:
    running = problems.problem(cast, State.POOLED)
    operations.set_limit(place, by=cast.organizer, now=NOW, claim_days=4, reply_days=5, solve_days=6)
    begun = problems.problem(cast, State.POOLED)
    assert Problem.objects.get(pk=running.pk).due_on == running.due_on == date(2026, 5, 21)
    assert (begun.due_on, begun.reply_on, begun.solve_on) == (date(2026, 5, 26), date(2026, 5, 27), date(2026, 5, 28))


def test_set_limit_again_replaces_it(cast: Cast, place: Region) -> None:
    for days in (2, 9):
        operations.set_limit(place, by=cast.organizer, now=NOW, claim_days=days, reply_days=1, solve_days=1)
    assert Limit.objects.get().claim_days == 9


def test_add_category_is_offered_in_its_own_place_only(cast: Cast, place: Region) -> None:
    run("add_category", place, cast.organizer)
    people.place("450421100200", "邻县村")
    neighbour = people.posting("first_secretary", "450421100200")
    assert problems.report(cast.secretary, category="tea").category_id == "tea"
    with pytest.raises(BadInput) as refused:
        problems.report(neighbour, category="tea")
    assert list(refused.value.faults) == ["category"]


@pytest.mark.parametrize("code", ["", "Tea", "茶", "9tea", "electricity", "a" * 21])
def test_add_category_refuses_a_code_that_cannot_be_one(cast: Cast, place: Region, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        operations.add_category(place, by=cast.organizer, now=NOW, code=code, name="茶园")
    assert list(refused.value.faults) == ["code"]


def test_change_category_leaves_the_shared_ones_alone(cast: Cast, place: Region) -> None:
    with pytest.raises(BadInput):
        operations.change_category(place, by=cast.organizer, now=NOW, category="water", name="水")
    assert Category.objects.get(pk="water").name == "饮水灌溉"


def test_hide_category_takes_it_off_the_form_and_show_brings_it_back(cast: Cast, place: Region) -> None:
    client = browser(cast.secretary)
    for verb, is_offered in [("hide_category", False), ("show_category", True)]:
        run(verb, place, cast.organizer)
        assert ('value="water"' in client.get("/problems/report/").content.decode()) is is_offered
    run("hide_category", place, cast.organizer)
    with pytest.raises(BadInput):
        problems.report(cast.secretary, category="water")


def test_hide_category_keeps_the_rules_of_the_city(cast: Cast, place: Region) -> None:
    """The county's first rulebook does not undo what its city had set."""
    Rulebook.objects.create(region_id="4504", has_township_check=True, confirm_days=9)
    run("hide_category", place, cast.organizer)
    policy = queries.policy_of(VILLAGE)
    assert (policy.has_township_check, policy.confirm) == (True, 9)


def test_set_functions_changes_nothing_else_of_a_department(cast: Cast, place: Region) -> None:
    run("set_functions", place, cast.organizer)
    department = Department.objects.get(code="450422-01")
    assert (department.functions, department.name) == (["electricity", "water"], "藤县供电局")


@pytest.mark.parametrize("more", [{"department": "4504-01"}, {"functions": ["nothing"]}])
def test_set_functions_refuses_what_is_not_there(cast: Cast, place: Region, more: dict[str, Any]) -> None:
    people.department("4504-01")
    with pytest.raises(BadInput) as refused:
        run("set_functions", place, cast.organizer, **more)
    assert list(refused.value.faults) == list(more)


# ---- texts to start from -------------------------------------------------------------------------------------------


def test_texts_go_into_fields_that_their_forms_have() -> None:
    assert {verb: name in ACTIONS[verb].form.base_fields for verb, name in starting.FIELDS.items()} == dict.fromkeys(
        starting.FIELDS, True
    )
    assert set(starting.FIELDS) <= set(MOVES)


def test_a_text_fills_the_form_and_is_marked_where_it_is_sent_as_it_stands(cast: Cast, place: Region) -> None:
    run("set_text", place, cast.organizer)
    text = ReplyTemplate.objects.get()
    client = browser(cast.organizer)
    for said, mark in [("as it stands", {"template": "unedited"}), ("changed", {})]:
        problem = problems.report(cast.secretary)
        page = client.get(f"/problems/{problem.number}/return/?template={text.pk}").content.decode()
        filled = re.search(r"<textarea[^>]*>\s*([^<]*)</textarea>", page)
        assert filled is not None
        words = filled[1] if said == "as it stands" else f"{filled[1]}另请附照片。"
        sent = {"reason": words, "template": text.pk, "idempotency_key": str(uuid4())}
        assert client.post(f"/problems/{problem.number}/return/", sent).status_code == 303
        body = ProblemEvent.objects.get(problem=problem, action="return").body
        assert problem.title in words
        assert "藤县-2026-000" in words
        assert {key: value for key, value in body.items() if key == "template"} == mark


def test_a_text_of_another_place_is_not_offered(cast: Cast) -> None:
    people.place("450421", "苍梧县")
    text = ReplyTemplate.objects.create(region_id="450421", verb="return", title="别处", text="别处的话。")
    problem = problems.report(cast.secretary)
    page = browser(cast.organizer).get(f"/problems/{problem.number}/return/?template={text.pk}").content.decode()
    assert "别处" not in page


# ---- pages and API -------------------------------------------------------------------------------------------------


def test_the_page_takes_as_many_statements_for_three_of_everything_as_for_one(cast: Cast, place: Region) -> None:
    client = browser(cast.organizer)
    counts = []
    for number in (0, 1, 2):
        operations.add_category(place, by=cast.organizer, now=NOW, code=f"own{number}", name="茶园")
        operations.set_limit(
            place, by=cast.organizer, now=NOW, category=f"own{number}", claim_days=1, reply_days=1, solve_days=1
        )
        operations.set_text(place, by=cast.organizer, now=NOW, verb="return", title=f"文{number}", text="请补充。")
        client.get("/settings/450422/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/settings/450422/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[2] <= 14


@pytest.mark.parametrize("verb", POLICY)
def test_each_setting_can_be_made_on_its_page(cast: Cast, place: Region, verb: str) -> None:
    client = browser(cast.organizer)
    if verb in BEFORE:
        run(BEFORE[verb], place, cast.organizer)
    assert client.get(f"/settings/450422/{verb}/").status_code == 200
    sent = {key: value for key, value in BODIES[verb].items() if value is not False}
    answer = client.post(f"/settings/450422/{verb}/", {**sent, "idempotency_key": str(uuid4())})
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/settings/450422/")


@pytest.mark.parametrize("path", ["", "calendar/", "set_rules/"])
def test_the_pages_of_another_place_are_none(cast: Cast, path: str) -> None:
    people.place("450421", "苍梧县")
    assert browser(cast.organizer).get(f"/settings/450421/{path}").status_code == 404


def test_home_leads_to_the_own_place(cast: Cast) -> None:
    assert browser(cast.organizer).get("/settings/").headers["Location"] == "/settings/450422/"
    assert browser(cast.power).get("/settings/").status_code == 404


def caller(posting: Posting) -> Callable[..., Any]:
    token = new_token(people.account(f"u{posting.person_id}", of=posting.person), by=None, now=NOW)

    def call(method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
        client = Client()
        if method == "GET":
            return client.get(f"/api/v1/{path}", headers=headers)
        return client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)

    return call


def test_the_api_sets_and_tells(cast: Cast) -> None:
    call = caller(cast.organizer)
    for verb in ("set_rules", "set_limit", "set_evidence", "add_category", "set_text", "set_functions"):
        answer = call("POST", f"policy/450422/{verb}", BODIES[verb])
        assert answer.status_code == 200, answer.content
    told = call("GET", "policy/450422").json()
    assert told["rules"] == BODIES["set_rules"]
    assert told["limits"] == [BODIES["set_limit"]]
    assert told["evidence"] == [BODIES["set_evidence"]]
    assert told["texts"] == [BODIES["set_text"]]
    assert {"code": "tea", "label": "茶园", "is_own": True, "is_hidden": False} in told["categories"]
    assert [row["urgency"] for row in told["defaults"]] == ["normal", "urgent"]
    offered = call("GET", "policy/450422/actions").json()["items"]
    assert [one["action"] for one in offered if one["allowed"]] == list(POLICY)


@pytest.mark.parametrize("verb", POLICY)
def test_the_api_answers_404_for_another_place(cast: Cast, verb: str) -> None:
    people.place("450421", "苍梧县")
    assert caller(cast.organizer)("POST", f"policy/450421/{verb}", BODIES[verb]).status_code == 404


def test_the_api_names_each_fault(cast: Cast) -> None:
    body = BODIES["set_limit"] | {"claim_days": -1, "solve_days": 400, "more": 1}
    answer = caller(cast.organizer)("POST", "policy/450422/set_limit", body)
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 3


# ---- what if this holiday changes ----------------------------------------------------------------------------------


def test_foretell_lists_what_would_move_and_writes_nothing(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    promised = problems.problem(cast, State.IN_PROGRESS)
    found = queries.foretell((cast.organizer,), {problem.due_on: False})
    assert [(one.of.number, one.now, one.then) for one in found.shown] == [
        (problem.number, date(2026, 5, 21), date(2026, 5, 22))
    ]
    assert (found.count, found.is_cut) == (1, False)
    assert Problem.objects.get(pk=problem.pk).due_on == problem.due_on
    assert Problem.objects.get(pk=promised.pk).due_on == DUE
    WorkdayException.objects.create(day=problem.due_on, is_workday=False)
    operations.recompute_limits(now=LATER)
    assert Problem.objects.get(pk=problem.pk).due_on == found.shown[0].then


def test_foretell_looks_no_further_than_the_readers_places(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    assert queries.foretell((people.posting("organizer", "450421"),), {problem.due_on: False}).count == 0


def test_foretell_of_a_day_that_is_so_already_moves_nothing(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    assert queries.foretell((cast.organizer,), {problem.due_on: True}).count == 0


@pytest.mark.parametrize(
    "sent",
    [
        {"days": "2026-05-21 off"},
        {"days": "2026-05-21，休，台风"},
        {"sheet": SimpleUploadedFile("days.csv", "日期,上班\n2026-05-21,0\n".encode("gb18030"))},
    ],
)
def test_the_page_of_what_if_takes_days_typed_or_a_sheet(cast: Cast, sent: dict[str, Any]) -> None:
    problem = problems.problem(cast, State.POOLED)
    page = browser(cast.organizer).post("/settings/450422/calendar/", sent).content.decode()
    assert problem.number in page
    assert not WorkdayException.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"days": "next week off"},
        {"days": "2026-05-21 maybe"},
        {"sheet": SimpleUploadedFile("days.xlsx", b"no workbook")},
        {"sheet": SimpleUploadedFile("days.pdf", b"%PDF")},
    ],
)
def test_the_page_of_what_if_names_what_it_cannot_read(cast: Cast, sent: dict[str, Any]) -> None:
    answer = browser(cast.organizer).post("/settings/450422/calendar/", sent)
    assert answer.status_code == 200
    assert 'class="say say-warning"' in answer.content.decode()


def test_a_change_of_a_limit_is_not_a_change_of_the_calendar(cast: Cast, place: Region) -> None:
    problem = problems.problem(cast, State.POOLED)
    operations.set_limit(place, by=cast.organizer, now=NOW, claim_days=9, reply_days=9, solve_days=9)
    assert operations.recompute_limits(now=NOW + timedelta(hours=3)) == 0
    assert Problem.objects.get(pk=problem.pk).due_on == TODAY + timedelta(days=1)
    assert act("escalate", problem, cast.organizer).due_on == date(2026, 5, 22)
