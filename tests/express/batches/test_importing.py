"""The first batch of an office: 37 projects with 110 problems in one workbook, checked first, safe to repeat."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.factories import batches, people, workbooks
from tests.factories.projects import NOW, VILLAGE
from zhitongche.express.batches import importing, operations
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import operations as library
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


def test_the_first_batch_is_taken_whole_and_tied_together(tmp_path: Path, organizer: Posting) -> None:
    batch = importing.plan(batches.first(tmp_path), by=organizer, now=NOW)
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
    path = batches.first(tmp_path)
    operations.import_batch(importing.plan(path, by=organizer, now=NOW), by=organizer, now=NOW)
    again = importing.plan(path, by=organizer, now=NOW)
    assert again.counts()[Fate.UNCHANGED] == 37
    assert operations.import_batch(again, by=organizer, now=NOW) == operations.Taken([], [])
    assert (Project.objects.count(), Problem.objects.count()) == (37, 110)


def test_a_problem_that_comes_later_finds_the_project_that_came_before(tmp_path: Path, organizer: Posting) -> None:
    rows = [batches.project(1), batches.project(2), batches.project(1)]
    rows[2][0] = 3
    for count in (1, 3):
        path = batches.book(tmp_path, rows, [batches.problem(number, number) for number in range(1, count + 1)])
        operations.import_batch(importing.plan(path, by=organizer, now=NOW), by=organizer, now=NOW)
    assert list(Problem.objects.order_by("pk").values_list("project__title", flat=True)) == [
        *("灌溉提升1", "灌溉提升2", "灌溉提升1")
    ]


def test_each_fault_is_named_by_row_and_column_and_nothing_is_done(tmp_path: Path, organizer: Posting) -> None:
    rows = [
        batches.project(1, investment="-3"),
        batches.project(2, days="明年"),
        batches.project(3, industry="航天"),
        batches.project(4, fiscal="0.12345678901"),
        batches.project(5),
    ]
    rows[2][1] = "发射场"
    batch = importing.plan(batches.book(tmp_path, rows, []), by=organizer, now=NOW)
    assert sorted(batch.faults) == ["3:10", "4:9", "5:3", "6:11"]
    with pytest.raises(BadInput):
        operations.import_batch(batch, by=organizer, now=NOW)
    assert not Project.objects.exists()


def test_what_is_here_and_told_otherwise_stays_and_says_so(tmp_path: Path, organizer: Posting) -> None:
    operations.import_batch(
        importing.plan(batches.book(tmp_path, [batches.project(1)], []), by=organizer, now=NOW), by=organizer, now=NOW
    )
    again = importing.plan(
        batches.book(tmp_path, [batches.project(1, goal="灌溉900亩"), batches.project(1)], []), by=organizer, now=NOW
    )
    assert [row.fate for row in again.rows] == [Fate.DIFFERS, Fate.UNCHANGED]
    assert "建设目标" in again.rows[0].note


def test_a_column_of_money_without_a_unit_is_refused(tmp_path: Path, organizer: Posting) -> None:
    heading = ["总投资" if one == "总投资(万元)" else one for one in batches.LIBRARY]
    path = workbooks.batch(tmp_path / "batch.xlsx", [heading, batches.project(1)], [batches.PROBLEMS])
    assert "2:10" in importing.plan(path, by=organizer, now=NOW).faults


def test_a_village_outside_ones_reach_is_a_fault(tmp_path: Path, organizer: Posting) -> None:
    people.place("370681108231", "筐柳村")
    row = batches.project(1)
    row[3:6] = ["龙口市", "石良镇", "筐柳村"]
    assert "3:6" in importing.plan(batches.book(tmp_path, [row], []), by=organizer, now=NOW).faults
    assert VILLAGE.startswith("450422")


def test_a_project_is_known_again_after_it_was_renamed(tmp_path: Path, organizer: Posting) -> None:
    path = batches.book(tmp_path, [batches.project(1)], [])
    made = operations.import_batch(importing.plan(path, by=organizer, now=NOW), by=organizer, now=NOW).projects
    Project.objects.update(title="灌溉提升一期")
    again = importing.plan(path, by=organizer, now=NOW)
    assert [(row.fate, row.number) for row in again.rows] == [(Fate.UNCHANGED, made[0].number)]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [({"项目库": 1}, "没有问题清单"), ({"项目库": 1, "问题清单": []}, "为空"), ({"项目库": 1, "问题清单": [batches.PROBLEMS]}, "为空"),
     ({"说明": 1, "问题": []}, "为空")],
)  # fmt: skip
def test_a_workbook_without_problems_says_so(
    tmp_path: Path, organizer: Posting, sheets: dict[str, object], said: str
) -> None:
    library = [batches.LIBRARY, batches.project(1)]
    lists = {name: library if rows == 1 else rows for name, rows in sheets.items()}
    batch = importing.plan(workbooks.several(tmp_path / "a.xlsx", lists), by=organizer, now=NOW)
    assert (batch.has_faults, len(batch.new), batch.problems) == (False, 1, None)
    assert said in batch.remark


def test_a_list_of_problems_alone_is_no_first_batch(tmp_path: Path, organizer: Posting) -> None:
    path = workbooks.several(tmp_path / "a.xlsx", {"问题清单": [batches.PROBLEMS, batches.problem(1, 1)]})
    with pytest.raises(BadInput, match="没有项目库"):
        importing.plan(path, by=organizer, now=NOW)
