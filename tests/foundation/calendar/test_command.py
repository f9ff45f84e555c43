"""`ztc workdays`, as the contract words it."""

import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.models import WorkdayException

pytestmark = pytest.mark.django_db
NOTE = "Provisional: the holiday table does not reach all of these days; there Monday to Friday count.\n"


def ztc(*arguments: str) -> tuple[str, str]:
    """What `ztc workdays` prints: its answer, and its note."""
    said, noted = StringIO(), StringIO()
    with translation.override("en"):
        call_command("workdays", *arguments, stdout=said, stderr=noted)
    return said.getvalue(), noted.getvalue()


@pytest.mark.parametrize(
    ("arguments", "answer", "note"),
    [
        (("add", "2026-09-30", "1"), "2026-10-08\n", ""),
        (("add", "2026-10-01", "0"), "2026-10-08\n", ""),
        (("add", "2026-12-31", "1"), "2027-01-01\n", NOTE),
        (("between", "2026-09-30", "2026-10-10"), "3\n", ""),
        (("between", "2026-10-10", "2026-09-30"), "-3\n", ""),
        (("between", "2026-12-31", "2027-01-04"), "2\n", NOTE),
    ],
)
def test_workdays_answers_alone_and_notes_aside(arguments: tuple[str, ...], answer: str, note: str) -> None:
    assert ztc(*arguments) == (answer, note)


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "2026-13-01", "1"),
        ("add", "2026-10-01", "-1"),
        ("add", "2026-10-01", "1.5"),
        ("add", "9999-12-30", "9"),
        ("between", "2026-10-01", "soon"),
        ("import", "no-such-file.csv"),
        ("import", "no-such-file.pdf"),
        (),
    ],
)
def test_workdays_refuses_what_it_cannot_use(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        ztc(*arguments)


def test_workdays_answers_before_there_is_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert ztc("add", "2026-09-30", "1") == ("2026-10-08\n", "")


def test_workdays_import_moves_the_answer(tmp_path: Path) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text("2027-01-01,休,元旦\n2027-01-02,班,元旦\n", encoding="utf-8")
    assert ztc("import", str(sheet)) == ("Days read: 2. Changed: 2.\n", "")
    assert ztc("add", "2026-12-31", "1") == ("2027-01-02\n", "")
    assert ztc("import", str(sheet)) == ("Days read: 2. Changed: 0.\n", "")


def test_workdays_import_check_changes_nothing(tmp_path: Path) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text("2027-01-01,0,\n", encoding="utf-8")
    assert ztc("import", str(sheet), "--check") == ("Days read: 1. No fault; nothing was changed.\n", "")
    assert (WorkdayException.objects.count(), AuditRecord.objects.count()) == (0, 0)


@pytest.mark.parametrize("check", [(), ("--check",)])
def test_workdays_import_names_faults_and_keeps_nothing(
    tmp_path: Path, check: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text("2027-01-01,0,\n2027-01-32,0,\n", encoding="utf-8")
    said = StringIO()
    with pytest.raises(SystemExit) as ended, translation.override("en"):
        call_command("workdays", "import", str(sheet), *check, stdout=said)
    assert ended.value.code == 1
    assert said.getvalue() == "2:1: “2027-01-32” is not a date; write it as 2027-02-08.\n"
    assert (WorkdayException.objects.count(), AuditRecord.objects.count()) == (0, 0)


def test_workdays_import_reads_a_workbook(tmp_path: Path) -> None:
    sheet = tmp_path / "days.xlsx"
    write_workbook(sheet, [["日期", "班休", "名称"], ["2027-02-08", 0, "春节"], [], ["2027-02-20", 1]])
    assert ztc("import", str(sheet)) == ("Days read: 2. Changed: 2.\n", "")
    assert WorkdayException.objects.get(day="2027-02-08").name == "春节"


def test_workdays_import_names_the_row_of_the_workbook(tmp_path: Path) -> None:
    sheet = tmp_path / "days.xlsx"
    write_workbook(sheet, [[], [], ["2027-02-08", 2]])
    said = StringIO()
    with pytest.raises(SystemExit), translation.override("en"):
        call_command("workdays", "import", str(sheet), stdout=said)
    assert said.getvalue() == "3:2: “2” is neither 1 (worked) nor 0 (a day off).\n"


def write_workbook(path: Path, rows: list[list[object]]) -> None:
    """The least that is a workbook: text in place, numbers as numbers; an empty list is a row nobody wrote."""
    space = "http://schemas.openxmlformats.org"
    main, relations = f"{space}/spreadsheetml/2006/main", f"{space}/package/2006/relationships"
    office = f"{space}/officeDocument/2006/relationships"
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABC"[column]}{number}"><v>{cell}</v></c>'
            if isinstance(cell, int)
            else f'<c r="{"ABC"[column]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
        if row
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="1" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
