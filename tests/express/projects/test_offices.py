"""What offices hold: grouped with counts that sum, by statutory day, and for a department its own."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.express.approvals.test_api import Caller, browser
from tests.factories import people, projects
from tests.factories.approvals import approval, needed, take
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.projects.models import Project, ProjectApproval
from zhitongche.express.projects.states import State
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
PATH = "/projects/offices"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def ask(by: Posting, query: str = "") -> dict[str, Any]:
    answer = Caller(by).get(PATH + query)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def hand_in(project: Project, cast: Cast) -> None:
    """Land at the county's office, accepted; water at nobody's of the product, only handed in."""
    needed(project, cast.secretary, "land", "water")
    take(project, "submit", cast.secretary, "land")
    take(project, "accept", cast.planning, "land")
    take(project, "submit", cast.secretary, "water")


@pytest.mark.parametrize("who", ["organizer", "city"])
def test_offices_add_up_to_the_whole(project: Project, cast: Cast, who: str) -> None:
    hand_in(project, cast)
    found = ask(getattr(cast, who))
    assert [(one["name"], one["accepted"], one["submitted"]) for one in found["offices"]] == [
        ("藤县自然资源局", 1, 0),
        ("水利局", 0, 1),
    ]
    for name in ("count", "accepted", "late", "submitted"):
        assert found[name] == sum(one[name] for one in found["offices"])
    assert (found["count"], found["accepted"], found["submitted"]) == (2, 1, 1)
    assert [(one["code"], one["project"]) for one in found["items"]] == [("land", project.number)]
    assert [one["code"] for one in ask(getattr(cast, who), "?state=submitted")["items"]] == ["water"]


def test_the_most_exceeded_day_comes_first(project: Project, cast: Cast) -> None:
    hand_in(project, cast)
    other = projects.planned(cast.secretary, title="油茶低产林改造")
    hand_in(other, cast)
    beyond = ProjectApproval.objects.filter(pk=approval(other, "land").pk)
    beyond.update(due_on=TODAY - timedelta(days=3))
    found = ask(cast.organizer)
    assert [one["project"] for one in found["items"]] == [other.number, project.number]
    assert (found["late"], found["items"][0]["light"]) == (1, "red")
    assert found["offices"][0]["due_on"] == (TODAY - timedelta(days=3)).isoformat()
    first = ask(cast.organizer, "?limit=1")
    second = ask(cast.organizer, f"?limit=1&cursor={first['next']}")
    assert [one["project"] for one in first["items"] + second["items"]] == [other.number, project.number]
    sent = ask(cast.organizer, "?state=submitted")["items"]
    assert [one["project"] for one in sent] == [project.number, other.number]


def test_a_department_sees_its_own(project: Project, cast: Cast) -> None:
    hand_in(project, cast)
    found = ask(cast.planning)
    assert [one["name"] for one in found["offices"]] == ["藤县自然资源局"]
    assert (found["count"], found["submitted"]) == (1, 0)
    assert ask(cast.planning, "?state=submitted")["items"] == []


def test_one_office_is_chosen(project: Project, cast: Cast) -> None:
    hand_in(project, cast)
    assert [one["code"] for one in ask(cast.organizer, "?office=水利局&state=submitted")["items"]] == ["water"]
    assert ask(cast.organizer, "?office=水利局")["items"] == []
    assert [one["code"] for one in ask(cast.organizer, "?office=450422-12")["items"]] == ["land"]
    assert ask(cast.organizer, "?office=nobody")["items"] == []


def test_what_is_decided_or_no_longer_alive_is_not_held(project: Project, cast: Cast) -> None:
    hand_in(project, cast)
    take(project, "grant", cast.planning, "land")
    assert ask(cast.organizer)["accepted"] == 0
    Project.objects.filter(pk=project.pk).update(state=State.ACCEPTED)
    assert ask(cast.organizer)["count"] == 0


def test_a_neighbour_county_sees_nothing(project: Project, cast: Cast) -> None:
    hand_in(project, cast)
    people.place("450423", "蒙山县")
    assert ask(people.posting("organizer", "450423"))["count"] == 0


@pytest.mark.parametrize("who", ["secretary", "township"])
def test_who_is_nearer_has_no_such_page(project: Project, cast: Cast, who: str) -> None:
    assert Caller(getattr(cast, who)).get(PATH).status_code == 404
    assert browser(getattr(cast, who)).get(f"{PATH}/").status_code == 404


def test_a_wrong_state_or_cursor_is_named(cast: Cast) -> None:
    assert Caller(cast.organizer).get(f"{PATH}?state=granted").status_code == 422
    assert Caller(cast.organizer).get(f"{PATH}?cursor=x").status_code == 422


def test_the_page_shows_offices_and_what_they_hold(project: Project, cast: Cast) -> None:
    client = browser(cast.organizer)
    assert client.get(f"{PATH}/").context["rows"] == []
    hand_in(project, cast)
    page = client.get(f"{PATH}/")
    assert page.context["total"] == {"count": 2, "accepted": 1, "late": 0, "submitted": 1}
    assert [one["holder"] for one in page.context["rows"]] == ["藤县自然资源局"]
    chosen = client.get(f"{PATH}/{page.context['offices'][1]['address']}")
    assert [(one["name"], one["holder"]) for one in chosen.context["rows"]] == [("取水许可", "水利局")]
    assert client.get(f"{PATH}/?cursor=x").status_code == 200
    assert client.get("/projects/").context["can_watch"]


def test_the_page_asks_the_same_of_one_and_of_three(project: Project, cast: Cast) -> None:
    client = browser(cast.organizer)
    hand_in(project, cast)
    one = _statements(client)
    for title in ("油茶低产林改造", "村道硬化"):
        hand_in(projects.planned(cast.secretary, title=title), cast)
    assert _statements(client) == one


def _statements(client: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(f"{PATH}/").status_code == 200
    return len(asked)
