"""`ztc bench import`: ten thousand rows of an office's list, checked, shown and recorded; nothing of it stays."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import connection, transaction
from django.utils import timezone

from zhitongche.express.problems.sheets import importing, operations, presenting
from zhitongche.foundation.interchange.guard import MOST_ROWS
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import inside, names_of

from . import readers

ROWS = 10_000
HEADINGS = (
    "序号",
    "提出时间",
    "乡镇",
    "村",
    "提出人",
    "问题类别",
    "问题描述",
    "涉及金额(万元)",
    "希望解决的事项",
    "紧急程度",
)


class _Undone(Exception):
    """Raised to leave a transaction without a trace."""


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """One client: an office sends its list once. Rows are checked twice, as they are: when shown, and when taken."""
    now = timezone.now()
    county = readers.large_county()
    account = readers.organizer_of(county, now)
    by = Posting.objects.select_related("person", "region").get(person=account.person_id, region=county, ends_on=None)
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "list.xlsx", county)
        begun = time.perf_counter()
        plan = importing.plan(path, by=by, now=now)
        presenting.rows(plan)
        shown = time.perf_counter()
        made = _taken(path, by, now)
        ended = time.perf_counter()
    yield {
        "bench": "import",
        "rows": made,
        "most_rows": MOST_ROWS,
        "checked_and_shown_s": round(shown - begun, 2),
        "checked_and_recorded_s": round(ended - shown, 2),
        "rows_per_s": round(made / (ended - begun)),
    }


def _taken(path: Path, by: Posting, now: Any) -> int:
    """The whole import, constraints and all, taken back instead of committed."""
    made: list[Any] = []
    try:
        with transaction.atomic():
            made = operations.import_problems(importing.plan(path, by=by, now=now), by=by, now=now)
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            raise _Undone
    except _Undone:
        return len(made)


def _written(path: Path, county: str) -> Path:
    """A list of the county's villages, each row another problem."""
    villages = list(inside(Region.objects.filter(level=Level.VILLAGE, until=None), county).values_list("code", "name"))
    townships = names_of(sorted({code[:9] for code, _name in villages}))
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, ROWS + 1):
            code, name = villages[row % len(villages)]
            told = f"进村路第 {row} 段塌陷，茶叶外运绕行十一公里，涉及 {row % 400} 户，雨季前须加固路基并疏通边沟。"
            cells = (row, "2026-01-05", townships[code[:9]], name, "石广", "", told, row % 90 + 0.5, "修复路面", "")
            sheet.write_row(row, 0, cells)
    return path
