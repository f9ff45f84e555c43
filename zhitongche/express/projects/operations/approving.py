"""A project's approvals: which it needs, and each step from handing in to decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.approvals import queries as library
from zhitongche.express.approvals.models import ApprovalItem
from zhitongche.express.approvals.operations import circular
from zhitongche.express.approvals.path import circle_in
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.statements import Plus, insert, update

from .. import clockwork, handling
from ..handling import TURNS, Step
from ..models import ApprovalStep, Project, ProjectApproval
from ..queries import approving as queries
from ..rules import approving as rules
from . import papers, telling
from .holding import hold
from .settling import settle_start
from .steps import refuse_if, step

State = ProjectApproval.State
Holder = ProjectApproval.Holder
SUPPLYING = frozenset({State.SUBMITTED, State.ACCEPTED})


@operation
def add_approval(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    item: str | Sequence[str],
    department: str = "",
    predecessors: Sequence[str] = (),
) -> Project:
    """Add one item of the library, or several, under the version in force today.

    The department that decides is the one named, else the item's own, else the county's of the office's name.
    `predecessors` come before each of them beside those of the library. Raises BadInput, NotNow for what is there
    already, and for approvals that would wait for each other.
    """
    codes = [item] if isinstance(item, str) else list(dict.fromkeys(item))
    refuse_if(rules.why_not_add_approval(by, project))
    hold(project)
    refuse_if(rules.why_not_add_approval(by, project))
    today = timezone.localdate(now)
    there = queries.approvals_of(project)
    items = _items(project, codes, there, today)
    extra = _extra(predecessors, {*codes, *(one.code for one in there)})
    before = {code: list(dict.fromkeys([*one.predecessors, *extra])) for code, one in items.items()}
    _refuse_circle(there, items, before)
    offices = _offices(project, items, department)
    count = len(codes)
    step(
        project,
        "add_approval",
        by=by,
        now=now,
        body={"items": codes, "names": "、".join(one.name for one in items.values())},
        changes={"approval_count": Plus(count), "pending_approval_count": Plus(count)},
        items=codes,
    )
    ProjectApproval.objects.bulk_create(
        ProjectApproval(
            project=project,
            county=project.county_code,
            item=items[code],
            code=code,
            department=offices[code],
            predecessors=before[code],
            held_since=today,
            position=len(there) + place,
        )
        for place, code in enumerate(codes, start=1)
    )
    settle_start(project)
    _pass_on(project, today)
    return project


@operation
def update_approval(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    approval: str,
    step: str,
    on: date | None = None,
    note: str = "",
    materials: Sequence[Mapping[str, Any]] = (),
) -> Project:
    """Take one step of one approval, on the day it happened at the window; today where none is given.

    Raises NotYourDuty, NotNow (its state, what must be granted first, somebody faster) and BadInput.
    """
    refuse_if(rules.why_not_update_approval(by, project))
    hold(project)
    there = queries.approvals_of(project)
    found = next((one for one in there if one.code == approval), None)
    if found is None:
        raise BadInput({"approval": _("The project has no approval “%(code)s”.") % {"code": approval}})
    if step not in Step.values:
        raise BadInput({"step": _("There is no step “%(step)s”.") % {"step": step}})
    taken = Step(step)
    refuse_if(rules.why_not_take(by, project, found, there, taken))
    day = _day(found, on, now)
    if TURNS[taken].needs_note and not note.strip():
        raise BadInput({"note": _("Say why, or what is missing.")})
    _take(project, found, taken, by=by, now=now, day=day, note=note.strip(), materials=materials)
    settle_start(project)
    _pass_on(project, day)
    telling.tell_of_step(project, found, taken, by=by, now=now)
    return project


def _take(
    project: Project,
    approval: ProjectApproval,
    taken: Step,
    *,
    by: Posting,
    now: datetime,
    day: date,
    note: str,
    materials: Sequence[Mapping[str, Any]],
) -> None:
    """The step itself: the project's history and count, the approval's row, its papers, its own line."""
    before, after = State(approval.state), handling.end_of(approval, taken)
    passed = (after in handling.PASSED) - (before in handling.PASSED)
    step(
        project,
        "update_approval",
        by=by,
        now=now,
        body={
            "approval": approval.code,
            "name": approval.item.name,
            "step": taken.value,
            "on": day.isoformat(),
            "note": note,
        },
        changes={"pending_approval_count": Plus(-passed)} if passed else None,
        approval=approval.code,
        step=taken.value,
        on=day.isoformat(),
    )
    changes = _columns(approval, taken, after, day)
    guard = {"pk": approval.pk, "state": before, "step_count": approval.step_count}
    written = update(ProjectApproval, guard, {**changes, "step_count": Plus(1)}, returning=["step_count"])
    if written is None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=before)
    for name, value in changes.items():
        setattr(approval, name, value)
    approval.step_count = written[0]
    insert(
        ApprovalStep(
            approval=approval,
            sequence=approval.step_count,
            step=taken.value,
            on=day,
            note=note,
            posting=by,
            at=now,
            before=before,
            after=after,
        )
    )
    papers.hand_in(project, approval, taken, materials, by=by, now=now, day=day)


def _columns(approval: ProjectApproval, taken: Step, after: State, day: date) -> dict[str, Any]:
    """What a step changes in the approval's row; the clock starts, stands, goes on or ends with it."""
    days, limit = workdays(), approval.item.limit_days
    holder = handling.holder_of(after, is_ready=True)
    changes: dict[str, Any] = {"state": after, "holder": holder}
    if holder != approval.holder:
        changes["held_since"] = day
    match taken:
        case Step.SUBMIT | Step.RESUBMIT:
            begun = {"accepted_on": None, "decided_on": None, "used_days": 0, "paused_on": None, "due_on": None}
            changes |= {"submitted_on": day, **begun}
        case Step.ACCEPT:
            changes |= {"accepted_on": day, "due_on": clockwork.due_after(day, 0, limit, days)}
        case Step.ASK_SUPPLEMENT:
            used = clockwork.used_by(approval, day, days)
            stopped = day if approval.accepted_on else None
            changes |= {"used_days": used, "paused_on": stopped, "due_on": None}
        case Step.SUPPLY:
            is_running = after == State.ACCEPTED
            due = clockwork.due_after(day, approval.used_days, limit, days) if is_running else None
            changes |= {"paused_on": None, "due_on": due}
        case Step.GRANT | Step.REFUSE:
            used = clockwork.used_by(approval, day, days)
            changes |= {"used_days": used, "decided_on": day, "due_on": None}
        case Step.NOT_NEED:
            changes |= {"decided_on": day}
    return changes


def _day(approval: ProjectApproval, on: date | None, now: datetime) -> date:
    """The day of a step: not in the future, not before the step before."""
    today = timezone.localdate(now)
    last = queries.last_step(approval)
    day = on or today
    if day > today:
        raise BadInput({"on": _("This day lies in the future.")})
    if last is not None and day < last.on:
        raise BadInput({"on": _("The step before was on %(day)s; this one cannot lie before it.") % {"day": last.on}})
    return day


def _pass_on(project: Project, day: date) -> None:
    """What waits for others is nobody's until they are granted, and then the village's; the project's row is held."""
    there = queries.approvals_of(project)
    for one in there:
        if one.state != State.NEEDED:
            continue
        holder = handling.holder_of(State.NEEDED, is_ready=not handling.missing_before(one, there))
        if holder != one.holder:
            ProjectApproval.objects.filter(pk=one.pk).update(holder=holder, held_since=day)


def _items(
    project: Project, codes: Sequence[str], there: Sequence[ProjectApproval], today: date
) -> dict[str, ApprovalItem]:
    known = {one.code: one for one in library.in_force(project.village_id, today)}
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        raise BadInput({"item": _("There is no item “%(code)s” in the library.") % {"code": unknown}})
    double = next((one for one in there if one.code in codes), None)
    if double is not None:
        raise NotNow(_("“%(name)s” is among its approvals already.") % {"name": double.item}, state=project.state)
    return {code: known[code] for code in codes}


def _extra(predecessors: Sequence[str], known: set[str]) -> list[str]:
    unknown = next((code for code in predecessors if code not in known), None)
    if unknown is not None:
        raise BadInput({"predecessors": _("The project has no approval “%(code)s”.") % {"code": unknown}})
    return list(predecessors)


def _refuse_circle(
    there: Sequence[ProjectApproval], items: Mapping[str, ApprovalItem], before: Mapping[str, Sequence[str]]
) -> None:
    names = {**{one.code: str(one.item) for one in there}, **{code: str(one) for code, one in items.items()}}
    after = {**{one.code: one.predecessors for one in there}, **before}
    circle = circle_in({code: [one for one in ones if one in names] for code, ones in after.items()})
    if circle:
        raise BadInput({"predecessors": circular([names[code] for code in circle])})


def _offices(project: Project, items: Mapping[str, ApprovalItem], named: str) -> dict[str, Department | None]:
    """Who decides each item in this place; nobody of the product where no department is found."""
    if named:
        department = queries.office_called(project.village_id, named)
        if department is None:
            raise BadInput({"department": _("This is not a department of the place.")})
        return dict.fromkeys(items, department)
    found = library.offices_of({one.office for one in items.values()}, project.village_id)
    return {code: one.department or found.get(one.office) for code, one in items.items()}
