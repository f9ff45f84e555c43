"""Why is it stuck: the chain of a project through its whole life, from any end, for whoever sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from tests.factories import approvals, people, problems, projects
from tests.factories.projects import NOW, Cast
from zhitongche.express.problems import operations as loop
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    problems.categories()
    return projects.cast()


@pytest.fixture(autouse=True)
def clock(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are read a few days after the story."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=3))


def account_of(by: Posting) -> Account:
    return Account.objects.filter(person=by.person_id).first() or people.account(f"u{by.person_id}", of=by.person)


def chain(project: Project, by: Posting) -> dict[str, object]:
    token = new_token(account_of(by), by=None, now=NOW)
    client = Client(headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})
    answer = client.get(f"/api/v1/projects/{project.number}/chain")
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, object] = answer.json()
    return found


def kinds(found: dict[str, object]) -> list[str]:
    return [one["kind"] for one in found["knots"]]  # type: ignore[attr-defined]  # JSON


def page(by: Posting, path: str) -> str:
    client = Client()
    client.force_login(account_of(by))
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_what_is_planned_waits_for_its_secretary(cast: Cast) -> None:
    found = chain(projects.planned(cast.secretary), cast.organizer)
    assert "next_step" in kinds(found) or "money" in kinds(found)


def test_what_is_submitted_waits_for_the_organizer(cast: Cast) -> None:
    project = projects.ready(cast)
    operations.submit(project, by=cast.secretary, now=NOW)
    found = chain(project, cast.secretary)
    assert found["stuck_on"]["kind"] == "admission"  # type: ignore[index]  # JSON
    assert "藤县" in found["stuck_on"]["holder"]  # type: ignore[index]  # JSON
    assert found["stuck_on"]["days"] == 3  # type: ignore[index]  # JSON


def test_what_is_suspended_is_stuck_on_that_alone(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    problems.report(cast.secretary, project=project.number)
    operations.suspend(project, by=cast.organizer, now=NOW, reason="用地调整。")
    assert chain(project, cast.organizer)["stuck_on"]["kind"] == "suspension"  # type: ignore[index]  # JSON


def test_an_approval_names_the_office_that_holds_it(cast: Cast) -> None:
    project = approvals.needed(projects.brought_to(State.LISTED, cast), cast.secretary, "land")
    one = approvals.approval(project, "land")
    found = chain(project, cast.secretary)
    assert found["stuck_on"]["kind"] == "approval"  # type: ignore[index]  # JSON
    assert "用地预审" in str(found["sentence"])
    assert found["approvals"][0]["blocking"] is True  # type: ignore[index]  # JSON
    assert one.holder == "village"


def test_money_that_is_missing_names_who_gives_it(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    found = chain(project, cast.secretary)
    assert found["stuck_on"]["kind"] == "money"  # type: ignore[index]  # JSON
    assert found["stuck_on"]["holder"] == "财政衔接资金"  # type: ignore[index]  # JSON
    projects.commit(project, cast)
    assert "money" not in kinds(chain(project, cast.secretary))


def test_a_problem_names_the_department_that_leads_it(cast: Cast) -> None:
    people.department("450422-01", "藤县供电局", functions=["electricity"])
    power = people.posting("department_liaison", people.department("450422-01"), people.person("李志明"))
    project = projects.commit(projects.brought_to(State.LISTED, cast), cast)
    problem = problems.report(cast.secretary, project=project.number)
    loop.accept(problem, by=cast.organizer, now=NOW)
    loop.claim(problem, by=power, now=NOW, **problems.PLAN)
    found = chain(project, cast.secretary)
    assert found["stuck_on"]["kind"] == "problem"  # type: ignore[index]  # JSON
    assert found["stuck_on"]["holder"] == "藤县供电局"  # type: ignore[index]  # JSON
    assert [one["name"] for one in found["departments"]] == ["藤县供电局"]  # type: ignore[attr-defined]  # JSON
    shown = page(power, "/chains/")
    assert project.title in shown
    assert project.title in page(cast.organizer, "/chains/?department=450422-01")
    assert project.title not in page(cast.organizer, "/chains/?department=450422-12")


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_state_has_its_sentence(cast: Cast, state: State, language: str) -> None:
    project = projects.brought_to(state, cast)
    with translation.override(language):
        shown = page(cast.secretary, f"/chains/projects/{project.number}/")
    assert project.title in shown
    assert "%(" not in shown


def test_a_problem_leads_to_its_projects_chain(cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    held, free = (problems.report(cast.secretary, project=number) for number in (project.number, ""))
    client = Client()
    client.force_login(account_of(cast.secretary))
    assert client.get(f"/chains/?problem={held.number}")["Location"] == f"/chains/projects/{project.number}/"
    assert client.get(f"/chains/?problem={free.number}")["Location"] == f"/problems/{free.number}/"
    assert client.get("/chains/?problem=450422-2026-9999").status_code == 404


def test_strangers_see_no_chain(cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    client = Client()
    client.force_login(account_of(cast.stranger))
    assert client.get(f"/chains/projects/{project.number}/").status_code == 404
    assert client.get("/chains/?department=450422-11").status_code == 200
    token = new_token(account_of(cast.stranger), by=None, now=NOW)
    programme = Client(headers={"Authorization": f"Bearer {token}"})
    assert programme.get(f"/api/v1/projects/{project.number}/chain").status_code == 404
