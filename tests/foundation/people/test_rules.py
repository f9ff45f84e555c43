"""三员分立: no sequence of grants and endings joins two administrators' duties, nor one with other work."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import people
from tests.factories.people import NOW, TODAY
from zhitongche.foundation.errors import NotNow, Refused
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Person, Posting
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, Role

pytestmark = pytest.mark.django_db
BUSINESS = (Role.JUDGE, Role.EXPERT, Role.LEADER, Role.ORGANIZER)
DAYS = st.integers(0, 12).map(lambda count: TODAY + timedelta(days=count))
GRANTS = st.tuples(
    st.just("appoint"), st.sampled_from([*sorted(ADMINISTRATORS), *BUSINESS]), DAYS, st.one_of(st.none(), DAYS)
)
ENDINGS = st.tuples(st.just("end"), st.integers(0, 3), DAYS, st.none())


class _Undone(Exception):
    """Takes back what one example wrote."""


def apply(person: Person, step: tuple) -> None:
    kind, what, day, until = step
    if kind == "appoint":
        operations.appoint(
            person, by=None, now=NOW, role=what, region=people.place("450422"), starts_on=day, ends_on=until
        )
        return
    held = list(person.postings.order_by("pk"))
    if what < len(held):
        operations.end_posting(held[what], by=None, now=NOW, ends_on=day)


def joined(person: Person) -> list[tuple[date, set[str]]]:
    """The days on which the person holds what nobody may hold together."""
    found = []
    for count in range(40):
        day = TODAY + timedelta(days=count)
        roles = set(Posting.objects.in_force(day).filter(person=person).values_list("role", flat=True))
        if roles & ADMINISTRATORS and len(roles) > 1:
            found.append((day, roles))
    return found


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(GRANTS | ENDINGS, max_size=4))
def test_no_sequence_of_changes_joins_two_administrators(steps):
    try:
        with transaction.atomic():
            person = people.person()
            for step in steps:
                try:
                    apply(person, step)
                except Refused:
                    continue
            assert joined(person) == []
            raise _Undone
    except _Undone:
        pass


@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", [role for role in Role if role not in {Role.FIRST_SECRETARY, Role.TEAM_MEMBER}])
def test_an_administrator_does_nothing_else_at_the_same_time(first, second):
    held = people.posting(first, "450422")
    where = people.posting(second).__dict__
    facts = {"role": second, "starts_on": TODAY, "by": None, "now": NOW}
    facts |= (
        {"department": people.department()}
        if where["department_id"]
        else {"region": people.place(where["region_id"] or "45")}
    )
    if second == first:
        operations.appoint(held.person, **facts)
        return
    with pytest.raises(NotNow):
        operations.appoint(held.person, **facts)
    operations.end_posting(held, by=None, now=NOW, ends_on=TODAY)
    operations.appoint(held.person, **facts)


def test_two_grants_at_one_moment_never_join_two_administrators(committed, in_threads):
    people.place("450422")
    for _ in range(5):
        person = people.person()
        roles = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR, Role.JUDGE]

        def grant(number: int, person: Person = person, roles: list[Role] = roles) -> Posting:
            return operations.appoint(
                person, by=None, now=NOW, role=roles[number], region=people.place("450422"), starts_on=TODAY
            )

        answers = in_threads(grant, len(roles))
        granted = [answer for answer in answers if isinstance(answer, Posting)]
        refused = [answer for answer in answers if isinstance(answer, NotNow)]
        assert (len(granted), len(refused)) == (1, 3), answers
        assert joined(person) == []


def test_two_secretaries_at_one_moment_never_share_a_village(committed, in_threads):
    people.place("450422107205")
    secretaries = [people.person() for _ in range(6)]

    def grant(number: int) -> Posting:
        village = people.place("450422107205")
        return operations.appoint(
            secretaries[number], by=None, now=NOW, role=Role.FIRST_SECRETARY, region=village, starts_on=TODAY
        )

    answers = in_threads(grant, len(secretaries))
    assert [type(answer).__name__ for answer in answers].count("Posting") == 1, answers
    assert [type(answer).__name__ for answer in answers].count("NotNow") == 5, answers
