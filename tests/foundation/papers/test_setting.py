"""PDF, the child process, and an office's own template."""

import io
from typing import Any

import pytest
from docx import Document as WordDocument

from tests.factories.documents import HOSTILE, whole
from zhitongche.foundation.papers import setting
from zhitongche.foundation.papers.blocks import plain
from zhitongche.foundation.papers.child import answer
from zhitongche.foundation.papers.filling import faults_in, filled
from zhitongche.foundation.papers.print import NoChineseFont, faces_among, to_pdf
from zhitongche.foundation.papers.setting import CannotSet, faults_of, fill, set_document


def template(*paragraphs: str, cell: str = "") -> bytes:
    word = WordDocument()
    for text in paragraphs:
        word.add_paragraph(text)
    if cell:
        word.add_table(1, 2).rows[0].cells[1].text = cell
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in WordDocument(io.BytesIO(content)).paragraphs]


def test_a_pdf_is_set_whatever_people_wrote() -> None:
    made = to_pdf(whole(HOSTILE))
    assert made.startswith(b"%PDF-")
    assert made == to_pdf(whole(HOSTILE))
    assert to_pdf(whole(), picture=True).startswith(b"\x89PNG")


@pytest.mark.parametrize(("ending", "start"), [(".pdf", b"%PDF-"), (".docx", b"PK")])
def test_the_child_answers_with_the_file(ending: str, start: bytes) -> None:
    assert set_document(whole(), ending).startswith(start)


def test_without_a_chinese_face_the_package_is_named() -> None:
    with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
        faces_among(["DejaVu Sans"])


def test_bought_faces_come_before_those_that_every_machine_has() -> None:
    faces = faces_among(["FZXiaoBiaoSong-B05S", "FangSong_GB2312", "Noto Serif CJK SC"])
    assert (faces["title"][0], faces["fangsong"][0]) == ("FZXiaoBiaoSong-B05S", "FangSong_GB2312")
    assert faces["title-weight"] == "regular"
    # No 黑体 at all: any face with Chinese stands in.
    assert faces["hei"]
    assert faces_among(["Noto Serif CJK SC"])["title-weight"] == "bold"


def test_a_machine_without_faces_refuses_with_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: object, **_options: object) -> Any:
        return type("Done", (), {"returncode": setting.NO_FONT, "stdout": b"", "stderr": b"warned\nfonts-noto-cjk\n"})

    monkeypatch.setattr(setting.subprocess, "run", refuse)
    with pytest.raises(CannotSet) as refused:
        set_document(whole(), ".pdf")
    assert refused.value.package == "fonts-noto-cjk"


def test_a_child_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "SECONDS", 0.01)
    with pytest.raises(CannotSet, match="超时"):
        set_document(whole(), ".docx")


def test_a_template_is_filled_with_every_value_escaped() -> None:
    own = template("{{ title }}", "{%p for one in paragraphs %}", "{{ one }}", "{%p endfor %}")
    made = fill(own, {"title": plain(HOSTILE), "paragraphs": ["一", "{{ 7*7 }}"]})
    assert paragraphs(made) == [plain(HOSTILE).replace("\\n", "\\n"), "一", "{{ 7*7 }}"]


def test_an_unknown_field_is_named_with_its_place() -> None:
    assert faults_of(template("好", "{{ titel }}"), ["title"]) == ["第2段：未知字段 titel"]
    assert faults_in(template(cell="{{ pages }}"), ["title"]) == ["第1个表格第1行第2列：未知字段 pages"]
    assert faults_in(template("{{ title }}"), ["title"]) == []
    with pytest.raises(CannotSet, match="titel"):
        fill(template("{{ titel }}"), {"title": ""})


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__ }}",
        "{{ range(10) }}",
        "{% macro x() %}{% endmacro %}",
        "{% include 'x' %}",
        "{{ title * 1000000000 }}",
        "{{ title|attr('x') }}",
        "{{ title",
        "{% for %}",
    ],
)
def test_a_template_is_no_program(words: str) -> None:
    assert faults_in(template(words), ["title"])
    with pytest.raises(ValueError, match="段"):
        filled(template(words), {"title": "题"})


def test_what_is_no_word_file_says_so() -> None:
    assert answer({"act": "check", "template": "eA==", "fields": []}).startswith(b'["\\u6587')
    with pytest.raises(CannotSet, match="无法读取"):
        fill(b"x", {})
