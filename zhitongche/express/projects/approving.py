"""What pages and programs show of a project's approvals: who holds what since when, how long it may take, what hangs on it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.express.approvals.models import Material
from zhitongche.foundation.calendar.lights import Light, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day

from . import clockwork, handling
from .approvals.presenters import TAKEN
from .clockwork import Plan
from .handling import TURNS, Step
from .models import ApprovalStep, Project, ProjectApproval
from .queries import approving as queries
from .rules import approving as rules

State = ProjectApproval.State
Holder = ProjectApproval.Holder
STERN = frozenset({Step.REFUSE, Step.NOT_NEED})
# 《行政许可法》第三十二条: no word within five working days, and it counts as accepted on the day it came.
SILENCE_DAYS = 5


def on_page(project: Project, postings: Sequence[Posting], today: date, days: Workdays | None = None) -> dict[str, Any]:
    """The part of the project's page: its approvals, what they hang on, and what the reader may do; three statements."""
    days = days or workdays()
    there = queries.approvals_of(project)
    planned = clockwork.plan(there, today, days)
    return {
        "approvals": [_row(project, one, there, planned, postings, today, days) for one in there],
        "approvals_told": told(there, planned, today),
        "approvals_add": _add_address(project, postings),
        "approvals_address": reverse("projects:approvals", args=[project.number]) if there else "",
    }


def _add_address(project: Project, postings: Sequence[Posting]) -> str:
    may = any(rules.why_not_add_approval(posting, project) is None for posting in postings)
    return reverse("projects:act", args=[project.number, "add_approval"]) if may else ""


def told(there: Sequence[ProjectApproval], planned: Plan, today: date) -> list[str]:
    """The sentences above: when the last can be granted, what that hangs on, and who holds it now."""
    if planned.ends_on is None:
        return [_("Every approval is granted or not needed.")] if there else []
    names = {one.code: str(one.item) for one in there}
    critical = " → ".join(names[code] for code in planned.critical)
    said = [
        _("Earliest finish: %(day)s, if what waits for the village is handed in today. Critical: %(names)s.")
        % {"day": day(planned.ends_on, today), "names": critical}
    ]
    held = clockwork.blocking(there, planned)
    if held is not None:
        said.append(
            _("Now it hangs on: %(name)s, with %(holder)s since %(day)s.")
            % {"name": held.item, "holder": holder_words(held), "day": day(held.held_since, today)}
        )
    return said


def holder_words(approval: ProjectApproval) -> str:
    """Who holds it, by name."""
    match approval.holder:
        case Holder.OFFICE:
            return approval.department.name if approval.department else approval.item.office
        case Holder.VILLAGE:
            return pgettext("holder", "the village")
    return pgettext("holder", "nobody")


def _row(
    project: Project,
    approval: ProjectApproval,
    there: Sequence[ProjectApproval],
    planned: Plan,
    postings: Sequence[Posting],
    today: date,
    days: Workdays,
) -> dict[str, Any]:
    light = clockwork.light(approval, today, days)
    missing = [] if approval.state in handling.PASSED else handling.missing_before(approval, there)
    dated = planned.dated.get(approval.code)
    return {
        "code": approval.code,
        "name": str(approval.item),
        "basis": approval.item.legal_basis,
        "office": approval.department.name if approval.department else approval.item.office,
        "state": State(approval.state).label,
        "is_passed": approval.state in handling.PASSED,
        "standing": _standing(approval, missing, today, days),
        "clock": clock_words(approval, today, days),
        "light": light.value,
        "light_words": "" if light == Light.NONE else words(light, approval.due_on or today, today, days),
        "is_critical": dated is not None and dated.is_critical,
        "slack": _slack(dated.slack) if dated else "",
        "dated": dated,
        "bar": _bar(approval, planned),
        "acts": _acts(project, approval, there, postings),
    }


def _standing(approval: ProjectApproval, missing: Sequence[ProjectApproval], today: date, days: Workdays) -> str:
    """Who holds it since when; or what it waits for."""
    if approval.state in handling.PASSED:
        return day(approval.decided_on, today)
    if missing and approval.state == State.NEEDED:
        return _("Waits for: %(names)s") % {"names": "、".join(str(one.item) for one in missing)}
    held = {"holder": holder_words(approval), "day": day(approval.held_since, today)}
    said = _("With %(holder)s since %(day)s.") % held
    if approval.state == State.SUBMITTED and approval.submitted_on is not None:
        waited = days.between(approval.submitted_on, today)
        if waited > SILENCE_DAYS:
            said += " " + _("No word for more than five working days: by law it counts as accepted on the day it came.")
    return said


def clock_words(approval: ProjectApproval, today: date, days: Workdays) -> str:
    """How much of the statutory limit is used."""
    limit = approval.item.limit_days
    if not limit:
        return _("On the spot")
    if approval.state in {State.NEEDED, State.SUBMITTED, State.NOT_NEEDED}:
        return ngettext("%(limit)d working day", "%(limit)d working days", limit) % {"limit": limit}
    used = clockwork.used_by(approval, today, days)
    return ngettext("%(used)d of %(limit)d working day used", "%(used)d of %(limit)d working days used", limit) % {
        "used": used,
        "limit": limit,
    }


def _slack(days: int) -> str:
    if not days:
        return _("Critical: each day it is late makes the whole late.")
    return ngettext("%(days)d working day to spare", "%(days)d working days to spare", days) % {"days": days}


def _bar(approval: ProjectApproval, planned: Plan) -> dict[str, int] | None:
    """Where it lies, in thousandths of the whole; what takes no time is drawn as a stroke all the same."""
    one = planned.placed.get(approval.code)
    if one is None:
        return None
    whole = max(planned.days, 1)
    left = min(1000 * one.start // whole, 990)
    right = max(1000 * one.finish // whole, left + 10)
    return {
        "left": left,
        "width": right - left,
        "spare_left": right,
        "spare_right": 1000 * (one.finish + one.slack) // whole,
    }


def _acts(
    project: Project, approval: ProjectApproval, there: Sequence[ProjectApproval], postings: Sequence[Posting]
) -> list[dict[str, Any]]:
    """The steps the reader may take now; the first of them is the likely one."""
    found = []
    for step in Step:
        if approval.state not in TURNS[step].starts:
            continue
        if any(rules.why_not_take(one, project, approval, there, step) is None for one in postings):
            address = reverse("projects:approval_step", args=[project.number, approval.code, step.value])
            found.append({"label": step.label, "address": address, "is_stern": step in STERN})
    return found


# ---- the page of all approvals -------------------------------------------------------------------------------------


def histories(project: Project, there: Sequence[ProjectApproval]) -> dict[str, dict[str, Any]]:
    """By code the steps of each, newest first, and the papers handed in; two statements."""
    steps, handed = queries.steps_of(there), queries.handed_in(there)
    return {
        one.code: {
            "story": [_step(one, step) for step in steps[one.pk]][::-1],
            "papers": [_paper(project, paper) for paper in handed[one.pk]],
        }
        for one in there
    }


def _step(approval: ProjectApproval, step: ApprovalStep) -> dict[str, Any]:
    return {
        "at": step.at,
        "who": called(step.posting),
        "text": str(TAKEN[step.step]) % {"name": approval.item, "on": day(step.on)},
        "quote": step.note,
        "note": "",
        "tone": {"grant": "good", "refuse": "bad", "ask_supplement": "bad"}.get(step.step, ""),
        "photos": [],
        "documents": [],
    }


def _paper(project: Project, paper: Material) -> dict[str, Any]:
    return {
        "name": paper.name,
        "address": reverse("projects:paper", args=[project.number, paper.pk]),
        "issued_on": paper.issued_on,
        "valid_until": paper.valid_until,
    }


# ---- for programs ---------------------------------------------------------------------------------------------------


def resource(project: Project, there: Sequence[ProjectApproval], today: date) -> dict[str, Any]:
    """Every approval of a project with its clock and its place on the path."""
    days = workdays()
    planned = clockwork.plan(there, today, days)
    handed = queries.handed_in(there) if there else {}
    held = clockwork.blocking(there, planned)
    return {
        "items": [_told(one, there, planned, handed.get(one.pk, ()), today, days) for one in there],
        "earliest_finish": planned.ends_on,
        "critical": planned.critical,
        "blocking": held.code if held else None,
    }


def _told(
    one: ProjectApproval,
    there: Sequence[ProjectApproval],
    planned: Plan,
    papers: Iterable[Material],
    today: date,
    days: Workdays,
) -> dict[str, Any]:
    dated = planned.dated.get(one.code)
    department = one.department
    return {
        "code": one.code,
        "label": str(one.item),
        "legal_basis": one.item.legal_basis,
        "state": one.state,
        "holder": one.holder,
        "held_since": one.held_since,
        "office": one.item.office,
        "department": {"code": department.code, "name": department.name} if department else None,
        "limit_days": one.item.limit_days,
        "days_used": clockwork.used_by(one, today, days),
        "due_on": one.due_on,
        "light": clockwork.light(one, today, days).value,
        "submitted_on": one.submitted_on,
        "accepted_on": one.accepted_on,
        "decided_on": one.decided_on,
        "predecessors": one.predecessors,
        "waits_for": [] if one.state in handling.PASSED else [two.code for two in handling.missing_before(one, there)],
        "materials": [
            {
                "material": paper.pk,
                "code": paper.code,
                "name": paper.name,
                "issued_on": paper.issued_on,
                "valid_until": paper.valid_until,
            }
            for paper in papers
        ],
        "path": {
            "earliest_start": dated.starts_on,
            "earliest_finish": dated.ends_on,
            "latest_start": dated.latest_start_on,
            "if_today": dated.if_today,
            "slack": dated.slack,
            "critical": dated.is_critical,
        }
        if dated
        else None,
    }
