"""The people around one village, and a small library of approvals."""

import pytest

from tests.factories import approvals, projects
from tests.factories.projects import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    made = projects.cast()
    approvals.load()
    return made
