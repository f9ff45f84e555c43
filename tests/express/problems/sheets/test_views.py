"""The pages of sheets, by their people."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import lists, problems
from zhitongche.express.problems.models import Problem, ProblemEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.interchange.models import ColumnMapping, Job

pytestmark = pytest.mark.django_db
KEY = re.compile(r'name="idempotency_key" value="([^"]+)"')


@pytest.fixture
def visit(client, cast):
    def as_(posting):
        client.force_login(lists.account(posting))
        client.cookies["django_language"] = "en"
        return client

    return as_


def post(client, address, **data):
    key = KEY.search(client.get(address).content.decode())[1]
    return client.post(address, {"idempotency_key": key, **data})


def sent(path):
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_a_list_is_shown_before_it_is_taken_and_taken_once(cast, visit, tmp_path):
    client = visit(cast.organizer)
    path = lists.book(tmp_path / "list.xlsx", lists.row(1, 提出时间=""), lists.row(2, description="路", 提出时间=""))
    shown = post(client, reverse("problems:send_in"), sheet=sent(path))
    assert (shown.status_code, Problem.objects.count()) == (303, 0)
    page = client.get(shown["Location"])
    assert "Report 2 problems" in page.content.decode()
    key = KEY.search(page.content.decode())[1]
    answers = [client.post(shown["Location"], {"idempotency_key": key, "do": "run"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Problem.objects.count() == 2
    assert client.get(shown["Location"]).status_code == 404
    assert Job.objects.get().state == "done"


def test_a_list_with_faults_names_the_cells_and_offers_no_run(cast, visit, tmp_path):
    client = visit(cast.organizer)
    path = lists.book(tmp_path / "list.xlsx", lists.row(1, village="无此村", 提出时间=""))
    shown = post(client, reverse("problems:send_in"), sheet=sent(path))
    text = client.get(shown["Location"]).content.decode()
    assert "F3 (村)" in text
    assert 'value="run"' not in text
    forced = post(client, shown["Location"], do="run")
    assert (forced.status_code, Problem.objects.count()) == (422, 0)


def test_a_file_that_is_no_list_is_told_so(cast, visit, tmp_path):
    client = visit(cast.organizer)
    shown = post(client, reverse("problems:send_in"), sheet=SimpleUploadedFile("a.xlsx", b"PK\x03\x04 nothing"))
    page = client.get(shown["Location"])
    assert (page.status_code, "damaged" in page.content.decode()) == (200, True)
    assert post(client, shown["Location"], do="run").status_code == 422
    assert post(client, shown["Location"], do="drop").status_code == 303
    assert Job.objects.count() == 0


def test_unknown_headings_are_chosen_once_and_remembered(cast, visit, tmp_path):
    client = visit(cast.organizer)
    path = tmp_path / "own.csv"
    path.write_text("件号,何处,何人反映,什么情况\n1,建新村,石广,缺水\n", encoding="utf-8")
    shown = post(client, reverse("problems:send_in"), sheet=sent(path))
    assert "<details open" in client.get(shown["Location"]).content.decode()
    twice = post(client, shown["Location"], do="columns", column_2="village", column_3="village")
    assert twice.status_code == 422
    chosen = {"column_2": "village", "column_3": "reported_by", "column_4": "description"}
    assert post(client, shown["Location"], do="columns", **chosen).status_code == 303
    assert ColumnMapping.objects.get().columns == {"village": 2, "reported_by": 3, "description": 4}
    assert "Report 1 problem" in client.get(shown["Location"]).content.decode()
    again = post(client, reverse("problems:send_in"), sheet=sent(path))
    assert "Report 1 problem" in client.get(again["Location"]).content.decode()


def test_a_sheet_is_its_senders_alone(cast, visit, tmp_path):
    client = visit(cast.organizer)
    shown = post(client, reverse("problems:send_in"), sheet=sent(lists.book(tmp_path / "a.xlsx", lists.row())))
    assert visit(cast.secretary).get(shown["Location"]).status_code == 404
    assert visit(cast.power).get(reverse("problems:send_in")).status_code == 404


def test_a_list_taken_out_comes_as_a_file_and_stands_among_the_jobs(cast, visit):
    client = visit(cast.organizer)
    problems.report(cast.secretary)
    answer = client.get(reverse("problems:take_out"), {"kind": "problems", "ending": ".xlsx"})
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "hx-trigger" not in client.get(reverse("jobs:list")).content.decode()
    file = reverse("jobs:file", args=[Job.objects.get().pk])
    answer = client.get(file)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert visit(cast.secretary).get(file).status_code == 404
    wrong = client.get(reverse("problems:take_out"), {"kind": "problems", "ending": ".csv", "region": "999999"})
    assert wrong.status_code == 422


def test_the_sheet_of_a_return_comes_from_its_own_page_without_a_choice(cast, visit):
    problems.problem(cast, State.IN_PROGRESS)
    client = visit(cast.power)
    way = f"{reverse('problems:take_out')}?kind=feedback"
    assert way in client.get(reverse("problems:send_back")).content.decode()
    answer = client.get(way)
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_a_long_list_is_asked_for_and_its_page_asks_again(cast, visit, monkeypatch):
    monkeypatch.setattr("zhitongche.foundation.interchange.writing.MOST_AT_ONCE", 0)
    problems.report(cast.secretary)
    client = visit(cast.organizer)
    answer = client.get(reverse("problems:take_out"), {"kind": "problems", "ending": ".csv"})
    assert answer["Location"] == reverse("jobs:list")
    assert "every 2s" in client.get(reverse("jobs:list")).content.decode()
    assert client.get(reverse("jobs:file", args=[Job.objects.get().pk])).status_code == 404


def test_a_return_is_shown_and_carried_out(cast, visit, tmp_path):
    made = problems.problem(cast, State.IN_PROGRESS)
    path = tmp_path / "back.csv"
    path.write_text(f"问题编号,进展情况\n{made.number},立杆 11 根\n", encoding="utf-8-sig")
    client = visit(cast.power)
    shown = post(client, reverse("problems:send_back"), sheet=sent(path))
    assert "立杆 11 根" in client.get(shown["Location"]).content.decode()
    assert post(client, shown["Location"], do="run")["Location"] == reverse("problems:mine")
    assert ProblemEvent.objects.filter(action="report_progress").count() == 1
    assert visit(cast.organizer).get(reverse("problems:send_back")).status_code == 404


def test_several_are_reported_on_at_once_with_a_word_on_each(cast, visit):
    made = [problems.problem(cast, State.IN_PROGRESS) for _ in range(2)]
    closing = problems.problem(cast, State.CLOSING)
    client = visit(cast.power)
    address = reverse("problems:mine")
    assert post(client, address, text="全面开工").status_code == 422
    answer = post(client, address, text="全面开工", number=[one.number for one in [*made, closing]])
    assert answer.status_code == 303
    page = client.get(address).content.decode()
    assert "on 2 problems" in page
    assert closing.number in page
    assert ProblemEvent.objects.filter(action="report_progress").count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_in_hand_takes_as_many_statements_for_one_as_for_three(
    cast, visit, count, django_assert_max_num_queries
):
    for _ in range(count):
        problems.problem(cast, State.IN_PROGRESS)
    client = visit(cast.power)
    with django_assert_max_num_queries(16):
        assert client.get(reverse("problems:mine")).status_code == 200
