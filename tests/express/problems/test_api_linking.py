"""A problem's project over the API and on its pages: named, shown, asked for, chosen."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import people, problems, projects
from tests.factories.problems import DESCRIPTION, NOW, Cast
from zhitongche.config.reference import INDUSTRIES
from zhitongche.express.projects import operations as library
from zhitongche.express.projects.models import Project
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    library.load_industries(INDUSTRIES, now=NOW)
    return projects.planned(cast.secretary)


def account_of(by: Posting) -> Account:
    return Account.objects.filter(person=by.person_id).first() or people.account(f"u{by.person_id}", of=by.person)


def ask(by: Posting, path: str, body: dict[str, object] | None = None) -> tuple[int, dict[str, object]]:
    headers = {"Authorization": f"Bearer {new_token(account_of(by), by=None, now=NOW)}"}
    client, address = Client(headers=headers), f"/api/v1/problems{path}"
    if body is None:
        answer = client.get(address)
    else:
        keyed = {"Idempotency-Key": str(uuid4())}
        answer = client.post(address, body, content_type="application/json", headers=keyed)
    return answer.status_code, answer.json()


def page(by: Posting, path: str) -> str:
    client = Client()
    client.force_login(account_of(by))
    return client.get(path).content.decode()


@pytest.mark.parametrize("verb", ["link_project"])
def test_a_stranger_is_answered_404(cast: Cast, verb: str) -> None:
    problem = problems.report(cast.secretary)
    assert ask(people.posting("organizer", "450421"), f"/{problem.number}/{verb}", {})[0] == 404


def test_the_resource_names_the_project(cast: Cast, project: Project) -> None:
    told = {"category": "electricity", "description": DESCRIPTION, "project": project.number}
    status, made = ask(cast.secretary, "", told)
    assert (status, made["project"]) == (201, project.number)
    status, freed = ask(cast.secretary, f"/{made['number']}/link_project", {})
    assert (status, freed["project"]) == (200, None)


def test_a_project_that_is_not_seen_is_a_fault_of_its_field(cast: Cast) -> None:
    told = {"category": "electricity", "description": DESCRIPTION, "project": "XM-450422-2026-0009"}
    status, refused = ask(cast.secretary, "", told)
    assert status == 422
    assert "project" in str(refused)


def test_the_list_is_narrowed_to_a_project(cast: Cast, project: Project) -> None:
    other = projects.planned(cast.secretary, title="村道硬化")
    held = problems.report(cast.secretary, project=project.number)
    beside = problems.report(cast.secretary, project=other.number)
    problems.report(cast.secretary)
    for one, problem in ((project, held), (other, beside)):
        found = ask(cast.organizer, f"?project={one.number}")[1]
        assert [row["number"] for row in found["items"]] == [problem.number]  # type: ignore[attr-defined]  # JSON
    assert ask(cast.organizer, "?project=x")[1]["items"] == []


def test_the_pages_show_the_project(cast: Cast, project: Project) -> None:
    held = problems.report(cast.secretary, project=project.number)
    shown = page(cast.secretary, f"/problems/{held.number}/")
    assert f"/projects/{project.number}/" in shown
    assert f"/chains/projects/{project.number}/" in shown
    assert held.title in page(cast.secretary, f"/problems/?project={project.number}&view=all")


def test_the_report_offers_the_villages_projects_where_it_has_any(cast: Cast, project: Project) -> None:
    assert project.number in page(cast.secretary, "/problems/report/")
    Project.objects.update(state="handed_over")
    assert 'name="project"' not in page(cast.secretary, "/problems/report/")


def test_on_behalf_a_project_is_searched_for(cast: Cast, project: Project) -> None:
    assert 'name="project_q"' in page(cast.organizer, "/problems/report/")
    assert project.number in page(cast.organizer, "/projects/pick/?q=灌溉")
    assert project.number not in page(people.posting("organizer", "450421"), "/projects/pick/?q=灌溉")


def test_on_behalf_a_project_is_found_by_its_words(cast: Cast, project: Project) -> None:
    client = Client()
    client.force_login(account_of(cast.organizer))
    told = {
        "village": problems.VILLAGE,
        "reported_by": "石广",
        "source": "visit",
        "category": "electricity",
        "description": DESCRIPTION,
        "urgency": "normal",
        "project_q": "灌溉",
        "idempotency_key": str(uuid4()),
    }
    answer = client.post("/problems/report/", told)
    assert answer.status_code == 303, answer.content.decode()
    project.refresh_from_db()
    assert project.problem_count == 1


def test_the_form_starts_from_the_project_it_has(cast: Cast, project: Project) -> None:
    held = problems.report(cast.secretary, project=project.number)
    assert f'value="{project.number}" selected' in page(cast.secretary, f"/problems/{held.number}/link_project/")
