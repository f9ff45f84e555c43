import pytest

from tests.factories import problems
from tests.factories.problems import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The secretary of 建新村, the organizer of 藤县, the liaisons of its power and water departments."""
    return problems.cast()
