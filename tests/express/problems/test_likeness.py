"""The finder in the product: who is shown what, from which places, and in a fixed number of statements."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import people, problems
from zhitongche.express.problems import likeness, operations
from zhitongche.express.problems.likeness import Told
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db

PUMP = "春耕抽水机带不动，变压器容量不够，三百亩水田灌溉不上水。"
PUMP_AGAIN = "提灌站电压低，插秧时水泵抽不上水，请增容配变。"
ROAD = "进村道路被洪水冲断，三轮车过不去，请尽快抢修。"
# Of the same township, of another in the county, of another county in the city.
NEAR, FAR, ELSEWHERE = "450422107206", "450422100226", "450421101201"


@pytest.fixture
def cast() -> problems.Cast:
    likeness._rarity_of.cache_clear()
    return problems.cast()


def secretary_of(village: str, name: str = "韦强"):
    return people.posting("first_secretary", village, people.person(name))


def told(text: str = PUMP_AGAIN, place: str = problems.VILLAGE) -> Told:
    return Told(text, place, "electricity")


def closed(cast: problems.Cast, description: str = PUMP, **facts) -> Problem:
    made = problems.problem(cast, State.CLOSED)
    Problem.objects.filter(pk=made.pk).update(description=description, **facts)
    return Problem.objects.get(pk=made.pk)


def asked(client, posting, query: dict[str, str]) -> dict:
    """What the API tells that person of similar problems."""
    token = new_token(people.account(of=posting.person), by=None, now=problems.NOW)
    return client.get("/api/v1/problems/similar", query, headers={"Authorization": f"Bearer {token}"}).json()


def test_duplicates_are_found_by_ideas_and_not_by_the_same_words(cast) -> None:
    problems.report(cast.secretary, description=ROAD)
    pump = problems.report(cast.secretary, description=PUMP)
    found = likeness.duplicates(told(), [cast.secretary], problems.NOW)
    assert [one.problem.pk for one in found] == [pump.pk]
    both, village, category = found[0].reasons
    assert "水泵" not in PUMP
    assert "水泵" in both or "灌溉" in both
    assert village != category


def test_duplicates_stay_within_the_township_and_within_what_the_reader_sees(cast) -> None:
    neighbour = secretary_of(NEAR)
    near = problems.report(neighbour, description=PUMP)
    problems.report(secretary_of(FAR, "莫兰"), description=PUMP)
    assert likeness.duplicates(told(), [cast.secretary], problems.NOW) == []
    assert [one.problem.pk for one in likeness.duplicates(told(), [cast.organizer], problems.NOW)] == [near.pk]


def test_duplicates_leave_out_what_was_withdrawn_and_what_was_closed_long_ago(cast) -> None:
    made = closed(cast)
    soon, late = made.closed_at + timedelta(days=80), made.closed_at + timedelta(days=100)
    found = likeness.duplicates(told(), [cast.secretary], soon)
    assert [(one.problem.pk, one.is_closed) for one in found] == [(made.pk, True)]
    assert likeness.duplicates(told(), [cast.secretary], late) == []
    gone = problems.problem(cast, State.WITHDRAWN)
    Problem.objects.filter(pk=gone.pk).update(description=PUMP)
    assert likeness.duplicates(told(), [cast.secretary], late) == []


def test_duplicates_need_more_than_a_word_and_a_place(cast) -> None:
    problems.report(cast.secretary, description=PUMP)
    assert likeness.duplicates(told("水泵"), [cast.secretary], problems.NOW) == []
    assert likeness.duplicates(told(place="4504"), [cast.secretary], problems.NOW) == []


def test_solved_tells_what_worked_without_names_to_whoever_does_not_see_it(cast) -> None:
    made = closed(cast, request="石广请建新村增容，电话 13800001111。")
    stranger = secretary_of(ELSEWHERE)
    (one,) = likeness.solved(told(place=ELSEWHERE), [stranger])
    assert (one.number, one.title) == ("", "")
    assert one.lead == "藤县供电局"
    assert "石广" not in one.request
    assert "建新村" not in one.request
    assert "13800001111" not in one.request
    assert one.measures == problems.PLAN["measures"]
    (seen,) = likeness.solved(told(), [cast.organizer])
    assert seen.number == made.number


def test_words_of_a_problem_are_named_only_to_whoever_sees_it(cast) -> None:
    tells = "韦大力家门口的青石碑倒了，韦大力说没人扶。"
    solved = problems.report(cast.secretary, description=tells)
    Problem.objects.filter(pk=solved.pk).update(
        state=State.CLOSED, is_open=False, outcome=Problem.Outcome.SOLVED, closed_at=problems.NOW
    )
    problems.report(cast.secretary, description=tells)
    alike, _relapse = likeness.duplicates(told("青石碑倒在韦大力家门口。"), [cast.secretary], problems.NOW)
    assert "韦大力家门口" in alike.reasons[0]
    (one,) = likeness.solved(told(tells, ELSEWHERE), [secretary_of(ELSEWHERE)])
    assert not any("韦大力" in reason for reason in one.reasons)


def test_solved_stays_in_the_city_and_among_what_is_closed(cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    closed(cast)
    assert likeness.solved(told(place="450300000000"), [cast.organizer]) == []
    assert len(likeness.solved(told(), [cast.organizer])) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_the_same_statements_however_much_is_found(cast, count, django_assert_num_queries) -> None:
    for _ in range(count):
        closed(cast)
        problems.report(cast.secretary, description=PUMP)
    likeness.solved(told(), [cast.organizer])
    with django_assert_num_queries(4):
        assert len(likeness.duplicates(told(), [cast.organizer], problems.NOW + timedelta(days=1))) == min(2 * count, 3)
    with django_assert_num_queries(7):
        assert len(likeness.solved(told(), [cast.organizer])) == count


def test_common_groups_need_three_villages(cast) -> None:
    villages = [NEAR, FAR]
    for village in villages:
        problems.report(secretary_of(village, f"村{village[-3:]}"), description=PUMP)
    problems.report(cast.secretary, description=PUMP_AGAIN)
    problems.report(cast.secretary, description=ROAD)
    ((ideas, members),) = likeness.common_groups([cast.organizer])
    assert len({one.village_id for one in members}) == 3
    assert ROAD not in {one.description for one in members}
    assert ideas
    assert likeness.common_groups([cast.organizer])[0][1] == members
    assert likeness.common_groups([cast.secretary]) == []


def test_report_page_offers_similar_ones_to_htmx(cast, client) -> None:
    problems.report(cast.secretary, description=PUMP)
    client.force_login(people.account(of=cast.secretary.person))
    answer = client.post(
        reverse("problems:similar"), {"description": PUMP_AGAIN, "category": "electricity"}, HTTP_HX_REQUEST="true"
    )
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "<html" not in text
    assert Problem.objects.get().number in text


def test_report_page_without_script_keeps_what_was_typed(cast, client) -> None:
    problems.report(cast.secretary, description=PUMP)
    client.force_login(people.account(of=cast.secretary.person))
    page = client.get(reverse("problems:report")).content.decode()
    assert f'formaction="{reverse("problems:similar")}"' in page
    typed = {"description": PUMP_AGAIN, "category": "electricity", "amount": "38", "request": "", "urgency": "urgent"}
    answer = client.post(reverse("problems:similar"), typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert Problem.objects.get().number in text
    assert PUMP_AGAIN in text
    assert 'value="38"' in text
    assert "field-faulty" not in text
    assert Problem.objects.count() == 1


def test_similar_page_belongs_to_reporters(cast, client) -> None:
    client.force_login(people.account(of=cast.power.person))
    assert client.post(reverse("problems:similar"), {}).status_code == 404


def test_like_shows_solved_cases_to_organizer_and_lead_only(cast, client) -> None:
    closed(cast)
    working = problems.problem(cast, State.IN_PROGRESS)
    address = reverse("problems:like", args=[working.number])
    for posting, status in ((cast.organizer, 200), (cast.power, 200), (cast.water, 404), (cast.secretary, 404)):
        client.force_login(people.account(of=posting.person))
        assert client.get(address).status_code == status
        page = client.get(reverse("problems:detail", args=[working.number])).content.decode()
        assert (address in page) == (status == 200)


def test_duplicates_name_what_is_shelved(cast) -> None:
    shelved = problems.problem(cast, State.SHELVED, outcome="partly")
    Problem.objects.filter(pk=shelved.pk).update(description=PUMP)
    found = likeness.duplicates(told(), [cast.organizer], problems.NOW)
    assert [one.problem.state for one in found] == [State.SHELVED]


def test_resubmit_is_found_by_its_new_words(cast) -> None:
    made = problems.problem(cast, State.RETURNED)
    operations.resubmit(
        made, by=cast.secretary, now=problems.LATER, category="other", description="垃圾池满了没有人清运，臭气熏天。"
    )
    found = likeness.duplicates(told("垃圾桶不够，保洁员清运不及时，臭味大。"), [cast.secretary], problems.LATER)
    assert [one.problem.pk for one in found] == [made.pk]


def test_common_problems_are_proposed_on_their_page_when_asked_for(cast, client) -> None:
    for village in (NEAR, FAR):
        problems.report(secretary_of(village, f"村{village[-3:]}"), description=PUMP)
    problems.report(cast.secretary, description=PUMP_AGAIN)
    client.force_login(people.account(of=cast.organizer.person))
    proposed = client.get(reverse("problems:gather"), {"propose": "1"})
    assert len(proposed.context["groups"][0][1]) == 3
    assert "groups" not in client.get(reverse("problems:gather")).context


def test_api_tells_duplicates_and_what_worked(cast, client) -> None:
    made = problems.report(cast.secretary, description=PUMP)
    closed(cast)
    answer = asked(client, cast.secretary, {"text": PUMP_AGAIN, "category": "electricity"})
    assert made.number in [one["number"] for one in answer["duplicates"]]
    assert answer["solved"][0]["measures"] == problems.PLAN["measures"]
    assert asked(client, cast.power, {"text": PUMP_AGAIN}) == {"duplicates": [], "solved": []}


def test_a_village_outside_the_callers_area_is_not_asked_about(cast) -> None:
    place = likeness.told_by([cast.secretary], {"description": PUMP, "village": ELSEWHERE}).place
    assert place == problems.VILLAGE
    assert likeness.told_by([cast.organizer], {"village": NEAR}).place == NEAR
