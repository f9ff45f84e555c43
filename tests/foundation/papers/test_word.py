"""Word files parsed back: margins, grid, faces, texts, tables, the figures' names."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tests.factories.documents import HOSTILE, whole
from zhitongche.foundation.papers.blocks import Document, Head, plain
from zhitongche.foundation.papers.word import to_docx
from zhitongche.foundation.papers.word_parts import INSTEAD


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_docx(whole(HOSTILE))


@pytest.fixture(scope="module")
def word(content: bytes) -> Any:
    return WordDocument(io.BytesIO(content))


def test_margins_are_those_of_the_standard(word: Any) -> None:
    first = word.sections[0]
    edges = (first.top_margin, first.left_margin, first.right_margin, first.bottom_margin)
    assert [round(edge.mm) for edge in edges] == [37, 28, 26, 35]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)


def test_a_wide_table_lies_in_a_section_of_its_own(word: Any) -> None:
    assert [section.page_width > section.page_height for section in word.sections] == [False, True, False]


def test_a_document_of_one_wide_table_has_no_empty_page_before_it() -> None:
    only = Document("库", (whole().blocks[-3],))
    sections = WordDocument(io.BytesIO(to_docx(only))).sections
    assert [section.page_width > section.page_height for section in sections] == [True]


def test_the_grid_has_22_lines_of_28_characters(word: Any) -> None:
    grid = word.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert 225 * 72 / 25.4 / (579 / 20) >= 22
    spacing = int(word.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val")))
    assert 28 * (16 + spacing / 20) <= 156 * 72 / 25.4 < 29 * (16 + spacing / 20)
    assert word.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)


def test_faces_stand_where_chinese_is_looked_for(word: Any) -> None:
    faces = {
        paragraph.text: paragraph.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in word.paragraphs
        if paragraph.runs and paragraph.runs[0]._r.rPr is not None
    }
    assert faces["第一书记项目直通车简报"] == faces["工作进展情况的通报"] == "方正小标宋简体"
    assert (faces["一、总体情况"], faces["（一）供电"], faces["1.小标题"]) == ("黑体", "楷体_GB2312", "仿宋_GB2312")


def test_the_file_says_what_stands_in_for_a_face(content: bytes) -> None:
    table = zipfile.ZipFile(io.BytesIO(content)).read("word/fontTable.xml").decode()
    assert all(f'<w:font w:name="{name}"><w:altName w:val="{other}"/>' in table for name, other in INSTEAD.items())


def test_tables_repeat_their_head_and_tear_no_row(word: Any) -> None:
    for table in (word.tables[0], word.tables[2]):
        head, *rows = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert len(word.tables[2].rows) == 61


def test_pages_are_numbered_outside(word: Any) -> None:
    section = word.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert "PAGE" in odd._p.xml
    assert word.settings.odd_and_even_pages_header_footer


def test_a_draft_says_so_on_each_page(word: Any) -> None:
    assert (
        word.sections[0].header.paragraphs[0].text == word.sections[0].even_page_header.paragraphs[0].text == "代拟稿"
    )


def test_figures_bear_names_by_which_they_are_found(content: bytes) -> None:
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    found = re.findall(r'w:name="figure_(\w+?)_\d+"/>.*?<w:t[^>]*>([^<]*)</w:t>', xml, re.DOTALL)
    assert found == [("received", "12")] * 3
    assert len(set(re.findall(r'w:name="(figure_\w+)"', xml))) == 3


def test_hostile_words_are_only_words(word: Any) -> None:
    assert plain(HOSTILE) in [paragraph.text for paragraph in word.paragraphs]


def test_paragraphs_are_indented_by_two_characters(word: Any) -> None:
    paragraph = next(one for one in word.paragraphs if one.text.startswith("本期收集"))
    assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_a_red_head_is_red_and_fits_its_line() -> None:
    word = WordDocument(
        io.BytesIO(to_docx(Document("函", (Head("red", "中共梧州市委组织部文件", "梧组通〔2026〕9号"),))))
    )
    run = word.paragraphs[0].runs[0]
    assert str(run.font.color.rgb) == "E60012"
    assert run.font.size * len("中共梧州市委组织部文件") < Mm(156)


def test_the_same_document_is_the_same_file(content: bytes) -> None:
    assert to_docx(whole(HOSTILE)) == content
