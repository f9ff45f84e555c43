"""An office's own Word template: put in place, filled with the paper, unknown fields told by their place."""

import io
from typing import Any

import pytest
from docx import Document as WordDocument

from tests.factories import files, papers, people
from tests.factories.documents import HOSTILE, word
from tests.factories.reports import Office
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.files import operations as keeping
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.oversight.papers import files as made
from zhitongche.oversight.papers import operations
from zhitongche.oversight.papers.models import PaperTemplate
from zhitongche.oversight.papers.states import State

pytestmark = pytest.mark.django_db
LINES = ("{{ 单位 }}：{{ 标题 }}（{{ 文号 }}）", "本期销号{{ 销号问题 }}个，收集{{ received }}个。签发：{{ 签发人 }}")
LOOP = ("{%p for 段 in 正文 %}", "{{ 段.文字 }}", "{%p endfor %}")


def kept(by: Posting, content: bytes, name: str = "模板.docx") -> Any:
    account = Account.objects.filter(person=by.person_id).first() or people.account(f"u{by.pk}", of=by.person)
    return keeping.keep_document(account=account, upload=files.upload(content, name), by=by, now=papers.NOW).pk


def place(office: Office, content: bytes, by: Posting | None = None, name: str = "模板.docx") -> PaperTemplate:
    whose = by or office.organizer
    return operations.place_template(by=whose, now=papers.NOW, kind="briefing", file=kept(whose, content, name))


def test_place_template_fills_it_with_the_paper_where_it_is_taken_out_as_word(office: Office) -> None:
    Problem.objects.filter(pk=office.solved.pk).update(description=HOSTILE.replace("\x00", ""))
    place(office, word(*LINES, *LOOP))
    paper = papers.brought_to(State.ISSUED, office)
    lines = [one.text for one in WordDocument(io.BytesIO(made.made(paper, ".docx"))).paragraphs]
    assert lines[0] == "中共藤县委员会组织部：藤县第一书记项目直通车工作情况（第1期）"
    assert lines[1] == "本期销号1个，收集5个。签发：覃书记"
    assert "一、总体情况" in lines
    assert any("{{ config }}" in line for line in lines)
    assert made.made(paper, ".pdf").startswith(b"%PDF-")


def test_the_last_template_put_in_place_counts(office: Office) -> None:
    place(office, word("旧：{{ 标题 }}"))
    place(office, word("新：{{ 标题 }}"))
    assert PaperTemplate.objects.count() == 1
    shown = WordDocument(io.BytesIO(made.made(papers.drafted(office), ".docx"))).paragraphs[0].text
    assert shown.startswith("新：")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("标题", "{{ 页数 }}"), "第2段：未知字段 页数"),
        (("{{ 标题.__class__ }}",), "__class__"),
        (("{% macro a() %}{% endmacro %}",), "Macro"),
        (("{{ 标题 ",), "写法有误"),
    ],
)
def test_place_template_tells_each_fault_by_its_place(office: Office, lines: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadInput) as bad:
        place(office, word(*lines))
    assert set(bad.value.faults) == {"file"}
    assert told in str(bad.value.faults["file"])
    assert not PaperTemplate.objects.exists()


def test_place_template_takes_word_only(office: Office) -> None:
    with pytest.raises(BadInput):
        place(office, b"%PDF-1.7\n%%EOF", name="x.pdf")


def test_place_template_is_the_organizers_duty(office: Office) -> None:
    with pytest.raises(NotYourDuty):
        place(office, word(*LINES), by=office.leader)
