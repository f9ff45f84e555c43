"""What waits for somebody today: each room's ACTIONS are asked, posting by posting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from zhitongche.foundation.flow import Action
from zhitongche.foundation.people.models import Posting

from .rooms import ROOMS, Room

# A page of work; whoever has more than that under one verb begins at the top anyway.
MOST_ROWS = 20


@dataclass(frozen=True)
class Task:
    """One thing that waits: what it is, where, how late, and the address of the act."""

    verb: str
    label: Any
    thing: Any
    line: Any
    room: Room


@dataclass(frozen=True)
class Section:
    """Everything that waits under one verb, the most urgent first."""

    verb: str
    action: Action
    tasks: list[Task]
    has_more: bool

    @property
    def count(self) -> str:
        return f"{MOST_ROWS}+" if self.has_more else str(len(self.tasks))


def sections(postings: Sequence[Posting], today: date) -> list[Section]:
    """What waits for these postings under each verb, in the order of the rooms' ACTIONS; verbs without work left out.

    One statement for each verb of a posting's duty, and those that one room needs to present all its lines together.
    """
    return [section for room in ROOMS for section in _in_room(room, postings, today)]


def _in_room(room: Room, postings: Sequence[Posting], today: date) -> list[Section]:
    waiting = {verb: _waiting(action, postings) for verb, action in room.actions.items() if action.waiting is not None}
    shown = {verb: things[:MOST_ROWS] for verb, things in waiting.items() if things}
    everything = [thing for things in shown.values() for thing in things]
    if not everything:
        return []
    lines = iter(room.lines(everything, today))
    return [
        Section(
            verb,
            room.actions[verb],
            [Task(verb, room.actions[verb].label, thing, next(lines), room) for thing in things],
            has_more=len(waiting[verb]) > MOST_ROWS,
        )
        for verb, things in shown.items()
    ]


def _waiting(action: Action, postings: Sequence[Posting]) -> list[Any]:
    """The first things of each posting under one verb, each once, the nearest limit first; one more than is shown."""
    found: dict[Any, Any] = {}
    for posting in postings:
        rows = action.waiting(posting).order_by(F("due_on").asc(nulls_last=True), "pk") if action.waiting else ()
        found.update((thing.pk, thing) for thing in rows[: MOST_ROWS + 1])
    return sorted(found.values(), key=_urgency)[: MOST_ROWS + 1]


def _urgency(thing: Any) -> tuple[bool, date, int]:
    return thing.due_on is None, thing.due_on or date.max, thing.pk
