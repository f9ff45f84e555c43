"""Whom each step of a meeting is told to. Outside messages say only that something waits."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from .models import Answer, Invitation, Meeting
from .states import State

# verb: the circles that hear of it.
CIRCLES: dict[str, tuple[str, ...]] = {
    "revise": ("invited",),
    "call_off": ("invited",),
    "draft_reply": ("chief",),
    "return_reply": ("liaisons",),
    "close": ("answering", "villages"),
}
URGENT = frozenset({"revise", "call_off"})


def tell(meeting: Meeting, verb: str, *, by: Posting, now: datetime, body: Mapping[str, Any]) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it."""
    circles = CIRCLES.get(verb)
    if not circles:
        return
    asked = [_circle(meeting, name, body) for name in circles]
    _send(meeting, verb, [one for one in asked if one is not None], by=by, now=now)


def tell_invited(
    meeting: Meeting, *, departments: Iterable[int], villages: Iterable[str], by: Posting, now: datetime
) -> None:
    """Leave a notice with those who have just been invited."""
    asked = Q(role=Role.DEPARTMENT_LIAISON, department__in=list(departments))
    _send(meeting, "invite", [asked, Q(role=Role.FIRST_SECRETARY, region__in=list(villages))], by=by, now=now)


def _circle(meeting: Meeting, name: str, body: Mapping[str, Any]) -> Q | None:
    """The postings of one circle; None for nobody."""
    liaison, secretary = Q(role=Role.DEPARTMENT_LIAISON), Q(role=Role.FIRST_SECRETARY)
    match name:
        case "invited" if meeting.state == State.PLANNED:
            return None
        case "invited":
            invited = Invitation.objects.filter(meeting=meeting)
            departments = invited.filter(department__isnull=False).values("department")
            return (liaison & Q(department__in=departments)) | (secretary & _villages(meeting))
        case "answering":
            return liaison & Q(department__in=Answer.objects.filter(item__meeting=meeting).values("department"))
        case "villages":
            return secretary & _villages(meeting)
        case "chief":
            return Q(role=Role.DEPARTMENT_LEADER, department__code=body["department"])
        case _:
            return liaison & Q(department__code=body["department"])


def _villages(meeting: Meeting) -> Q:
    invited = Invitation.objects.filter(meeting=meeting, village__isnull=False)
    return Q(region__in=invited.values("village"))


def _send(meeting: Meeting, verb: str, asked: Iterable[Q], *, by: Posting, now: datetime) -> None:
    posts = Posting.objects.in_force(timezone.localdate(now))
    notices.tell(
        {person for one in asked for person in posts.filter(one).values_list("person_id", flat=True)},
        action=f"meeting.{verb}",
        subject_kind="meeting",
        subject_number=meeting.number,
        title=meeting.title,
        by=by,
        now=now,
        is_urgent=verb in URGENT,
    )
