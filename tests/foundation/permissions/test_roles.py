"""The policy as written: every role has its duty, and the three administrators share none."""

from itertools import combinations

import pytest

from tests.factories import people
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, DUTIES, READING_ONLY, Role


def test_every_role_has_its_duty():
    assert set(DUTIES) == set(Role)


def test_the_three_administrators_share_no_permission_with_anybody():
    administered = [DUTIES[role].permissions for role in sorted(ADMINISTRATORS)]
    assert all(not one & other for one, other in combinations(administered, 2))
    others = set().union(*(DUTIES[role].permissions for role in Role if role not in ADMINISTRATORS))
    assert not others & set().union(*administered)


def test_permissions_are_alphabetical_nouns_and_verbs():
    assert list(Permission) == sorted(Permission)
    assert all(permission.count(".") == 1 for permission in Permission)


@pytest.mark.django_db
def test_a_province_only_reads_but_its_administrators_keep_their_duty():
    assert people.posting(Role.ORGANIZER, "45").permissions == READING_ONLY
    assert people.posting(Role.LEADER, "45").permissions == READING_ONLY
    for role in ADMINISTRATORS:
        assert people.posting(role, "45").permissions == DUTIES[role].permissions
