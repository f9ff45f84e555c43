"""Indicator libraries of the tests, made by the very operations of real ones."""

from decimal import Decimal
from typing import Any

from tests.factories import people
from zhitongche.arena.indicators import operations
from zhitongche.arena.indicators.models import Aspect, IndicatorLibrary
from zhitongche.config import reference_indicators
from zhitongche.foundation.people.models import Posting

NOW = people.NOW
ITEM: dict[str, Any] = {
    "code": "GV-08",
    "aspect": "governance",
    "name": "扁桃产业示范",
    "max_points": Decimal("2.5"),
    "evidence": "现场",
    "scoring_rule": "成片得2.5分。",
}


def default() -> IndicatorLibrary:
    """The product's own, as `ztc prepare` loads it."""
    operations.load_default(reference_indicators.NAME, reference_indicators.items(), now=NOW)
    return IndicatorLibrary.objects.get(region=None)


def drawn_up(by: Posting, based_on: str = "", **told: Any) -> IndicatorLibrary:
    """A draft of the posting's place."""
    return operations.draw_up(by=by, now=NOW, **{"name": "2026年指标库", "based_on": based_on, **told})


def filled(by: Posting, library: IndicatorLibrary) -> IndicatorLibrary:
    """Five items, one of each aspect, of twenty points each."""
    for number, aspect in enumerate(Aspect, start=1):
        given = {**ITEM, "code": f"A-{number:02d}", "aspect": aspect.value, "max_points": Decimal(20)}
        operations.set_item(library, by=by, now=NOW, **given)
    return library
