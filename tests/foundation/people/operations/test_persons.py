"""Who stands in the register, and what the record says of it."""

import json

import pytest

from tests.factories import people
from tests.factories.people import NOW, TODAY
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Person, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


def last_record() -> AuditRecord:
    return AuditRecord.objects.order_by("-at", "-sequence").first()


def create(keeper: Posting, **facts: object) -> Person:
    return operations.create_person(
        **{"by": keeper, "now": NOW, "name": "谢强", "region": people.place("450422")} | facts
    )


def test_create_person_keeps_what_was_meant(keeper):
    made = create(keeper, name=" 谢　强 ", phone="１３９-００００ 1234", unit="藤县 供电局", post="副局长 ")
    made.refresh_from_db()
    assert (made.name, made.phone, made.unit, made.post) == ("谢强", "13900001234", "藤县 供电局", "副局长")


def test_create_person_is_recorded_by_digests_only(keeper):
    made = create(keeper, phone="13900001234")
    line = last_record()
    assert (line.action, line.subject_id, line.chain, line.person_id) == (
        "person.create",
        str(made.pk),
        "450422",
        keeper.person_id,
    )
    assert json.loads(line.facts) == {
        "name": digest(made.salt, "谢强"),
        "phone": digest(made.salt, "13900001234"),
        "region": "450422",
    }


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "1390000123x"}, "phone"),
        ({"unit": "长" * 101}, "unit"),
        ({"post": "长" * 101}, "post"),
        ({"region": None}, "region"),
    ],
)
def test_create_person_names_the_faulty_field(keeper, facts, field):
    count = Person.objects.count()
    with pytest.raises(BadInput) as refused:
        create(keeper, **facts)
    assert list(refused.value.faults) == [field]
    assert Person.objects.count() == count


def test_create_person_outside_the_place_is_a_fault(keeper):
    with pytest.raises(BadInput) as refused:
        create(keeper, region=people.place("450421"))
    assert list(refused.value.faults) == ["region"]


def test_create_person_at_a_closed_place_is_a_fault(keeper):
    with pytest.raises(BadInput) as refused:
        create(keeper, region=people.place("450422107299", until=TODAY))
    assert list(refused.value.faults) == ["region"]


def test_create_person_refuses_a_phone_twice(keeper):
    create(keeper, phone="13900001234")
    with pytest.raises(BadInput) as refused:
        create(keeper, phone="+86 139 0000 1234")
    assert list(refused.value.faults) == ["phone"]


def test_create_person_refuses_a_phone_that_is_anothers_user_name(keeper):
    other = people.person(phone="13900009999")
    people.account("13900009999", of=other)
    operations.update_person(other, by=keeper, now=NOW, name=other.name, phone="13900008888", region=other.region)
    with pytest.raises(BadInput) as refused:
        create(keeper, phone="13900009999")
    assert list(refused.value.faults) == ["phone"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_create_person_is_the_system_administrators_duty(role):
    with pytest.raises(NotYourDuty):
        create(people.posting(role))


def test_update_person_records_which_columns_changed(keeper):
    made = create(keeper)
    operations.update_person(
        made, by=keeper, now=NOW, name="谢强", phone="13900001234", post="局长", region=made.region
    )
    made.refresh_from_db()
    assert (made.phone, made.post) == ("13900001234", "局长")
    assert json.loads(last_record().facts)["changed"] == ["phone", "post"]


def test_update_person_without_a_change_writes_nothing(keeper):
    made = create(keeper)
    lines = AuditRecord.objects.count()
    operations.update_person(made, by=keeper, now=NOW, name="谢 强", region=made.region)
    assert AuditRecord.objects.count() == lines


def test_update_person_of_another_county_is_refused(keeper):
    stranger = people.person(region=people.place("450421"))
    with pytest.raises(NotYourDuty):
        operations.update_person(stranger, by=keeper, now=NOW, name="新名", region=people.place("450422"))
