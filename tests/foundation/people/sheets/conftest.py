"""A county with its places, its two administrators, and English sentences."""

from datetime import date

import pytest
from django.utils import translation

from tests.factories import people
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions import operations as region_operations
from zhitongche.foundation.regions.models import Region


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def county(db) -> Region:
    people.place("450422", "藤县")
    people.place("450422107", "新庆镇")
    people.place("450422103", "塘步镇")
    people.place("450422107205", "建新村")
    people.place("450422107206", "同名村")
    people.place("450422103206", "同名村")
    people.place("450422107299", "旧村", until=date(2024, 1, 1))
    people.place("450421100", "龙圩镇")
    people.place("450421100200", "邻村")
    for region in Region.objects.filter(pk__startswith="45042"):
        region_operations._write_keys(region.code, region.short_name)
    return people.place("450422")


@pytest.fixture
def offices(county) -> None:
    for role, username in ((Role.SYSTEM_ADMIN, "keeper"), (Role.SECURITY_ADMIN, "guard")):
        people.account(username, of=people.posting(role, county).person)
