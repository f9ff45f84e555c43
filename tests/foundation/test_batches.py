"""All rows of a table some hundred at a time."""

import pytest

from tests.factories import people
from zhitongche.foundation.batches import by_key
from zhitongche.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [1, 2, 5, 9])
def test_every_row_comes_once_in_the_order_of_its_key(size: int) -> None:
    made = [people.person(f"甲{number}") for number in range(5)]
    batches = list(by_key(Person.objects.order_by("-name"), size))
    assert [one for batch in batches for one in batch] == made
    assert max(len(batch) for batch in batches) <= size


def test_what_is_added_behind_meanwhile_is_met_too() -> None:
    first = people.person("甲")
    batches = by_key(Person.objects.all(), 1)
    assert next(batches) == [first]
    second = people.person("乙")
    assert next(batches) == [second]
    assert list(batches) == []
