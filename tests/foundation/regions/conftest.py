"""Places of the tests: the real rows of `tests/factories/regions.py`, imported the way an office imports them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.factories import people, regions
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations, sheet

NOW = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def places(db: None, tmp_path: Path) -> operations.Imported:
    return operations.import_divisions(sheet.read(regions.package(tmp_path)), by=None, now=NOW)


@pytest.fixture
def keeper(places: operations.Imported) -> Posting:
    """The system administrator of the whole installation."""
    return people.posting("system_admin", "")
