"""Two at once: one end, one settlement, and an objection that is in or refused, never both."""

from datetime import UTC, datetime

import pytest

from tests.factories import contests, results
from tests.factories.results import AFTER, PUBLISHED_AT, SETTLED_AT
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.titles import operations
from zhitongche.arena.titles.models import Objection, Settlement, Title
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
# One second before the last day of the notice (11 June 2026) is over in Shanghai, and the first of the next.
LAST, NEXT = datetime(2026, 6, 11, 15, 59, 59, tzinfo=UTC), datetime(2026, 6, 11, 16, 0, tzinfo=UTC)


def own(posting: Posting) -> Posting:
    """A thread's own copy: the day an actor acts on is kept on it."""
    return Posting.objects.select_related("person", "region", "department").get(pk=posting.pk)


def test_of_ten_who_settle_one_does(committed, in_threads):
    cast = contests.cast()
    made = results.scored(cast)

    def act(_at):
        return operations.settle(Contest.objects.get(pk=made.pk), by=own(cast.organizer), now=SETTLED_AT)

    answers = in_threads(act, 10)
    assert sum(isinstance(one, Contest) for one in answers) == 1, answers
    assert all(isinstance(one, Contest | NotNow) for one in answers), answers
    assert Settlement.objects.count() == 1


def test_of_ten_who_end_it_one_does(committed, in_threads):
    cast = contests.cast()
    made = results.published(cast)

    def act(_at):
        return operations.finalise(Contest.objects.get(pk=made.pk), by=own(cast.organizer), now=AFTER)

    answers = in_threads(act, 10)
    assert sum(isinstance(one, Contest) for one in answers) == 1, answers
    assert all(isinstance(one, Contest | NotNow) for one in answers), answers
    assert Title.objects.count() == 2


def test_an_objection_against_the_end_is_in_or_refused(committed, in_threads, rounds):
    cast = contests.cast()
    for _round in range(rounds(short=2, long=20)):
        made = results.published(cast)
        read = [Contest.objects.get(pk=made.pk) for _thread in range(6)]

        def act(at, read=read):
            if at % 2:
                return operations.finalise(read[at], by=own(cast.organizer), now=NEXT)
            return operations.object_(read[at], by=own(cast.secretaries[0]), now=LAST, text="有异议")

        answers = in_threads(act, 6)
        assert all(isinstance(one, Contest | NotNow) for one in answers), answers
        filed = Objection.objects.filter(contest=made).count()
        awarded = Title.objects.filter(contest=made).exists()
        assert (filed, awarded) in {(1, False), (0, True)}


def test_of_two_who_object_at_once_each_has_a_number_of_their_own(committed, in_threads):
    cast = contests.cast()
    made = results.published(cast)

    def act(at):
        who = own(cast.secretaries[at])
        return operations.object_(Contest.objects.get(pk=made.pk), by=who, now=PUBLISHED_AT, text="有异议")

    answers = in_threads(act, 3)
    assert all(isinstance(one, Contest) for one in answers), answers
    assert sorted(Objection.objects.values_list("serial", flat=True)) == [1, 2, 3]
