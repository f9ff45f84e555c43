"""The people around one expert's visit."""

import pytest

from tests.factories import experts
from tests.factories.experts import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return experts.cast()
