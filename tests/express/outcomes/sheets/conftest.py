"""The people around one village's figures; sheets lie in a folder of the test's own."""

from typing import Any

import pytest
from django.utils import translation

from tests.factories import outcomes, people
from tests.factories.projects import Cast


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path / "home"


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    made = outcomes.cast()
    people.account("chen", people.PASSWORD, made.organizer.person)
    people.account("shi", people.PASSWORD, made.secretary.person)
    return made
