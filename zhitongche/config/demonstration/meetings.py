"""The nine coordination meetings, six of 藤县 and three of 梧州, and the next one, as acts by the room's own operations.

Working days before a meeting: planned four, invited three, signed for and drafted two; its answers are signed for one
day after. What it heard is told in `stories/meetings.py`.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.people.models import Posting

from . import cast
from .almanac import Almanac
from .shelf import Deed, Shelf
from .stories.heard import DAYS, Day, Heard
from .stories.meetings import key_of

KINDS = ("measures", "measures", "survey", "measures", "solved")
HOST, NEXT = "分管领导", "藤县第七次项目对接会"
RAISED = "县级权限和容量都解决不了，提请市级协调。"
# Of the next meeting: how many working days ahead, and how much it hears.
NEXT_IN, NEXT_HEARS = 5, 5
# By when what is promised is due, in working days; one promise of six is shorter than its department can keep.
DUE_AFTER, DUE_SOON = 8, 3
MINUTE = timedelta(minutes=1)
LEADERS = {"tengxian-water": "tengxian-water-leader"}


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """Everything that was done for and in the meetings."""
    for day in DAYS:
        yield from _Meeting(day, almanac).deeds()
    yield Deed(almanac.moment(2, 0, "next-plan"), "next-plan", "tengxian-org-1", _plan_next(almanac))
    yield Deed(almanac.moment(1, 3, "next-invite"), "next-invite", "tengxian-org-1", _on("next", operations.invite))


Verb = Callable[..., Meeting]


def _on(key: str, verb: Verb, **told: Any) -> Callable[[Shelf, Posting, datetime], None]:
    """An act on the meeting of that key; words that are callable are asked of the shelf."""

    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        given = {name: word(shelf) if callable(word) else word for name, word in told.items()}
        verb(shelf.meeting(key), by=by, now=now, **given)

    return do


class _Meeting:
    """One meeting's acts, in their order."""

    def __init__(self, day: Day, almanac: Almanac) -> None:
        self.day, self.almanac = day, almanac
        self.names = {player.seat: player.name for player in cast.PLAYERS if player.seat == player.username}

    def deeds(self) -> Iterator[Deed]:
        day, run = self.day, self._run
        yield self._deed(4, 0, day.organizer, self._plan)
        yield self._deed(4, 1, day.organizer, self._add)
        yield self._deed(4, 2, day.organizer, run(operations.make_timetable))
        yield self._deed(3, 0, day.organizer, run(operations.invite))
        for user in dict.fromkeys(one.by for one in day.heard):
            yield self._deed(2, 0, user, run(operations.acknowledge))
        for office in self._offices():
            yield self._deed(2, 0, office, run(operations.acknowledge, attendees=self.names[office]))
        for place, heard in enumerate(day.heard, start=1):
            yield from self._draft(place, heard)
        yield self._deed(0, 0, day.organizer, run(operations.open_))
        present = [{"department": one, "presence": "present", "came": self.names[one]} for one in self._offices()]
        yield self._deed(0, 0, day.organizer, run(operations.record_attendance, attendance=present), 1)
        for place, heard in enumerate(day.heard, start=1):
            yield from self._hear(place, heard)
        yield self._deed(0, 3, day.organizer, run(operations.close))
        # The last one's answers wait to be signed for.
        if day is not DAYS[-1]:
            for place, heard in enumerate(day.heard, start=1):
                yield self._deed(-1, 0, heard.department, run(operations.sign, problem=self._number(place)), place)

    def _offices(self) -> list[str]:
        return list(dict.fromkeys(one.department for one in self.day.heard))

    def _draft(self, place: int, heard: Heard) -> Iterator[Deed]:
        told = self._said(place, heard)
        yield self._deed(2, 1, heard.department, self._run(operations.draft_reply, **told), place)
        if leader := LEADERS.get(heard.department):
            approve = self._run(operations.approve_reply, problem=self._number(place))
            yield self._deed(2, 2, leader, approve, place)

    def _hear(self, place: int, heard: Heard) -> Iterator[Deed]:
        organizer, problem = self.day.organizer, self._number(place)
        told = {**self._said(place, heard), "department": heard.department, "speaker": self.names[heard.department]}
        yield self._deed(0, 1, organizer, self._run(operations.call_up, problem=problem), 3 * place)
        yield self._deed(0, 1, organizer, self._run(operations.answer, **told), 3 * place + 1)
        yield self._deed(0, 1, organizer, self._run(operations.read_back, problem=problem), 3 * place + 2)

    def _said(self, place: int, heard: Heard) -> dict[str, Any]:
        """What the department drafts and then answers."""
        kind = KINDS[place % len(KINDS)] if heard.answer else "raised_to_city"
        due_on = (
            self.almanac.day((DUE_AFTER if place % 6 else DUE_SOON) - self.day.ago)
            if kind in {"measures", "survey"}
            else None
        )
        return {"problem": self._number(place), "kind": kind, "text": heard.answer or RAISED, "due_on": due_on}

    def _number(self, place: int) -> Callable[[Shelf], str]:
        return lambda shelf: shelf.problems[key_of(self.day, place)]

    def _plan(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        starts_at = self.almanac.moment(self.day.ago, 0, self.day.key).replace(minute=0, second=0)
        made = operations.plan(
            by=by, now=now, title=self.day.title, starts_at=starts_at, place=self.day.place, host=HOST
        )
        shelf.meetings[self.day.key] = made.number

    def _add(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        for place, heard in enumerate(self.day.heard, start=1):
            numbers = [shelf.problems[key_of(self.day, place)]]
            meeting = shelf.meeting(self.day.key)
            operations.add_item(meeting, by=by, now=now, problems=numbers, departments=[heard.department])

    def _run(self, verb: Verb, **told: Any) -> Callable[[Shelf, Posting, datetime], None]:
        return _on(self.day.key, verb, **told)

    def _deed(self, before: int, turn: int, by: str, do: Any, later: int = 0) -> Deed:
        """An act so many working days before the meeting; `later` keeps acts of one hour in their order, in minutes."""
        seed = f"{self.day.key}-{before}-{turn}"
        at = self.almanac.moment(self.day.ago + before, turn, seed).replace(minute=1, second=0)
        return Deed(at + later * MINUTE, f"{seed}-{by}", by, do)


def _plan_next(almanac: Almanac) -> Callable[[Shelf, Posting, datetime], None]:
    """The next meeting of 藤县: its agenda is what the product proposes of what nobody leads."""

    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        hour = almanac.moment(1, 0, "next").timetz().replace(minute=0, second=0)
        starts_at = datetime.combine(almanac.day(NEXT_IN), hour)
        made = operations.plan(by=by, now=now, title=NEXT, starts_at=starts_at, place=DAYS[0].place, host=HOST)
        shelf.meetings["next"] = made.number
        open_ = [one.candidate for one in queries.proposals(made, now.date()) if not one.candidate.is_led]
        for one in open_[:NEXT_HEARS]:
            operations.add_item(shelf.meeting("next"), by=by, now=now, problems=[one.problem.number])
        operations.make_timetable(shelf.meeting("next"), by=by, now=now)

    return do
