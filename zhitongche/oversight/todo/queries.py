"""What waits for somebody today: each room's ACTIONS are asked, posting by posting, and the answers put in order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import partial
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import ngettext

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.flow import Action
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape, Shaped
from zhitongche.foundation.statements import Statement, Statements, together

from .rooms import ROOMS, Room

# A page of work; whoever has more than that under one verb begins at the top anyway.
MOST_ROWS = 20
# Beside the work: enough to see where one's own things stand.
MOST_BESIDE = 8
# The daily count says no larger number than this of one verb.
MOST_COUNTED = 100
WEEK = timedelta(days=7)
# A posting, and what stands for it in a room's statements.
Asking = tuple[Posting, Shaped]
_STATEMENTS = Statements()


class Urgency(IntEnum):
    """The consequence of leaving it, the worst first."""

    OVERDUE = 0
    TODAY = 1
    WEEK = 2
    LATER = 3


@dataclass(frozen=True)
class Task:
    """One thing that waits: what it is, where, how late, and the address of the act."""

    verb: str
    label: Any
    thing: Any
    line: Any
    room: Room
    urgency: Urgency

    @property
    def consequence(self) -> tuple[int, bool, date, int, int]:
        """What comes first is worked on first; among equals an instruction, then what nobody else can do."""
        due: date | None = getattr(self.thing, "due_on", None)
        if due is None or self.line.light == Light.PAUSED:
            due, is_limited = date.max, False
        else:
            is_limited = True
        return int(min(self.urgency, Urgency.WEEK)), not is_limited, due, self._rank, int(self.thing.pk)

    @property
    def _rank(self) -> int:
        if self.verb in self.room.first:
            return 0
        return 2 if self.verb in self.room.shared else 1


@dataclass(frozen=True)
class Section:
    """Everything that waits under one verb, the most urgent first."""

    verb: str
    action: Action
    tasks: list[Task]
    has_more: bool

    @property
    def name(self) -> str:
        """What it is called on the page: two rooms may have one verb."""
        return f"todo-{self.tasks[0].room.kind}-{self.verb}"

    @property
    def heading(self) -> Any:
        """The act's own word, but where that would tell the reader to say no."""
        return self.tasks[0].room.headings.get(self.verb, self.action.label)

    @property
    def count(self) -> str:
        return f"{MOST_ROWS}+" if self.has_more else str(len(self.tasks))


@dataclass(frozen=True)
class Figure:
    """One number of the line above the work, with its light; `words` say it in the reader's language."""

    light: Light
    words: str


@dataclass(frozen=True)
class Board:
    """The whole page: what waits, in order, and beside it what the reader waits for or looks after."""

    sections: list[Section]
    figures: list[Figure]
    followed: list[Task]
    near: list[Task]


def board(postings: Sequence[Posting], today: date) -> Board:
    """What these postings find on `today`.

    One statement for the verbs of a room, one for what a place has set where a verb depends on it, one for each of the
    two lists beside it where the posting has one, and those that a room needs to present all its lines together.
    """
    found = [_in_room(room, postings, today) for room in ROOMS]
    sections = sorted((one for each in found for one in each.sections), key=_most_urgent)
    return Board(
        sections=sections,
        figures=_figures(sections),
        followed=[task for each in found for task in each.followed][:MOST_BESIDE],
        near=[task for each in found for task in each.near][:MOST_BESIDE],
    )


def sections(postings: Sequence[Posting], today: date) -> list[Section]:
    """What waits under each verb, the section with the most urgent thing first; verbs without work left out."""
    return board(postings, today).sections


def count(postings: Sequence[Posting]) -> int:
    """How many things wait for these postings, each once however many verbs it waits under; a hundred of each verb."""
    found: set[tuple[str, Any]] = set()
    for room in ROOMS:
        for posting in postings:
            for rows in _asked(room, posting):
                found.update((room.kind, key) for key in rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED])
    return len(found)


def in_hand(place: str) -> int:
    """How much is in hand at a place, over all rooms."""
    return sum(room.in_hand(place) for room in ROOMS)


def _asked(room: Room, posting: Posting) -> Iterator[QuerySet[Any]]:
    for action in room.actions.values():
        if action.waiting is not None:
            yield action.waiting(posting)


def _in_room(room: Room, postings: Sequence[Posting], today: date) -> Board:
    asking = [(posting, room.shaped(posting)) for posting in postings]
    waiting = _waiting(room, asking)
    shown = {verb: things[:MOST_ROWS] for verb, things in waiting.items() if things}
    pending = {thing.pk for things in shown.values() for thing in things}
    followed = [one for one in _beside(room, "followed", asking) if one.pk not in pending]
    near = _beside(room, "near", asking)
    everything = [thing for things in (*shown.values(), followed, near) for thing in things]
    lines = iter(room.lines(everything, today) if everything else ())

    def tasks(verb: str, things: Iterable[Any]) -> list[Task]:
        return [_task(room, verb, thing, next(lines), today) for thing in things]

    made = [
        Section(
            verb,
            room.actions[verb],
            sorted(tasks(verb, things), key=lambda task: task.consequence),
            has_more=len(waiting[verb]) > MOST_ROWS,
        )
        for verb, things in shown.items()
    ]
    return Board(made, [], tasks("", followed), tasks("", near))


def _task(room: Room, verb: str, thing: Any, line: Any, today: date) -> Task:
    label = room.actions[verb].label if verb else ""
    return Task(verb, label, thing, line, room, _urgency(getattr(thing, "due_on", None), line.light, today))


def _urgency(due: date | None, light: Light, today: date) -> Urgency:
    if due is None or light == Light.PAUSED:
        return Urgency.LATER
    if due < today:
        return Urgency.OVERDUE
    if due == today:
        return Urgency.TODAY
    return Urgency.WEEK if due <= today + WEEK else Urgency.LATER


def _waiting(room: Room, asking: Sequence[Asking]) -> dict[str, list[Any]]:
    """By verb the first things of each posting, each once, the nearest limit first; one more than is shown.

    One statement for all verbs; of those whose question is built anew only the words are not kept.
    """
    verbs = [verb for verb, action in room.actions.items() if action.waiting]
    kept = [(verb, shaped) for verb in verbs if verb not in room.anew for _posting, shaped in asking]
    asked = [(_statement(room, verb, shaped, partial(_first, room, verb)), shaped.given) for verb, shaped in kept]
    told = [shaped.told(posting) for posting, shaped in asking] if room.anew else []
    fresh = [(verb, posting) for verb in verbs if verb in room.anew for posting in told]
    built = [(Statement(partial(_first, room, verb, posting)), dict[str, Any]()) for verb, posting in fresh]
    found: dict[str, dict[Any, Any]] = {verb: {} for verb in verbs}
    for (verb, _who), things in zip([*kept, *fresh], together([*asked, *built]), strict=True):
        found[verb].update((thing.pk, thing) for thing in things)
    for verb, column in room.limits.items():
        for thing in found[verb].values():
            # Each verb has rows of its own, so that this is no other verb's limit.
            thing.due_on = thing.soon_on = getattr(thing, column)
    return {verb: sorted(things.values(), key=_nearest)[: MOST_ROWS + 1] for verb, things in found.items()}


def _first(room: Room, verb: str, who: Any) -> QuerySet[Any]:
    """What waits for a posting, or for what stands in its place, the nearest limit first."""
    waiting: Any = room.actions[verb].waiting
    rows = waiting(who).defer(*room.heavy).order_by(F("due_on").asc(nulls_last=True), "pk")
    return rows[: MOST_ROWS + 1]  # type: ignore[no-any-return]  # the table of acts knows no kind of thing


def _beside(room: Room, what: str, asking: Sequence[Asking]) -> list[Any]:
    """The first rows of each posting, each once."""
    question = getattr(room, what)
    if question is None:
        return []

    def ask(shape: Shape) -> QuerySet[Any]:
        # Some of the newest may wait for the reader and are shown there.
        return question(shape).defer(*room.heavy)[: 2 * MOST_BESIDE]  # type: ignore[no-any-return]  # as above

    found = {thing.pk: thing for _posting, shaped in asking for thing in _kept(room, what, shaped, ask)}
    return list(found.values())[: 2 * MOST_BESIDE]


def _kept(room: Room, what: str, shaped: Shaped, ask: Callable[[Shape], QuerySet[Any]]) -> list[Any]:
    """What `ask` finds for a posting, by the statement that is kept for all of its kind."""
    return _statement(room, what, shaped, ask).things(**shaped.given)


def _statement(room: Room, what: str, shaped: Shaped, ask: Callable[[Shape], QuerySet[Any]]) -> Statement:
    return _STATEMENTS.get((room.kind, what, shaped.key), lambda: ask(shaped.shape))


def _nearest(thing: Any) -> tuple[bool, date, int]:
    return thing.due_on is None, thing.due_on or date.max, thing.pk


def _most_urgent(section: Section) -> tuple[int, bool, date, int, int]:
    return section.tasks[0].consequence


def _figures(found: Sequence[Section]) -> list[Figure]:
    """The line above the work; what a section has beyond its rows can only be as urgent as its last, or less."""
    urgencies = {(task.room.kind, task.thing.pk): task.urgency for section in found for task in section.tasks}
    unseen = min((section.tasks[-1].urgency for section in found if section.has_more), default=None)
    made = []
    for urgency, light in LIGHTS.items():
        number = sum(1 for each in urgencies.values() if each is urgency)
        is_more = unseen is not None and urgency >= unseen
        if number:
            made.append(Figure(light, _words(urgency, number, f"{number}+" if is_more else str(number))))
    return made


LIGHTS = {
    Urgency.OVERDUE: Light.RED,
    Urgency.TODAY: Light.YELLOW,
    Urgency.WEEK: Light.GREEN,
    Urgency.LATER: Light.NONE,
}


def _words(urgency: Urgency, number: int, shown: str) -> str:
    match urgency:
        case Urgency.OVERDUE:
            text = ngettext("%(shown)s overdue", "%(shown)s overdue", number)
        case Urgency.TODAY:
            text = ngettext("%(shown)s due today", "%(shown)s due today", number)
        case Urgency.WEEK:
            text = ngettext("%(shown)s due within seven days", "%(shown)s due within seven days", number)
        case _:
            text = ngettext("%(shown)s later or without a limit", "%(shown)s later or without a limit", number)
    return text % {"shown": shown}
