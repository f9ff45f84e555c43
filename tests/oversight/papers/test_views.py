"""The pages of papers."""

import io
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from docx import Document as WordDocument

from tests.factories import papers, people
from tests.factories.reports import MONTH, Office
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people import shapes
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.statements import Statement
from zhitongche.oversight.papers import queries
from zhitongche.oversight.papers.actions import ACTIONS
from zhitongche.oversight.papers.models import Paper
from zhitongche.oversight.papers.states import State

pytestmark = pytest.mark.django_db


def browser(posting: Posting) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    account = Account.objects.filter(person=posting.person_id).first()
    client.force_login(account or people.account(f"u{posting.person_id}", of=posting.person))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return unescape(answer.content.decode())


def sent(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, {"idempotency_key": f"{address}{sorted(body)}"[-60:], **body})


def test_a_paper_is_written_on_pages(office: Office) -> None:
    client = browser(office.organizer)
    assert "第一书记" not in page(client, "/papers/")
    answer = sent(client, "/papers/new/", kind="briefing", since=MONTH.since, until=MONTH.until)
    assert answer.status_code == 303, answer.context["form"].errors
    paper = Paper.objects.get()
    shown = page(client, answer["Location"])
    assert "代拟稿" not in shown
    assert f"/papers/{paper.number}/figures/closed/" in shown
    assert f"/problems/{office.solved.number}/" in shown
    form = page(client, f"/papers/{paper.number}/revise/")
    assert "[[closed]]" in form
    given = {"title": "标题", "text": "销号[[closed]]个。[[nothing]]"}
    answer = sent(client, f"/papers/{paper.number}/revise/", **given)
    assert answer.status_code == 422
    assert "[[nothing]]" in unescape(answer.content.decode())
    assert sent(client, f"/papers/{paper.number}/revise/", title="标题", text="销号[[closed]]个。").status_code == 303
    assert "销号<a" in page(client, f"/papers/{paper.number}/")
    assert office.solved.number in page(client, f"/papers/{paper.number}/choose_cases/")
    assert sent(client, f"/papers/{paper.number}/choose_cases/", problems=[office.solved.number]).status_code == 303
    assert sent(client, f"/papers/{paper.number}/submit/").status_code == 303
    signer = browser(office.leader)
    assert 'value="第1期"' in page(signer, f"/papers/{paper.number}/issue/")
    assert sent(signer, f"/papers/{paper.number}/issue/", issue="第1期").status_code == 303
    assert "第1期" in page(browser(office.above), f"/papers/{paper.number}/")


def test_a_figure_opens_its_records_and_says_what_has_changed(office: Office) -> None:
    paper = papers.brought_to(State.ISSUED, office)
    client = browser(office.leader)
    address = f"/papers/{paper.number}/figures/"
    assert f"/problems/{office.solved.number}/" in page(client, f"{address}closed/")
    Problem.objects.filter(pk=office.solved.pk).update(closed_at=MONTH.end)
    assert "项数字" in page(client, address)
    assert client.get(f"{address}nothing/").status_code == 404


def test_a_paper_is_taken_out_and_that_is_recorded(office: Office) -> None:
    paper = papers.drafted(office)
    client = browser(office.organizer)
    answer = client.get(f"/papers/{paper.number}/file.docx")
    assert unquote(answer["Content-Disposition"]).endswith("藤县第一书记项目直通车工作情况.docx")
    word = WordDocument(io.BytesIO(answer.content))
    assert any("总体情况" in paragraph.text for paragraph in word.paragraphs)
    assert client.get(f"/papers/{paper.number}/file.pdf").content.startswith(b"%PDF-")
    assert "总体情况" in client.get(f"/papers/{paper.number}/file.txt").content.decode()
    assert client.get(f"/papers/{paper.number}/file.exe").status_code == 404
    assert AuditRecord.objects.filter(action="paper.take_out", subject_id=paper.number).count() == 3


def test_what_waits_for_a_signature_waits_for_somebody_else(office: Office) -> None:
    paper = papers.brought_to(State.IN_REVIEW, office)

    def waiting(verb: str, by: Posting) -> list[Paper]:
        question = ACTIONS[verb].waiting
        assert question is not None
        return list(question(shapes.shaped(by).told(by)).order_by("due_on"))

    assert waiting("issue", office.leader) == waiting("issue", office.second) == [paper]
    assert waiting("issue", office.organizer) == waiting("issue", office.above) == []
    papers.act("return", paper, office)
    assert waiting("submit", office.organizer) == [paper]
    assert waiting("submit", office.second) == []


def test_the_kept_statement_of_the_todo_finds_the_same(office: Office) -> None:
    paper = papers.brought_to(State.IN_REVIEW, office)
    for posting, found in ((office.leader, [paper]), (office.organizer, [])):
        shaped = shapes.shaped(posting)
        statement = Statement(lambda shape=shaped.shape: queries.waiting_for_issue(shape))
        assert [one.pk for one in statement.things(**shaped.given)] == [one.pk for one in found]


def test_the_list_asks_the_same_however_many(office: Office, django_assert_num_queries: Callable[[int], Any]) -> None:
    papers.drafted(office)
    client = browser(office.organizer)
    client.get("/papers/")
    with django_assert_num_queries(LIST):
        client.get("/papers/")
    for _time in range(2):
        papers.drafted(office)
    with django_assert_num_queries(LIST):
        client.get("/papers/")


# The session, the account, the postings; the papers, the names of places, the calendar.
LIST = 6
