"""The agenda as one reader sees it: places by name, reasons in words, drafts only for whom they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.templatetags.page import wan

from .. import queries, rooms
from ..agenda import Proposed, Reason
from ..models import Answer, DraftReply, Meeting, MeetingItem
from ..states import State


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
    # How far it is, in the line that stays when it is folded; what concerns the reader is unfolded.
    mark: str
    is_open: bool


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
        is_mine = any(one.pk in mine for one in parties)
        drafts = [one for one in item.drafts.all() if organizes or one.department_id in mine]
        filed = {one.department_id for one in item.drafts.all()}
        silent = [one for one in parties if one.pk not in filed] if organizes else []
        is_home = any(posting.scope == item.village_id for posting in readers)
        shown.append(
            ShownItem(
                item=item,
                place=named.get(item.village_id, ""),
                reasons=[said(reason) for reason in item.reasons],
                departments=parties,
                drafts=drafts,
                answers=list(item.answers.all()),
                is_mine=is_mine,
                silent=silent,
                room=meeting.rooms[item.room] if item.room < len(meeting.rooms) else "",
                own_answers=[one for one in item.answers.all() if one.department_id in mine],
                is_readable=organizes or any(posting.reaches(item.village_id) for posting in readers),
                is_current=item.pk in current,
                mark=_mark(meeting, item, silent),
                is_open=is_mine or is_home or item.pk in current or len(items) == 1,
            )
        )
    return shown


def _mark(meeting: Meeting, item: MeetingItem, silent: Sequence[Department]) -> str:
    """Answered by whom and how, carried over, or whose draft is missing; empty where there is nothing to say."""
    if item.closed_elsewhere:
        return _("It was over before the meeting ended.")
    if item.is_carried_over:
        return _("Carried over to the next meeting.")
    answers = [f"{one.department.short_name} {one.get_kind_display()}" for one in item.answers.all()]
    if answers:
        return _(", ").join(answers)
    if silent and meeting.state == State.INVITED:
        return _("No draft reply yet: %(names)s") % {"names": _(", ").join(one.short_name for one in silent)}
    return ""


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
