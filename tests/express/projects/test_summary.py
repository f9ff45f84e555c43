"""The library in figures: every level adds up, kept figures are a recount's, and only those who see the whole read it."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.factories import people, projects
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.models import Project, ProjectTally
from zhitongche.express.projects.states import State
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db
OTHER_TOWNSHIP = "450422100226"


@pytest.fixture
def cast() -> Cast:
    return projects.cast()


def account_of(by: Posting) -> Account:
    return Account.objects.filter(person=by.person_id).first() or people.account(f"u{by.person_id}", of=by.person)


def ask(by: Posting, query: str = "") -> tuple[int, dict[str, Any]]:
    token = new_token(account_of(by), by=None, now=NOW)
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get(f"/api/v1/projects/summary{query}")
    return answer.status_code, answer.json()


def library(cast: Cast) -> None:
    """Projects of two townships in three states."""
    people.place(OTHER_TOWNSHIP, "和平村")
    beyond = people.posting("first_secretary", OTHER_TOWNSHIP)
    projects.planned(cast.secretary)
    projects.planned(beyond, title="油茶低产林改造")
    projects.brought_to(State.UNDER_WAY, cast, title="村道硬化")


@pytest.mark.parametrize("who", ["organizer", "city", "township"])
def test_the_parts_add_up_to_the_whole(cast: Cast, who: str) -> None:
    library(cast)
    status, found = ask(getattr(cast, who))
    assert status == 200
    assert found["count"] == sum(part["count"] for part in found["parts"]) > 0
    for state in State.values:
        assert found["states"][state] == sum(part["states"][state] for part in found["parts"])
    for name in ("investment", "planned", "committed", "received", "spent", "gap"):
        assert Decimal(found[name]) == sum(Decimal(part[name]) for part in found["parts"])


def test_each_level_is_the_sum_of_the_one_below(cast: Cast) -> None:
    library(cast)
    city, county = ask(cast.city)[1], ask(cast.city, "?region=450422")[1]
    assert [part["region"] for part in city["parts"]] == ["450422"]
    assert [part["region"] for part in county["parts"]] == ["450422100", "450422107"]
    assert city["parts"][0]["states"] == county["states"]
    assert (city["investment"], city["count"]) == (county["investment"], county["count"])
    assert county["count"] == Project.objects.count()


def test_the_page_shows_figures_that_add_up(cast: Cast) -> None:
    library(cast)
    client = Client()
    client.force_login(account_of(cast.organizer))
    summary = client.get("/projects/summary/").context["summary"]
    for column, (_label, count) in enumerate(summary["whole"]["counts"]):
        assert count == sum(row["counts"][column][1] for row in summary["rows"])
    assert summary["whole"]["count"] == sum(row["count"] for row in summary["rows"]) == 3


def test_late_reports_are_listed_by_township(cast: Cast) -> None:
    library(cast)
    Project.objects.filter(state=State.UNDER_WAY).update(report_on=TODAY - timedelta(days=900))
    found = ask(cast.organizer)[1]["late_reports"]
    assert [(one["region"], one["count"]) for one in found] == [("450422107", 1)]


@pytest.mark.parametrize(
    ("who", "query"), [("secretary", ""), ("township", "?region=450422"), ("organizer", "?region=x")]
)
def test_who_does_not_see_the_whole_is_answered_404(cast: Cast, who: str, query: str) -> None:
    library(cast)
    assert ask(getattr(cast, who), query)[0] == 404
    client = Client()
    client.force_login(account_of(getattr(cast, who)))
    assert client.get(f"/projects/summary/{query}").status_code == 404


def test_an_empty_library_says_so(cast: Cast) -> None:
    client = Client()
    client.force_login(account_of(cast.organizer))
    assert client.get("/projects/summary/").status_code == 200
    assert ask(cast.organizer)[1]["parts"] == []


def test_what_is_kept_is_what_a_recount_finds(cast: Cast, rounds: Callable[..., int]) -> None:
    """After a random history of planning, moving, money, admission and standing still, in three villages."""
    people.place(OTHER_TOWNSHIP, "和平村")
    die = random.Random(20260520)  # a test's dice
    villages = [projects.VILLAGE, "450422107206", OTHER_TOWNSHIP]
    told: list[Project] = [projects.ready(cast) for _ in range(4)]
    taken = 0
    for step in range(rounds(short=200, long=2000)):
        if step % 20 == 0:
            told.append(projects.planned(die.choice([cast.secretary, cast.neighbour]), title=f"项目{step}"))
        taken += _random_step(die, Project.objects.get(pk=die.choice(told).pk), cast, villages)
    assert taken > 50
    held = {(row.township, row.state): row.count for row in ProjectTally.objects.exclude(count=0)}
    assert sum(held.values()) == len(told)
    assert operations.recount(now=NOW) == 0
    assert queries.total(queries.parts_of("450422"), "450422").amounts["investment_amount"] == sum(
        one.investment_amount for one in Project.objects.all()
    )


def _random_step(die: random.Random, project: Project, cast: Cast, villages: list[str]) -> bool:
    """One act of any kind; whether it was taken."""
    amount = Decimal(die.randrange(1, 60_000_000)) / 100
    acts: list[Callable[[], object]] = [
        lambda: operations.submit(project, by=cast.secretary, now=NOW),
        lambda: operations.admit(project, by=cast.organizer, now=NOW),
        lambda: operations.return_(project, by=cast.organizer, now=NOW, reason="补充材料。"),
        lambda: operations.adjust(project, by=cast.organizer, now=NOW, reason="概算调整。", investment=amount),
        lambda: operations.relocate(
            project, by=cast.organizer, now=NOW, village=die.choice(villages), reason="选址变更。"
        ),
        lambda: operations.start(project, by=cast.secretary, now=NOW),
        lambda: operations.suspend(project, by=cast.organizer, now=NOW, reason="等待。"),
        lambda: operations.resume(project, by=cast.organizer, now=NOW, reason="继续。"),
        lambda: projects.commit(project, cast, str(die.randrange(1, 50_000))),
    ]
    try:
        die.choice(acts)()
    except (Refused, BadInput):
        return False
    return True


def test_a_recount_mends_what_is_wrong(cast: Cast) -> None:
    library(cast)
    ProjectTally.objects.update(count=9)
    assert operations.recount(now=NOW) == ProjectTally.objects.count()
    assert operations.recount(now=NOW) == 0
