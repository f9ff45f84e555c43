"""The office of 藤县 that writes papers."""

import pytest

from tests.factories import papers
from tests.factories.reports import Office


@pytest.fixture
def office() -> Office:
    return papers.office()
