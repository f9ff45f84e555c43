"""The first page of the day: what waits, and what was told."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems import rules
from zhitongche.express.problems.states import State
from zhitongche.foundation.notices import queries as notices
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token
from zhitongche.oversight.todo import queries, sentences
from zhitongche.oversight.todo.rooms import ROOMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return problems.cast()


def account(posting: Posting) -> Account:
    found = Account.objects.filter(person=posting.person_id).first()
    return found or people.account(f"u{posting.person_id}", of=posting.person)


def signed_in(posting: Posting) -> Client:
    client = Client()
    client.force_login(account(posting))
    return client


def waiting(*postings: Posting) -> dict[str, list[str]]:
    found = queries.sections(postings, people.TODAY)
    return {section.verb: [task.thing.number for task in section.tasks] for section in found}


def test_each_step_waits_for_the_one_whose_turn_it_is(cast: Cast) -> None:
    turns: dict[State, tuple[str, Posting]] = {
        State.REPORTED: ("accept", cast.organizer),
        State.RETURNED: ("resubmit", cast.secretary),
        State.POOLED: ("claim", cast.power),
        State.IN_PROGRESS: ("report_progress", cast.power),
        State.CLOSING: ("confirm", cast.secretary),
        State.CLOSED: ("", cast.organizer),
    }
    made = {state: problems.problem(cast, state).number for state in turns}
    expected: dict[int, dict[str, list[str]]] = {
        posting.pk: {} for posting in (cast.organizer, cast.secretary, cast.power)
    }
    for state, (verb, posting) in turns.items():
        if verb:
            expected[posting.pk][verb] = [made[state]]
    assert {posting.pk: waiting(posting) for posting in (cast.organizer, cast.secretary, cast.power)} == expected


def test_a_confirmed_closing_waits_for_the_organizer(cast: Cast) -> None:
    number = problems.confirmed(cast).number
    assert waiting(cast.organizer) == {"verify": [number]}
    assert waiting(cast.secretary) == {}


def test_the_townships_turn_comes_after_the_villages_silence(cast: Cast) -> None:
    township = people.posting("township_committee", "450422107")
    problem = problems.problem(cast, State.CLOSING)
    for days, expected in ((6, []), (7, [problem.number])):
        township.as_of(people.TODAY + timedelta(days=days))
        assert waiting(township).get("confirm", []) == expected
        assert (rules.why_not_confirm(township, problem) is None) is bool(expected)
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on=people.TODAY)
    assert waiting(township.as_of(people.TODAY))["confirm"] == [problem.number]
    problems.operations.confirm(problem, by=township, now=problems.LATER, satisfaction="satisfied")
    assert "confirm" not in waiting(township.as_of(people.TODAY + timedelta(days=9)))


def test_a_leader_reads_but_nothing_waits(cast: Cast) -> None:
    problems.problem(cast, State.REPORTED)
    assert waiting(people.posting("leader", "450422")) == {}
    assert waiting(people.posting("organizer", "450423")) == {}
    assert waiting() == {}


def test_two_postings_see_the_work_of_both_and_nothing_twice(cast: Cast) -> None:
    reported, pooled = problems.problem(cast, State.REPORTED), problems.problem(cast, State.POOLED)
    assert waiting(cast.organizer, cast.organizer, cast.power) == {
        "accept": [reported.number],
        "claim": [pooled.number],
    }


def test_the_nearest_limit_comes_first_and_twenty_are_enough(cast: Cast) -> None:
    made = [problems.problem(cast, State.REPORTED) for _number in range(22)]
    last = made[-1]
    type(last).objects.filter(pk=last.pk).update(due_on=people.SINCE)
    (section,) = queries.sections([cast.organizer], people.TODAY)
    assert section.count == "20+"
    assert [task.thing.pk for task in section.tasks] == [last.pk, *(each.pk for each in made[:19])]


def statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["organizer", "secretary", "power"])
def test_the_page_takes_the_same_statements_for_one_and_for_many(cast: Cast, name: str) -> None:
    """One for each verb of the duty and a handful for the page; a new verb may cost one more, never one a row."""
    states = (State.REPORTED, State.RETURNED, State.POOLED, State.IN_PROGRESS, State.CLOSING)
    for state in states:
        problems.problem(cast, state)
    client = signed_in(getattr(cast, name))
    client.get("/")
    few = statements(client)
    for state in states * 4:
        problems.problem(cast, state)
    assert statements(client) == few
    verbs = sum(1 for action in ROOMS[0].actions.values() if action.waiting)
    assert few <= 10 + verbs


def test_a_suggestion_is_not_headed_by_the_no(cast: Cast) -> None:
    problems.suggested(cast)
    client = signed_in(cast.water)
    client.cookies["django_language"] = "en"
    page = client.get("/").content.decode()
    heading = page.split('id="todo-problem-decline">')[1].split("<")[0].strip()
    assert heading == "Suggested to your department: claim or decline"


def test_the_page_shows_what_waits(cast: Cast) -> None:
    made = problems.problem(cast, State.REPORTED)
    text = signed_in(cast.organizer).get("/").content.decode()
    assert f'href="/problems/{made.number}/"' in text
    assert made.title in text


@pytest.mark.parametrize("role", ["first_secretary", "leader", "auditor", "judge"])
def test_the_page_of_somebody_without_work_says_what_to_do(role: str) -> None:
    answer = signed_in(people.posting(role)).get("/")
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_where_nothing_waits_a_leader_is_shown_the_way_to_the_picture(cast: Cast) -> None:
    page = signed_in(people.posting("leader", "450422")).get("/").content.decode()
    assert 'href="/picture/"' in page.split("<main")[1]


def test_a_notice_is_worded_when_it_is_read_and_leads_on(cast: Cast) -> None:
    made = problems.problem(cast, State.IN_PROGRESS)
    notice = notices.newest(cast.secretary.person_id)[0]
    assert made.title in sentences.sentence(notice)
    assert "%(" not in sentences.sentence(notice)
    client = signed_in(cast.secretary)
    before = notices.unread_count(cast.secretary.person_id)
    answer = client.get(f"/notices/{notice.pk}/")
    assert answer["Location"] == f"/problems/{made.number}/"
    assert notices.unread_count(cast.secretary.person_id) == before - 1


def test_every_notice_has_its_sentence(cast: Cast) -> None:
    for action in sentences.SENTENCES:
        told = sentences.sentence(Notice(action=action, actor="甲", title="乙"))
        assert "乙" in told
        assert "%(" not in told
    assert "甲" in sentences.sentence(Notice(action="problem.claim", actor="甲", title="乙"))
    assert "乙" in sentences.sentence(Notice(action="gone.gone", title="乙"))


def test_the_actor_is_named_in_the_readers_language_in_one_statement(cast: Cast) -> None:
    problems.problem(cast, State.RETURNED)
    notice = notices.newest(cast.secretary.person_id)[0]
    with translation.override("en"), CaptureQueriesContext(connection) as asked:
        english = sentences.sentence(notice)
    with translation.override("zh-hans"):
        chinese = sentences.sentence(notice)
    assert "陈立" in english
    assert "陈立" in chinese
    assert "Organizer of 藤县" in english
    assert len(asked) == 0


def test_notices_of_others_are_not_found(cast: Cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    notice = notices.newest(cast.secretary.person_id)[0]
    assert signed_in(cast.water).get(f"/notices/{notice.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["", "?cursor=nonsense"])
def test_notices_are_paged_by_key(cast: Cast, query: str) -> None:
    person = cast.secretary.person
    Notice.objects.bulk_create(
        Notice(
            person=person,
            action="problem.claim",
            subject_kind="problem",
            subject_number="x",
            title=f"t{n}",
            at=people.NOW,
        )
        for n in range(30)
    )
    client = signed_in(cast.secretary)
    answer = client.get(f"/notices/{query}")
    assert len(answer.context["notices"]) == 25
    older = client.get(f"/notices/{answer.context['pager']['older']}")
    assert len(older.context["notices"]) == 5


def test_all_notices_are_read_at_once(cast: Cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    client = signed_in(cast.secretary)
    assert client.get("/notices/read/").status_code == 405
    client.post("/notices/read/")
    assert notices.unread_count(cast.secretary.person_id) == 0


def test_the_api_tells_the_same(cast: Cast) -> None:
    made = problems.problem(cast, State.REPORTED)
    token = new_token(account(cast.organizer), by=None, now=people.NOW)
    answer: Any = Client().get("/api/v1/me/todo", headers={"Authorization": f"Bearer {token}"})
    (item,) = answer.json()["items"]
    assert item == {
        "verb": "accept",
        "label": item["label"],
        "number": made.number,
        "title": made.title,
        "due_on": made.due_on.isoformat(),
        "light": item["light"],
    }
    assert item["light"] in {"green", "yellow", "red"}
    assert item["label"].endswith(made.number[6:])
