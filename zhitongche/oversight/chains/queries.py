"""What the chain of a project is made of, read from three rooms, and which projects wait for a department."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Closure, Problem
from zhitongche.express.projects import clockwork
from zhitongche.express.projects import queries as projects
from zhitongche.express.projects.models import Milestone, Project, ProjectApproval, ProjectEvent, ProjectFunding
from zhitongche.express.projects.queries import approving
from zhitongche.express.projects.states import ALIVE, State
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Department, Posting

# A page shows no more of a project's problems, nor of a department's projects, than these.
MOST_PROBLEMS = 20
MOST_PROJECTS = 50
HANDLED = (ProjectApproval.State.SUBMITTED, ProjectApproval.State.ACCEPTED)


@dataclass(frozen=True)
class Parts:
    """Everything that the chain of one project is told from."""

    project: Project
    approvals: Sequence[ProjectApproval]
    blocking: ProjectApproval | None
    lines: Sequence[ProjectFunding]
    milestones: Sequence[Milestone]
    problems: Sequence[Problem]
    # The last step of each verb that the chain asks for.
    steps: dict[str, ProjectEvent]
    missing: Sequence[str]


def parts_of(project: Project, postings: Sequence[Posting], today: date, days: Workdays) -> Parts:
    """The parts of a project that the caller has found through `visible_to`; of its problems those that the reader sees."""
    approvals = approving.approvals_of(project)
    gate = {State.PLANNED: "submit", State.LISTED: "start", State.UNDER_WAY: "accept_work"}.get(State(project.state))
    return Parts(
        project=project,
        approvals=approvals,
        blocking=clockwork.blocking(approvals, clockwork.plan(approvals, today, days)) if approvals else None,
        lines=projects.lines_of(project),
        milestones=projects.milestones_of(project),
        problems=open_problems(project, postings),
        steps=_last_steps(project, ("submit", "suspend")),
        missing=projects.missing_at(project, gate) if gate else (),
    )


def open_problems(project: Project, postings: Sequence[Posting]) -> list[Problem]:
    """Those that the reader sees, the most urgent limit first, each with the closing under way; two statements."""
    if not project.open_problem_count:
        return []
    rows = problems.visible_to(*postings).filter(project=project, is_open=True)
    rows = rows.select_related("lead", "reporter__region", "reporter__department")
    found = list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_PROBLEMS])
    closings = {one.problem_id: one for one in Closure.objects.filter(problem__in=found, ended_at=None)}
    for problem in found:
        problem.open_closures = [closings[problem.pk]] if problem.pk in closings else []
    return found


def _last_steps(project: Project, verbs: Sequence[str]) -> dict[str, ProjectEvent]:
    rows = ProjectEvent.objects.filter(project=project, action__in=verbs).order_by("sequence")
    return {event.action: event for event in rows}


def waiting_for(department: Department, postings: Sequence[Posting]) -> list[Project]:
    """The projects within the reader's reach that wait for a department: its approvals, its money, the problems it leads."""
    approvals = ProjectApproval.objects.filter(department=department, state__in=HANDLED)
    money = ProjectFunding.objects.filter(source__department=department, planned_amount__gt=F("committed_amount"))
    led = problems.visible_to(*postings).filter(lead=department, is_open=True, project__isnull=False)
    alive = Q(pk__in=approvals.values("project")) | Q(pk__in=money.values("project"))
    waiting = Q(alive, state__in=sorted(ALIVE)) | Q(pk__in=led.values("project"))
    rows = projects.visible_to(*postings).filter(waiting).select_related("industry")
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "-pk")[:MOST_PROJECTS])


def approvals_held(department: Department, shown: Sequence[Project]) -> list[ProjectApproval]:
    rows = ProjectApproval.objects.filter(project__in=shown, department=department, state__in=HANDLED)
    return list(rows.select_related("item").order_by("held_since", "pk"))


def money_held(department: Department, shown: Sequence[Project]) -> list[ProjectFunding]:
    rows = ProjectFunding.objects.filter(
        project__in=shown, source__department=department, planned_amount__gt=F("committed_amount")
    )
    return list(rows.select_related("source").order_by("pk"))


def problems_held(department: Department, shown: Sequence[Project], postings: Sequence[Posting]) -> list[Problem]:
    rows = problems.visible_to(*postings).filter(project__in=shown, lead=department, is_open=True)
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))


def departments_for(postings: Sequence[Posting]) -> list[Department]:
    """Those whose work the reader may ask about: of the reader's own place and of the places above and in it."""
    place = Q(pk__in=[])
    for posting in postings:
        scope = posting.scope[:6]
        place |= Q(region=scope) | Q(region=scope[:4])
    return list(Department.objects.filter(place, until=None).select_related("region").order_by("-region", "code"))


def department_called(code: str, postings: Sequence[Posting]) -> Department | None:
    return next((one for one in departments_for(postings) if one.code == code), None)
