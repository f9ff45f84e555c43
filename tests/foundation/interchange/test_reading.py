"""Sheets as people have them, and as nobody should send them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import workbooks
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.interchange import guard, reading
from zhitongche.foundation.interchange.reading import Faults

HEADINGS = {
    "number": frozenset({"编号"}),
    "village": frozenset({"村"}),
    "description": frozenset({"问题描述"}),
    "day": frozenset({"时间"}),
    "_no": frozenset({"序号"}),
}
TOP = ["序号", "编号", "村", "问题描述", "时间"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def opened(path: Path, **more) -> tuple[reading.Sheet, Faults]:
    faults = Faults()
    return reading.open_sheet(path, HEADINGS, faults, **more), faults


def cells(sheet: reading.Sheet, word: str) -> list[str]:
    return [line[word] for line in sheet.lines]


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        opened(path)
    assert list(caught.value.faults) == ["1:1"]
    return str(caught.value.faults["1:1"])


def test_reading_passes_over_titles_and_blank_rows_and_numbers_rows_as_people_see_them(tmp_path):
    rows = [
        ["藤县问题清单"],
        [],
        TOP,
        [1, "A-1", " 建新村 ", "水泵\n跳闸，  停水", ""],
        [],
        [2, "A-2", "龙山村", "路", ""],
        [3],
    ]
    sheet, faults = opened(workbooks.book(tmp_path / "a.xlsx", rows))
    assert [line.number for line in sheet.lines] == [4, 6]
    assert cells(sheet, "village") == ["建新村", "龙山村"]
    assert sheet.lines[0].words("description") == "水泵\n跳闸，  停水"
    assert not faults


def test_reading_fills_a_merged_cell_down_and_only_where_it_is_merged(tmp_path):
    def merge(_book, sheet):
        sheet.merge_range(2, 2, 3, 2, "建新村")
        sheet.merge_range(0, 0, 0, 4, "标题")

    rows = [[""], TOP, [1, "A-1", "", "一", ""], [2, "A-2", "", "二", ""], [3, "A-3", "", "三", ""]]
    sheet, _ = opened(workbooks.book(tmp_path / "a.xlsx", rows, then=merge))
    assert cells(sheet, "village") == ["建新村", "建新村", ""]


def test_reading_takes_the_lower_of_two_rows_of_headings(tmp_path):
    rows = [["序号", "问题", "", "地点"], ["序号", "编号", "问题描述", "村"], [1, "A", "一", "建新村"]]
    sheet, faults = opened(workbooks.book(tmp_path / "a.xlsx", rows))
    assert (sheet.heading_row, cells(sheet, "village"), faults) == (2, ["建新村"], {})


def test_reading_takes_the_result_of_a_formula_and_names_one_without(tmp_path):
    def formulas(_book, sheet):
        sheet.write_formula(1, 2, '=CONCATENATE("建新","村")', None, "建新村")
        sheet.write_formula(2, 2, "=A1", None, "x")
        sheet.write_formula(3, 2, "=VLOOKUP(1,A:A,1)", None, "#N/A")

    rows = [TOP, [1, "A", "", "一", ""], [2, "B", "", "二", ""], [3, "C", "", "三", ""]]
    path = workbooks.book(tmp_path / "a.xlsx", rows, then=formulas)
    workbooks.rewritten(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b' t="str"><f>A1</f><v>x</v>', b"><f>A1</f><v></v>")
    )
    sheet, faults = opened(path)
    assert cells(sheet, "village") == ["建新村", "", ""]
    assert "without its result" in faults["3:3"]
    assert "shows an error" in faults["4:3"]


@pytest.mark.parametrize("is_1904", [False, True])
def test_reading_knows_both_of_excels_calendars(tmp_path, is_1904):
    path = workbooks.book(tmp_path / "a.xlsx", [TOP, [1, "A", "建新村", "一", date(2026, 5, 1)]], is_1904=is_1904)
    assert cells(opened(path)[0], "day") == ["2026-05-01"]


def test_reading_names_a_number_that_lost_its_last_digits(tmp_path):
    sheet, faults = opened(
        workbooks.book(tmp_path / "a.xlsx", [TOP, [1, 450422107205200001, "建新村", 450422107205, ""]])
    )
    assert list(faults) == ["2:2"]
    assert "lost the last digits" in str(faults["2:2"])
    assert cells(sheet, "description") == ["450422107205"]


def test_reading_makes_full_width_digits_plain_for_looking_up_but_keeps_the_text(tmp_path):
    sheet, _ = opened(
        workbooks.book(
            tmp_path / "a.xlsx",
            [TOP, ["", "４５０４２２－２０２６－０００１", "村", "缺水，６００ 亩", "２０２６．５．１"]],
        )
    )
    assert sheet.lines[0]["number"] == "450422-2026-0001"
    assert sheet.lines[0].words("description") == "缺水，６００ 亩"
    assert sheet.lines[0]["day"] == "2026.5.1"


@pytest.mark.parametrize(
    ("cell", "text"), [(38.4, "38.4"), (1e-7, "0.0000001"), (12.0, "12"), (True, "TRUE"), (None, "")]
)
def test_a_cell_reads_as_people_see_it(cell, text):
    assert reading.text_of(cell) == text


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_a_number_keeps_its_value(value):
    assert float(Decimal(reading.text_of(value))) == value


def test_a_column_twice_is_a_fault(tmp_path):
    _, faults = opened(workbooks.book(tmp_path / "a.xlsx", [["编号", "村", "村"], ["A", "一", "二"]]))
    assert faults == {"1:3": "This heading stands here twice."}


def test_unknown_headings_are_named_and_a_choice_is_remembered(tmp_path):
    path = workbooks.book(tmp_path / "a.xlsx", [["件号", "地方", "情况说明"], ["A", "建新村", "缺水"]])
    sheet, _ = opened(path)
    assert (sheet.columns, sheet.lines) == ({}, ())
    assert sheet.unknown == [(1, "件号"), (2, "地方"), (3, "情况说明")]
    chosen = {sheet.fingerprint: {"number": 1, "village": 2, "description": 3}}
    assert cells(opened(path, remembered=chosen)[0], "village") == ["建新村"]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_text_files_are_read_in_the_usual_encodings(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    lines = ["藤县问题清单，2026 年", delimiter.join(TOP), delimiter.join(["1", "A", "建新村", "缺水，停电，路断", ""])]
    path.write_bytes("\n".join(lines).encode(encoding))
    assert cells(opened(path)[0], "village") == ["建新村"]


# ---- files that are no lists -----------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    assert "far too large" in refused(workbooks.bomb(tmp_path / "a.xlsx"))


def test_a_header_that_lies_about_a_size_is_found_out(tmp_path):
    assert "far too large" in refused(workbooks.lying(tmp_path / "a.xlsx"))


def test_one_cell_at_the_far_corner_is_refused_by_its_name(tmp_path):
    assert "XFD1048576" in refused(workbooks.far_cell(tmp_path / "a.xlsx"))


def test_cells_that_are_only_coloured_reach_nowhere(tmp_path):
    def colour(made, sheet):
        sheet.write_blank(1000000, 16000, None, made.add_format({"bg_color": "#ff0000"}))

    path = workbooks.book(tmp_path / "a.xlsx", [TOP, [1, "A", "建新村", "一", ""]], then=colour)
    assert cells(opened(path)[0], "village") == ["建新村"]


def test_too_many_rows_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("编号,村,问题描述\n" + "A,b,c\n" * guard.MOST_ROWS, encoding="utf-8")
    assert "20,000 rows" in refused(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", workbooks.OLE, "encrypted"),
        ("a.xls", workbooks.OLE, "old Excel format"),
        ("a.et", workbooks.OLE, "old Excel format"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
        ("a.xlsx", b"", "cannot be read"),
        ("a.xlsx", "编号,村\n1,2".encode(), "cannot be read"),
        ("a.csv", b"PK\x03\x04", "Excel file"),
        ("a.txt", b"x", "must end in"),
        ("a.csv", b"\xff\xfe\x00", "cannot be read"),
        ("a.csv", b"", "No row of headings"),
        ("a.csv", b"\x00\x01\x02", "No row of headings"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    assert said in refused(tmp_path / name)


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    assert refused(tmp_path / "nothing.xlsx") == "There is no file of this name."
    assert refused(tmp_path) == "There is no file of this name."


def test_a_part_cut_short_is_refused(tmp_path):
    path = workbooks.book(tmp_path / "a.xlsx", [TOP, [1, "A", "建新村", "一", ""]])
    workbooks.rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    assert "damaged" in refused(path)


def test_a_document_type_is_refused(tmp_path):
    path = workbooks.book(tmp_path / "a.xlsx", [TOP])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    workbooks.rewritten(path, "xl/worksheets/sheet1.xml", lambda _xml: bomb)
    assert "damaged" in refused(path)


@given(st.binary(max_size=300), st.sampled_from([".xlsx", ".csv", ".xlsm"]))
def test_any_bytes_are_a_list_or_refused(tmp_path_factory, content, ending):
    path = tmp_path_factory.mktemp("any") / f"a{ending}"
    path.write_bytes(content)
    try:
        opened(path)
    except BadInput as bad:
        assert list(bad.faults) == ["1:1"]


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(tmp_path_factory, data):
    """One byte changed anywhere: never anything but an answer."""
    folder = tmp_path_factory.mktemp("bent")
    raw = bytearray(workbooks.book(folder / "a.xlsx", [TOP, [1, "A", "建新村", "一", date(2026, 5, 1)]]).read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    (folder / "b.xlsx").write_bytes(bytes(raw))
    try:
        opened(folder / "b.xlsx")
    except BadInput as bad:
        assert list(bad.faults) == ["1:1"]


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_named_as_in_the_sheet(number, letters):
    assert guard.column_letters(number) == letters
    assert guard.column_number(letters) == number
