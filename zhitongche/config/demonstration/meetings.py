"""The nine coordination meetings, six of 藤县 and three of 梧州, and the next one, as acts by the room's own operations.

Working days before a meeting: planned four, invited three, signed for and drafted two; its answers are signed for one
day after. What it heard is told in `stories/meetings.py`; a department that sent nobody, what was carried over for that,
and promises that were not kept in `stories/heard.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.people.models import Posting

from . import cast
from .almanac import Almanac
from .shelf import Deed, Shelf
from .stories.heard import DAYS, Again, Day, Heard
from .stories.meetings import key_of

KINDS = ("measures", "measures", "survey", "measures", "solved")
HOST, NEXT = "分管领导", "藤县第七次项目对接会"
RAISED = "县级权限和容量都解决不了，提请市级协调。"
# Of the next meeting: how many working days ahead, and how much it hears.
NEXT_IN, NEXT_HEARS = 5, 6
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


@dataclass(frozen=True)
class _Item:
    """One item of a meeting: whose problem, whose answer and what it is; None where the department sent nobody."""

    key: str
    by: str
    department: str
    answer: dict[str, Any] | None


class _Meeting:
    """One meeting's acts, in their order."""

    def __init__(self, day: Day, almanac: Almanac) -> None:
        self.day, self.almanac = day, almanac
        self.names = {player.seat: player.name for player in cast.PLAYERS if player.seat == player.username}
        self.villagers = {player.username: player for player in (*cast.SECRETARIES, *cast.PLANNERS)}
        # What an earlier meeting left behind stands first.
        again = [_Item(one.key, one.by, one.department, self._promised(one)) for one in day.again]
        own = [
            _Item(key_of(day, place), one.by, one.department, self._said(place, one))
            for place, one in enumerate(day.heard, start=1)
        ]
        self.items = list(enumerate([*again, *own], start=1))

    def deeds(self) -> Iterator[Deed]:
        day, run = self.day, self._run
        yield self._deed(4, 0, day.organizer, self._plan)
        yield self._deed(4, 1, day.organizer, self._add)
        yield self._deed(4, 2, day.organizer, run(operations.make_timetable))
        yield self._deed(3, 0, day.organizer, run(operations.invite))
        for user in self._villages():
            yield self._deed(2, 0, user, run(operations.acknowledge))
        for office in self._offices():
            if office != day.absent:
                yield self._deed(2, 0, office, run(operations.acknowledge, attendees=self.names[office]))
        for place, item in self.items:
            yield from self._draft(place, item)
        yield self._deed(0, 0, day.organizer, run(operations.open_))
        came = run(operations.record_attendance, attendance=self._attendance())
        yield self._deed(0, 0, day.organizer, came, 1)
        for place, item in self.items:
            yield from self._hear(place, item)
        yield self._deed(0, 3, day.organizer, run(operations.close))
        # The last one's answers wait to be signed for.
        for place, item in self.items if day is not DAYS[-1] else ():
            if item.answer:
                yield self._deed(-1, 0, item.department, run(operations.sign, problem=_number(item)), place)

    def _offices(self) -> list[str]:
        return list(dict.fromkeys(item.department for _place, item in self.items))

    def _villages(self) -> list[str]:
        return list(dict.fromkeys(item.by for _place, item in self.items))

    def _attendance(self) -> list[dict[str, str]]:
        """Who came: departments, then first secretaries; who did not, by name."""
        offices = [
            {"department": one, "presence": "absent"}
            if one == self.day.absent
            else {"department": one, "presence": "present", "came": self.names[one]}
            for one in self._offices()
        ]
        villagers = [self.villagers[one] for one in self._villages()]
        return offices + [
            {"village": one.seat, "presence": "excused"}
            if one.username == self.day.excused
            else {"village": one.seat, "presence": "present", "came": one.name}
            for one in villagers
        ]

    def _draft(self, place: int, item: _Item) -> Iterator[Deed]:
        if item.answer is None:
            return
        told = {"problem": _number(item), **item.answer}
        yield self._deed(2, 1, item.department, self._run(operations.draft_reply, **told), place)
        if leader := LEADERS.get(item.department):
            approve = self._run(operations.approve_reply, problem=_number(item))
            yield self._deed(2, 2, leader, approve, place)

    def _hear(self, place: int, item: _Item) -> Iterator[Deed]:
        organizer, problem = self.day.organizer, _number(item)
        yield self._deed(0, 1, organizer, self._run(operations.call_up, problem=problem), 3 * place)
        if item.answer is None:
            return
        told = {**item.answer, "department": item.department, "speaker": self.names[item.department]}
        answer = self._run(operations.answer, problem=problem, **told)
        yield self._deed(0, 1, organizer, answer, 3 * place + 1)
        yield self._deed(0, 1, organizer, self._run(operations.read_back, problem=problem), 3 * place + 2)

    def _said(self, place: int, heard: Heard) -> dict[str, Any] | None:
        """What the department drafts and then answers."""
        if heard.department == self.day.absent:
            return None
        kind = KINDS[place % len(KINDS)] if heard.answer else "raised_to_city"
        due_on = (
            self.almanac.day((DUE_AFTER if place % 6 else DUE_SOON) - self.day.ago)
            if kind in {"measures", "survey"}
            else None
        )
        return {"kind": kind, "text": heard.answer or RAISED, "due_on": due_on}

    def _promised(self, again: Again) -> dict[str, Any]:
        return {"kind": "measures", "text": again.answer, "due_on": self.almanac.day(again.due)}

    def _plan(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        starts_at = self.almanac.moment(self.day.ago, 0, self.day.key).replace(minute=0, second=0)
        made = operations.plan(
            by=by, now=now, title=self.day.title, starts_at=starts_at, place=self.day.place, host=HOST
        )
        shelf.meetings[self.day.key] = made.number

    def _add(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        for _place, item in self.items:
            meeting, numbers = shelf.meeting(self.day.key), [_number(item)(shelf)]
            operations.add_item(meeting, by=by, now=now, problems=numbers, departments=[item.department])

    def _run(self, verb: Verb, **told: Any) -> Callable[[Shelf, Posting, datetime], None]:
        return _on(self.day.key, verb, **told)

    def _deed(self, before: int, turn: int, by: str, do: Any, later: int = 0) -> Deed:
        """An act so many working days before the meeting; `later` keeps acts of one hour in their order, in minutes."""
        seed = f"{self.day.key}-{before}-{turn}"
        at = self.almanac.moment(self.day.ago + before, turn, seed).replace(minute=1, second=0)
        return Deed(at + later * MINUTE, f"{seed}-{by}", by, do)


def _number(item: _Item) -> Callable[[Shelf], str]:
    return lambda shelf: shelf.problems[item.key]


def _plan_next(almanac: Almanac) -> Callable[[Shelf, Posting, datetime], None]:
    """The next meeting of 藤县: its agenda is what the product proposes: unkept promises, then what nobody leads."""

    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        hour = almanac.moment(1, 0, "next").timetz().replace(minute=0, second=0)
        starts_at = datetime.combine(almanac.day(NEXT_IN), hour)
        made = operations.plan(by=by, now=now, title=NEXT, starts_at=starts_at, place=DAYS[0].place, host=HOST)
        shelf.meetings["next"] = made.number
        proposed = [one.candidate for one in queries.proposals(made, now.date())]
        for one in [one for one in proposed if one.unkept or not one.is_led][:NEXT_HEARS]:
            operations.add_item(shelf.meeting("next"), by=by, now=now, problems=[one.problem.number])
        operations.make_timetable(shelf.meeting("next"), by=by, now=now)

    return do
