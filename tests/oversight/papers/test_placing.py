"""An office's Word templates on their page and for programs: who reads them, how one is put in place, what is wrong with it."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories.documents import word
from tests.factories.reports import Office
from tests.oversight.papers.test_api import call
from tests.oversight.papers.test_templates import kept, place
from tests.oversight.papers.test_views import browser, page, sent
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.oversight.papers.models import PaperTemplate

pytestmark = pytest.mark.django_db
ADDRESS = "/papers/templates/"
GOOD, BAD = word("{{ 单位 }}：{{ 标题 }}"), word("标题", "共{{ 页数 }}页")


@pytest.fixture
def client(office: Office) -> Client:
    return browser(office.organizer)


# ---- on the page -----------------------------------------------------------------------------------------------------


def test_a_template_is_put_in_place_on_its_page(office: Office, client: Client) -> None:
    assert "暂无模板" in page(client, ADDRESS)
    assert sent(client, ADDRESS, kind="briefing", file=kept(office.organizer, GOOD)).status_code == 303
    template = PaperTemplate.objects.get()
    assert (template.region_id, template.kind, template.placed_by) == ("450422", "briefing", office.organizer)
    shown = page(client, ADDRESS)
    assert "模板.docx" in shown
    assert "暂无模板" not in shown
    assert AuditRecord.objects.filter(action="papertemplate.place", subject_id=template.audit_id).exists()


def test_a_fault_is_told_by_its_place_and_the_file_stays_received(office: Office, client: Client) -> None:
    file = kept(office.organizer, BAD)
    answer = sent(client, ADDRESS, kind="briefing", file=file)
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "第2段：未知字段 页数" in html
    assert f'value="{file}"' in html
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("change", [{"kind": "poem"}, {"kind": ""}, {"file": ""}, {"file": "x"}])
def test_what_is_missing_or_wrong_is_told_at_its_field(office: Office, client: Client, change: dict[str, str]) -> None:
    answer = sent(client, ADDRESS, **{"kind": "briefing", "file": str(kept(office.organizer, GOOD)), **change})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(change)
    assert not PaperTemplate.objects.exists()


def test_the_page_is_the_organizers_and_shows_the_own_offices_only(office: Office, client: Client) -> None:
    place(office, GOOD)
    assert "模板.docx" in page(client, ADDRESS)
    assert "模板.docx" in page(browser(office.second), ADDRESS)
    for other in (office.neighbour, office.above):
        assert "模板.docx" not in page(browser(other), ADDRESS)
    for stranger in (office.leader, office.secretary):
        assert browser(stranger).get(ADDRESS).status_code == 404


def test_the_page_asks_the_same_however_many(
    office: Office, client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    place(office, GOOD)
    client.get(ADDRESS)
    with django_assert_num_queries(PAGE):
        client.get(ADDRESS)
    for kind in ("notice", "minutes"):
        template = PaperTemplate.objects.get(kind="briefing")
        template.pk, template.kind = None, kind
        template.file_id = kept(office.organizer, GOOD)
        template.save(force_insert=True)
    with django_assert_num_queries(PAGE):
        client.get(ADDRESS)


# The session, the account, the postings; the templates.
PAGE = 4


# ---- for programs ----------------------------------------------------------------------------------------------------


def test_a_program_puts_one_in_place_once_and_reads_it(office: Office) -> None:
    body = {"kind": "briefing", "file": str(kept(office.organizer, GOOD))}
    made = call(office.organizer, "POST", "papers/templates", body)
    assert made.status_code == 201, made.content
    again = call(office.organizer, "POST", "papers/templates", body)
    assert again.content == made.content
    told = call(office.second, "GET", "papers/templates").json()["items"]
    assert told == [made.json()]
    assert (told[0]["region"], told[0]["kind"], told[0]["name"]) == ("450422", "briefing", "模板.docx")
    for other in (office.neighbour, office.leader, office.secretary):
        assert call(other, "GET", "papers/templates").json()["items"] == []


def test_a_program_is_told_each_fault_at_its_field(office: Office) -> None:
    answer = call(
        office.organizer, "POST", "papers/templates", {"kind": "briefing", "file": str(kept(office.organizer, BAD))}
    )
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert fault["loc"][-1] == "file"
    assert "页数" in json.dumps(fault, ensure_ascii=False)
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("change", [{"kind": "poem"}, {"file": "x"}, {"file": None}, {"more": 1}])
def test_bad_input_of_a_program_writes_nothing(office: Office, change: dict[str, Any]) -> None:
    body = {"kind": "briefing", "file": str(kept(office.organizer, GOOD)), **change}
    answer = call(office.organizer, "POST", "papers/templates", body)
    assert answer.status_code == 422, answer.content
    assert {fault["loc"][-1] for fault in answer.json()["errors"]} == set(change)
    assert not PaperTemplate.objects.exists()


def test_a_file_of_somebody_else_or_none_is_no_template(office: Office) -> None:
    for number, file in enumerate((kept(office.second, GOOD), uuid4())):
        body = {"kind": "briefing", "file": str(file)}
        answer = call(office.organizer, "POST", "papers/templates", body, key=str(number))
        assert answer.status_code == 422, answer.content
    assert not PaperTemplate.objects.exists()


def test_only_the_organizer_puts_one_in_place(office: Office) -> None:
    body = {"kind": "briefing", "file": str(kept(office.organizer, GOOD))}
    assert call(office.leader, "POST", "papers/templates", body).status_code == 403
    assert not PaperTemplate.objects.exists()
