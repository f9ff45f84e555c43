"""A project's approvals on pages and in the API: who finds them, what they are shown, what they may do."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.express.approvals.test_api import Caller, browser
from tests.factories import approvals, files, people
from tests.factories.approvals import approval, granted, needed, paper, take
from tests.factories.projects import NOW, TODAY, VILLAGE, Cast
from zhitongche.config.reference_approvals import APPROVALS
from zhitongche.express.approvals import operations as library
from zhitongche.express.approvals.models import Material
from zhitongche.express.projects import queries
from zhitongche.express.projects.models import ApprovalMaterial, Project, ProjectApproval
from zhitongche.express.projects.queries.approving import waiting_for_update_approval
from zhitongche.foundation.calendar.queries import workdays

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def address(project: Project, *more: str) -> str:
    return "/".join([f"/projects/{project.number}/approvals", *more, ""])


def send(client: Client, path: str, **told: Any) -> Any:
    return client.post(path, {"idempotency_key": str(uuid4()), "on": TODAY.isoformat(), "note": "", **told})


# ---- the API -------------------------------------------------------------------------------------------------------


def test_add_approval_and_update_approval_by_api(project: Project, cast: Cast) -> None:
    approvals.load()
    secretary, office = Caller(cast.secretary), Caller(cast.planning)
    path = f"/projects/{project.number}"
    assert secretary.post(f"{path}/add_approval", {"item": "land"}).status_code == 200
    assert secretary.post(f"{path}/add_approval", {"item": ["permit", "water"]}).status_code == 200
    assert secretary.post(f"{path}/update_approval", {"approval": "land", "step": "submit"}).status_code == 200
    accepted = office.post(f"{path}/update_approval", {"approval": "land", "step": "accept", "on": TODAY.isoformat()})
    assert accepted.status_code == 200
    told = secretary.get(f"{path}/approvals").json()
    assert [one["code"] for one in told["items"]] == ["land", "permit", "water"]
    land, permit, water = told["items"]
    due = workdays().add(TODAY, 20).isoformat()
    assert {name: land[name] for name in ("state", "holder", "days_used", "limit_days", "due_on", "light")} == {
        "state": "accepted",
        "holder": "office",
        "days_used": 0,
        "limit_days": 20,
        "due_on": due,
        "light": "green",
    }
    assert land["department"] == {"code": "450422-12", "name": "藤县自然资源局"}
    assert (permit["holder"], permit["waits_for"], permit["path"]["slack"]) == ("nobody", ["land"], 15)
    assert (water["path"]["critical"], water["department"]) == (True, None)
    assert told["earliest_finish"] == workdays().add(TODAY, 45).isoformat()
    assert (told["critical"], told["blocking"]) == (["water"], "water")


def test_update_approval_by_api_hands_papers_in(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "water")
    secretary, path = Caller(cast.secretary), f"/projects/{project.number}"
    told = {"code": "village_resolution", "file": str(approvals.file_of(cast.secretary)), "issued_on": "2026-01-31"}
    sent = secretary.post(f"{path}/update_approval", {"approval": "land", "step": "submit", "materials": [told]})
    assert sent.status_code == 200, sent.json()
    kept = Material.objects.get()
    again = {"code": "village_resolution", "material": kept.pk}
    assert (
        secretary.post(
            f"{path}/update_approval", {"approval": "water", "step": "submit", "materials": [again]}
        ).status_code
        == 200
    )
    shown = secretary.get(f"{path}/approvals").json()["items"]
    assert [one["materials"] for one in shown] == [
        [
            {
                "material": kept.pk,
                "code": "village_resolution",
                "name": "村民会议决议",
                "issued_on": "2026-01-31",
                "valid_until": "2027-01-31",
            }
        ]
    ] * 2


@pytest.mark.parametrize("verb", ["add_approval", "update_approval"])
def test_acts_by_api_answer_404_to_strangers_and_403_to_others(project: Project, cast: Cast, verb: str) -> None:
    needed(project, cast.secretary, "land")
    path, body = f"/projects/{project.number}/{verb}", {"item": "water", "approval": "land", "step": "submit"}
    for stranger in (cast.neighbour, cast.stranger):
        assert Caller(stranger).post(path, body).status_code == 404
        assert Caller(stranger).get(f"/projects/{project.number}/approvals").status_code == 404
    assert Caller(cast.leader).post(path, body).status_code == 403
    assert Caller(cast.leader).get(f"/projects/{project.number}/approvals").status_code == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"step": "explode"}, 422),
        ({"step": ""}, 422),
        ({"approval": "gold"}, 422),
        ({"on": "2026-02-30"}, 422),
        ({"on": "2027-01-01"}, 422),
        ({"note": "字" * 501}, 422),
        ({"materials": [{"code": "village_resolution"}]}, 422),
        ({"materials": [{"code": "village_resolution", "material": 2**70}]}, 422),
        ({"materials": [{"code": "village_resolution", "material": 1, "more": 1}]}, 422),
        ({"step": "grant"}, 409),
        ({"approval": "permit"}, 409),
    ],
)
def test_update_approval_by_api_refuses_bad_input(
    project: Project, cast: Cast, change: dict[str, Any], status: int
) -> None:
    needed(project, cast.organizer, "land", "permit")
    ProjectApproval.objects.update(department=None)
    body = {"approval": "land", "step": "submit", **change}
    answer = Caller(cast.secretary).post(f"/projects/{project.number}/update_approval", body)
    assert answer.status_code == status, answer.json()


def test_a_circle_by_api_is_named(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "permit", "works")
    answer = Caller(cast.secretary).post(
        f"/projects/{project.number}/add_approval", {"item": "land", "predecessors": ["works"]}
    )
    assert answer.status_code == 422
    assert "→" in answer.json()["errors"][0]["msg"]


# ---- pages ---------------------------------------------------------------------------------------------------------


def test_the_projects_page_says_who_holds_what_and_what_it_hangs_on(project: Project, cast: Cast) -> None:
    client = browser(cast.secretary)
    assert "No approvals yet" in client.get(f"/projects/{project.number}/").content.decode()
    needed(project, cast.secretary, "land", "permit")
    take(project, "submit", cast.secretary)
    take(project, "accept", cast.planning)
    page = client.get(f"/projects/{project.number}/").content.decode()
    assert "Earliest finish" in page
    assert "Now it hangs on: 用地预审, with 藤县自然资源局 since 20 May." in page
    assert "0 of 20 working days used" in page
    assert "Waits for: 用地预审" in page
    assert address(project, "land", "grant") not in page
    office = browser(cast.planning).get(f"/projects/{project.number}/").content.decode()
    assert address(project, "land", "grant") in office


def test_the_page_of_approvals_asks_the_same_statements_for_one_and_four(project: Project, cast: Cast) -> None:
    client = browser(cast.secretary)
    needed(project, cast.secretary, "filing")
    counts = []
    for more in ((), ("land", "water", "permit")):
        if more:
            needed(project, cast.secretary, *more)
            granted(project, cast)
        else:
            take(project, "submit", cast.secretary, "filing")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address(project))
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 14


def test_the_page_of_approvals_draws_the_path(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "permit", "works", "filing")
    page = browser(cast.secretary).get(address(project)).content.decode()
    assert page.count("gantt-critical") == 3
    assert page.count("gantt-free") == 1
    assert "37 working days to spare" in page
    assert browser(cast.neighbour).get(address(project)).status_code == 404


def test_a_step_is_taken_on_its_page_with_the_papers_that_are_there(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    kept = paper(VILLAGE, cast.secretary)
    client, path = browser(cast.secretary), address(project, "land", "submit")
    form = client.get(path).content.decode()
    assert "Hand in what was given on 20 May, always valid" in form
    assert "Missing. Upload it, or hand it in at the window." in form
    sent = send(
        client,
        path,
        approval="land",
        step="submit",
        kept_a=str(kept.pk),
        file_b=files.upload(files.picture(), "界图.jpg"),
        issued_b="2026-05-01",
    )
    assert sent.status_code == 303, sent.content.decode()
    handed = ApprovalMaterial.objects.order_by("material__code").values_list("material__code", "material__issued_on")
    assert [(code, day.isoformat()) for code, day in handed] == [
        ("boundary_map", "2026-05-01"),
        ("village_resolution", TODAY.isoformat()),
    ]
    assert approval(project, "land").state == "submitted"
    page = client.get(address(project)).content.decode()
    new = Material.objects.get(code="boundary_map")
    assert f"{address(project)}papers/{new.pk}/" in page
    shown = client.get(f"{address(project)}papers/{new.pk}/")
    assert (shown.status_code, b"".join(shown.streaming_content)[:2]) == (200, b"\xff\xd8")
    assert browser(cast.neighbour).get(f"{address(project)}papers/{new.pk}/").status_code == 404


def test_a_paper_that_was_not_handed_in_here_is_not_shown_here(project: Project, cast: Cast) -> None:
    kept = paper(VILLAGE, cast.secretary)
    assert browser(cast.secretary).get(f"{address(project)}papers/{kept.pk}/").status_code == 404


def test_a_step_without_papers_may_leave_them_away(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    kept = paper(VILLAGE, cast.secretary, issued=TODAY.replace(year=2024), until=TODAY)
    client, path = browser(cast.secretary), address(project, "land", "submit")
    assert "The one given before ran out on 20 May." in client.get(path).content.decode()
    assert send(client, path, approval="land", step="submit", kept_a="").status_code == 303
    assert not ApprovalMaterial.objects.filter(material=kept).exists()


def test_a_step_says_what_is_wrong_and_keeps_what_was_typed(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "water")
    take(project, "submit", cast.secretary, "water")
    path = address(project, "water", "refuse")
    answer = send(browser(cast.secretary), path, approval="water", step="refuse", on="2027-01-01")
    assert answer.status_code == 422
    assert "This day lies in the future." in answer.content.decode()
    assert send(browser(cast.secretary), path, approval="water", step="refuse").status_code == 422


def test_a_step_that_is_not_ones_own_is_refused_before_the_form(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land", "permit")
    assert browser(cast.planning).get(address(project, "land", "submit")).status_code == 403
    assert browser(cast.secretary).get(address(project, "permit", "submit")).status_code == 409
    for path in (address(project, "gold", "submit"), address(project, "land", "explode")):
        assert browser(cast.secretary).get(path).status_code == 404


def test_items_are_offered_with_what_speaks_for_them(project: Project, cast: Cast) -> None:
    library.load_items(APPROVALS, now=NOW)
    Project.objects.filter(pk=project.pk).update(scope_of_works="新建泵站一座，水泵两台。")
    client, path = browser(cast.secretary), f"/projects/{project.number}/add_approval/"
    page = client.get(path).content.decode()
    assert "because of “泵站”“水泵”" in page
    assert page.index("water_intake") < page.index("road_works")
    sent = client.post(path, {"idempotency_key": str(uuid4()), "item": ["water_intake", "power_connection"]})
    assert sent.status_code == 303
    assert Project.objects.get(pk=project.pk).approval_count == 2


# ---- what waits ----------------------------------------------------------------------------------------------------


def test_waiting_for_update_approval_is_whose_turn_it_is(project: Project, cast: Cast) -> None:
    def waits() -> dict[str, bool]:
        people_of = {"village": cast.secretary, "office": cast.planning, "other": cast.finance}
        return {name: waiting_for_update_approval(one).exists() for name, one in people_of.items()}

    needed(project, cast.secretary, "land")
    assert waits() == {"village": True, "office": False, "other": False}
    take(project, "submit", cast.secretary)
    assert waits() == {"village": False, "office": True, "other": False}
    take(project, "accept", cast.planning)
    assert waits() == {"village": False, "office": True, "other": False}
    take(project, "ask_supplement", cast.planning)
    assert waits() == {"village": True, "office": False, "other": False}
    take(project, "supply", cast.secretary)
    take(project, "grant", cast.planning)
    assert waits() == {"village": False, "office": False, "other": False}
    assert not waiting_for_update_approval(cast.leader).exists()


def test_a_department_above_sees_what_it_decides(project: Project, cast: Cast) -> None:
    needed(project, cast.secretary, "land")
    city = people.posting("department_liaison", people.department("4504-01", "梧州市自然资源局"))
    assert queries.found([city], project.number) is None
    ProjectApproval.objects.update(department=city.department)
    assert queries.found([city], project.number) == project
