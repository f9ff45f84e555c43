"""The room as its screens show it: the item with what each department says, what is next up, and the clerk's desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.foundation.people.models import Department
from zhitongche.foundation.regions.queries import full_names

from .. import queries, rooms
from ..models import Answer, DraftReply, Meeting, MeetingItem
from ..states import AnswerKind, State

# How large the replies stand on the screen, by how many characters they have together: 1920 × 1080 shows all of them.
SIZES = ((140, "large"), (360, "middle"))


@dataclass(frozen=True)
class Speech:
    """What one department says to an item: what is being typed, its answer as it stands, else the draft its leader stands by."""

    department: Department
    answer: Answer | None
    draft: DraftReply | None
    typed: Mapping[str, str] | None = None

    @property
    def words(self) -> str:
        """What stands on the screen."""
        if self.typed:
            return self.typed["text"]
        return self.said.text if self.said else ""

    @property
    def typed_kind(self) -> str:
        kind = self.typed["kind"] if self.typed else ""
        return str(AnswerKind(kind).label) if kind else ""

    @property
    def said(self) -> Answer | DraftReply | None:
        return self.answer or self.draft


@dataclass(frozen=True)
class Heard:
    """An item in the room."""

    item: MeetingItem
    place: str
    speeches: list[Speech]

    @property
    def over(self) -> str:
        """What became of the problem meanwhile, in a word; empty while it can still be heard."""
        problem = self.item.problem
        return "" if problem.state in queries.HEARABLE else str(problem.get_state_display())

    @property
    def mark(self) -> str:
        """How far it is, for the list beside the desk."""
        if self.over:
            return self.over
        if self.item.read_back_at:
            return pgettext("item", "Read back")
        answered = [one for one in self.speeches if one.answer]
        if not answered:
            return ""
        if len(answered) < len(self.speeches):
            told = {"answered": len(answered), "items": len(self.speeches)}
            return _("%(answered)s of %(items)s") % told
        return pgettext("item", "Answered")


def heard(items: Iterable[MeetingItem]) -> list[Heard]:
    """These items with their speeches, who speaks first first; one statement, for the names of the places."""
    listed = list(items)
    named = full_names({item.village_id for item in listed})
    return [Heard(item, named.get(item.village_id, ""), speeches(item)) for item in listed]


def speeches(item: MeetingItem) -> list[Speech]:
    answers = {one.department_id: one for one in item.answers.all()}
    drafts = {one.department_id: one for one in item.drafts.all()}
    speaking = item.typed.get("department")
    return [
        Speech(
            party.department,
            answers.get(party.department_id),
            drafts.get(party.department_id),
            item.typed if party.department.code == speaking else None,
        )
        for party in item.parties.all()
    ]


def screen(meeting: Meeting, shown: Sequence[Heard], place: int) -> dict[str, Any]:
    """What a hall sees. A draft that its leader has not approved is nobody's word yet, and is not shown."""
    at = shown[0] if meeting.state == State.OPEN and shown else None
    spoken = [
        Speech(one.department, one.answer, one.draft if one.draft and one.draft.approved_at else None, one.typed)
        for one in (at.speeches if at else ())
    ]
    length = sum(len(one.words) for one in spoken)
    return {
        "meeting": meeting,
        "hall": rooms.room_of(meeting, place) if rooms.are_several(meeting) else "",
        "at": at,
        "speeches": spoken,
        "size": next((size for most, size in SIZES if length <= most), "small"),
        "next": shown[1:] if at else [],
        "is_over": meeting.state == State.CLOSED,
    }


# ---- the clerk's desk ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where the clerk is: a room, an item, and the department whose answer is being set down."""

    meeting: Meeting
    room: int
    shown: list[Heard]
    index: int
    department: Department | None

    @property
    def at(self) -> Heard | None:
        return self.shown[self.index] if self.shown else None

    @property
    def current(self) -> MeetingItem | None:
        """The item the room is at, whichever the clerk looks at."""
        return rooms.current_in(self.meeting, [one.item for one in self.shown], self.room)

    @property
    def own(self) -> list[Heard]:
        """What is heard in this room."""
        kept = {one.pk for one in rooms.items_in(self.meeting, [one.item for one in self.shown], self.room)}
        return [one for one in self.shown if one.item.pk in kept]

    @property
    def speech(self) -> Speech | None:
        """What the department has said or meant to say."""
        found = self.at.speeches if self.at else []
        return next((one for one in found if one.department == self.department), None)


def place_of(meeting: Meeting, shown: list[Heard], item: str, code: str, room: int | None) -> Place:
    """The room, item and department that the address names; else the item's room, what it is at, who has not spoken."""
    items = [one.item for one in shown]
    numbers = [one.problem.number for one in items]
    place = items[numbers.index(item)].room if item in numbers else 0
    if room is not None and room in rooms.places(meeting):
        place = room
    stands = rooms.current_in(meeting, items, place) or next(iter(rooms.items_in(meeting, items, place)), None)
    index = numbers.index(item) if item in numbers else items.index(stands) if stands else 0
    department = queries.department_of(meeting, code) if code else None
    if department is None and shown:
        parties = shown[index].speeches
        first = next((one for one in parties if one.answer is None), parties[0] if parties else None)
        department = first.department if first else None
    return Place(meeting, place, shown, index, department)


def beginning(place: Place) -> dict[str, Any]:
    """What the form begins with: the answer as it stands, else the draft reply, else nothing."""
    if place.at is None:
        return {}
    named = {"problem": place.at.item.problem.number, "department": place.department.code if place.department else ""}
    said = place.speech.said if place.speech else None
    if said is None:
        return named
    return {
        **named,
        "kind": said.kind,
        "text": said.text,
        "due_on": said.due_on.isoformat() if said.due_on else "",
        "speaker": said.speaker if isinstance(said, Answer) else "",
    }


def desk(meeting: Meeting, place: Place) -> dict[str, Any]:
    """The clerk's page beside its form: who speaks, what stands, what comes before and after, the whole agenda."""
    at, own = place.at, place.own
    index = own.index(at) if at in own else None
    return {
        "meeting": meeting,
        "at": at,
        "department": place.department,
        "speech": place.speech,
        "current": place.current,
        "is_here": at is not None and at.item == place.current,
        "room": place.room if rooms.are_several(meeting) else None,
        "here": room_address(meeting, place.room),
        "halls": _halls(meeting, place),
        "away": _away(meeting, place),
        "tabs": _tabs(meeting, place),
        "agenda": [_line(place, one) for one in own],
        "elsewhere": [_line(place, one) for one in place.shown if one not in own],
        "before": own[index - 1] if index else None,
        "after": own[index + 1] if index is not None and index + 1 < len(own) else None,
        "is_open": meeting.state == State.OPEN,
    }


def _line(place: Place, one: Heard) -> dict[str, Any]:
    """An item in the list beside the desk."""
    return {
        "number": one.item.problem.number,
        "title": one.item.problem.title,
        "mark": one.mark,
        "room": rooms.room_of(place.meeting, one.item.room),
        "version": one.item.answer_version,
        "address": address_of(place.meeting, one.item.problem.number, room=place.room),
        "is_chosen": one == place.at,
        "is_current": one.item == place.current,
    }


def _halls(meeting: Meeting, place: Place) -> list[dict[str, Any]]:
    """One for each room, where there are several."""
    several = rooms.places(meeting) if rooms.are_several(meeting) else ()
    return [
        {
            "label": rooms.room_of(meeting, one),
            "address": room_address(meeting, one),
            "count": None,
            "is_chosen": one == place.room,
        }
        for one in several
    ]


def _away(meeting: Meeting, place: Place) -> list[dict[str, str]]:
    """Departments of this item that are being heard in another room at this moment."""
    wanted = {one.department.pk for one in place.at.speeches} if place.at else set()
    others = rooms.currents(meeting, [one.item for one in place.shown])
    here = {one.item.pk: one for one in place.shown}
    return [
        {"department": speech.department.name, "room": rooms.room_of(meeting, room)}
        for room, item in others.items()
        if room != place.room and not (place.at and item == place.at.item)
        for speech in here[item.pk].speeches
        if speech.department.pk in wanted and not speech.answer
    ]


def room_address(meeting: Meeting, place: int) -> str:
    """The clerk's page of a room, at whatever the room is at."""
    address = reverse("meetings:room", args=[meeting.number])
    return f"{address}?room={place}" if rooms.are_several(meeting) else address


def address_of(meeting: Meeting, problem: str, department: str = "", *, room: int = 0) -> str:
    """The clerk's page at an item, and at one department's answer to it."""
    told = {"room": str(room)} if rooms.are_several(meeting) else {}
    told |= {"item": problem, **({"department": department} if department else {})}
    return f"{reverse('meetings:room', args=[meeting.number])}?{urlencode(told)}"


def _tabs(meeting: Meeting, place: Place) -> list[dict[str, Any]]:
    """One for each department of the item, where there are several or somebody else is to speak."""
    if place.at is None:
        return []
    number = place.at.item.problem.number
    named = [one.department for one in place.at.speeches]
    if place.department and place.department not in named:
        named.append(place.department)
    return [
        {
            "label": one.name,
            "address": address_of(meeting, number, one.code, room=place.room),
            "count": None,
            "is_chosen": one == place.department,
        }
        for one in named
    ]


def aloud(shown: Iterable[Heard]) -> list[Mapping[str, Any]]:
    """What the host reads: every item that was answered, each department's word on a line."""
    return [
        {
            "number": one.item.problem.number,
            "position": one.item.position,
            "title": one.item.problem.title,
            "place": one.place,
            "answers": [speech.answer for speech in one.speeches if speech.answer],
            "read_back_at": one.item.read_back_at,
        }
        for one in shown
        if any(speech.answer for speech in one.speeches)
    ]
