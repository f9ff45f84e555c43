"""How the database answers: a scope and the picker are index scans on either database, without hints to its planner."""

from datetime import date

import pytest
from django.db.models import QuerySet

from zhitongche.foundation.regions import bulk, queries
from zhitongche.foundation.regions.models import Level, Region, RegionKey
from zhitongche.foundation.regions.search import matching, within_scopes

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
CITIES = range(4501, 4541)
VILLAGES = 400


@pytest.fixture
def country(db: None) -> None:
    """Forty cities of four hundred villages, every one of them with the same few keys, and the planner's statistics."""
    codes = [f"{city}22107{number:03}" for city in CITIES for number in range(VILLAGES)]
    rows = ((code, 5, "建新村委会", "建新村", None, False, None, None, None) for code in codes)
    fields = ("code", "level", "name", "short_name", "parent", "is_custom", "since", "until", "successor")
    bulk.insert(Region, fields, rows, lambda batch: None)
    keys = sorted((key, code) for code in codes for key in ("建新", "新村", "jxc"))
    bulk.insert(RegionKey, ("key", "code"), keys, lambda batch: None)
    bulk.refresh_statistics(Region, RegionKey)


def plan_of(rows: QuerySet[Region]) -> list[str]:
    return [line.strip() for line in rows.explain().splitlines()]


def reads_a_whole_table(plan: list[str]) -> bool:
    return any("Seq Scan" in line or line.startswith("SCAN") for line in plan)


def test_bulk_insert_counts_its_rows(country: None) -> None:
    assert Region.objects.count() == len(CITIES) * VILLAGES
    assert RegionKey.objects.count() == 3 * len(CITIES) * VILLAGES


def test_all_of_a_city_is_one_index_scan(country: None) -> None:
    rows = queries.inside(Region.objects.all(), "4504")
    plan = plan_of(rows)
    assert not reads_a_whole_table(plan), plan
    assert any("code>" in line or "Index Cond" in line for line in plan), plan
    assert rows.count() == VILLAGES


@pytest.mark.parametrize("words", ["建新", "建新村", "jx"])
def test_the_picker_inside_a_county_is_index_scans(country: None, words: str) -> None:
    rows = matching(words, within_scopes(["450422"], DAY, Level.VILLAGE)).order_by("code")[:20]
    plan = plan_of(rows)
    assert not reads_a_whole_table(plan), plan
    assert len(rows) == 20


def test_the_places_inside_one_are_an_index_scan(country: None) -> None:
    plan = plan_of(queries.children(Region(code="450422107")).order_by("code")[:51])
    assert not reads_a_whole_table(plan), plan
    assert any("region_children" in line for line in plan), plan
