"""A county with its people; sheets lie in a folder of the test's own."""

import pytest
from django.utils import translation

from tests.factories import lists, problems


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db) -> problems.Cast:
    made = lists.county()
    for posting in (made.secretary, made.organizer, made.power, made.water):
        posting.as_of(problems.TODAY)
    return made
