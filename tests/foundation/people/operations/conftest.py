"""The two administrators of the county whose acts are tried."""

import pytest

from tests.factories import people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role


@pytest.fixture
def keeper() -> Posting:
    """The county's system administrator."""
    return people.posting(Role.SYSTEM_ADMIN, "450422")


@pytest.fixture
def guard() -> Posting:
    """The county's security administrator."""
    return people.posting(Role.SECURITY_ADMIN, "450422")
