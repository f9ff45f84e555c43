"""Lists as Word and PDF: the columns that are printed, the mark, and how long one may be."""

import hashlib
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document as WordDocument

from tests.factories.documents import HOSTILE
from zhitongche.express.problems.sheets import columns as problems
from zhitongche.express.projects.sheets import columns as projects
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.interchange.writing import MOST_PRINTED, Column, Head, _widths, at_once, check_ending, write
from zhitongche.foundation.papers.blocks import Cell

COLUMNS = (
    Column("no", "序号", 6, is_printed=True),
    Column("phone", "电话", 12),
    Column("text", "问题", 30, is_printed=True),
)
HEAD = Head("问题清单", "陈立 2026-05-20 10:00 导出")


def test_only_printed_columns_stand_in_word_with_title_and_mark(tmp_path: Path) -> None:
    path = tmp_path / "list.docx"
    digest = write(
        path, ".docx", HEAD, COLUMNS, [[1, "13800000000", HOSTILE], [Decimal("38.40"), None, date(2026, 5, 1)]]
    )
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    word = WordDocument(io.BytesIO(path.read_bytes()))
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0] == ["序号", "问题"]
    assert rows[2] == ["38.4", "2026-05-01"]
    assert "13800000000" not in "".join(cell for row in rows for cell in row)
    assert {HEAD.title, HEAD.mark} <= {paragraph.text for paragraph in word.paragraphs}


def test_a_list_becomes_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    write(path, ".pdf", HEAD, [Column("a", "甲")], [["一"]] * 60)
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_list_that_nobody_reads_is_not_printed(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write(tmp_path / "list.docx", ".docx", HEAD, COLUMNS, ([1, "", ""] for _row in range(MOST_PRINTED + 1)))


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".docx", ".pdf"])
def test_each_ending_is_known(ending: str) -> None:
    assert check_ending(f"list{ending.upper()}") == ending
    assert at_once(ending) > 0


def test_another_ending_is_refused() -> None:
    with pytest.raises(BadInput):
        check_ending("list.odt")


@pytest.mark.parametrize("list_", [problems.PROBLEMS, problems.RECTIFICATION, problems.REGISTER, projects.PROJECTS])
def test_what_is_printed_fits_a_page_that_lies(list_: tuple[Column, ...]) -> None:
    assert 8 <= sum(column.is_printed for column in list_) <= 13


def test_a_number_is_never_wider_than_its_column() -> None:
    heads = (Column("number", "编号", 10), Column("text", "问题", 90))
    narrow, wide = _widths(heads, [(Cell("450422-2026-0001"), Cell("缺水" * 50))])
    assert narrow > 16
    assert wide > narrow
