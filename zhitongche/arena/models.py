"""The arena half's tables, room by room; they live beside the rules that guard them."""

from .alliances.models import Alliance, AllianceEvent, AlliancePlace, Membership
from .indicators.models import Indicator, IndicatorEvent, IndicatorLibrary

__all__ = [
    "Alliance",
    "AllianceEvent",
    "AlliancePlace",
    "Indicator",
    "IndicatorEvent",
    "IndicatorLibrary",
    "Membership",
]
