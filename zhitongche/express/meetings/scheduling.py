"""The timetable on its page: the day as a list, how far a search is, and what cannot hold together, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import combinations
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitongche.foundation.web.fields import choose_from

from . import planning, queries, rooms
from .models import Meeting, MeetingItem, TimetableSearch
from .timetable.wishes import Kind

# Each wish as it is named where it cannot be kept together with the others.
WISHES: dict[str, Any] = {
    Kind.DAY: gettext_lazy("all is over by the end of the day"),
    Kind.FREE: gettext_lazy("%(subject)s comes only when free"),
    Kind.ONE_PLACE: gettext_lazy("%(subject)s is at one item at a time"),
    Kind.ONE_ITEM: gettext_lazy("“%(subject)s” hears one item at a time"),
    Kind.FIXED: gettext_lazy("“%(subject)s” stands at the room and hour it was moved to"),
    Kind.TRAVEL: gettext_lazy("who changes rooms needs time for the way"),
}


@dataclass(frozen=True)
class Slot:
    """One item in the day."""

    number: str
    title: str
    begins: datetime | None
    ends: datetime | None
    room: str
    departments: str
    is_heard: bool


@dataclass(frozen=True)
class Searching:
    """How far the last search is, and what came of it."""

    is_running: bool
    is_stopping: bool
    is_done: bool
    sentence: str
    # What cannot hold together, each wish in words.
    wishes: list[str]


def day_of(meeting: Meeting, items: Sequence[MeetingItem]) -> list[Slot]:
    """The items by hour; those without one last, in the agenda's order."""
    ordered = sorted(items, key=lambda one: (one.starts_at is None, one.starts_at or meeting.starts_at, one.room))
    return [
        Slot(
            number=one.problem.number,
            title=one.problem.title,
            begins=one.starts_at,
            ends=one.starts_at + timedelta(minutes=one.minutes) if one.starts_at else None,
            # Which of several rooms is not said before there is a timetable.
            room=rooms.room_of(meeting, one.room) if one.starts_at or not rooms.are_several(meeting) else "",
            departments=_(", ").join(party.department.short_name for party in one.parties.all()),
            is_heard=bool(one.answers.all()),
        )
        for one in ordered
    ]


def rooms_of(meeting: Meeting) -> list[tuple[int, str]]:
    """Every room with its place."""
    return [(place, rooms.room_of(meeting, place)) for place in rooms.places(meeting)]


def searching(meeting: Meeting, items: Sequence[MeetingItem]) -> Searching | None:
    """The last search in words; None where none was asked for."""
    search = queries.search_of(meeting)
    if search is None:
        return None
    wishes = [_wish(meeting, items, kind, subject) for kind, subject in search.outcome.get("wishes", ())]
    is_done = search.state == TimetableSearch.State.DONE
    return Searching(not search.is_ended, search.is_stop_asked, is_done, _sentence(search, wishes), wishes)


def _sentence(search: TimetableSearch, wishes: list[str]) -> str:
    if search.state == TimetableSearch.State.WAITING:
        return _("The search waits for its turn.")
    if search.state == TimetableSearch.State.RUNNING:
        return _progress(search.progress)
    if search.state == TimetableSearch.State.DONE:
        return _found(search.outcome)
    if not wishes:
        return search.error
    if search.outcome.get("is_smallest"):
        return _(
            "There is no such timetable. These wishes cannot hold together, and no fewer are to blame; give one up:"
        )
    return _("There is no such timetable. These wishes cannot hold together; give one up:")


def _progress(progress: dict[str, Any]) -> str:
    if progress.get("best") is None:
        return _("The solver is looking for a first timetable.")
    told = {"best": progress["best"], "bound": progress["bound"]}
    if progress["phase"] == "span":
        return _("Best so far: %(best)s minutes in all; none is shorter than %(bound)s.") % told
    return _("The shortest stands. Waiting so far: %(best)s minutes in all; none has less than %(bound)s.") % told


def _found(outcome: dict[str, Any]) -> str:
    told = {**outcome}
    if outcome["is_fewest"]:
        return _("Moved. No timetable changes less; it takes %(span)s minutes.") % told
    if outcome["span"] == outcome["span_bound"]:
        return _("%(span)s minutes in all, and none is shorter; departments wait %(waiting)s minutes together.") % told
    return (
        _(
            "%(span)s minutes in all; none is shorter than %(span_bound)s. Departments wait %(waiting)s minutes together."
        )
        % told
    )


def _wish(meeting: Meeting, items: Sequence[MeetingItem], kind: str, subject: str) -> str:
    return str(WISHES[kind]) % {"subject": _name(meeting, items, kind, subject)}


def _name(meeting: Meeting, items: Sequence[MeetingItem], kind: str, subject: str) -> str:
    """A wish's subject as people call it: a room, an item's title, a department, a village's first secretary."""
    if kind == Kind.ONE_ITEM:
        return rooms.room_of(meeting, int(subject))
    if kind == Kind.FIXED:
        return next((one.problem.title for one in items if one.problem.number == subject), subject)
    return planning.parties_of(items).get(subject, subject)


# ---- what is asked for -----------------------------------------------------------------------------------------------


def beginning(meeting: Meeting, items: Sequence[MeetingItem]) -> dict[str, Any]:
    """What the form begins with: what the last search kept to, of whoever is still on the agenda."""
    kept, parties = queries.wishes_of(meeting), planning.parties_of(items)
    return {
        "ends_at": _hour(kept["ends"]) if "ends" in kept else None,
        "free": [
            {"party": party, "from_": _hour(start), "until": _hour(end)}
            for party, pairs in kept.get("free", {}).items()
            for start, end in pairs
            if party in parties
        ],
        "ways": [{"rooms": [one, other], "minutes": minutes} for one, other, minutes in kept.get("ways", ())],
    }


def offer(form: BaseForm, meeting: Meeting, items: Sequence[MeetingItem]) -> None:
    """Give the form who and what it may choose from; one room needs no ways, and an item is moved where one is named."""
    none = [("", "–")]
    named = rooms_of(meeting)
    pairs = [(f"{one}-{other}", f"{here} – {there}") for (one, here), (other, there) in combinations(named, 2)]
    choose_from(form, "free", [*none, *planning.parties_of(items).items()], column="party")
    choose_from(form, "ways", [*none, *pairs], column="rooms")
    choose_from(form, "problem", [*none, *((one.problem.number, one.problem.title) for one in items)])
    choose_from(form, "room", named)
    form.fields["ways"].widget.limit = len(pairs)  # no more lines than there are pairs
    if not pairs:
        del form.fields["ways"]
    if not form["problem"].value():
        for name in ("problem", "room", "starts_at"):
            del form.fields[name]


def _hour(minute: int) -> time | None:
    """The hour of the day; None for its beginning and its end, which nobody names."""
    return time(*divmod(minute, 60)) if 0 < minute < planning.MIDNIGHT else None
