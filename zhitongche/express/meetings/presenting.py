"""Meetings in lists, on their page and for programs: places by name, times as lights, drafts only for whom they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.templatetags.page import day, moment, query_string, wan
from zhitongche.foundation.web.acts import Offer

from . import queries, rooms
from .agenda import Proposed, Reason
from .models import Answer, DraftReply, Invitation, Meeting, MeetingEvent, MeetingItem
from .presenters import STEPS
from .states import AnswerKind, State

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


@dataclass(frozen=True)
class Row:
    """A meeting in a list."""

    meeting: Meeting
    label: str
    place: str
    light: Light
    light_words: str

    @property
    def state(self) -> State:
        return State(self.meeting.state)


def rows(meetings: Sequence[Meeting], today: date) -> list[Row]:
    """A page of a list; two statements, for the names and the calendar, however many rows."""
    named, known = full_names({one.region_id for one in meetings}), workdays()
    made = []
    for one in meetings:
        due = one.due_on
        shown = light_of(due, due - SOON if due else None, False, today)
        # What is over has no day that anybody waits for.
        told = words(shown, due, today, known) if due else ""
        made.append(Row(one, one.number, named.get(one.region_id, ""), shown, told))
    return made


def lines(shown: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as plain strings."""
    return [
        {
            "address": reverse("meetings:detail", args=[row.meeting.number]),
            "title": row.meeting.title,
            "label": row.label,
            "place": row.place,
            "when": moment(row.meeting.starts_at),
            "state": state_words(row.meeting),
            "items": row.meeting.item_count,
            "answered": row.meeting.answered_count,
            "promises": row.meeting.promise_count,
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
    meeting = row.meeting
    heard = _("%(answered)s of %(items)s") % {"answered": meeting.answered_count, "items": meeting.item_count}
    told = [
        (_("Day and hour"), moment(meeting.starts_at)),
        (_("Place"), meeting.place),
        (_("Host"), meeting.host),
        (pgettext("meeting", "Answered"), heard),
    ]
    return [(term, value) for term, value in told if value]


def facts(row: Row) -> list[tuple[Any, Any]]:
    meeting = row.meeting
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


# ---- the agenda ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownItem:
    """An item as one reader sees it: drafts are the organizer's and, of its own, a department's."""

    item: MeetingItem
    place: str
    reasons: list[str]
    departments: list[Any]
    drafts: list[DraftReply]
    answers: list[Answer]
    # The department of the reader that answers it; and those of the item that have not filed a draft.
    is_mine: bool
    silent: list[Any]
    room: str
    # What the reader's department has answered.
    own_answers: list[Answer]
    is_readable: bool
    # Its room is at it.
    is_current: bool


def agenda_of(meeting: Meeting, items: Sequence[MeetingItem], postings: Sequence[Posting]) -> list[ShownItem]:
    """The agenda for these postings; one statement for the names of the places."""
    organizes = any(queries.organizes(posting, meeting) for posting in postings)
    mine = {posting.department_id for posting in postings if posting.department_id is not None}
    readers = [posting for posting in postings if posting.department_id is None]
    named = full_names({item.village_id for item in items})
    current = {one.pk for one in rooms.currents(meeting, items).values()}
    shown = []
    for item in items:
        parties = [party.department for party in item.parties.all()]
        drafts = [one for one in item.drafts.all() if organizes or one.department_id in mine]
        filed = {one.department_id for one in item.drafts.all()}
        shown.append(
            ShownItem(
                item=item,
                place=named.get(item.village_id, ""),
                reasons=[said(reason) for reason in item.reasons],
                departments=parties,
                drafts=drafts,
                answers=list(item.answers.all()),
                is_mine=any(one.pk in mine for one in parties),
                silent=[one for one in parties if one.pk not in filed] if organizes else [],
                room=meeting.rooms[item.room] if item.room < len(meeting.rooms) else "",
                own_answers=[one for one in item.answers.all() if one.department_id in mine],
                is_readable=organizes or any(posting.reaches(item.village_id) for posting in readers),
                is_current=item.pk in current,
            )
        )
    return shown


def said(reason: dict[str, str]) -> str:
    """Why an item stands on the agenda, in the reader's language."""
    code, figure = Reason(reason["code"]), reason["figure"]
    if code == Reason.LATE:
        return npgettext("agenda", "%(figure)s day late", "%(figure)s days late", int(figure)) % {"figure": figure}
    if code == Reason.AGE:
        told = npgettext("agenda", "open for %(figure)s day", "open for %(figure)s days", int(figure))
        return told % {"figure": figure}
    told = wan(Decimal(figure)) if code == Reason.MONEY else figure
    return str(code.label) % {"figure": told} if "%(figure)s" in str(code.label) else str(code.label)


def proposed(found: Sequence[Proposed]) -> list[dict[str, Any]]:
    """What could be heard, with the reasons in words; one statement for the names of the places."""
    named = full_names({one.candidate.problem.village_id for one in found})
    return [
        {
            "problem": one.candidate.problem.number,
            "title": one.candidate.problem.title,
            "region": one.candidate.problem.village_id,
            "place": named.get(one.candidate.problem.village_id, ""),
            "reasons": [said(reason) for reason in one.reasons],
        }
        for one in found
    ]


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


# ---- for programs ----------------------------------------------------------------------------------------------------


def summary(meeting: Meeting) -> dict[str, Any]:
    """One row of the API's list."""
    return {
        "number": meeting.number,
        "state": meeting.state,
        "region": meeting.region_id,
        "title": meeting.title,
        "starts_at": timezone.localtime(meeting.starts_at),
        "place": meeting.place,
        "items": meeting.item_count,
        "answered": meeting.answered_count,
        "promises": meeting.promise_count,
        "called_off": meeting.is_called_off,
        "created_at": meeting.created_at,
    }


def resource(meeting: Meeting, agenda: Sequence[ShownItem], invitations: Iterable[Invitation]) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    return {
        **summary(meeting),
        "rooms": meeting.rooms,
        "slot_minutes": meeting.slot_minutes,
        "host": meeting.host,
        "note": meeting.note,
        "draft_due_on": meeting.draft_due_on,
        "opened_at": meeting.opened_at,
        "closed_at": meeting.closed_at,
        "current": meeting.current.problem.number if meeting.current else None,
        "version": meeting.event_count,
        "agenda": [_item(one) for one in agenda],
        "invitations": [
            {key: value for key, value in one.items() if key != "presence_words"} for one in invited(invitations)
        ],
    }


def _item(shown: ShownItem) -> dict[str, Any]:
    item = shown.item
    return {
        "problem": item.problem.number,
        "title": item.problem.title,
        "region": item.village_id,
        "position": item.position,
        "minutes": item.minutes,
        "room": item.room,
        "current": shown.is_current,
        "starts_at": item.starts_at,
        "departments": [_department(one) for one in shown.departments],
        "reasons": shown.reasons,
        "drafts": [
            {**_said(one), "approved": one.approved_at is not None, "returned": one.returned} for one in shown.drafts
        ],
        "answers": [
            {
                **_said(one),
                "speaker": one.speaker,
                "signed": one.signed_at is not None,
                "rectification": one.rectification.number if one.rectification else None,
            }
            for one in shown.answers
        ],
        "version": item.answer_version,
        "read_back": item.read_back_at is not None,
        "carried_over": item.is_carried_over,
        "closed_elsewhere": item.closed_elsewhere,
    }


def _said(one: DraftReply | Answer) -> dict[str, Any]:
    return {"department": _department(one.department), "kind": one.kind, "text": one.text, "due_on": one.due_on}


def _department(department: Any) -> dict[str, str]:
    return {"code": department.code, "name": department.name}
