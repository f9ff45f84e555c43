"""Lists as files, and the command that imports them."""

import zipfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Account, Person, Posting

HEADINGS = "姓名,电话,单位,职务,地点,起,止"
SHI = "石广,13900001234,藤县供电局,驻村第一书记,建新村,2024-05-20,2026-05-20"


def sheet(tmp_path: Path, *lines: str, headings: str = HEADINGS, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes("\n".join([headings, *lines]).encode(encoding))
    return path


def run(path: Path, username: str, *flags: str, kind: str = "people") -> tuple[int, str]:
    """The exit code and what stood on standard output."""
    out = StringIO()
    try:
        call_command("import", kind, str(path), "--as", username, *flags, stdout=out)
    except SystemExit as left:
        return int(left.code), out.getvalue()
    return 0, out.getvalue()


def counts() -> tuple[int, int, int, int]:
    return Person.objects.count(), Account.objects.count(), Posting.objects.count(), AuditRecord.objects.count()


def write_xlsx(path: Path, rows: list[list[object]]) -> None:
    """The least a spreadsheet can be: inline text and numbers."""

    def cell(value: object, column: int, row: int) -> str:
        place = f'r="{chr(65 + column)}{row}"'
        if isinstance(value, int | float):
            return f"<c {place}><v>{value}</v></c>"
        return f'<c {place} t="inlineStr"><is><t>{value}</t></is></c>'

    body = "".join(
        f'<row r="{number}">{"".join(cell(value, column, number) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/sheet.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            "</Types>",
        )
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relations}/worksheet" Target="sheet.xml"/></Relationships>',
        )
        parts.writestr("xl/sheet.xml", f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>')
