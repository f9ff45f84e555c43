"""What makes the figures of the picture that no list of another room shows: claims, closings, promises, problems."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.meetings.models import MeetingItem
from zhitongche.express.problems.models import Claim, Closure, Problem, Rectification
from zhitongche.express.problems.queries import MOST_LATE, NEWEST, loads, monthly
from zhitongche.express.problems.states import POOL, State
from zhitongche.foundation.people.models import Department
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.templatetags.page import day

from .queries import Period, held_in, period_of

# Rows with the order in which they are paged: one direction, unique at the end.
List = tuple[QuerySet[Any], Sequence[str]]
BY_CLAIM, BY_CLOSING, BY_DAY = ("-id",), ("-closed_at", "-id"), ("-due_on", "-id")


@dataclass(frozen=True)
class Making:
    """What a figure counts, from which day on, and the lists that hold its records, one after the other."""

    label: Any
    since: date
    lists: Sequence[List]


LABELS: Mapping[str, Any] = {
    "in_time": pgettext_lazy("figure", "Claimed within the limit"),
    "claimable": pgettext_lazy("figure", "All claims, and what is past its limit and unclaimed"),
    "assigned": pgettext_lazy("figure", "Assigned by the organizer"),
    "closed": pgettext_lazy("figure", "Closed as solved"),
    "closable": pgettext_lazy("figure", "Closed as solved, and what is open and overdue today"),
    "content": pgettext_lazy("figure", "Closings with which the raiser is satisfied"),
    "spoken": pgettext_lazy("figure", "Closings on which the raiser has spoken"),
    "silent": pgettext_lazy("figure", "Closings without the raiser’s word"),
    "heard": pgettext_lazy("figure", "Heard at meetings"),
    "heard_solved": pgettext_lazy("figure", "Heard at meetings and solved by now"),
    "claimed": pgettext_lazy("figure", "Claimed by the department"),
    "kept": pgettext_lazy("figure", "Promises kept by their day"),
    "due": pgettext_lazy("figure", "Promises whose day has come"),
}


def makes(figure: str, scope: str | None, department: Department | None, today: date) -> Making | None:
    """A figure of a place or of a department, whichever is given."""
    if department is not None:
        return of_department(figure, department, today)
    return of_place(figure, scope, today) if scope is not None else None


def of_place(figure: str, scope: str, today: date) -> Making | None:
    """The lists of a place's figure, counted as `queries.picture` counts it; None where there is no such figure."""
    period = period_of(today)
    made = _OF_A_PLACE.get(figure)
    return Making(LABELS[figure], period.first, made(scope, period)) if made else None


def of_department(figure: str, department: Department, today: date) -> Making | None:
    """The same of what a department did in the last twelve months, as `queries.handled` counts it."""
    made = _OF_A_DEPARTMENT.get(figure)
    return Making(LABELS[figure], today - loads.WINDOW, [made(department, today)]) if made else None


def _claims(*figures: str) -> Callable[[str, Period], list[List]]:
    return lambda scope, period: [(monthly.claims_within(scope, period.first, *figures), BY_CLAIM)]


def _closings(figure: str) -> Callable[[str, Period], list[List]]:
    return lambda scope, period: [(monthly.closings_within(scope, period.first, figure), BY_CLOSING)]


def _and_late(made: Callable[[str, Period], list[List]], *states: State) -> Callable[[str, Period], list[List]]:
    """The same, and behind it what is open and overdue today in these states."""
    return lambda scope, period: [
        *made(scope, period),
        (monthly.overdue_within(scope, period.today, states), MOST_LATE),
    ]


def _heard(**narrowing: str) -> Callable[[str, Period], list[List]]:
    """Problems that meetings of the period heard, each once."""

    def rows(scope: str, period: Period) -> list[List]:
        items = MeetingItem.objects.filter(meeting__in=held_in(scope, period))
        found = Problem.objects.filter(pk__in=items.values("problem"), **narrowing)
        return [(found.select_related("lead"), NEWEST)]

    return rows


_OF_A_PLACE: Mapping[str, Callable[[str, Period], list[List]]] = {
    "in_time": _claims("in_time_count"),
    "claimable": _and_late(_claims("in_time_count", "too_late_count"), *sorted(POOL)),
    "assigned": _claims("assigned_count"),
    "closed": _closings("closing_count"),
    "closable": _and_late(_closings("closing_count"), *State),
    "content": _closings("content_count"),
    "spoken": _closings("confirmed_count"),
    "silent": _closings("unconfirmed_count"),
    "heard": _heard(),
    "heard_solved": _heard(state=State.CLOSED),
}


def _claimed(department: Department, today: date) -> QuerySet[Claim]:
    return loads.claims_of([department.pk], today).select_related("problem", "department")


def _promised(department: Department, today: date) -> QuerySet[Rectification]:
    return loads.promises_due_of([department.pk], today).select_related("problem", "department")


def _closed(department: Department, today: date) -> QuerySet[Closure]:
    return loads.closings_of([department], today).select_related("problem__lead")


_OF_A_DEPARTMENT: Mapping[str, Callable[[Department, date], List]] = {
    "in_time": lambda whose, today: (_claimed(whose, today).filter(loads.IN_TIME), BY_CLAIM),
    "claimed": lambda whose, today: (_claimed(whose, today), BY_CLAIM),
    "kept": lambda whose, today: (_promised(whose, today).filter(loads.KEPT), BY_DAY),
    "due": lambda whose, today: (_promised(whose, today), BY_DAY),
    "content": lambda whose, today: (_closed(whose, today).filter(loads.PLEASED), BY_CLOSING),
    "spoken": lambda whose, today: (_closed(whose, today).filter(loads.SPOKEN), BY_CLOSING),
    "silent": lambda whose, today: (_closed(whose, today).exclude(loads.SPOKEN), BY_CLOSING),
}


# ---- as the page shows them ------------------------------------------------------------------------------------------


def lines(found: Iterable[Any]) -> list[dict[str, Any]]:
    """Records of any kind as plain strings, each with what it counts for; one statement for the names of the places."""
    rows = [(one, one if isinstance(one, Problem) else one.problem) for one in found]
    names = full_names({problem.village_id for _one, problem in rows})
    return [{**_line(one, problem), "place": names.get(problem.village_id, "")} for one, problem in rows]


def _line(one: Any, problem: Problem) -> dict[str, Any]:
    told = {
        "address": reverse("problems:detail", args=[problem.number]),
        "title": problem.title,
        "label": problem.number,
        "whom": _short(problem.lead if isinstance(one, Problem | Closure) else one.department),
    }
    if isinstance(one, Claim):
        return {**told, "said": _CLAIMED[one.is_in_time], "on": day(one.claimed_at)}
    if isinstance(one, Closure):
        silent = one.is_unconfirmed_by_raiser
        said = _("unconfirmed by the raiser") if silent else one.get_satisfaction_display()
        return {**told, "said": said, "on": day(one.closed_at)}
    if isinstance(one, Rectification):
        address = reverse("rectifications:detail", args=[one.number])
        said = one.get_state_display()
        return {**told, "address": address, "label": one.number, "said": said, "on": day(one.due_on)}
    return {**told, "said": State(one.state).label, "on": day(one.closed_at or one.due_on or one.reported_at)}


_CLAIMED = {
    True: pgettext_lazy("claim", "within the limit"),
    False: pgettext_lazy("claim", "after the limit"),
    None: pgettext_lazy("claim", "assigned"),
}


def _short(department: Department | None) -> str:
    return (department.short_name or department.name) if department else _("Nobody leads it yet")
