"""Workbooks of a first batch as an office keeps them: its library, and its list of problems beside it."""

from pathlib import Path
from typing import Any

from tests.factories import workbooks

LIBRARY = [
    *("序号", "项目名称", "项目类型", "所在县", "乡镇", "村", "建设内容及规模", "建设目标", "建设起止时间"),
    *("总投资(万元)", "财政衔接资金(万元)", "村集体资金(元)", "受益户数", "村级公示情况"),
]
PROBLEMS = ["序号", "县", "乡镇", "村", "提出人", "关联项目", "问题类别", "问题描述", "涉及金额(万元)"]


def project(number: int, **told: Any) -> list[Any]:
    row = {
        "title": f"灌溉提升{number}",
        "industry": "水利设施",
        "works": "渠道1公里",
        "goal": f"灌溉{number}00亩",
        "days": "2026-06-01至2026-12-31",
        "investment": "30",
        "fiscal": "25",
        "own": "50000.50",
        "households": "86户",
        **told,
    }
    return [number, row["title"], row["industry"], "藤县", "新庆镇", "建新村", row["works"], row["goal"], row["days"],
            row["investment"], row["fiscal"], row["own"], row["households"], "是"]  # fmt: skip


def problem(number: int, of: Any) -> list[Any]:
    return [number, "藤县", "新庆镇", "建新村", "石广", of, "饮水灌溉", f"第{number}处渠道渗漏，下游缺水。", "2"]


def book(folder: Path, library_rows: list[list[Any]], problem_rows: list[list[Any]], head: Any = LIBRARY) -> Path:
    return workbooks.batch(folder / "batch.xlsx", [["第一批项目库"], head, *library_rows], [PROBLEMS, *problem_rows])


def first(folder: Path) -> Path:
    """37 projects with 110 problems, which name their project by its running number or by its title."""
    return book(
        folder,
        [project(number) for number in range(1, 38)],
        [problem(number, number % 37 + 1 if number % 2 else f"灌溉提升{number % 37 + 1}") for number in range(1, 111)],
    )
