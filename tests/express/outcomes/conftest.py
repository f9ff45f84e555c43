"""The people around one village's figures."""

import pytest

from tests.factories import outcomes
from tests.factories.projects import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return outcomes.cast()
