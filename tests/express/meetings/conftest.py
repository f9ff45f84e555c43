"""The people around one meeting of 藤县."""

import pytest

from tests.factories import meetings
from tests.factories.meetings import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return meetings.cast()
