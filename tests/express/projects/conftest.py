"""The people around one village's project."""

import pytest

from tests.factories import projects
from tests.factories.projects import Cast
from zhitongche.express.projects.models import Project


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


@pytest.fixture
def project(cast: Cast) -> Project:
    return projects.planned(cast.secretary)
