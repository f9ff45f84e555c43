"""藤县 with its categories of problems, and files in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import problems, projects
from zhitongche.foundation.people.models import Posting


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"


@pytest.fixture
def cast(db: None) -> projects.Cast:
    problems.categories()
    return projects.cast()


@pytest.fixture
def organizer(cast: projects.Cast) -> Posting:
    return cast.organizer.as_of(projects.TODAY)
