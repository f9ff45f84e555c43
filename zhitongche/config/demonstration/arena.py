"""龙口's chief alliance with its four sub-alliances (东西南北4个区), those who serve there as members, and their bouts."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import timezone

from zhitongche.arena.alliances import operations, queries
from zhitongche.arena.alliances.models import Alliance
from zhitongche.foundation.people.models import Posting

from . import bouts
from .almanac import Almanac, before
from .cast import LONGKOU
from .shelf import Deed, Shelf

ORGANIZER = "longkou-org-1"
CHIEF = "龙口市第一书记总盟"
# The townships of each; the article names 南区 only, the other divisions are ours.
SUBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("东区联盟", ("370681005", "370681109", "370681110")),
    ("西区联盟", ("370681102", "370681103", "370681104")),
    ("南区联盟", ("370681106", "370681107", "370681108")),
    ("北区联盟", ("370681001", "370681002", "370681003", "370681004", "370681401")),
)


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """The chief first, then its subs with their members; from the next month on their bouts."""
    february = before(almanac.months()[0])
    founded, joined = almanac.of_month(february, 1), almanac.of_month(february, 2)
    yield Deed(almanac.hour(founded, 0, CHIEF), CHIEF, ORGANIZER, _found_chief)
    for turn, (name, places) in enumerate(SUBS):
        yield Deed(almanac.hour(joined, turn, name), name, ORGANIZER, _found_sub(name, places))
    yield from bouts.deeds(almanac, dict(SUBS))


def _found_chief(_shelf: Shelf, by: Posting, now: datetime) -> None:
    operations.found(by=by, now=now, name=CHIEF, region=LONGKOU)


def _found_sub(name: str, places: tuple[str, ...]) -> Callable[[Shelf, Posting, datetime], None]:
    def do(_shelf: Shelf, by: Posting, now: datetime) -> None:
        chief = Alliance.objects.get(name=CHIEF)
        made = operations.found(by=by, now=now, name=name, places=places, parent=chief.number)
        serving = [one.person_id for one in queries.outside(made, timezone.localdate(now))]
        if serving:
            operations.enrol(made, by=by, now=now, people=serving)

    return do
