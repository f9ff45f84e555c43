"""Meetings in lists and on their own page: places by name, times as lights, the acts, who was invited, what has happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.foundation.listed import Listed, listed
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.templatetags.page import day, moment, query_string
from zhitongche.foundation.web.acts import Offer

from ..models import Invitation, Meeting, MeetingEvent
from ..presenters import STEPS
from ..states import AnswerKind, State

SOON = timedelta(days=3)
# Acts that have their own place on the page, beside what they are about.
IN_PLACE = frozenset(
    {
        "add_item",
        "amend_item",
        "remove_item",
        "arrange",
        "move_item",
        "make_timetable",
        "ask_timetable",
        "stop_timetable",
        "call_up",
        "answer",
        "read_back",
        "draft_reply",
    }
    | {"approve_reply", "return_reply", "sign", "record_attendance", "show_clock"}
)
Row = Listed[Meeting]


def rows(meetings: Sequence[Meeting], today: date) -> list[Row]:
    """Meetings as lists show them."""
    return listed(meetings, today, states=State, warned=SOON)


def lines(shown: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as plain strings."""
    return [
        {
            "address": reverse("meetings:detail", args=[row.thing.number]),
            "title": row.thing.title,
            "label": row.label,
            "place": row.place,
            "when": moment(row.thing.starts_at),
            "state": state_words(row.thing),
            "items": row.thing.item_count,
            "answered": row.thing.answered_count,
            "promises": row.thing.promise_count,
        }
        for row in shown
    ]


def state_words(meeting: Meeting) -> str:
    return _("Called off") if meeting.is_called_off else str(State(meeting.state).label)


def chips(query: QueryDict, chosen: str) -> list[dict[str, Any]]:
    """One chip a state."""
    every = [("", pgettext("meeting", "All")), *State.choices]
    return [
        {
            "label": label,
            "count": None,
            "address": query_string(query, state=value or None, cursor=None),
            "is_chosen": value == chosen,
        }
        for value, label in every
    ]


def phases(meeting: Meeting) -> list[dict[str, Any]]:
    """The way from the plan to the end; what was called off ends where it stood."""
    if meeting.is_called_off:
        return [{"label": State.PLANNED.label, "status": "done"}, {"label": _("Called off"), "status": "now"}]
    order = list(State)
    at = order.index(State(meeting.state))
    return [
        {"label": state.label, "status": "done" if place < at else "now" if place == at else ""}
        for place, state in enumerate(order)
    ]


def key_facts(row: Row) -> list[tuple[Any, Any]]:
    """When, where, who leads it, how much of it is done."""
    meeting = row.thing
    heard = _("%(answered)s of %(items)s") % {"answered": meeting.answered_count, "items": meeting.item_count}
    told = [
        (_("Day and hour"), moment(meeting.starts_at)),
        (_("Place"), meeting.place),
        (_("Host"), meeting.host),
        (pgettext("meeting", "Answered"), heard),
    ]
    return [(term, value) for term, value in told if value]


def facts(row: Row) -> list[tuple[Any, Any]]:
    meeting = row.thing
    due_on = day(meeting.draft_due_on) if meeting.draft_due_on else ""
    told = [
        (_("Number"), meeting.number),
        (_("Region"), row.place),
        (_("Planned by"), called(meeting.organizer)),
        (_("Rooms"), _(", ").join(meeting.rooms)),
        (_("Draft replies by"), due_on),
        (_("Note"), meeting.note),
    ]
    return [(term, value) for term, value in told if value]


def buttons(meeting: Meeting, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """What may be done now with the meeting as a whole, the likely next first."""
    allowed = sorted(
        (one for one in offers if one.is_allowed and one.verb not in IN_PLACE),
        key=lambda one: not one.action.is_primary,
    )
    return [
        {
            "label": one.action.label,
            "address": reverse("meetings:act", args=[meeting.number, one.verb]),
            "reason": None,
            "is_primary": one.action.is_primary,
            "is_stern": one.verb == "call_off",
        }
        for one in allowed
    ]


def story(events: Iterable[MeetingEvent], titles: dict[str, str]) -> list[dict[str, Any]]:
    """The history, newest first; problems are named by their titles where they are still on the agenda."""
    return [_step(event, titles) for event in events][::-1]


def _step(event: MeetingEvent, titles: dict[str, str]) -> dict[str, Any]:
    sentence, quoted = STEPS[event.action]
    body = event.body
    problems = _(", ").join(f"“{titles.get(number, number)}”" for number in body.get("problems", []))
    number = body.get("problem", "")
    told = {
        "problem": f"“{titles.get(number, number)}”",
        "problems": problems,
        "kind": AnswerKind(body["kind"]).label if body.get("kind") else "",
        "answered": body.get("answered", ""),
        "items": body.get("items", ""),
    }
    return {
        "at": event.at,
        "who": called(event.posting),
        "text": str(sentence) % told,
        "quote": body.get(quoted) or "",
        "note": "",
        "tone": {"call_off": "bad", "return_reply": "bad", "close": "good"}.get(event.action, ""),
        "photos": [],
    }


def invited(invitations: Iterable[Invitation]) -> list[dict[str, Any]]:
    """Who was invited, whether they signed for it, who will come and who came."""
    listed = list(invitations)
    named = full_names({one.village_id for one in listed if one.village_id})
    return [
        {
            "department": one.department.code if one.department else None,
            "village": one.village_id,
            "name": one.department.name if one.department else named.get(one.village_id or "", ""),
            "acknowledged": one.acknowledged_at is not None,
            "attendees": one.attendees,
            "note": one.note,
            "presence": one.presence,
            "presence_words": one.get_presence_display() if one.presence else "",
            "came": one.came,
        }
        for one in listed
    ]


def turnout(invited: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """How many signed for it, and once attendance was taken how many came; departments that sent nobody by name."""
    taken = [one for one in invited if one["presence"]]
    came = [one for one in taken if one["presence"] == Invitation.Presence.PRESENT]
    signed = [one for one in invited if one["acknowledged"]]
    told = {"came": len(came), "signed": len(signed), "all": len(invited)}
    absent = [one["name"] for one in taken if one["department"] and one["presence"] == Invitation.Presence.ABSENT]
    words = _("%(came)s of %(all)s came") if taken else _("%(signed)s of %(all)s signed")
    return {"words": words % told, "absent": _(", ").join(absent)}
