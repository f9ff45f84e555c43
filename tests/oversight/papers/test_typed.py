"""A paper's text: read and written again it is the same."""

import pytest

from zhitongche.oversight.reports.parts import Part, PartKind
from zhitongche.oversight.reports.typed import read, written

PARTS = (
    Part(PartKind.ADDRESSEE, "藤县供电局"),
    Part(PartKind.HEADING, "总体情况"),
    Part(PartKind.SUBHEADING, "供电"),
    Part(PartKind.TEXT, "销号[[closed]]个。"),
    Part(PartKind.CASE, "变压器已更换。", "ZG-450422-2026-0001-1"),
    Part(PartKind.TABLE, "主要指标"),
    Part(PartKind.ATTACHMENTS, "议程；回执"),
    Part(PartKind.SIGNATURE, ""),
    Part(PartKind.REPORT, "县委领导"),
    Part(PartKind.SEND, "各单位"),
    Part(PartKind.ISSUE, "各乡镇"),
)


def test_what_is_written_is_read_again() -> None:
    assert read(written(PARTS)) == PARTS


@pytest.mark.parametrize("line", ["@某某说得好", "#没有空格", "落款人：张三", "=1+1"])
def test_a_line_that_only_looks_like_a_mark_is_a_paragraph(line: str) -> None:
    assert read(line) == (Part(PartKind.TEXT, line),)


def test_empty_lines_only_part_paragraphs() -> None:
    assert read("\n 一 \n\n二\r\n") == (Part(PartKind.TEXT, "一"), Part(PartKind.TEXT, "二"))
