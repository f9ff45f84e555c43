"""The timetable: made in one click, moved with the hall, or looked for by the worker with rooms and free times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.problems.operations.holding import hold
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import planning, queries, rules
from ..models import Meeting, MeetingItem, TimetableSearch
from ..states import State
from ..timetable import asking
from ..timetable.asking import CannotPlan, Progress, Solution
from .steps import faster, refuse_if, step
from .wishing import Hour, end_of, free_of, moved_of, refuse_who_is_never_free, ways_of

# A search that says nothing for so long is another worker's; the solver reports several times a second.
LEASE = timedelta(minutes=2)
# Half for the shortest span, half for the least waiting; and for a plan that changes little.
SECONDS, SECONDS_TO_REPLAN = 20.0, 10.0
# How often a search asks whether it is to stop, and says how far it is.
LOOK = timedelta(seconds=1)


@operation
def make_timetable(meeting: Meeting, *, by: Posting, now: datetime, times: Sequence[Mapping[str, Any]] = ()) -> Meeting:
    """Give every item its time: one after the other, grouped by department, or as `times` says.

    A row of `times`: `{problem, room, starts_at}`. Of a meeting that is open, what is left is moved by how late the
    hall is. Raises BadInput where two stand in one room at one hour.
    """
    hold(meeting)
    refuse_if(rules.why_not_make_timetable(by, meeting))
    is_open = meeting.state == State.OPEN
    rows = list(times) or _proposed(meeting, now)
    step(meeting, "make_timetable", by=by, now=now, body={"times": [_said(row) for row in rows]})
    items = {one.problem.number: one for one in MeetingItem.objects.filter(meeting=meeting).select_related("problem")}
    if sorted(row["problem"] for row in rows) != sorted(items):
        raise faster(meeting, _("The agenda has changed since you opened it. Make the timetable again."))
    if times:
        _check_times(meeting, items, rows)
    for place, row in enumerate(sorted(rows, key=lambda row: (row["starts_at"], row["room"])), start=1):
        changes = {"room": row["room"], "starts_at": row["starts_at"]}
        if not is_open:
            changes["position"] = place
        MeetingItem.objects.filter(pk=items[row["problem"]].pk).update(**changes)
    return meeting


@operation
def ask_timetable(
    meeting: Meeting,
    *,
    by: Posting,
    now: datetime,
    ends_at: Hour | None = None,
    free: Sequence[Mapping[str, Any]] = (),
    ways: Sequence[Mapping[str, Any]] = (),
    problem: str = "",
    room: int | None = None,
    starts_at: Hour | None = None,
) -> Meeting:
    """Have the worker look for the shortest timetable, or for the one that changes least around a moved item.

    A row of `free`: `{party, from_, until}`; of `ways`: `{rooms, minutes}`. What is not named with a moved item stands as
    the last search kept to it. Raises BadInput for hours outside the meeting's day, for who is free at no time, for a
    room there is not, and for an item without its hour.
    """
    hold(meeting)
    refuse_if(rules.why_not_ask_timetable(by, meeting))
    items = queries.items_of(meeting)
    wishes: dict[str, Any] = {"free": free_of(meeting, items, free), "ways": ways_of(meeting, ways)}
    if ends_at is not None:
        wishes["ends"] = end_of(meeting, ends_at)
    told = {key: value for key, value in wishes.items() if value}
    if problem:
        told = {**queries.wishes_of(meeting), **told, "moved": moved_of(meeting, items, problem, room, starts_at)}
    refuse_who_is_never_free(meeting, items, told)
    step(meeting, "ask_timetable", by=by, now=now, body=told)
    TimetableSearch.objects.filter(meeting=meeting).delete()
    TimetableSearch.objects.create(meeting=meeting, asked_by=by, asked_at=now, wishes=told)
    return meeting


@operation
def stop_timetable(meeting: Meeting, *, by: Posting, now: datetime) -> Meeting:
    """The best that was found by now is taken."""
    refuse_if(rules.why_not_stop_timetable(by, meeting))
    step(meeting, "stop_timetable", by=by, now=now, body={})
    TimetableSearch.objects.filter(meeting=meeting, state__in=TimetableSearch.AHEAD).update(is_stop_asked=True)
    return meeting


def search_waiting(*, now: datetime, clock: Callable[[], datetime] = timezone.now) -> int:
    """Do the searches that wait, and those whose worker has died; returns how many were done."""
    count = 0
    while (search := _take(now)) is not None:
        _search(search, clock)
        count, now = count + 1, clock()
    return count


def _take(now: datetime) -> TimetableSearch | None:
    free = TimetableSearch.objects.filter(
        Q(state=TimetableSearch.State.WAITING) | Q(state=TimetableSearch.State.RUNNING, lease_until__lt=now)
    )
    for key in list(free.order_by("asked_at").values_list("pk", flat=True)[:10]):
        if free.filter(pk=key).update(state=TimetableSearch.State.RUNNING, lease_until=now + LEASE):
            return TimetableSearch.objects.select_related("meeting", "asked_by__person").get(pk=key)
    return None


def _search(search: TimetableSearch, clock: Callable[[], datetime]) -> None:
    """One search, outside every transaction; what it finds is set down by whoever asked for it."""
    meeting = search.meeting
    watch = _Watch(search, clock)
    try:
        items = queries.items_of(meeting)
        setting = planning.setting_of(meeting, items, search.wishes)
        moved = search.wishes.get("moved")
        if moved:
            number, room, minute = moved
            there = planning.plan_of(meeting, items)
            found = asking.replan(there, setting, {number: (str(room), minute)}, SECONDS_TO_REPLAN)
        else:
            found = asking.solve(setting, SECONDS, watch.report, watch.is_stopped)
        _end(search, found, clock())
    except Refused as refused:
        _fail(search, str(refused), clock())
    except (CannotPlan, BrokenPipeError, ValueError):
        # The solver's process died, or the agenda is one that no day holds: a sentence for who asked, no fault of ours.
        _fail(search, _("The search broke off. Ask for it again, or make the timetable in one room."), clock())


@operation
def _end(search: TimetableSearch, found: Solution, now: datetime) -> None:
    """The plan stands, or it is told what cannot hold together; where neither was found in time, that."""
    ours = TimetableSearch.objects.filter(pk=search.pk, state=TimetableSearch.State.RUNNING)
    if found.plan is None:
        told = asdict(found.conflict) if found.conflict else {}
        outcome = (
            {**told, "wishes": [[one.kind, one.subject] for one in found.conflict.wishes]} if found.conflict else {}
        )
        error = "" if outcome else _("Neither a timetable nor the reason why there is none was found in time.")
        ours.update(state=TimetableSearch.State.FAILED, outcome=outcome, error=error, ended_at=now, lease_until=None)
        return
    keys = ("span", "span_bound", "waiting", "waiting_bound", "is_stopped", "is_fewest")
    outcome = {key: getattr(found, key) for key in keys}
    if ours.update(state=TimetableSearch.State.DONE, outcome=outcome, ended_at=now, lease_until=None):
        rows = planning.rows_of(search.meeting, found.plan)
        make_timetable(search.meeting, by=search.asked_by, now=now, times=rows)


def _fail(search: TimetableSearch, error: str, now: datetime) -> None:
    ours = TimetableSearch.objects.filter(pk=search.pk, state__in=TimetableSearch.AHEAD)
    ours.update(state=TimetableSearch.State.FAILED, error=error, ended_at=now, lease_until=None)


class _Watch:
    """Says how far a search is and hears whether it is to stop, each once a second at most."""

    def __init__(self, search: TimetableSearch, clock: Callable[[], datetime]) -> None:
        self.rows = TimetableSearch.objects.filter(pk=search.pk)
        self.clock = clock
        self.told = self.asked = clock() - LOOK
        self.is_asked = False

    def report(self, progress: Progress) -> None:
        now = self.clock()
        if now - self.told >= LOOK:
            self.told = now
            self.rows.update(progress=asdict(progress), lease_until=now + LEASE)

    def is_stopped(self) -> bool:
        now = self.clock()
        if now - self.asked >= LOOK:
            self.asked = now
            # A search that is gone was asked for anew, or its meeting is no more.
            self.is_asked = self.rows.values_list("is_stop_asked", flat=True).first() is not False
        return self.is_asked


def _proposed(meeting: Meeting, now: datetime) -> list[dict[str, Any]]:
    items = queries.items_of(meeting)
    return planning.retimed(meeting, items, now) if meeting.state == State.OPEN else planning.default(meeting, items)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"problem": row["problem"], "room": row["room"], "starts_at": row["starts_at"].isoformat()}


def _check_times(meeting: Meeting, items: Mapping[str, MeetingItem], rows: Sequence[Mapping[str, Any]]) -> None:
    """In a room there is, and no two in one room at one time."""
    rooms = max(1, len(meeting.rooms))
    ends: dict[int, tuple[datetime, str]] = {}
    for row in sorted(rows, key=lambda row: row["starts_at"]):
        if not 0 <= row["room"] < rooms:
            raise BadInput(
                {"times": _("“%(number)s” stands in a room that there is not.") % {"number": row["problem"]}}
            )
        end, other = ends.get(row["room"], (row["starts_at"], ""))
        if row["starts_at"] < end:
            told = {"one": other, "other": row["problem"]}
            raise BadInput({"times": _("“%(one)s” and “%(other)s” stand in one room at one time.") % told})
        ends[row["room"]] = (row["starts_at"] + timedelta(minutes=items[row["problem"]].minutes), row["problem"])
