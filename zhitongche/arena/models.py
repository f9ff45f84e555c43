"""The arena half's tables, room by room; they live beside the rules that guard them."""

from .alliances.models import Alliance, AllianceEvent, AlliancePlace, Membership
from .contests.models import (
    Comment,
    Contest,
    ContestEvent,
    ContestRules,
    Entry,
    EntryPhoto,
    LateRequest,
    Learn,
    Pledge,
    PledgePhoto,
)
from .indicators.models import Indicator, IndicatorEvent, IndicatorLibrary
from .judging.models import (
    Assignment,
    Calibration,
    CalibrationSheet,
    Given,
    JudgeSeat,
    PaperReading,
    Recusal,
    ScoreSheet,
    ScoreVersion,
)
from .titles.models import Handout, Objection, Result, Settlement, Title

__all__ = [
    "Alliance",
    "AllianceEvent",
    "AlliancePlace",
    "Assignment",
    "Calibration",
    "CalibrationSheet",
    "Comment",
    "Contest",
    "ContestEvent",
    "ContestRules",
    "Entry",
    "EntryPhoto",
    "Given",
    "Handout",
    "Indicator",
    "IndicatorEvent",
    "IndicatorLibrary",
    "JudgeSeat",
    "LateRequest",
    "Learn",
    "Membership",
    "Objection",
    "PaperReading",
    "Pledge",
    "PledgePhoto",
    "Recusal",
    "Result",
    "ScoreSheet",
    "ScoreVersion",
    "Settlement",
    "Title",
]
