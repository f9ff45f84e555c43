"""Meetings for programs, as the contract names them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from ..models import Answer, DraftReply, Invitation, Meeting
from .agenda import ShownItem
from .page import invited


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
