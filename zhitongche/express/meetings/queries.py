"""Who sees which meetings, the list, what stands on an agenda, and what waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.states import LED, POOL
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import inside_q
from zhitongche.foundation.statements import Given, Statement
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from .agenda import Candidate, Proposed, propose
from .models import Answer, DraftReply, Invitation, ItemDepartment, Meeting, MeetingEvent, MeetingItem, TimetableSearch
from .states import State

ORDER = ("-starts_at", "-id")
# What a meeting can do something about: accepted, not over, not put aside.
HEARABLE = POOL | LED
# A meeting that took place.
HELD = Q(state=State.CLOSED, is_called_off=False)
# How many open problems are weighed for an agenda, beside what an earlier meeting left.
LOOKED_AT = 300
# How much one meeting can hold: its items, who answers one of them, its rooms.
MOST_ITEMS, MOST_DEPARTMENTS, MOST_ROOMS = 80, 8, 8
# Rows of free times that a search for a timetable takes, and of ways: one for each two rooms.
MOST_FREE, MOST_WAYS = 80, MOST_ROOMS * (MOST_ROOMS - 1) // 2


@dataclass(frozen=True)
class Filters:
    """What the list can be narrowed by."""

    state: str = ""
    region: str = ""
    since: date | None = None
    until: date | None = None
    # Those that took place: closed and not called off.
    is_held: bool = False


def visible_to(*postings: Posting | Shape) -> QuerySet[Meeting]:
    """Every meeting that at least one of these postings may see; of shapes without asking the database."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.MEETING_READ)]
    return Meeting.objects.filter(reduce(or_, conditions)) if conditions else Meeting.objects.none()


def _condition(posting: Posting | Shape) -> Q:
    """A place those held inside it, and those that hear one of its villages; a department those it is invited to.

    Before the invitations are out only the place that plans it knows of it.
    """
    if posting.department_id is not None:
        invited = Invitation.objects.filter(department=posting.department_id).values("meeting")
        return Q(pk__in=invited) & ~Q(state=State.PLANNED)
    here = inside_q(posting.scope, "region_id")
    if len(posting.scope) < 6:
        return here
    heard = MeetingItem.objects.filter(inside_q(posting.scope, "village_id")).values("meeting")
    return here | (Q(pk__in=heard) & ~Q(state=State.PLANNED))


def for_page(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return rows.select_related("region", "current__problem", "organizer__person", "organizer__region")


def found(postings: Sequence[Posting], number: str) -> Meeting | None:
    """The meeting of that number, if one of the postings sees it."""
    return for_page(visible_to(*postings)).filter(number=number).first()


def afresh(meeting: Meeting) -> Meeting:
    """The meeting as it stands after an act, for somebody who has just acted on it."""
    return for_page(Meeting.objects.filter(pk=meeting.pk)).get()


def listed(postings: Sequence[Posting], filters: Filters) -> QuerySet[Meeting]:
    """The visible meetings that pass the filters; ordered by the caller's page."""
    rows = visible_to(*postings).select_related("region")
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.region:
        rows = rows.filter(inside_q(filters.region, "region_id"))
    if filters.since:
        rows = rows.filter(starts_on__gte=filters.since)
    if filters.until:
        rows = rows.filter(starts_on__lt=filters.until)
    if filters.is_held:
        rows = rows.filter(HELD)
    return rows


def page_of(postings: Sequence[Posting], filters: Filters, cursor: str | None, limit: int = PAGE_ROWS) -> Page[Meeting]:
    """One page of the list, the latest first. Raises BadCursor."""
    return keyset(listed(postings, filters), ORDER, cursor, limit)


def closed_since(moment: datetime) -> QuerySet[Meeting]:
    """Meetings that were held and closed from that moment on and had something on their agenda, the first closed first."""
    rows = Meeting.objects.filter(HELD, closed_at__gte=moment, item_count__gt=0)
    return rows.select_related("region").order_by("closed_at", "pk")


def who_closed(meeting: Meeting) -> Posting:
    """Who ended it, from its history."""
    ends = MeetingEvent.objects.filter(meeting=meeting, action="close")
    return ends.select_related("posting__person", "posting__region", "posting__department").get().posting


def items_of(meeting: Meeting) -> list[MeetingItem]:
    """The agenda in order, with problems, departments, drafts and answers: five statements, however long it is."""
    return list(in_full(MeetingItem.objects.filter(meeting=meeting)))


def in_full(items: QuerySet[MeetingItem]) -> QuerySet[MeetingItem]:
    """These items in the order of the agenda, each with what its page needs."""
    answers = Answer.objects.select_related("department", "rectification", "recorded_by__person").order_by("pk")
    return (
        items.select_related("problem__category", "problem__lead", "unkept")
        .prefetch_related(
            Prefetch("parties", ItemDepartment.objects.select_related("department")),
            Prefetch("drafts", DraftReply.objects.select_related("department").order_by("pk")),
            Prefetch("answers", answers),
        )
        .order_by("position", "pk")
    )


def item_of(meeting: Meeting, problem: str) -> MeetingItem | None:
    """The item that hears the problem of that number."""
    return MeetingItem.objects.filter(meeting=meeting, problem__number=problem).select_related("problem").first()


def invitations_to(meeting: Meeting) -> list[Invitation]:
    """Who was invited: departments by code, then villages."""
    rows = Invitation.objects.filter(meeting=meeting).select_related("department", "village", "acknowledged_by__person")
    return list(rows.order_by("department__code", "village"))


def organizes(posting: Posting, meeting: Meeting) -> bool:
    """The organizer of the very place: a city's do not run a county's meeting."""
    return posting.may(Permission.MEETING_HOLD) and posting.scope == meeting.region_id


def invitations_for(postings: Sequence[Posting], meeting: Meeting) -> list[Invitation]:
    """All of them for the organizer, for everybody else the own ones."""
    every = invitations_to(meeting)
    if any(organizes(posting, meeting) for posting in postings):
        return every
    departments = {posting.department_id for posting in postings if posting.department_id}
    villages = {posting.scope for posting in postings if not posting.department_id}
    return [one for one in every if one.department_id in departments or one.village_id in villages]


def invitation_of(posting: Posting, meeting: Meeting) -> Invitation | None:
    """The one that a posting answers for."""
    rows = Invitation.objects.filter(meeting=meeting)
    if posting.department_id is not None:
        return rows.filter(department=posting.department_id).first()
    return rows.filter(village=posting.scope).first()


def answers_items(department: int | None, meeting: Meeting) -> bool:
    """Whether an item of the meeting is for this department."""
    return department is not None and _parties(department, meeting).exists()


def _parties(department: int, meeting: Meeting) -> QuerySet[ItemDepartment]:
    return ItemDepartment.objects.filter(department=department, item__meeting=meeting)


def unsigned(department: int | None, meeting: Meeting) -> list[Answer]:
    """The department's answers that it has not signed for."""
    rows = Answer.objects.filter(department=department, item__meeting=meeting, signed_at=None)
    return list(rows.select_related("item__problem").order_by("item__position"))


def unapproved(department: int | None, meeting: Meeting) -> list[DraftReply]:
    """The department's drafts that wait for its leader."""
    rows = DraftReply.objects.filter(department=department, item__meeting=meeting, approved_at=None, returned="")
    return list(rows.select_related("item__problem").order_by("item__position"))


def draft_of(postings: Iterable[Posting], meeting: Meeting, problem: str) -> dict[str, Any]:
    """What a department of these postings has filed for an item, as its form begins; empty where it has filed nothing."""
    mine = [posting.department_id for posting in postings if posting.department_id is not None]
    rows = DraftReply.objects.filter(item__meeting=meeting, item__problem__number=problem, department__in=mine)
    return dict(rows.values("kind", "text", "due_on").first() or {})


def without_draft(meeting: Meeting) -> list[ItemDepartment]:
    """Who has filed no draft reply for which item, in the order of the agenda."""
    drafts = DraftReply.objects.filter(item=OuterRef("item"), department=OuterRef("department"))
    rows = ItemDepartment.objects.filter(item__meeting=meeting).exclude(Exists(drafts))
    return list(rows.select_related("department", "item__problem").order_by("item__position", "position"))


def has_leader(department: int, today: date) -> bool:
    """Whether somebody is in post who could approve what the department means to answer."""
    return Posting.objects.in_force(today).filter(role=Role.DEPARTMENT_LEADER, department=department).exists()


def history(meeting: Meeting) -> list[MeetingEvent]:
    """Its steps, oldest first, each with who did it."""
    events = MeetingEvent.objects.filter(meeting=meeting)
    return list(events.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"))


_VERSION = Statement(lambda: Meeting.objects.filter(screen_key=Given("key")).values_list("event_count", "typed_count"))


def version_of(screen_key: UUID, *, with_typed: bool = False) -> int | None:
    """What the screens of a room ask for once a second: one indexed read of one number; a hall's with what is typed."""
    found = _VERSION.first(key=screen_key.hex)
    if not found:
        return None
    recorded, typed = found
    return int(recorded) + (int(typed) if with_typed else 0)


def department_of(meeting: Meeting, code: str) -> Department | None:
    """A department that may be asked at this meeting: of its place, or of one above."""
    region = meeting.region_id
    above = [region[:length] for length in (2, 4, 6) if length <= len(region)]
    return Department.objects.filter(region__in=above, until=None, code=code).first()


def departments_for(meeting: Meeting) -> QuerySet[Department]:
    """Those that may be asked, by code."""
    region = meeting.region_id
    above = [region[:length] for length in (2, 4, 6) if length <= len(region)]
    return Department.objects.filter(region__in=above, until=None).select_related("region").order_by("-region", "code")


def level_of(meeting: Meeting) -> str:
    """Which problems it hears: those that stand at its own level."""
    return Problem.Tier.CITY if len(meeting.region_id) == 4 else Problem.Tier.COUNTY


def hearable(meeting: Meeting) -> QuerySet[Problem]:
    """Open problems of its place and level that are not on its agenda yet."""
    column = "city" if len(meeting.region_id) == 4 else "county"
    there = MeetingItem.objects.filter(meeting=meeting).values("problem")
    rows = Problem.objects.filter(**{column: meeting.region_id}, level=level_of(meeting), is_open=True)
    return rows.filter(state__in=HEARABLE).exclude(pk__in=there)


def last_held(meeting: Meeting) -> Meeting | None:
    """The meeting of the same place that was held before this one."""
    rows = Meeting.objects.filter(region=meeting.region_id, state=State.CLOSED, is_called_off=False)
    return rows.exclude(pk=meeting.pk).order_by("-starts_at", "-pk").first()


def promises_of(meeting: Meeting) -> list[Rectification]:
    """The items of the rectification list that it made, in the order of its agenda."""
    rows = Rectification.objects.filter(meeting=meeting.number).select_related("problem", "department")
    return list(rows.order_by("pk"))


def proposals(meeting: Meeting, today: date, only: Sequence[str] = ()) -> list[Proposed]:
    """What the meeting should hear, in order and with reasons; of these numbers only, where some are named.

    Looked at: what is due first among the open problems of its place, and whatever an earlier meeting left behind.
    """
    rows = hearable(meeting).select_related("project", "category", "lead")
    if only:
        rows = rows.filter(number__in=only)
    unkept = _unkept(meeting, today)
    left = _left_over(meeting)
    behind = rows.filter(pk__in={*unkept, *left})
    found = {one.pk: one for one in [*behind, *rows.order_by("due_on", "pk")[:LOOKED_AT]]}
    return propose(_candidate(one, today, unkept, left) for one in found.values())


def _unkept(meeting: Meeting, today: date) -> dict[int, Rectification]:
    """By problem, the earliest promise of an earlier meeting of this place whose day has passed."""
    column = "city" if len(meeting.region_id) == 4 else "county"
    rows = Rectification.objects.filter(
        **{column: meeting.region_id}, state=Rectification.State.OPEN, due_on__lt=today
    ).exclude(meeting="")
    found: dict[int, Rectification] = {}
    for one in rows.order_by("due_on", "pk"):
        found.setdefault(one.problem_id, one)
    return found


def _left_over(meeting: Meeting) -> set[int]:
    """What the last meeting carried over."""
    last = last_held(meeting)
    if last is None:
        return set()
    return set(MeetingItem.objects.filter(meeting=last, is_carried_over=True).values_list("problem", flat=True))


def _candidate(problem: Problem, today: date, unkept: dict[int, Rectification], left: set[int]) -> Candidate:
    money = (problem.amount or Decimal(0)) + (problem.project.investment_amount if problem.project else Decimal(0))
    late = (today - problem.due_on).days if problem.due_on and not problem.is_paused else 0
    return Candidate(
        problem=problem,
        county=problem.county_code,
        days_open=(today - timezone.localdate(problem.reported_at)).days,
        days_late=max(late, 0),
        amount=money,
        is_urgent=problem.urgency == Problem.Urgency.URGENT,
        is_led=problem.lead_id is not None,
        is_carried=problem.pk in left,
        unkept=unkept.get(problem.pk),
    )


def search_of(meeting: Meeting, *, is_running: bool = False) -> TimetableSearch | None:
    """The search for a timetable that was asked for last; only one that is not over, where that is asked."""
    rows = TimetableSearch.objects.filter(meeting=meeting).select_related("asked_by")
    return (rows.filter(state__in=TimetableSearch.AHEAD) if is_running else rows).first()


def wishes_of(meeting: Meeting) -> dict[str, Any]:
    """What the last search kept to, in minutes of the day; the item that was moved is no wish for the next."""
    search = search_of(meeting)
    return {key: value for key, value in search.wishes.items() if key != "moved"} if search else {}


# ---- what waits --------------------------------------------------------------------------------------------------


def waiting_for_invite(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To the organizer: what has an agenda and no invitations yet."""
    return _held_by(posting).filter(state=State.PLANNED, item_count__gt=0)


def waiting_for_open(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To the organizer: what begins today or should have begun."""
    return _held_by(posting).filter(state=State.INVITED, starts_on__lte=posting.today or date.min)


def waiting_for_close(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To the organizer: what is open."""
    return _held_by(posting).filter(state=State.OPEN)


def waiting_for_acknowledge(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To a department's liaison, and to a village's first secretary: invitations not signed for."""
    if posting.department_id is not None and posting.may(Permission.MEETING_ANSWER):
        mine = Invitation.objects.filter(department=posting.department_id)
    elif posting.role == Role.FIRST_SECRETARY:
        mine = Invitation.objects.filter(village=posting.scope)
    else:
        return Meeting.objects.none()
    return Meeting.objects.filter(state=State.INVITED, pk__in=mine.filter(acknowledged_at=None).values("meeting"))


def waiting_for_draft_reply(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To a liaison: meetings with an item for which the department has no draft, or one that was sent back."""
    if posting.department_id is None or not posting.may(Permission.MEETING_ANSWER):
        return Meeting.objects.none()
    filed = DraftReply.objects.filter(item=OuterRef("item"), department=OuterRef("department"), returned="")
    open_ = ItemDepartment.objects.filter(department=posting.department_id).exclude(Exists(filed))
    return Meeting.objects.filter(state=State.INVITED, pk__in=open_.values("item__meeting"))


def waiting_for_approve_reply(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To a department's leader: drafts that wait."""
    if not posting.may(Permission.MEETING_APPROVE):
        return Meeting.objects.none()
    drafts = DraftReply.objects.filter(department=posting.department_id, approved_at=None, returned="")
    return Meeting.objects.filter(state=State.INVITED, pk__in=drafts.values("item__meeting"))


def waiting_for_sign(posting: Posting | Shape) -> QuerySet[Meeting]:
    """To a liaison: what the department answered and has not signed for, once the meeting is over."""
    if posting.department_id is None or not posting.may(Permission.MEETING_ANSWER):
        return Meeting.objects.none()
    answers = Answer.objects.filter(department=posting.department_id, signed_at=None)
    return Meeting.objects.filter(state=State.CLOSED, pk__in=answers.values("item__meeting"))


def _held_by(posting: Posting | Shape) -> QuerySet[Meeting]:
    if not posting.may(Permission.MEETING_HOLD):
        return Meeting.objects.none()
    return Meeting.objects.filter(region=posting.scope)
