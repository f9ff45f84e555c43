"""The agenda before the meeting: planned, items put on, taken off, set in order, given their times."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_number
from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.operations.holding import hold
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.statements import Plus, insert

from .. import agenda, queries, rules
from ..models import ItemDepartment, Meeting, MeetingItem, TimetableSearch
from ..queries import MOST_DEPARTMENTS, MOST_ITEMS, MOST_ROOMS
from ..states import State
from .inviting import drafts_due_on, invite_missing
from .steps import faster, item_named, line, refuse_if, step

PREFIX = "DJ-"
FARTHEST = timedelta(days=366)


@operation
def plan(
    *,
    by: Posting,
    now: datetime,
    title: str,
    starts_at: datetime,
    place: str,
    region: str = "",
    rooms: Sequence[str] = (),
    slot_minutes: int = 10,
    host: str = "",
    note: str = "",
) -> Meeting:
    """Plan a meeting of the organizer's own county or city. Raises NotYourDuty, BadInput."""
    refuse_if(rules.why_not_plan(by))
    if (region or by.scope) != by.scope:
        raise BadInput({"region": _("A place holds its own meetings: yours is %(code)s.") % {"code": by.scope}})
    _check_day(starts_at, now)
    made = Meeting(
        number=next_number(f"{PREFIX}{by.scope}", timezone.localdate(now).year),
        region=Region.objects.get(pk=by.scope),
        title=title,
        starts_at=starts_at,
        starts_on=timezone.localdate(starts_at),
        place=place,
        rooms=_rooms(rooms),
        slot_minutes=slot_minutes,
        host=host,
        note=note,
        organizer=by,
        created_at=now,
        state_since=now,
    )
    insert(made)
    salt, body = new_salt(), {"title": title, "starts_at": starts_at.isoformat(), "place": place, "rooms": made.rooms}
    line(made, "plan", by=by, now=now, before="", body=body, salt=salt)
    audit.record("meeting.plan", made, by=by, now=now, after=made.state, words=digest(salt, canonical(body)))
    return made


@operation
def revise(
    meeting: Meeting,
    *,
    by: Posting,
    now: datetime,
    title: str,
    starts_at: datetime,
    place: str,
    rooms: Sequence[str] = (),
    slot_minutes: int = 10,
    host: str = "",
    note: str = "",
) -> Meeting:
    """Another day, another place: who was invited is told, and a timetable that no longer holds falls away."""
    refuse_if(rules.why_not_revise(by, meeting))
    _check_day(starts_at, now)
    moved = starts_at != meeting.starts_at or _rooms(rooms) != meeting.rooms
    changes: dict[str, Any] = {
        "title": title,
        "starts_at": starts_at,
        "starts_on": timezone.localdate(starts_at),
        "place": place,
        "rooms": _rooms(rooms),
        "slot_minutes": slot_minutes,
        "host": host,
        "note": note,
    }
    if meeting.draft_due_on and moved:
        changes["draft_due_on"] = drafts_due_on(changes["starts_on"], timezone.localdate(now))
    body = {"title": title, "starts_at": starts_at.isoformat(), "place": place, "rooms": changes["rooms"]}
    step(meeting, "revise", by=by, now=now, body=body, changes=changes)
    if moved:
        MeetingItem.objects.filter(meeting=meeting).update(starts_at=None, room=0)
        # Hours and rooms that a search kept to were those of the other day.
        TimetableSearch.objects.filter(meeting=meeting).delete()
    return meeting


@operation
def add_item(
    meeting: Meeting,
    *,
    by: Posting,
    now: datetime,
    problems: Sequence[str],
    departments: Sequence[str] = (),
    minutes: int | None = None,
) -> Meeting:
    """Put problems on the agenda, in the order named; where departments are named they answer all of them.

    All or nothing. Raises NotYourDuty, NotNow, BadInput naming the problem.
    """
    hold(meeting)
    refuse_if(rules.why_not_add_item(by, meeting))
    numbers = list(dict.fromkeys(problems))
    chosen = {one.number: one for one in queries.hearable(meeting).filter(number__in=numbers)}
    if missing := [number for number in numbers if number not in chosen]:
        raise BadInput({"problems": _why_not_heard(by, meeting, missing[0])})
    if meeting.item_count + len(numbers) > MOST_ITEMS:
        raise BadInput({"problems": _("At most %(count)d items in one meeting.") % {"count": MOST_ITEMS}})
    named = _departments(meeting, departments)
    reasons = {
        one.candidate.problem.number: one for one in queries.proposals(meeting, timezone.localdate(now), numbers)
    }
    body = {"problems": numbers, "departments": [one.code for one in named]}
    step(meeting, "add_item", by=by, now=now, body=body, changes={"item_count": Plus(len(numbers))})
    begin = meeting.item_count - len(numbers)
    for place, number in enumerate(numbers, start=begin + 1):
        told = reasons.get(number)
        item = MeetingItem(
            meeting=meeting,
            problem=chosen[number],
            village_id=chosen[number].village_id,
            position=place,
            minutes=minutes or meeting.slot_minutes,
            reasons=told.reasons if told else [{"code": agenda.Reason.CHOSEN.value, "figure": ""}],
            unkept=told.candidate.unkept if told else None,
        )
        insert(item)
        _hear(item, named or _who_answers(chosen[number], meeting))
    if meeting.state != State.PLANNED:
        invite_missing(meeting, by=by, now=now)
    return meeting


@operation
def amend_item(
    meeting: Meeting,
    *,
    by: Posting,
    now: datetime,
    problem: str,
    departments: Sequence[str] = (),
    minutes: int | None = None,
) -> Meeting:
    """Other departments, more or less time. What a department has drafted or answered keeps it on the item."""
    hold(meeting)
    refuse_if(rules.why_not_amend_item(by, meeting))
    item = item_named(meeting, problem)
    named = _departments(meeting, departments)
    spoken = set(item.answers.values_list("department", flat=True))
    if named and spoken - {one.pk for one in named}:
        raise BadInput({"departments": _("A department that has answered stays on the item.")})
    body = {"problem": problem, "departments": [one.code for one in named], "minutes": minutes or item.minutes}
    step(meeting, "amend_item", by=by, now=now, body=body)
    if minutes:
        MeetingItem.objects.filter(pk=item.pk).update(minutes=minutes)
    if named:
        item.parties.exclude(department__in=named).delete()
        item.drafts.exclude(department__in=named).delete()
        item.parties.all().delete()
        _hear(item, named)
    if meeting.state != State.PLANNED:
        invite_missing(meeting, by=by, now=now)
    return meeting


@operation
def remove_item(meeting: Meeting, *, by: Posting, now: datetime, problem: str) -> Meeting:
    """Take it off the agenda again; drafts for it go with it, the history keeps that they were there."""
    hold(meeting)
    refuse_if(rules.why_not_remove_item(by, meeting))
    item = item_named(meeting, problem)
    step(meeting, "remove_item", by=by, now=now, body={"problem": problem}, changes={"item_count": Plus(-1)})
    item.delete()
    for place, key in enumerate(MeetingItem.objects.filter(meeting=meeting).values_list("pk", flat=True), start=1):
        MeetingItem.objects.filter(pk=key).update(position=place)
    return meeting


@operation
def arrange(meeting: Meeting, *, by: Posting, now: datetime, order: Sequence[str]) -> Meeting:
    """Set the whole agenda in this order. Raises NotNow where it has changed since it was read."""
    hold(meeting)
    refuse_if(rules.why_not_arrange(by, meeting))
    step(meeting, "arrange", by=by, now=now, body={"order": list(order)})
    items = {one.problem.number: one for one in MeetingItem.objects.filter(meeting=meeting).select_related("problem")}
    if sorted(order) != sorted(items):
        raise faster(meeting, _("The agenda has changed since you opened it. Look at it again, then set it in order."))
    for place, number in enumerate(order, start=1):
        if items[number].position != place:
            MeetingItem.objects.filter(pk=items[number].pk).update(position=place)
    return meeting


@operation
def move_item(meeting: Meeting, *, by: Posting, now: datetime, problem: str, place: int) -> Meeting:
    """Put one item at this place of the agenda, counted from 1; the others close ranks."""
    hold(meeting)
    refuse_if(rules.why_not_move_item(by, meeting))
    item = item_named(meeting, problem)
    step(meeting, "move_item", by=by, now=now, body={"problem": problem, "place": place})
    order = list(MeetingItem.objects.filter(meeting=meeting).exclude(pk=item.pk))
    order.insert(place - 1, item)
    for stands, one in enumerate(order, start=1):
        if one.position != stands:
            MeetingItem.objects.filter(pk=one.pk).update(position=stands)
    return meeting


def _check_day(starts_at: datetime, now: datetime) -> None:
    if starts_at < now:
        raise BadInput({"starts_at": _("This moment has passed.")})
    if starts_at > now + FARTHEST:
        raise BadInput({"starts_at": _("At most a year ahead.")})


def _rooms(rooms: Sequence[str]) -> list[str]:
    named = [one.strip() for one in rooms if one.strip()]
    if len(set(named)) != len(named):
        raise BadInput({"rooms": _("Two rooms have the same name.")})
    if len(named) > MOST_ROOMS:
        raise BadInput({"rooms": _("At most %(count)d rooms.") % {"count": MOST_ROOMS}})
    return named


def _why_not_heard(by: Posting, meeting: Meeting, number: str) -> str:
    """Why a problem cannot be put on: it is there already, it is over, or it is not this meeting's."""
    if queries.item_of(meeting, number):
        return _("“%(number)s” is on the agenda already.") % {"number": number}
    problem = problems.found([by], number)
    if problem is None:
        return _("There is no problem “%(number)s” within your reach.") % {"number": number}
    if problem.state not in queries.HEARABLE:
        told = {"number": number, "state": problem.get_state_display()}
        return _("“%(number)s” cannot be heard now: its state is “%(state)s”.") % told
    return _("“%(number)s” stands at another level: this meeting does not hear it.") % {"number": number}


def _departments(meeting: Meeting, codes: Sequence[str]) -> list[Department]:
    found = []
    for code in dict.fromkeys(codes):
        department = queries.department_of(meeting, code)
        if department is None:
            raise BadInput({"departments": _("There is no department “%(code)s” to invite.") % {"code": code}})
        found.append(department)
    if len(found) > MOST_DEPARTMENTS:
        raise BadInput({"departments": _("At most %(count)d departments for one item.") % {"count": MOST_DEPARTMENTS}})
    return found


def _who_answers(problem: Problem, meeting: Meeting) -> list[Department]:
    """Its lead, else the one suggested, else the first of the place whose functions name its category."""
    if problem.lead:
        return [problem.lead]
    if problem.suggested:
        return [problem.suggested]
    near = [one for one in queries.departments_for(meeting) if problem.category_id in one.functions]
    return near[:1]


def _hear(item: MeetingItem, departments: Sequence[Department]) -> None:
    ItemDepartment.objects.bulk_create(
        ItemDepartment(item=item, department=one, position=place) for place, one in enumerate(departments, start=1)
    )
