"""The people around a bout of 龙口市's southern alliance."""

import pytest

from tests.factories import contests
from tests.factories.contests import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return contests.cast()
