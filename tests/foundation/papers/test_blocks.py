"""Documents as JSON, as text, and how they say numbers."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.documents import HOSTILE, whole
from zhitongche.foundation.papers.blocks import Paragraph, from_json, plain, to_json
from zhitongche.foundation.papers.plain import characters, to_text
from zhitongche.foundation.papers.wording import about, in_days, in_wan, numbered, numeral, title_lines


def test_a_document_comes_back_from_json() -> None:
    assert from_json(json.loads(json.dumps(to_json(whole())))) == whole()


@given(st.text())
def test_whatever_people_write_can_be_kept(text: str) -> None:
    kept = from_json(json.loads(json.dumps(to_json(whole(text)))))
    assert plain(text) in [run.text for block in kept.blocks if isinstance(block, Paragraph) for run in block.runs]


def test_headings_are_numbered_each_level_anew() -> None:
    marks = [mark for _block, mark in numbered(whole().blocks) if mark]
    assert marks == ["一、", "（一）", "（二）", "1.", "（1）", "二、"]


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numerals_are_those_of_headings(number: int, said: str) -> None:
    assert numeral(number) == said


def test_no_heading_is_numbered_a_hundred() -> None:
    with pytest.raises(ValueError, match="100"):
        numeral(100)


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (9, "9"), (70, "70"), (73, "70多"), (112, "110多")])
def test_a_report_says_about_how_many(number: int, said: str) -> None:
    assert about(number) == said


def test_days_and_amounts_have_no_needless_noughts() -> None:
    assert in_days(date(2026, 3, 9)) == "2026年3月9日"
    assert [in_wan(Decimal(one)) for one in ("384000.00", "0", "11030000")] == ["38.4万元", "0万元", "1103万元"]


def test_a_title_is_cut_between_words() -> None:
    lines = title_lines("梧州市第一书记项目直通车工作进展情况的通报", 18)
    assert lines == ["梧州市第一书记项目直通车", "工作进展情况的通报"]
    assert title_lines("短标题", 18) == ["短标题"]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=120))
def test_a_title_loses_nothing_and_no_line_is_too_long(text: str) -> None:
    lines = title_lines(text, 18)
    assert "".join(lines) == text
    assert all(len(line) <= 18 for line in lines)


def test_the_text_has_every_word_and_counts_the_paragraphs_alone() -> None:
    text = to_text(whole(HOSTILE))
    for words in ("第一书记项目直通车简报", "　　一、总体情况", "收集问题", "报：市委", '#panic("x")', "共印50份"):
        assert words in text
    assert characters(whole().blocks) == len(
        "总体情况本期收集问题12个，又说一次12供电道路小标题更小的标题下一步工作继续推进。后面的正文。"
    )
