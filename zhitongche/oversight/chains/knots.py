"""The things that hold a project up, each in words: what it is, who has it, since when."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.express.problems import presenting as problems
from zhitongche.express.problems import storytelling
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import clockwork
from zhitongche.express.projects.models import Project, ProjectApproval, ProjectEvent, ProjectFunding
from zhitongche.express.projects.states import ALIVE, State
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import names_of
from zhitongche.foundation.templatetags.page import day, wan

from .deciding import Kind, Knot
from .queries import Parts


def knots_of(parts: Parts, today: date, days: Workdays) -> list[Knot]:
    """All of them, in the order of the project's way; one statement, for the names of its places."""
    project = parts.project
    if project.state == State.HANDED_OVER:
        return [_problem(one, today) for one in parts.problems]
    places = names_of([project.village_id, project.village_id[:6], project.village_id[:4]])
    found = [
        *_suspension(parts, places),
        *_admission(parts, places),
        *_approval(parts, today, days),
        *_money(parts, places, today),
        *(_problem(one, today) for one in parts.problems),
        *_works(parts, places, today),
    ]
    return found or list(_next_step(parts, places))


def approval_holder(approval: ProjectApproval) -> str:
    """Whose turn an approval is, by name where there is one."""
    if approval.holder == ProjectApproval.Holder.OFFICE and approval.department is not None:
        return approval.department.name
    return str(ProjectApproval.Holder(approval.holder).label)


def lines_waited_for(parts: Parts) -> list[ProjectFunding]:
    """What is planned and not wholly committed; what a department of the library gives first."""
    rows = [line for line in parts.lines if line.planned_amount > line.committed_amount]
    return sorted(rows, key=lambda line: (line.source is None or line.source.department is None, line.position))


def giver_of(line: ProjectFunding) -> str:
    """Who gives a line: the source's department, else the name the line has."""
    return line.source.department.name if line.source and line.source.department else line.name


def problem_holder(problem: Problem, today: date) -> str:
    return storytelling.who_holds(problem, today)


def _at(project: Project) -> str:
    return reverse("projects:detail", args=[project.number])


def _organizer(place: str) -> str:
    return _("%(role)s of %(place)s") % {"role": pgettext("body", "Organizer"), "place": place}


def _secretary(project: Project, places: dict[str, str]) -> str:
    village = places.get(project.village_id, project.village_id)
    return _("%(role)s of %(place)s") % {"role": Role.FIRST_SECRETARY.label, "place": village}


def _library(project: Project, *, is_city: bool, places: dict[str, str]) -> str:
    code = project.village_id[:4] if is_city else project.village_id[:6]
    return _organizer(places.get(code, code))


def _on(event: ProjectEvent | None) -> date | None:
    return timezone.localdate(event.at) if event else None


def _suspension(parts: Parts, places: dict[str, str]) -> Iterator[Knot]:
    project = parts.project
    if project.is_suspended:
        holder = _library(project, is_city=project.level == Project.Tier.CITY, places=places)
        yield Knot(Kind.SUSPENSION, _("its suspension"), holder, _on(parts.steps.get("suspend")), address=_at(project))


def _admission(parts: Parts, places: dict[str, str]) -> Iterator[Knot]:
    project = parts.project
    if project.submission != Project.Submission.NONE:
        is_city = project.submission == Project.Submission.CITY
        what = _("admission to the city's library") if is_city else _("admission to the county's library")
        holder = _library(project, is_city=is_city, places=places)
        yield Knot(Kind.ADMISSION, what, holder, _on(parts.steps.get("submit")), address=_at(project))


def _approval(parts: Parts, today: date, days: Workdays) -> Iterator[Knot]:
    one = parts.blocking
    if one is not None:
        is_late = clockwork.light(one, today, days) == Light.RED
        what = _("the approval “%(name)s”") % {"name": str(one.item)}
        yield Knot(
            Kind.APPROVAL, what, approval_holder(one), one.held_since, is_late, f"{_at(parts.project)}#approvals"
        )


def _money(parts: Parts, places: dict[str, str], today: date) -> Iterator[Knot]:
    project = parts.project
    if project.uncovered_on is None or project.state not in ALIVE:
        return
    told = {"amount": wan(project.uncovered_amount), "day": day(project.uncovered_on, today)}
    what = _("%(amount)s of money missing for the milestone of %(day)s") % told
    awaited = lines_waited_for(parts)
    holder = giver_of(awaited[0]) if awaited else _secretary(project, places)
    since = timezone.localdate(project.listed_at or project.planned_at)
    yield Knot(Kind.MONEY, what, holder, since, project.uncovered_on < today, f"{_at(project)}#money")


def _problem(problem: Problem, today: date) -> Knot:
    is_late = problems.light(problem, today) == Light.RED
    return Knot(
        Kind.PROBLEM,
        _("the problem “%(title)s”") % {"title": problem.title},
        problem_holder(problem, today) or pgettext("body", "Organizer"),
        timezone.localdate(problem.state_since),
        is_late,
        reverse("problems:detail", args=[problem.number]),
    )


def _works(parts: Parts, places: dict[str, str], today: date) -> Iterator[Knot]:
    """A milestone whose day has passed."""
    project = parts.project
    open_one = next((one for one in parts.milestones if one.done_on is None), None)
    if project.state == State.UNDER_WAY and open_one is not None and open_one.planned_on < today:
        what = _("the milestone “%(name)s”") % {"name": open_one.name}
        since = open_one.planned_on + timedelta(days=1)
        yield Knot(Kind.WORKS, what, _secretary(project, places), since, is_late=True, address=f"{_at(project)}#works")


def _next_step(parts: Parts, places: dict[str, str]) -> Iterator[Knot]:
    """What comes next by itself: the village's submission, start, report or handing over; the organizer's acceptance."""
    project = parts.project
    since = timezone.localdate(project.state_since)
    secretary = _secretary(project, places)
    match project.state:
        case State.PLANNED:
            yield Knot(
                Kind.NEXT_STEP, _with_missing(_("being submitted"), parts), secretary, since, address=_at(project)
            )
        case State.LISTED:
            yield Knot(
                Kind.NEXT_STEP,
                _with_missing(_("the start of its works"), parts),
                secretary,
                since,
                address=_at(project),
            )
        case State.UNDER_WAY if project.progress == 100:
            holder = _library(project, is_city=project.level == Project.Tier.CITY, places=places)
            yield Knot(
                Kind.NEXT_STEP, _with_missing(_("the acceptance of its works"), parts), holder, address=_at(project)
            )
        case State.ACCEPTED:
            yield Knot(Kind.NEXT_STEP, _("being handed over"), secretary, since, address=_at(project))


def _with_missing(what: str, parts: Parts) -> str:
    if not parts.missing:
        return what
    return _("%(what)s (still missing: %(list)s)") % {"what": what, "list": _("; ").join(parts.missing)}
