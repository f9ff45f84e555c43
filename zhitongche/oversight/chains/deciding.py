"""On which of the things that hold a project up it is stuck: a pure function of what is known of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Kind(IntEnum):
    """What can hold a project up, in the order of its way: what stops everything, what others hold, the village's own next step."""

    SUSPENSION = 0
    ADMISSION = 1
    APPROVAL = 2
    MONEY = 3
    PROBLEM = 4
    WORKS = 5
    NEXT_STEP = 6


# What goes on by itself once nothing of somebody else's is in the way: named only where nothing else is.
OWN = frozenset({Kind.WORKS, Kind.NEXT_STEP})


@dataclass(frozen=True)
class Knot:
    """One thing that holds a project up: what it is, who has to act, since when, and whether a limit has passed."""

    kind: Kind
    what: str
    holder: str
    since: date | None = None
    is_late: bool = False
    # Where it is shown.
    address: str = ""

    def days(self, today: date) -> int | None:
        """Calendar days it has been held; None where nobody knows since when."""
        return None if self.since is None else max((today - self.since).days, 0)


def stuck_on(knots: Sequence[Knot], today: date) -> Knot | None:
    """The knot to be undone first; None where nothing holds the project up.

    What stops everything; then what others hold, late before in time, in the order of the way, the longest held first;
    then the village's own next step.
    """
    return min(knots, key=lambda knot: _rank(knot, today), default=None)


def _rank(knot: Knot, today: date) -> tuple[bool, bool, bool, Kind, int]:
    return (
        knot.kind is not Kind.SUSPENSION,
        knot.kind in OWN,
        not knot.is_late,
        knot.kind,
        -(knot.days(today) or 0),
    )
