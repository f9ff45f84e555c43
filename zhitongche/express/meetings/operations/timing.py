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
from .steps import faster, item_named, refuse_if, step

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
    ends_at: datetime | None = None,
    free: Sequence[Mapping[str, Any]] = (),
    problem: str = "",
    room: int | None = None,
    starts_at: datetime | None = None,
) -> Meeting:
    """Have the worker look for the shortest timetable, or for the one that changes least around a moved item.

    Raises BadInput for hours outside the meeting's day, for a room there is not, and for an item without its hour.
    """
    hold(meeting)
    refuse_if(rules.why_not_ask_timetable(by, meeting))
    wishes: dict[str, Any] = {"free": _free(meeting, free)}
    if ends_at is not None:
        wishes["ends"] = _minute(meeting, "ends_at", ends_at)
    if problem:
        wishes["moved"] = _moved(meeting, problem, room, starts_at)
    told = {key: value for key, value in wishes.items() if value}
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


def _free(meeting: Meeting, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[list[int]]]:
    """Minutes by party. Who is named is free at these hours only."""
    parties = {party for item in queries.items_of(meeting) for party in _parties(item)}
    found: dict[str, list[list[int]]] = {}
    for row in rows:
        if row["party"] not in parties:
            raise BadInput({"free": _("“%(code)s” is at no item of this agenda.") % {"code": row["party"]}})
        pair = [_minute(meeting, "free", row["from_"]), _minute(meeting, "free", row["until"])]
        if pair[0] >= pair[1]:
            raise BadInput({"free": _("Of “%(code)s” the end comes before the beginning.") % {"code": row["party"]}})
        found.setdefault(row["party"], []).append(pair)
    return found


def _parties(item: MeetingItem) -> set[str]:
    return {item.village_id, *(one.department.code for one in item.parties.all())}


def _moved(meeting: Meeting, problem: str, room: int | None, starts_at: datetime | None) -> list[Any]:
    item_named(meeting, problem)
    if len(planning.plan_of(meeting, queries.items_of(meeting))) < meeting.item_count:
        raise BadInput({"problem": _("Make a timetable first; then move an item in it.")})
    if starts_at is None:
        raise BadInput({"starts_at": _("Say to which hour.")})
    if not 0 <= (room or 0) < max(1, len(meeting.rooms)):
        raise BadInput({"room": _("There is no such room.")})
    minute = _minute(meeting, "starts_at", starts_at)
    begins = planning.minute_of(meeting, meeting.starts_at)
    if minute < begins or (minute - begins) % meeting.slot_minutes:
        told = {"minutes": meeting.slot_minutes}
        raise BadInput(
            {"starts_at": _("Items begin every %(minutes)s minutes from the meeting's beginning on.") % told}
        )
    return [problem, room or 0, minute]


def _minute(meeting: Meeting, field: str, moment: datetime) -> int:
    minute = planning.minute_of(meeting, moment)
    if not 0 <= minute <= planning.MIDNIGHT:
        raise BadInput({field: _("Name an hour of the meeting's own day.")})
    return minute


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
