"""Postings: granted and ended."""

import json
from datetime import date, timedelta

import pytest

from tests.factories import people
from tests.factories.people import NOW, TODAY
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Person, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


def last_record() -> AuditRecord:
    return AuditRecord.objects.order_by("-at", "-sequence").first()


def appoint(guard: Posting | None, person: Person, role: Role, **facts: object) -> Posting:
    return operations.appoint(person, **{"by": guard, "now": NOW, "role": role, "starts_on": TODAY} | facts)


def test_appoint_records_who_serves_where(guard):
    secretary, village = people.person(), people.place("450422107205")
    made = appoint(guard, secretary, Role.FIRST_SECRETARY, region=village, ends_on=date(2028, 5, 20))
    line = last_record()
    assert (line.action, line.chain, line.after) == ("posting.appoint", "450422", "in_force")
    assert json.loads(line.facts) == {
        "person": secretary.pk,
        "role": "first_secretary",
        "region": "450422107205",
        "department": None,
        "starts_on": "2026-05-20",
        "ends_on": "2028-05-20",
    }
    assert made.audit_id == str(made.pk)


SEATS = {
    Role.FIRST_SECRETARY: {"450422107205"},
    Role.TEAM_MEMBER: {"450422107205"},
    Role.TOWNSHIP_COMMITTEE: {"450422107"},
    Role.DEPARTMENT_LIAISON: {"department"},
    Role.DEPARTMENT_LEADER: {"department"},
    Role.SYSTEM_ADMIN: {"", "45", "4504", "450422"},
    Role.SECURITY_ADMIN: {"", "45", "4504", "450422"},
    Role.AUDITOR: {"", "45", "4504", "450422"},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("seat", ["", "45", "4504", "450422", "450422107", "450422107205", "department", "both"])
def test_appoint_ties_a_role_to_its_own_kind_of_seat(role, seat):
    guard = people.posting(Role.SECURITY_ADMIN, "")
    where = {
        "department": people.department() if seat in {"department", "both"} else None,
        "region": people.place("450422") if seat == "both" else people.place(seat) if seat.isdigit() else None,
    }
    fits = seat in SEATS.get(role, {"45", "4504", "450422"})
    try:
        appoint(guard, people.person(), role, **where)
        granted = True
    except BadInput as refused:
        assert set(refused.faults) <= {"region", "department"}
        granted = False
    assert granted == fits


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"role": "king"}, "role"),
        ({"ends_on": TODAY}, "ends_on"),
        ({"ends_on": date(2020, 1, 1)}, "ends_on"),
        ({"region": None}, "region"),
    ],
)
def test_appoint_names_the_faulty_field(guard, facts, field):
    facts = {"region": people.place("450422107205")} | facts
    with pytest.raises(BadInput) as refused:
        appoint(guard, people.person(), facts.pop("role", Role.FIRST_SECRETARY), **facts)
    assert list(refused.value.faults) == [field]


def test_appoint_to_a_closed_village_is_a_fault(guard):
    closed = people.place("450422107299", until=TODAY)
    with pytest.raises(BadInput) as refused:
        appoint(guard, people.person(), Role.FIRST_SECRETARY, region=closed)
    assert list(refused.value.faults) == ["region"]


def test_appoint_outside_the_place_is_a_fault(guard):
    with pytest.raises(BadInput) as refused:
        appoint(guard, people.person(), Role.FIRST_SECRETARY, region=people.place("450421100200"))
    assert list(refused.value.faults) == ["region"]


def test_appoint_a_person_of_another_county_is_refused(guard):
    stranger = people.person(region=people.place("450421"))
    with pytest.raises(NotYourDuty):
        appoint(guard, stranger, Role.FIRST_SECRETARY, region=people.place("450422107205"))


def test_appoint_oneself_is_refused(guard):
    with pytest.raises(NotYourDuty):
        appoint(guard, guard.person, Role.SECURITY_ADMIN, region=people.place("450422"))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECURITY_ADMIN])
def test_appoint_is_the_security_administrators_duty(role):
    with pytest.raises(NotYourDuty):
        appoint(people.posting(role), people.person(), Role.JUDGE, region=people.place("450422"))


def test_appoint_twice_as_the_same_is_refused(guard):
    judge, county = people.person(), people.place("450422")
    appoint(guard, judge, Role.JUDGE, region=county)
    with pytest.raises(NotNow):
        appoint(guard, judge, Role.JUDGE, region=county, starts_on=TODAY + timedelta(days=9))


def test_a_village_has_one_first_secretary_at_a_time(guard):
    village = people.place("450422107205")
    first = appoint(guard, people.person(), Role.FIRST_SECRETARY, region=village)
    with pytest.raises(NotNow):
        appoint(guard, people.person(), Role.FIRST_SECRETARY, region=village)
    operations.end_posting(first, by=guard, now=NOW, ends_on=TODAY + timedelta(days=5), reason="期满")
    with pytest.raises(NotNow):
        appoint(guard, people.person(), Role.FIRST_SECRETARY, region=village, starts_on=TODAY + timedelta(days=4))
    appoint(guard, people.person(), Role.FIRST_SECRETARY, region=village, starts_on=TODAY + timedelta(days=5))
    assert Posting.objects.filter(region=village).count() == 2


def test_end_posting_keeps_the_reason_out_of_the_record(guard):
    held = people.posting(Role.FIRST_SECRETARY)
    operations.end_posting(held, by=guard, now=NOW, ends_on=TODAY, reason="调回 原单位 ")
    held.refresh_from_db()
    assert (held.ends_on, held.end_reason) == (TODAY, "调回 原单位")
    assert json.loads(last_record().facts)["reason"] == digest(held.person.salt, "调回 原单位")


def test_end_posting_twice_is_refused(guard):
    held = people.posting(Role.FIRST_SECRETARY)
    operations.end_posting(held, by=guard, now=NOW, ends_on=TODAY)
    with pytest.raises(NotNow):
        operations.end_posting(held, by=guard, now=NOW, ends_on=TODAY)


def test_end_posting_in_two_tabs_lets_one_win(guard):
    held = people.posting(Role.FIRST_SECRETARY)
    other_tab = Posting.objects.get(pk=held.pk)
    operations.end_posting(held, by=guard, now=NOW, ends_on=date(2026, 9, 1))
    with pytest.raises(NotNow):
        operations.end_posting(other_tab, by=guard, now=NOW, ends_on=date(2026, 8, 1))


@pytest.mark.parametrize("ends_on", [date(2024, 12, 31), date(2026, 9, 2)])
def test_end_posting_never_prolongs_nor_ends_before_the_beginning(guard, ends_on):
    held = people.posting(Role.FIRST_SECRETARY, ends_on=date(2026, 9, 1))
    with pytest.raises(BadInput) as refused:
        operations.end_posting(held, by=guard, now=NOW, ends_on=ends_on)
    assert list(refused.value.faults) == ["ends_on"]


def test_end_posting_of_oneself_or_of_another_county_is_refused(guard):
    for held in (guard, people.posting(Role.FIRST_SECRETARY, "450421100200")):
        with pytest.raises(NotYourDuty):
            operations.end_posting(held, by=guard, now=NOW, ends_on=TODAY)
