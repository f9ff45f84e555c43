"""The people around a bout of 龙口市's southern alliance; sentences are read in English."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.factories import contests
from tests.factories.contests import Cast


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return contests.cast()
