"""A bout of 南区联盟 with five judges and three entries."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.factories import contests
from tests.factories.contests import Cast
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State


@pytest.fixture
def cast(db: None) -> Cast:
    return contests.cast()


@pytest.fixture
def judged(cast: Cast) -> Contest:
    """Entries closed, everybody has declared."""
    return contests.running(cast)


@pytest.fixture
def opened(cast: Cast) -> Contest:
    """Open for entries, three of them in, no panel yet."""
    made = contests.contest(cast, State.OPEN)
    for secretary in cast.secretaries:
        contests.entry(made, secretary)
    return made


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are looked at by their English words."""
    with translation.override("en"):
        yield
