"""Two at once: nobody belongs to two alliances, and no place to two subs."""

import pytest

from tests.factories import alliances
from zhitongche.arena.alliances import operations
from zhitongche.arena.alliances.models import Alliance, AlliancePlace, Membership
from zhitongche.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db


def test_of_ten_who_enrol_the_same_person_one_does(committed, in_threads, rounds):
    cast = alliances.cast()
    chief = operations.found(by=cast.city, now=alliances.NOW, name="烟台市总盟", region="3706")
    ones = [
        operations.found(by=cast.organizer, now=alliances.NOW, name=f"联盟{at}", region="370681") for at in range(10)
    ]
    for key in cast.keys[: rounds(short=1, long=3)]:
        read = [Alliance.objects.get(pk=one.pk) for one in ones]

        def act(at, key=key, read=read):
            return operations.enrol(read[at], by=cast.organizer, now=alliances.NOW, people=[key])

        answers = in_threads(act, 10)
        assert sum(isinstance(one, Alliance) for one in answers) == 1, answers
        assert all(isinstance(one, Alliance | BadInput | NotNow) for one in answers), answers
        assert Membership.objects.filter(person=key).count() == 1
    assert not Membership.objects.filter(alliance=chief).exists()


def test_of_ten_who_give_a_place_to_a_sub_one_does(committed, in_threads):
    cast = alliances.cast()
    chief = alliances.chief(cast)

    def act(at):
        return alliances.south(cast, chief, name=f"联盟{at}")

    answers = in_threads(act, 10)
    assert sum(isinstance(one, Alliance) for one in answers) == 1, answers
    assert all(isinstance(one, Alliance | BadInput | NotNow) for one in answers), answers
    assert AlliancePlace.objects.count() == 1
