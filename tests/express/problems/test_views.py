"""The pages of problems: what they show, what they cost, how a list is narrowed and turned over."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.factories import people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 14
PAGE = 25


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    found = Account.objects.filter(person=posting.person_id).first()
    client.force_login(found or people.account(f"u{posting.person_id}", of=posting.person))
    client.cookies["django_language"] = language
    return client


def numbers(answer: Any) -> list[str]:
    """The problems a list shows, in its order."""
    return re.findall(r'href="/problems/(\d{6}-\d{4}-\d+)/"', answer.content.decode())


def statements(client: Client, address: str) -> int:
    """How many statements a page takes once the process is warm."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code in {200, 403, 409}
    return len(seen)


def chips(answer: Any) -> dict[str, str]:
    """{label: figure} of the chips; no figure is an empty text."""
    with translation.override("en"):
        return {str(one["label"]): "" if one["count"] is None else str(one["count"]) for one in answer.context["chips"]}


def several(cast: Cast, count: int) -> list[Problem]:
    """Reports, each an hour after the one before."""
    return [problems.report(cast.secretary, problems.NOW + timedelta(hours=number)) for number in range(count)]


# ---- what a page costs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["secretary", "organizer", "power"])
def test_list_takes_as_many_statements_for_one_row_as_for_fifty(cast: Cast, who: str) -> None:
    client = browser(getattr(cast, who))
    problems.problem(cast, State.IN_PROGRESS)
    one = statements(client, "/problems/")
    for _ in range(49):
        problems.problem(cast, State.IN_PROGRESS)
    assert statements(client, "/problems/") == one
    assert one <= MOST_STATEMENTS


def test_list_of_a_province_takes_no_more(cast: Cast) -> None:
    client = browser(people.posting("leader", "45"))
    problems.problem(cast, State.IN_PROGRESS)
    one = statements(client, "/problems/")
    assert one <= MOST_STATEMENTS


def test_detail_takes_as_many_statements_for_one_step_as_for_fifty(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    client = browser(cast.power)
    one = statements(client, f"/problems/{problem.number}/")
    for step in range(50):
        problems.operations.report_progress(
            problem, by=cast.power, now=problems.NOW + timedelta(days=1, hours=step), text=f"第 {step} 段。"
        )
    assert statements(client, f"/problems/{problem.number}/") == one
    assert one <= MOST_STATEMENTS


@pytest.mark.parametrize("state", [State.REPORTED, State.POOLED, State.CLOSING, State.CLOSED, State.SHELVED])
@pytest.mark.parametrize("who", ["secretary", "organizer", "power"])
def test_detail_stays_within_its_statements_in_every_state(cast: Cast, state: State, who: str) -> None:
    outcome = "partly" if state is State.SHELVED else "solved"
    problem = problems.problem(cast, state, outcome=outcome)
    client = browser(getattr(cast, who))
    if client.get(f"/problems/{problem.number}/").status_code == 404:
        assert (state, who) == (State.REPORTED, "power")
        return
    assert statements(client, f"/problems/{problem.number}/") <= MOST_STATEMENTS


@pytest.mark.parametrize("verb", ["claim", "report_progress", "accept"])
def test_the_form_of_an_act_stays_within_its_statements(cast: Cast, verb: str) -> None:
    problem = problems.problem(cast, State.POOLED if verb == "claim" else State.IN_PROGRESS)
    assert statements(browser(cast.power), f"/problems/{problem.number}/{verb}/") <= MOST_STATEMENTS


@pytest.mark.parametrize("who", ["secretary", "organizer"])
def test_the_report_form_stays_within_its_statements(cast: Cast, who: str) -> None:
    assert statements(browser(getattr(cast, who)), "/problems/report/") <= MOST_STATEMENTS


# ---- chips and filters -------------------------------------------------------------------------------------------------


def test_chips_figures_are_those_of_the_rows(cast: Cast) -> None:
    for state, count in [(State.REPORTED, 2), (State.POOLED, 3), (State.IN_PROGRESS, 1), (State.WITHDRAWN, 1)]:
        for _ in range(count):
            problems.problem(cast, state)
    problems.problem(cast, State.CLOSED)
    problems.problem(cast, State.SHELVED, outcome="partly")
    client = browser(cast.organizer)
    answer = client.get("/problems/")
    figures = chips(answer)
    assert figures == {
        "Open": "7",
        "Overdue": "",
        "Waiting to be claimed": "3",
        "In progress": "1",
        "Waiting to be closed": "0",
        "Closed": "1",
        "Watched": "",
        "All": "9",
    }
    for chip in answer.context["chips"]:
        if chip["count"] is not None:
            assert len(numbers(client.get(f"/problems/{chip['address']}"))) == chip["count"], chip["label"]


def test_chips_of_a_village_and_of_a_department_have_no_figures(cast: Cast) -> None:
    problems.problem(cast, State.POOLED)
    for posting in (cast.secretary, cast.power):
        assert set(chips(browser(posting).get("/problems/")).values()) == {""}


def test_a_list_opens_with_what_is_open(cast: Cast) -> None:
    opened, closed = problems.problem(cast, State.POOLED), problems.problem(cast, State.CLOSED)
    client = browser(cast.organizer)
    assert numbers(client.get("/problems/")) == [opened.number]
    assert numbers(client.get("/problems/?view=closed")) == [closed.number]
    assert numbers(client.get("/problems/?view=all")) == [closed.number, opened.number]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=electricity", ["electric"]),
        ("category=water", ["water"]),
        ("category=other", []),
        ("region=450422107205", ["water", "electric"]),
        ("region=450422100", []),
        ("region=450421", []),
        ("since=2026-05-20", ["water", "electric"]),
        ("since=2026-05-21", ["water"]),
        ("until=2026-05-21", ["electric"]),
        ("until=2026-05-20", []),
        ("category=water&since=2026-05-21", ["water"]),
        ("category=nothing-like-it", ["water", "electric"]),
        ("since=nonsense", ["water", "electric"]),
        ("since=0001-01-01&until=9999-12-31", ["water", "electric"]),
        ("region=nonsense", ["water", "electric"]),
        ("region=450422000000", ["water", "electric"]),
        ("source=report", ["water", "electric"]),
        ("source=call", []),
        ("view=nonsense", ["water", "electric"]),
        ("cursor=nonsense", ["water", "electric"]),
    ],
)
def test_filters_narrow_the_list(cast: Cast, query: str, found: list[str]) -> None:
    made = {
        "electric": problems.report(cast.secretary),
        "water": problems.report(cast.secretary, problems.NOW + timedelta(days=1), category="water"),
    }
    assert numbers(browser(cast.organizer).get(f"/problems/?{query}")) == [made[name].number for name in found]


def test_the_number_finds_its_problem(cast: Cast) -> None:
    first, _second = several(cast, 2)
    assert numbers(browser(cast.organizer).get(f"/problems/?q={first.number}")) == [first.number]


@pytest.mark.parametrize(("days", "light"), [(-1, "red"), (0, "yellow"), (30, "green")])
def test_lights_follow_the_days_and_narrow_the_list(cast: Cast, days: int, light: str) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    today = timezone.localdate()
    due = today + timedelta(days=days)
    Problem.objects.filter(pk=problem.pk).update(due_on=due, soon_on=due - timedelta(days=2))
    client = browser(cast.organizer)
    found = {each: numbers(client.get(f"/problems/?light={each}")) for each in ("red", "yellow", "green")}
    assert found == {each: [problem.number] if each == light else [] for each in found}
    assert (numbers(client.get("/problems/?view=late")) == [problem.number]) == (light == "red")


# ---- pages of a list ---------------------------------------------------------------------------------------------------


def links(answer: Any) -> dict[str, str]:
    return {name: address for name, address in answer.context["pager"].items() if address}


def test_pager_goes_to_the_end_and_back(cast: Cast) -> None:
    expected = [problem.number for problem in reversed(several(cast, 2 * PAGE + 5))]
    client = browser(cast.organizer)
    first = client.get("/problems/?category=electricity")
    second = client.get(f"/problems/{links(first)['older']}")
    third = client.get(f"/problems/{links(second)['older']}")
    assert [numbers(page) for page in (first, second, third)] == [
        expected[:PAGE],
        expected[PAGE : 2 * PAGE],
        expected[2 * PAGE :],
    ]
    assert [set(links(page)) for page in (first, second, third)] == [
        {"older", "last"},
        {"first", "newer", "older", "last"},
        {"first", "newer"},
    ]
    assert numbers(client.get(f"/problems/{links(third)['newer']}")) == expected[PAGE : 2 * PAGE]
    assert numbers(client.get(f"/problems/{links(third)['first']}")) == expected[:PAGE]
    last = client.get(f"/problems/{links(first)['last']}")
    assert numbers(last) == expected[-PAGE:]
    assert set(links(last)) == {"first", "newer"}
    assert all("category=electricity" in address for address in links(second).values())


def test_a_list_on_one_page_has_no_pager(cast: Cast) -> None:
    several(cast, PAGE)
    answer = browser(cast.organizer).get("/problems/")
    assert len(numbers(answer)) == PAGE
    assert links(answer) == {}
    assert "First page" not in answer.content.decode()


# ---- empty lists, one problem, the forms ---------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    pages = {
        "reports": browser(cast.secretary).get("/problems/"),
        "reads": browser(people.posting("leader", "450422")).get("/problems/"),
        "narrowed": browser(cast.secretary).get("/problems/?category=water"),
    }
    shown = {name: page.content.decode() for name, page in pages.items()}
    assert {name: [words in page for words in ("less than a minute", "will appear here", "Nothing matches")]
            for name, page in shown.items()} == {
        "reports": [True, False, False],
        "reads": [False, True, False],
        "narrowed": [False, False, True],
    }  # fmt: skip
    assert [name for name, page in shown.items() if "/problems/report/" in page] == ["reports", "narrowed"]


def test_detail_tells_where_it_stands_and_what_happened(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSED)
    page = browser(cast.secretary).get(f"/problems/{problem.number}/").content.decode()
    assert [word for word in ("Collect", "Consult", "Solve together", "Close") if word not in page] == []
    story = [
        "reported it.",
        "accepted it: departments may now claim it.",
        "claimed it and promised to be done by",
        "asked for closing, outcome: Solved.",
        "confirmed for the village: Satisfied.",
        "verified it and closed it.",
    ]
    places = [page.index(sentence) for sentence in story]
    assert sorted(places, reverse=places[0] > places[-1]) == places
    assert "现场勘查，重新制定供电方案。" in page


def test_detail_offers_the_acts_of_the_reader(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    address = f"/problems/{problem.number}/"
    offered = {
        name: set(re.findall(rf'href="{address}(\w+)/"', browser(posting).get(address).content.decode()))
        for name, posting in [("secretary", cast.secretary), ("organizer", cast.organizer), ("power", cast.power)]
    }
    organizers = {
        "assign",
        "consult",
        "escalate",
        "instruct",
        "link",
        "link_project",
        "mark_relapse",
        "merge",
        "shelve",
        "similar",
        "suggest",
    }
    assert offered == {
        "secretary": {"link_project", "withdraw"},
        "organizer": organizers,
        "power": {"claim", "support"},
    }


def test_what_was_typed_is_never_markup(cast: Cast) -> None:
    problem = problems.report(cast.secretary, description="<script>alert(1)</script> 供电不足。", request="<b>增容</b>")
    client = browser(cast.organizer)
    for address in ("/problems/", f"/problems/{problem.number}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>增容</b>" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_report_asks_a_secretary_six_questions_and_an_organizer_for_the_village_too(cast: Cast) -> None:
    asked = {
        name: set(browser(posting).get("/problems/report/").context["form"].fields)
        for name, posting in [("secretary", cast.secretary), ("organizer", cast.organizer)]
    }
    six = {"category", "description", "request", "amount", "urgency", "photos"}
    assert asked == {"secretary": six, "organizer": six | {"village", "reported_by", "source", "project"}}


def test_an_act_by_page_goes_on_to_the_problem(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    client = browser(cast.power)
    address = f"/problems/{problem.number}/claim/"
    due = (timezone.localdate() + timedelta(days=20)).isoformat()
    key = client.get(address).context["key"]
    answer = client.post(address, {"measures": "现场勘查。", "due_on": due, "idempotency_key": key})
    assert (answer.status_code, answer["Location"]) == (303, f"/problems/{problem.number}/")
    problem.refresh_from_db()
    assert (problem.state, problem.lead_id, problem.due_on.isoformat()) == (
        "in_progress",
        cast.power.department_id,
        due,
    )


def test_an_amount_is_written_in_ten_thousands_and_kept_in_yuan(cast: Cast) -> None:
    client = browser(cast.secretary)
    fields = {"category": "water", "description": "断水。", "urgency": "normal", "amount": "38.5"}
    answer = client.post("/problems/report/", {**fields, "idempotency_key": "wan"})
    assert answer.status_code == 303
    assert str(Problem.objects.get().amount) == "385000.00"


def test_a_report_without_photos_is_taken_as_browsers_send_it(cast: Cast) -> None:
    """An empty file input arrives as an empty text beside the ids of the files already received."""
    client = browser(cast.secretary)
    fields = {"category": "water", "description": "断水。", "urgency": "normal", "photos": ""}
    assert client.post("/problems/report/", {**fields, "idempotency_key": "empty"}).status_code == 303
    assert Problem.objects.count() == 1
