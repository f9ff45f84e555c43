"""Departments: numbered, corrected, closed."""

import json

import pytest

from tests.factories import people
from tests.factories.people import NOW, TODAY
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


def last_record() -> AuditRecord:
    return AuditRecord.objects.order_by("-at", "-sequence").first()


def found(keeper: Posting, **facts: object) -> Department:
    return operations.create_department(
        **{"by": keeper, "now": NOW, "name": "藤县供电局", "region": people.place("450422")} | facts
    )


def test_create_department_is_numbered_within_its_place(keeper):
    first, second = found(keeper), found(keeper, name="藤县水利局")
    people.department("450422-09")
    assert [first.code, second.code, found(keeper, name="藤县财政局").code] == ["450422-01", "450422-02", "450422-10"]


def test_create_department_keeps_functions_and_parent(keeper):
    parent = found(keeper, name="梧州供电局")
    made = found(keeper, short_name="供电", parent=parent, functions=["electricity", "electricity", "roads"])
    made.refresh_from_db()
    assert (made.parent, made.functions, made.short_name) == (parent, ["electricity", "roads"], "供电")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "藤县水利局"}, "name"),
        ({"code": "450422-77"}, "code"),
        ({"code": "4" * 21}, "code"),
        ({"functions": ["Not a code"]}, "functions"),
    ],
)
def test_create_department_names_the_faulty_field(keeper, facts, field):
    people.department("450422-77", "藤县水利局")
    with pytest.raises(BadInput) as refused:
        found(keeper, **facts)
    assert list(refused.value.faults) == [field]


def test_create_department_in_another_county_is_a_fault(keeper):
    with pytest.raises(BadInput) as refused:
        found(keeper, region=people.place("450421"))
    assert list(refused.value.faults) == ["region"]


def test_update_department_never_stands_under_itself(keeper):
    upper = found(keeper, name="梧州供电局")
    lower = found(keeper, parent=upper)
    with pytest.raises(BadInput) as refused:
        operations.update_department(upper, by=keeper, now=NOW, name=upper.name, parent=lower)
    assert list(refused.value.faults) == ["parent"]


def test_update_department_names_a_leader(keeper):
    made = found(keeper)
    operations.update_department(made, by=keeper, now=NOW, name=made.name, leader=keeper.person)
    made.refresh_from_db()
    assert made.leader == keeper.person
    assert json.loads(last_record().facts)["changed"] == ["leader"]


def test_update_department_that_changes_nothing_leaves_no_record(keeper):
    made = found(keeper)
    before = last_record().pk
    operations.update_department(made, by=keeper, now=NOW, name=made.name, short_name=made.short_name)
    assert last_record().pk == before


def test_close_department_waits_for_its_people(keeper):
    made = found(keeper)
    serving = people.posting(Role.DEPARTMENT_LIAISON, made)
    with pytest.raises(NotNow):
        operations.close_department(made, by=keeper, now=NOW, until=TODAY)
    operations.end_posting(serving, by=None, now=NOW, ends_on=TODAY)
    operations.close_department(made, by=keeper, now=NOW, until=TODAY)
    made.refresh_from_db()
    assert made.until == TODAY
    with pytest.raises(NotNow):
        operations.close_department(made, by=keeper, now=NOW, until=TODAY)


def test_departments_are_not_the_security_administrators_duty(guard):
    with pytest.raises(NotYourDuty):
        found(guard)
