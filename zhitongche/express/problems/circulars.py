"""Whom each step is told to."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import departments_for
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.statements import Given, Statements

from . import queries
from .models import Claim, Instruction, Problem, Rectification
from .rules.duties import place_of
from .states import State

# verb: the circles that hear of it. "village" is whoever reported it and the first secretary in post, of the problem
# and of those merged into it.
CIRCLES: dict[str, tuple[str, ...]] = {
    "report": ("organizers",),
    "resubmit": ("organizers",),
    "withdraw": ("organizers",),
    "accept": ("village", "departments"),
    "return": ("village",),
    "claim": ("village",),
    "report_progress": ("village",),
    "submit_closure": ("village",),
    "confirm": ("organizers", "lead"),
    "verify": ("village", "lead"),
    "refuse": ("lead",),
    "reopen": ("lead", "organizers"),
    "check": ("organizers",),
    "merge": ("village",),
    "unmerge": ("village",),
    "link": ("village",),
    "unlink": ("village",),
    "mark_relapse": ("village",),
    "link_project": ("village", "lead"),
    "consult": ("village", "asked"),
    "give_opinion": ("organizers",),
    "silence": ("organizers", "silent"),
    "conclude": ("village", "asked", "departments"),
    "assign": ("lead", "village"),
    "acknowledge": ("organizers",),
    "suggest": ("suggested",),
    "decline": ("organizers",),
    "support": ("lead", "organizers"),
    # Told to the village and whoever leads; to the department that promised it by `tell_department`.
    "promise": ("village", "lead"),
    "hand_back": ("organizers",),
    "transfer": ("organizers",),
    "extend": ("organizers",),
    "pause": ("organizers",),
    "decide": ("lead", "village"),
    "resume": ("lead", "organizers", "village"),
    # Told to the department that asked, see `tell_department`.
    "approve": (),
    "disapprove": (),
    "shelve": ("village", "organizers"),
    "revive": ("village", "lead", "departments"),
    "escalate": ("village", "organizers", "departments", "claimers"),
    "send_back": ("village", "organizers", "departments", "claimers"),
    "instruct": ("lead", "organizers"),
    "answer_instruction": ("organizers", "instructors"),
    "remind_before": ("holder",),
    "remind_late": ("holder", "chiefs"),
    "remind_long": ("organizers",),
    "remind_unclaimed": ("organizers",),
    "remind_reply": ("organizers", "chiefs"),
}


# The circles that nearly every step is told to: who is in them is asked by statements that are kept.
KEPT = frozenset({"organizers", "lead", "village"})
_TOLD = Statements()

# What should reach people outside the product, too.
URGENT = frozenset({"assign", "escalate", "instruct", "remind_late", "remind_long", "remind_unclaimed", "remind_reply"})


def tell(problem: Problem, verb: str, *, by: Posting | None, now: datetime) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it."""
    notices.tell(
        _hearers(problem, verb, timezone.localdate(now)),
        action=f"problem.{verb}",
        subject_kind="problem",
        subject_number=problem.number,
        title=problem.title,
        by=by,
        now=now,
        is_urgent=verb in URGENT,
    )


def tell_department(
    problem: Problem,
    verb: str,
    department: int | None,
    *,
    by: Posting | None,
    now: datetime,
    role: str = Role.DEPARTMENT_LIAISON,
) -> None:
    """Leave a notice with one department that a step concerns, whatever its part in the problem is by then."""
    notices.tell(
        _persons(Q(role=role, department=department), timezone.localdate(now)),
        action=f"problem.{verb}",
        subject_kind="problem",
        subject_number=problem.number,
        title=problem.title,
        by=by,
        now=now,
    )


def tell_of_promise(item: Rectification, verb: str, *, by: Posting | None, now: datetime) -> None:
    """The lead and the organizer hear what became of a promise."""
    circles = _circle("organizers", item.problem) | _circle("lead", item.problem)
    notices.tell(
        _persons(circles, timezone.localdate(now)),
        action=f"rectification.{verb}",
        subject_kind="rectification",
        subject_number=item.number,
        title=item.problem.title,
        by=by,
        now=now,
    )


def tell_of_reports(county: str, problems: Sequence[Problem], *, by: Posting, now: datetime) -> None:
    """One report is told of as such; of more than one the county's organizers hear once, by the first and last number."""
    first, last = problems[0], problems[-1]
    if first is last:
        tell(first, "report", by=by, now=now)
        return
    notices.tell(
        _persons(Q(role=Role.ORGANIZER, region=county), timezone.localdate(now)),
        action="problem.report_all",
        subject_kind="problem",
        subject_number=first.number,
        title=f"{first.number} … {last.number} ({len(problems)})",
        by=by,
        now=now,
    )


def _hearers(problem: Problem, verb: str, on: date) -> list[int]:
    """The persons in the verb's circles; one statement over the indexes of places and departments.

    What most steps are told to is asked by a statement that is kept, for any problem with as many who raised it.
    """
    circles = CIRCLES[verb]
    if not KEPT.issuperset(circles):
        return _persons(_together(_circle(circle, problem) for circle in circles), on)
    raised = sorted({*_raised(problem)}) if "village" in circles else []
    given: dict[str, Any] = {"on": on, "place": place_of(problem), "lead": problem.lead_id}
    for number, (village, reporter) in enumerate(raised):
        given |= {f"village{number}": village, f"reporter{number}": reporter}
    statement = _TOLD.get(
        (circles, len(raised)), lambda: _in_force(_together(_kept(one, len(raised)) for one in circles), Given("on"))
    )
    return [person for (person,) in statement.rows(**given)]


def _kept(name: str, raised: int) -> Q:
    """A circle with places for what is a problem's own."""
    match name:
        case "organizers":
            return Q(role=Role.ORGANIZER, region=Given("place"))
        case "lead":
            return Q(role=Role.DEPARTMENT_LIAISON, department=Given("lead"))
    return _village(
        [Given(f"village{number}") for number in range(raised)],
        [Given(f"reporter{number}") for number in range(raised)],
    )


def _village(villages: Sequence[Any], reporters: Sequence[Any]) -> Q:
    return Q(role=Role.FIRST_SECRETARY, region__in=villages) | Q(pk__in=reporters)


def _raised(problem: Problem) -> list[tuple[str, int]]:
    """Village and reporter of the problem and of what was merged into it.

    Read first, and not as a part of the condition: then every part of it stands on an index.
    """
    return [(problem.village_id, problem.reporter_id), *queries.raised_by(problem)]


def _together(circles: Iterable[Q]) -> Q:
    return reduce(or_, circles, Q(pk__in=[]))


def _in_force(circles: Q, on: Any) -> QuerySet[Posting, int]:
    return Posting.objects.in_force(on).filter(circles).values_list("person_id", flat=True)


def _persons(circles: Q, on: date) -> list[int]:
    return list(_in_force(circles, on))


def _circle(name: str, problem: Problem) -> Q:
    match name:
        case "organizers":
            return Q(role=Role.ORGANIZER, region=place_of(problem))
        case "lead" if problem.lead_id is not None:
            return Q(role=Role.DEPARTMENT_LIAISON, department=problem.lead_id)
        case "departments":
            concerned = departments_for(place_of(problem), problem.category_id)
            return Q(role=Role.DEPARTMENT_LIAISON, department__in=concerned)
        case "village":
            return _village(*zip(*_raised(problem), strict=True))
        case "asked" | "silent":
            role = Role.DEPARTMENT_LIAISON if name == "asked" else Role.DEPARTMENT_LEADER
            return Q(role=role, department__in=queries.awaited_of(problem, is_silent=name == "silent"))
        case "suggested" if problem.suggested_id is not None:
            return Q(role=Role.DEPARTMENT_LIAISON, department=problem.suggested_id)
        case "holder":
            return _circle(_holder(problem), problem)
        case "chiefs" if problem.lead_id is not None:
            return Q(role=Role.DEPARTMENT_LEADER, department=problem.lead_id)
        case "claimers":
            # Whoever led it until this step, and before.
            led = Claim.objects.filter(problem=problem).values("department")
            return Q(role=Role.DEPARTMENT_LIAISON, department__in=led)
        case "instructors":
            return Q(pk__in=Instruction.objects.filter(problem=problem).values("posting"))
    return Q(pk__in=[])


def _holder(problem: Problem) -> str:
    """The circle that has to act next; before a lead is named that is the organizer, however late it is."""
    if problem.state == State.IN_PROGRESS:
        return "lead"
    if problem.state == State.CLOSING:
        closure = queries.open_closure(problem)
        return "organizers" if closure is not None and closure.confirmed_at else "village"
    return "organizers"
