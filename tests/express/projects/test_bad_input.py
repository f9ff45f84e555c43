"""Whatever is sent to a project's acts, by the API or a page, is refused with a sentence and never breaks."""

import dataclasses
import json
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import people, projects
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.actions import ACTIONS, PLAN
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.queries import Filters
from zhitongche.express.projects.states import State
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db

_keys = count(1)
# Of every type, and at every edge.
NASTY: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    1.5,
    "",
    " ",
    "0",
    "-0.001",
    "1e400",
    "NaN",
    "9" * 40,
    "长" * 3000,
    "\u202e\u0000",
    "\ud800",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "2026-05-20T00:00:00Z",
    "450422107205",
    "4504221072050000000",
    "00000000-0000-0000-0000-000000000000",
    [],
    [None],
    [[]],
    ["x"] * 50,
    [{}],
    [{"name": "一"}],
    {},
    {"a": {"b": []}},
)
GOOD: dict[str, Any] = {
    "title": "改名",
    "goal": "新目标。",
    "industry": "tea",
    "starts_on": "2026-06-01",
    "ends_on": "2026-12-31",
    "reason": "按规定。",
    "village": "450422107206",
    "milestones": [{"name": "一", "weight": "100", "cost": "1", "planned_on": "2026-12-31"}],
    "photos": [],
    "custodian": "村集体",
    "opinion": "合格。",
    "text": "抓紧。",
    "due_on": "2099-12-31",
}
OURS = [verb for verb in ACTIONS if verb.split("_")[-1] not in {"funding", "overlap", "approval"}]
STATES = {
    "adjust": State.LISTED,
    "start": State.LISTED,
    "report_progress": State.UNDER_WAY,
    "accept_work": State.UNDER_WAY,
    "hand_over": State.ACCEPTED,
}
BY = {"submit": "secretary", "report_progress": "secretary", "set_milestones": "secretary", "instruct": "leader"}


def told(posting: Posting) -> dict[str, str]:
    found = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    return {"HTTP_AUTHORIZATION": f"Bearer {new_token(found, by=None, now=NOW)}"}


def standing(cast: Cast, verb: str) -> Project:
    """A project on which the verb is possible now."""
    project = projects.brought_to(STATES.get(verb, State.PLANNED), cast)
    if verb in {"admit", "return"}:
        operations.submit(project, by=cast.secretary, now=NOW)
    if verb == "start":
        projects.commit(project, cast)
    if verb == "resume":
        operations.suspend(project, by=cast.organizer, now=NOW, reason="汛期。")
    if verb == "answer_instruction":
        operations.instruct(project, by=cast.leader, now=NOW, text="抓紧。", due_on=TODAY)
    if verb == "accept_work":
        shown = {"photos": [projects.photo(cast.secretary)], "side": "after", "spot": "泵房"}
        operations.report_progress(project, by=cast.secretary, now=NOW, milestones=[1, 2, 3], **shown)
    return project


def text_of(body: Any) -> str:
    return json.dumps(body, ensure_ascii=True)


@pytest.mark.parametrize("verb", OURS)
def test_no_body_breaks_an_act_and_a_refused_one_leaves_nothing(cast: Cast, verb: str) -> None:
    project = standing(cast, verb)
    before = Project.objects.get(pk=project.pk)
    headers = told(getattr(cast, BY.get(verb, "organizer")))
    schema = ACTIONS[verb].schema
    assert schema is not None
    needed = {name: GOOD[name] for name, field in schema.model_fields.items() if field.is_required()}
    bodies = [needed | {name: value} for name in schema.model_fields for value in NASTY]
    for body in (*bodies, needed | {"unknown": 1}, [], "text", None, 7):
        with transaction.atomic():
            answer = Client(raise_request_exception=False).generic(
                "POST",
                f"/api/v1/projects/{project.number}/{verb}",
                text_of(body),
                content_type="application/json",
                headers={"Idempotency-Key": f"bad-{next(_keys)}"},
                **headers,
            )
            assert answer.status_code in {200, 422}, (verb, body, answer.content)
            if answer.status_code == 200:
                transaction.set_rollback(True)
        if answer.status_code == 422:
            assert answer.json()["errors"], body
            assert all(fault["msg"] for fault in answer.json()["errors"])
        after = Project.objects.get(pk=project.pk)
        assert (after.event_count, after.state, after.investment_amount) == (
            before.event_count,
            before.state,
            before.investment_amount,
        ), (verb, body)


@pytest.mark.parametrize("verb", OURS)
def test_no_form_breaks_a_page(cast: Cast, verb: str) -> None:
    project = standing(cast, verb)
    posting = getattr(cast, BY.get(verb, "organizer"))
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person))
    form = ACTIONS[verb].form
    texts = [one for one in NASTY if isinstance(one, str) and "\ud800" not in one]
    names = list(form.base_fields)
    for name in names:
        rows = [f"{name}-{column}" for column in getattr(form.base_fields[name], "columns", ())]
        for value in texts:
            typed: dict[str, Any] = {one: str(GOOD.get(one, "")) for one in names}
            typed |= dict.fromkeys(rows, value) if rows else {name: value}
            with transaction.atomic():
                answer = client.post(
                    f"/projects/{project.number}/{verb}/", {"idempotency_key": f"bad-{next(_keys)}", **typed}
                )
                assert answer.status_code in {303, 422, 400}, (verb, name, value[:20], answer.status_code)
                if answer.status_code == 303:
                    transaction.set_rollback(True)


def test_no_body_breaks_a_plan(cast: Cast) -> None:
    headers = told(cast.township)
    assert PLAN.schema is not None
    fields = PLAN.schema.model_fields
    needed = {name: GOOD[name] for name, field in fields.items() if field.is_required()}
    needed |= {"village": projects.VILLAGE, "investment": "350000.00"}
    line = {"source": "县财政", "kind": "fiscal", "planned": "1.00"}
    bodies = [needed | {name: value} for name in fields for value in NASTY]
    bodies += [needed | {"funding": [line | {name: value}]} for name in line for value in NASTY]
    for body in bodies:
        with transaction.atomic():
            answer = Client(raise_request_exception=False).generic(
                "POST",
                "/api/v1/projects",
                text_of(body),
                content_type="application/json",
                headers={"Idempotency-Key": f"bad-{next(_keys)}"},
                **headers,
            )
            assert answer.status_code in {201, 422}, (body, answer.content)
            if answer.status_code == 201:
                transaction.set_rollback(True)
        assert not Project.objects.exists()


@pytest.mark.parametrize("name", [*(field.name for field in dataclasses.fields(Filters)), "limit", "cursor"])
def test_no_question_breaks_the_list(project: Project, cast: Cast, name: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(people.account(of=cast.organizer.person))
    headers = told(cast.organizer)
    for value in (one for one in NASTY if isinstance(one, str) and "\ud800" not in one):
        for address, more in (("/projects/", {}), ("/api/v1/projects", headers)):
            answer = client.get(address, {name: value}, **more)
            assert answer.status_code in {200, 400, 422}, (address, name, value[:20])


@pytest.mark.parametrize("number", ["x", "XM-", "XM-450422-2026-0001x", "450422-2026-0001", "-", "0" * 200])
def test_a_number_that_is_none_is_a_404(project: Project, cast: Cast, number: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(people.account(of=cast.organizer.person))
    assert client.get(f"/projects/{number}/").status_code == 404
    headers = {"HTTP_AUTHORIZATION": told(cast.organizer)["HTTP_AUTHORIZATION"]}
    assert client.get(f"/api/v1/projects/{number}", **headers).status_code == 404
