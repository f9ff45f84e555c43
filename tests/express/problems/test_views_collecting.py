"""The panels of a consultation and of tied problems, the choosing of problems and departments, 共性问题."""

import re
from typing import Any

import pytest

from tests.express.problems.test_views import browser, statements
from tests.factories import files, people, problems
from tests.factories.problems import ASKED, LATER, NOW, Cast, act
from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
ELSEWHERE = "450422100226"


@pytest.fixture
def neighbour(cast: Cast) -> Posting:
    people.place(ELSEWHERE, "和平村")
    return people.posting("first_secretary", ELSEWHERE, people.person("黄敏"))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(posting: Posting, problem: Problem) -> str:
    return text(browser(posting).get(f"/problems/{problem.number}/"))


def pooled(cast: Cast, by: Posting | None = None, **facts: Any) -> Problem:
    made = problems.report(by or cast.secretary, **facts)
    operations.accept(made, by=cast.organizer, now=NOW)
    return Problem.objects.get(pk=made.pk)


def merge(problem: Problem, into: Problem, by: Posting) -> Problem:
    return operations.merge(problem, by=by, now=LATER, into=into.number, reason="同一条线路。")


def send(posting: Posting, address: str, body: dict[str, Any]) -> Any:
    return browser(posting).post(address, {"idempotency_key": "k1", **body})


# ---- the consultation ----------------------------------------------------------------------------------------------


def test_the_page_shows_each_departments_word_beside_the_others(cast: Cast) -> None:
    problem = act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    shown = page(cast.secretary, problem)
    for words in ("Consultation", ASKED["question"], "藤县供电局", "可以在年内增容。", "藤县水利局", "Said nothing by"):
        assert words in shown
    problem = act("conclude", problem, cast.organizer)
    assert "由供电局牵头，水利局配合。" in page(cast.secretary, problem)


def test_the_page_says_who_has_not_answered_yet(cast: Cast) -> None:
    problem = problems.problem(cast, State.POOLED)
    operations.consult(problem, by=cast.organizer, now=LATER, **{**ASKED, "due_on": ASKED["due_on"].replace(year=2099)})
    assert "Has not answered yet." in page(cast.organizer, problem)


def test_consult_offers_the_departments_near_and_no_others(cast: Cast) -> None:
    people.department("4504-09", "梧州市供电局")
    people.department("450421-01", "苍梧县供电局")
    address = f"/problems/{problems.problem(cast, State.POOLED).number}/consult/"
    offered = re.findall(r'name="departments" value="([^"]+)"', browser(cast.organizer).get(address).content.decode())
    assert offered == ["450422-01", "450422-02", "4504-09"]
    body = {"departments": ["450422-01", "4504-09"], "question": "由谁办？", "due_on": "2099-01-05"}
    assert send(cast.organizer, address, body).status_code == 303
    assert Problem.objects.get().state == State.IN_CONSULTATION


def test_consult_asks_ten_at_most(cast: Cast) -> None:
    codes = [people.department(f"450422-{number}").code for number in range(11, 22)]
    address = f"/problems/{problems.problem(cast, State.POOLED).number}/consult/"
    answer = send(cast.organizer, address, {"departments": codes, "question": "由谁办？", "due_on": "2099-01-05"})
    assert answer.status_code == 422
    assert "Choose at most 10 departments." in text(answer)


# ---- merged --------------------------------------------------------------------------------------------------------


def test_the_page_of_the_one_shows_what_was_merged_into_it(cast: Cast, neighbour: Posting) -> None:
    account = people.account("huang", of=neighbour.person)
    photo = file_operations.keep_photo(account=account, upload=files.upload(files.picture()), by=neighbour, now=NOW)
    target = pooled(cast)
    theirs = pooled(cast, neighbour, description="和平村也停电。", photos=[photo.pk])
    merge(theirs, target, cast.organizer)
    client = browser(cast.secretary)
    answer = client.get(f"/problems/{target.number}/")
    for words in ("Reported here too", "和平村", "黄敏", "和平村也停电。", theirs.number):
        assert words in text(answer)
    # The number leads nowhere for whoever does not see that problem; its photo is shown under the one that is seen.
    assert f'href="/problems/{theirs.number}/"' not in answer.content.decode()
    assert b"".join(client.get(f"/problems/{target.number}/files/{photo.pk}/").streaming_content)
    assert client.get(f"/problems/{theirs.number}/files/{photo.pk}/").status_code == 404
    assert (
        f'href="/problems/{theirs.number}/"'
        in browser(cast.organizer).get(f"/problems/{target.number}/").content.decode()
    )


def test_the_page_of_a_merged_one_leads_to_the_other(cast: Cast, neighbour: Posting) -> None:
    target, theirs = pooled(cast), pooled(cast, neighbour)
    merge(theirs, target, cast.organizer)
    client = browser(neighbour)
    page = client.get(f"/problems/{theirs.number}/")
    assert f'href="/problems/{target.number}/"' in page.content.decode()
    # In the sentence as people call it, by its county's name.
    assert f"{page.context['row'].county}{target.number[6:]}" in page.context["story"][0]["text"]
    assert client.get(f"/problems/{target.number}/").status_code == 200
    act("unmerge", Problem.objects.get(pk=theirs.pk), cast.organizer)
    assert client.get(f"/problems/{target.number}/").status_code == 404


def test_merge_finds_the_other_by_number_label_and_title(cast: Cast) -> None:
    problem, target = pooled(cast), pooled(cast, description="龙潭桥断了。")
    address = f"/problems/{problem.number}/merge/"
    for turn, words in enumerate((target.number, f"藤县{target.number[6:]}", "2", "龙潭桥")):
        body = {"into": "", "into_q": words, "reason": "同一件事。", "idempotency_key": f"k{turn}"}
        assert send(cast.organizer, address, body).status_code == 303, words
        act("unmerge", Problem.objects.get(pk=problem.pk), cast.organizer)
    assert send(cast.organizer, address, {"into_q": "没有这件", "reason": "同一件事。"}).status_code == 422


def test_merge_offers_the_open_problems_of_the_village(cast: Cast, neighbour: Posting) -> None:
    problem, near, far = pooled(cast), pooled(cast), pooled(cast, neighbour)
    shown = browser(cast.organizer).get(f"/problems/{problem.number}/merge/").content.decode()
    assert re.findall(r'name="into" value="([^"]+)"', shown) == [near.number]
    assert far.number not in shown


def test_pick_finds_near_a_problem_that_the_reader_sees(cast: Cast) -> None:
    problem, near = pooled(cast), pooled(cast, description="龙潭桥断了。")
    address = f"/problems/pick/?near={problem.number}&name=into&into_q=龙潭桥"
    assert near.number in browser(cast.organizer).get(address, headers={"HX-Request": "true"}).content.decode()
    assert near.number in browser(cast.organizer).get(address).content.decode()
    assert browser(people.posting("organizer", "450421")).get(address).status_code == 404


# ---- what a page costs ---------------------------------------------------------------------------------------------


def test_detail_takes_as_many_statements_for_one_tied_problem_as_for_three(cast: Cast) -> None:
    target, client = pooled(cast), browser(cast.organizer)
    merge(pooled(cast), target, cast.organizer)
    operations.link(pooled(cast), by=cast.organizer, now=LATER, parent=target.number)
    one = statements(client, f"/problems/{target.number}/")
    for _ in range(2):
        merge(pooled(cast), target, cast.organizer)
        operations.link(pooled(cast), by=cast.organizer, now=LATER, parent=target.number)
    assert statements(client, f"/problems/{target.number}/") == one


# ---- 共性问题 --------------------------------------------------------------------------------------------------------


def test_common_problems_are_put_under_one_by_a_person(cast: Cast, neighbour: Posting) -> None:
    chosen = [pooled(cast), pooled(cast, neighbour), pooled(cast, neighbour)]
    client = browser(cast.organizer)
    assert all(one.number in client.get("/problems/common/").content.decode() for one in chosen)
    numbers = [one.number for one in chosen]
    asked = client.get("/problems/common/", {"numbers": numbers})
    assert re.findall(r'name="parent" value="([^"]+)"', asked.content.decode()) == numbers
    answer = send(cast.organizer, "/problems/common/", {"numbers": numbers, "parent": numbers[0]})
    assert (answer.status_code, answer["Location"]) == (303, f"/problems/{numbers[0]}/")
    assert {one.number for one in Problem.objects.filter(parent=chosen[0])} == set(numbers[1:])
    assert "Stand under it" in page(cast.organizer, chosen[0])
    # What stands under another is offered no more.
    assert numbers[1] not in client.get("/problems/common/").content.decode()


def test_common_problems_are_the_organizers(cast: Cast) -> None:
    for posting in (cast.secretary, cast.power):
        assert browser(posting).get("/problems/common/").status_code == 404
        assert send(posting, "/problems/common/", {}).status_code == 404


def test_common_problems_need_a_parent_among_them(cast: Cast) -> None:
    chosen = [pooled(cast), pooled(cast)]
    body = {"numbers": [one.number for one in chosen], "parent": "450422-2026-9999"}
    assert send(cast.organizer, "/problems/common/", body).status_code == 422
    assert not Problem.objects.exclude(parent=None).exists()


def test_common_problems_take_as_many_statements_for_one_row_as_for_three(cast: Cast) -> None:
    client = browser(cast.organizer)
    pooled(cast)
    one = statements(client, "/problems/common/")
    for _ in range(2):
        pooled(cast)
    assert statements(client, "/problems/common/") == one
