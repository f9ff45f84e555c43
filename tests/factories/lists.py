"""Lists of problems as an office keeps them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.factories import people, problems, sheets, workbooks
from zhitongche.foundation.people.models import Account
from zhitongche.foundation.regions import operations as regions

HEADINGS = [
    "序号",
    "问题编号",
    "提出时间",
    "县",
    "乡镇",
    "村",
    "提出人",
    "问题类别",
    "问题描述",
    "涉及金额(万元)",
    "希望解决的事项",
    "紧急程度",
    "办理状态",
]


def county() -> problems.Cast:
    """藤县 with two villages of one name, and accounts for its organizer and the secretary of 建新村."""
    cast = problems.cast()
    people.place("450422107", "新庆镇")
    people.place("450422107206", "龙山村")
    people.place("450422103", "塘步镇")
    people.place("450422103206", "龙山村")
    for code in ("450422107", "450422107205", "450422107206", "450422103206"):
        regions._write_keys(code, people.place(code).short_name)
    people.account("chen", people.PASSWORD, cast.organizer.person)
    people.account("shi", people.PASSWORD, cast.secretary.person)
    people.account("power", people.PASSWORD, cast.power.person)
    return cast


def account(cast_posting: Any) -> Account:
    return Account.objects.get(person=cast_posting.person_id)


def row(number: int = 1, village: str = "建新村", description: str = "水泵抽不上水", **cells: Any) -> list[Any]:
    given = {
        "问题编号": "", "提出时间": "2026-05-01", "县": "藤县", "乡镇": "新庆镇", "提出人": "石广", "问题类别": "供电",
        "涉及金额(万元)": 38.4, "希望解决的事项": "增容", "紧急程度": "", "办理状态": "",
    } | {"村": village, "问题描述": description} | cells  # fmt: skip
    return [number, *(given[heading] for heading in HEADINGS[1:])]


def book(path: Path, *rows: Sequence[Any], title: str = "藤县问题清单", **more: Any) -> Path:
    return workbooks.book(path, [[title], HEADINGS, *rows], **more)


def run(path: Path, username: str = "chen", *flags: str) -> tuple[int, str]:
    return sheets.run(path, username, *flags, kind="problems")
