"""The people of 龙口市."""

import pytest

from tests.factories import alliances
from tests.factories.alliances import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return alliances.cast()
