"""What the offices have written: the notice and the minutes of 藤县's last meeting, two briefings of 梧州, a 督办单.

An organizer drafts and sends for review, a leader signs. The briefing of the month before last week's is issued, that of
the month after it is being written; the 督办单 waits for its signature.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from zhitongche.express.problems.models import Rectification
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.papers import operations
from zhitongche.oversight.papers.kinds import Kind
from zhitongche.oversight.papers.models import Paper
from zhitongche.oversight.reports.periods import Period, month_of

from . import cast
from .almanac import Almanac
from .shelf import Deed, Shelf
from .stories.heard import DAYS

COUNTY, COUNTY_LEADER = "tengxian-org-1", "tengxian-leader-1"
CITY, CITY_LEADER = "wuzhou-org-1", "wuzhou-leader-1"
MEETING = DAYS[-1]
# In working days back: a month is reported on when it is over, and the next one is being written by now.
REPORTED, BEGUN, PRESSED = 8, 1, 2
# Behind what the room's own acts of an hour take.
AFTERWARDS = timedelta(minutes=25)
Do = Callable[[Shelf, Posting, datetime], None]


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """Every paper's way, each act by whom it belongs to."""
    ago = MEETING.ago

    def at(back: int, turn: int, key: str, by: str, do: Do) -> Deed:
        moment = almanac.moment(back, turn, key).replace(minute=0, second=0)
        return Deed(moment + AFTERWARDS, key, by, do)

    yield at(ago + 4, 2, "notice-draft", COUNTY, _draft("notice", _of_meeting(Kind.NOTICE)))
    yield at(ago + 4, 3, "notice-issue", COUNTY_LEADER, _issue("notice", "藤组通〔%(year)s〕12号"))
    yield at(ago, 3, "minutes-draft", COUNTY, _draft("minutes", _of_meeting(Kind.MINUTES)))
    yield at(ago - 1, 0, "minutes-issue", COUNTY_LEADER, _issue("minutes", "第6期"))
    month = _month_before(almanac)
    yield at(REPORTED, 1, "briefing-draft", CITY, _draft("briefing", _briefing(month)))
    yield at(REPORTED - 1, 1, "briefing-issue", CITY_LEADER, _issue("briefing", "第1期"))
    yield at(BEGUN, 1, "next-briefing", CITY, _draft("next briefing", _briefing(month_of(month.until)), is_sent=False))
    yield at(PRESSED, 2, "supervision", COUNTY, _draft("supervision", _late_promise))


def _month_before(almanac: Almanac) -> Period:
    """The last month that was over when the city reported."""
    return month_of(almanac.day(-REPORTED).replace(day=1) - timedelta(days=1))


def _draft(key: str, about: Callable[[Shelf, datetime], dict[str, Any]], *, is_sent: bool = True) -> Do:
    """A paper drafted from what the records say, and sent for review in the same hour."""

    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        made = operations.draft(by=by, now=now, **about(shelf, now))
        shelf.papers[key] = made.number
        if is_sent:
            operations.submit(made, by=by, now=now)

    return do


def _issue(key: str, issue: str) -> Do:
    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        paper = Paper.objects.select_related("region", "drafter", "asked_by").get(number=shelf.papers[key])
        operations.issue(paper, by=by, now=now, issue=issue % {"year": now.year})

    return do


def _of_meeting(kind: Kind) -> Callable[[Shelf, datetime], dict[str, Any]]:
    return lambda shelf, _now: {"kind": kind, "record": shelf.meetings[MEETING.key]}


def _briefing(period: Period) -> Callable[[Shelf, datetime], dict[str, Any]]:
    return lambda _shelf, _now: {"kind": Kind.BRIEFING, "since": period.since, "until": period.until}


def _late_promise(_shelf: Shelf, now: datetime) -> dict[str, Any]:
    """What a department of 藤县 has promised and let pass its day, the longest ago."""
    open_ = Rectification.objects.filter(county=cast.TENGXIAN, state=Rectification.State.OPEN)
    longest = open_.filter(due_on__lt=timezone.localdate(now)).order_by("due_on", "number").first()
    if longest is None:
        raise LookupError("no promise is late")
    return {"kind": Kind.SUPERVISION, "record": longest.number}
