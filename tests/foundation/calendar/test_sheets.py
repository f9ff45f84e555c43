from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import translation

from zhitongche.foundation.calendar.operations import Row
from zhitongche.foundation.calendar.sheets import Fault, read
from zhitongche.foundation.errors import BadInput

ROWS = [Row(date(2027, 2, 6), False, "春节"), Row(date(2027, 2, 20), True, "")]


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        "2027-02-06,0,春节\n2027-02-20,1,\n",
        "日期,班休,名称\n2027年2月6日,休,春节\n\n2027/2/20,班\n",
        "date,is_workday,name\r\n2027.2.6,false,春节\r\n2027-02-20,TRUE\r\n",
    ],
)
def test_read_takes_what_offices_write(tmp_path: Path, text: str, encoding: str) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_bytes(text.encode(encoding))
    assert read(sheet) == (ROWS, [])


def test_read_names_every_fault_by_row_and_column(tmp_path: Path) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text(f"date,is_workday\n2027-02-30,maybe\n\n2027-03-01,1,{'n' * 61}\n2027-03-02,1\n2027-03-02,0\n")
    rows, faults = read(sheet)
    assert rows[0] == Row(date(2027, 3, 2), True)
    assert [str(fault) for fault in faults] == [
        "2:1: “2027-02-30” is not a date; write it as 2027-02-08.",
        "2:2: “maybe” is neither 1 (worked) nor 0 (a day off).",
        "4:3: The name is longer than 60 characters.",
        "6:1: This day already stands in row 5.",
    ]


def test_read_refuses_an_empty_sheet(tmp_path: Path) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text("日期,班休\n")
    assert read(sheet) == ([], [Fault(1, 1, "The sheet holds no day.")])


@pytest.mark.parametrize(("name", "raw"), [("days.pdf", b"x"), ("days.csv", b"\xff\xff\xff"), ("days.xlsx", b"PK no")])
def test_read_refuses_what_is_no_sheet(tmp_path: Path, name: str, raw: bytes) -> None:
    sheet = tmp_path / name
    sheet.write_bytes(raw)
    with pytest.raises(BadInput):
        read(sheet)


def test_read_takes_a_workbook_whose_cells_are_typed(tmp_path: Path) -> None:
    sheet = tmp_path / "days.xlsx"
    workbook = xlsxwriter.Workbook(str(sheet))
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    rows = workbook.add_worksheet()
    rows.write_row(0, 0, ["日期", "班休", "名称"])
    rows.write_datetime(1, 0, datetime(2027, 2, 6), day)
    rows.write_boolean(1, 1, False)
    rows.write_string(1, 2, "春节")
    rows.write_datetime(2, 0, datetime(2027, 2, 20), day)
    rows.write_number(2, 1, 1)
    workbook.close()
    assert read(sheet) == ([Row(date(2027, 2, 6), False, "春节"), Row(date(2027, 2, 20), True)], [])


def test_read_takes_a_word_for_no_day(tmp_path: Path) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text("日期,班休\n春节,休\n")
    assert [str(fault) for fault in read(sheet)[1]] == ["2:1: “春节” is not a date; write it as 2027-02-08."]
