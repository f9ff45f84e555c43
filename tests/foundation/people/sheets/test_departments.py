"""Lists of departments."""

import pytest

from tests.factories.sheets import run, sheet
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Department


def test_departments_are_entered_and_brought_up_to_date(tmp_path, offices):
    headings = "部门名称,简称,所在地,上级部门,职能"
    path = sheet(
        tmp_path,
        "藤县供电局,供电,藤县,,electricity",
        "新庆供电所,,藤县,藤县供电局,electricity、roads",
        headings=headings,
    )
    assert run(path, "keeper", kind="departments")[0] == 0
    branch = Department.objects.get(name="新庆供电所")
    assert (branch.code, branch.parent.name, branch.functions) == ("450422-02", "藤县供电局", ["electricity", "roads"])
    before = AuditRecord.objects.count()
    code, said = run(path, "keeper", kind="departments")
    assert (code, "2 unchanged" in said, AuditRecord.objects.count()) == (0, True, before)
    changed = sheet(tmp_path, "藤县供电局,电力,藤县,,", headings=headings)
    assert "1 updated" in run(changed, "keeper", kind="departments")[1]
    assert Department.objects.get(name="藤县供电局").short_name == "电力"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (",,藤县,,", "2:1"),
        ("供电局,,别县,,", "2:3"),
        ("供电局,,藤县,没有,", "2:4"),
        ("供电局,,藤县,,Elec tricity!", "2:5"),
    ],
)
def test_departments_refuse_a_cell_and_write_nothing(tmp_path, offices, line, place):
    path = sheet(tmp_path, line, headings="部门名称,简称,所在地,上级部门,职能")
    code, said = run(path, "keeper", kind="departments")
    assert (code, Department.objects.count(), said.split(": ")[0]) == (1, 0, place)
