"""Notices: told to others, read by their own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import people
from zhitongche.foundation.notices import operations, queries
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Person, Posting

NOW = people.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(db: None) -> Posting:
    people.place("450422107205", "建新村")
    return people.posting("first_secretary", "450422107205", people.person("石广"))


def serving() -> Person:
    """Somebody in post, so that there is somebody to be told."""
    return people.posting("organizer", "450422").person


def tell(by: Posting | None, *persons: Person, title: str = "灌溉供电不足") -> int:
    return operations.tell(
        [person.pk for person in persons],
        action="problem.claim",
        subject_kind="problem",
        subject_number="450422-2026-0042",
        title=title,
        by=by,
        now=NOW,
    )


def test_tell_reaches_everybody_but_who_did_it(secretary: Posting) -> None:
    one, two = serving(), serving()
    assert tell(secretary, one, two, secretary.person) == 2
    assert sorted(Notice.objects.values_list("person", flat=True)) == sorted([one.pk, two.pk])
    assert tell(None, secretary.person) == 1


def test_tell_keeps_the_actor_as_a_posting(secretary: Posting) -> None:
    one = serving()
    tell(secretary, one)
    notice = queries.newest(one.pk)[0]
    assert (notice.posting, notice.actor) == (secretary, "")


def test_tell_cuts_a_title_to_what_the_column_holds(secretary: Posting) -> None:
    one = serving()
    tell(secretary, one, title="字" * 300)
    assert Notice.objects.get().title == "字" * 120


@pytest.mark.parametrize("count", [1, 50])
def test_tell_takes_the_same_statements_for_one_and_for_many(secretary: Posting, count: int) -> None:
    persons = [serving() for _number in range(count)]
    with CaptureQueriesContext(connection) as asked:
        tell(secretary, *persons)
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) == 1


def test_unread_is_counted_up_to_a_hundred(secretary: Posting) -> None:
    one = serving()
    assert queries.unread_words(queries.unread_count(one.pk)) == ""
    for _number in range(3):
        tell(secretary, one)
    assert queries.unread_words(queries.unread_count(one.pk)) == "3"
    notice = Notice.objects.all()[0]
    Notice.objects.bulk_create(
        Notice(person=one, action="x", subject_kind="x", subject_number="x", title="x", at=notice.at)
        for _number in range(150)
    )
    assert queries.unread_count(one.pk) == 100
    assert queries.unread_words(100) == "99+"


def test_mark_read_keeps_the_first_moment(secretary: Posting) -> None:
    one = serving()
    tell(secretary, one)
    notice = Notice.objects.get()
    operations.mark_read(notice, now=NOW)
    operations.mark_read(notice, now=NOW + timedelta(days=1))
    assert Notice.objects.get().read_at == NOW


def test_mark_all_read_leaves_others_alone(secretary: Posting) -> None:
    one, two = serving(), serving()
    tell(secretary, one, two)
    tell(secretary, one)
    assert operations.mark_all_read(one.pk, now=NOW) == 2
    assert operations.mark_all_read(one.pk, now=NOW) == 0
    assert (queries.unread_count(one.pk), queries.unread_count(two.pk)) == (0, 1)


def test_newest_come_first(secretary: Posting) -> None:
    one = serving()
    for number in range(7):
        tell(secretary, one, title=str(number))
    assert [notice.title for notice in queries.newest(one.pk)] == ["6", "5", "4", "3", "2"]
