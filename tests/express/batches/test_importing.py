"""The first batch of an office: 37 projects with 110 problems in one workbook, checked first, safe to repeat."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.factories import people, problems, projects, workbooks
from tests.factories.projects import NOW, VILLAGE
from zhitongche.express.batches import importing, operations
from zhitongche.express.batches.importing import Fate
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import operations as library
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
LIBRARY = [
    *("序号", "项目名称", "项目类型", "所在县", "乡镇", "村", "建设内容及规模", "建设目标", "建设起止时间"),
    *("总投资(万元)", "财政衔接资金(万元)", "村集体资金(元)", "受益户数", "村级公示情况"),
]
PROBLEMS = ["序号", "县", "乡镇", "村", "提出人", "关联项目", "问题类别", "问题描述", "涉及金额(万元)"]


def _project(number: int, **told: Any) -> list[Any]:
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


def _problem(number: int, project: Any) -> list[Any]:
    return [number, "藤县", "新庆镇", "建新村", "石广", project, "饮水灌溉", f"第{number}处渠道渗漏，下游缺水。", "2"]


def _batch(tmp_path: Path, library_rows: list[list[Any]], problem_rows: list[list[Any]]) -> Path:
    return workbooks.batch(
        tmp_path / "batch.xlsx", [["第一批项目库"], LIBRARY, *library_rows], [PROBLEMS, *problem_rows]
    )


@pytest.fixture
def organizer(db: None) -> Posting:
    problems.categories()
    return projects.cast().organizer.as_of(projects.TODAY)


def _first_batch(tmp_path: Path) -> Path:
    return _batch(
        tmp_path,
        [_project(number) for number in range(1, 38)],
        [_problem(number, number % 37 + 1 if number % 2 else f"灌溉提升{number % 37 + 1}") for number in range(1, 111)],
    )


def test_the_first_batch_is_taken_whole_and_tied_together(tmp_path: Path, organizer: Posting) -> None:
    batch = importing.plan(_first_batch(tmp_path), by=organizer, now=NOW)
    assert (batch.has_faults, len(batch.new), batch.new_problems) == (False, 37, 110)
    assert not Project.objects.exists()
    taken = operations.import_batch(batch, by=organizer, now=NOW)
    assert (len(taken.projects), len(taken.problems)) == (37, 110)
    assert Problem.objects.filter(project__isnull=False).count() == 110
    project = Project.objects.get(title="灌溉提升1")
    assert (project.investment_amount, project.planned_amount) == (Decimal("300000.00"), Decimal("300000.50"))
    assert project.problem_count == project.open_problem_count == project.problems.count() > 0
    assert (library.recount(now=NOW), list(verification.verify().faults)) == (0, [])


def test_the_same_workbook_again_does_nothing_twice(tmp_path: Path, organizer: Posting) -> None:
    path = _first_batch(tmp_path)
    operations.import_batch(importing.plan(path, by=organizer, now=NOW), by=organizer, now=NOW)
    again = importing.plan(path, by=organizer, now=NOW)
    assert again.counts()[Fate.UNCHANGED] == 37
    assert operations.import_batch(again, by=organizer, now=NOW) == operations.Taken([], [])
    assert (Project.objects.count(), Problem.objects.count()) == (37, 110)


def test_each_fault_is_named_by_row_and_column_and_nothing_is_done(tmp_path: Path, organizer: Posting) -> None:
    rows = [
        _project(1, investment="-3"),
        _project(2, days="明年"),
        _project(3, industry="航天"),
        _project(4, fiscal="0.12345678901"),
        _project(5),
    ]
    rows[2][1] = "发射场"
    batch = importing.plan(_batch(tmp_path, rows, []), by=organizer, now=NOW)
    assert sorted(batch.faults) == ["3:10", "4:9", "5:3", "6:11"]
    with pytest.raises(BadInput):
        operations.import_batch(batch, by=organizer, now=NOW)
    assert not Project.objects.exists()


def test_what_is_here_and_told_otherwise_stays_and_says_so(tmp_path: Path, organizer: Posting) -> None:
    operations.import_batch(
        importing.plan(_batch(tmp_path, [_project(1)], []), by=organizer, now=NOW), by=organizer, now=NOW
    )
    again = importing.plan(_batch(tmp_path, [_project(1, goal="灌溉900亩"), _project(1)], []), by=organizer, now=NOW)
    assert [row.fate for row in again.rows] == [Fate.DIFFERS, Fate.UNCHANGED]
    assert "建设目标" in again.rows[0].note


def test_a_column_of_money_without_a_unit_is_refused(tmp_path: Path, organizer: Posting) -> None:
    heading = ["总投资" if one == "总投资(万元)" else one for one in LIBRARY]
    path = workbooks.batch(tmp_path / "batch.xlsx", [heading, _project(1)], [PROBLEMS])
    assert "2:10" in importing.plan(path, by=organizer, now=NOW).faults


def test_a_village_outside_ones_reach_is_a_fault(tmp_path: Path, organizer: Posting) -> None:
    people.place("370681108231", "筐柳村")
    row = _project(1)
    row[3:6] = ["龙口市", "石良镇", "筐柳村"]
    assert "3:6" in importing.plan(_batch(tmp_path, [row], []), by=organizer, now=NOW).faults
    assert VILLAGE.startswith("450422")
