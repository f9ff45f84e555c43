"""What can be asked of a timetable, each wish by itself, so that a page can say which ones cannot hold together."""

from dataclasses import dataclass
from enum import StrEnum

from .setting import Setting


class Kind(StrEnum):
    """The subject of a wish, in brackets what `subject` holds."""

    DAY = "day"  # All is over by the end of the day (nothing).
    FREE = "free"  # A party comes only when it is free (the party).
    ONE_PLACE = "one_place"  # A party is in one place at a time (the party).
    ONE_ITEM = "one_item"  # A room hears one item at a time (the room).
    FIXED = "fixed"  # An item stands at its room and hour (the item).
    TRAVEL = "travel"  # Who changes rooms needs the time for the way (nothing).


@dataclass(frozen=True, order=True)
class Wish:
    """One wish. That every item is heard is none: it is what a timetable is for."""

    kind: Kind
    subject: str = ""


def wishes_of(setting: Setting) -> list[Wish]:
    """Every wish of a setting, those that are easiest to give up last: what stays is named in that order."""
    parties = setting.by_party()
    return [
        *(Wish(Kind.TRAVEL) for _once in range(1) if any(setting.travel.values())),
        *(Wish(Kind.ONE_ITEM, room.code) for room in setting.rooms),
        *(Wish(Kind.ONE_PLACE, party) for party in parties),
        Wish(Kind.DAY),
        *(Wish(Kind.FREE, party) for party in parties if party in setting.free),
        *(Wish(Kind.FIXED, item.code) for item in setting.items if item.fixed),
    ]
