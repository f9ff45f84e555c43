"""What offices hold, as the page draws it and as programs read it: offices with their counts, and what each holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhitongche.foundation.calendar.lights import Light, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.templatetags.page import day, light, query_string

from .. import clockwork, presenting
from ..approving import clock_words, holder_words
from ..models import ProjectApproval
from ..queries.offices import Office

State = ProjectApproval.State
VIEWS = (State.ACCEPTED, State.SUBMITTED)


def total(found: Sequence[Office]) -> dict[str, int]:
    """The sums of the offices: the whole is never counted apart from its parts."""
    return {
        "count": sum(one.count for one in found),
        "accepted": sum(one.accepted for one in found),
        "late": sum(one.late for one in found),
        "submitted": sum(one.submitted for one in found),
    }


def chips(found: Sequence[Office], chosen: Office | None, state: State, query: Any) -> list[dict[str, Any]]:
    """What is examined, with a running limit; and what was handed in and nobody has accepted yet."""
    sums = total([chosen] if chosen else found)
    labels = {State.ACCEPTED: _("Being examined"), State.SUBMITTED: _("Submitted, not yet accepted")}
    return [
        {
            "label": labels[one],
            "count": sums[one.value],
            "address": query_string(query, state=one.value, cursor=None),
            "is_chosen": one == state,
        }
        for one in VIEWS
    ]


def lines(found: Sequence[Office], today: date) -> list[dict[str, Any]]:
    """A row for each office; its name leads to what it holds."""
    return [
        {
            "name": one.name,
            "address": _address(one),
            "counts": [one.count, one.accepted, one.late, one.submitted],
            "due_on": day(one.due_on, today),
            "is_late": bool(one.late),
        }
        for one in found
    ]


def _address(office: Office) -> str:
    state = State.ACCEPTED if office.accepted else State.SUBMITTED
    return query_string(QueryDict(), office=office.code, state=state.value)


def rows(held: Sequence[ProjectApproval], today: date) -> list[dict[str, Any]]:
    """What is held, ready to be drawn; two statements, for the names of places and the calendar."""
    days = workdays()
    shown = presenting.rows([one.project for one in held], today, with_county=True, days=days)
    return [
        {
            "name": str(one.item),
            "address": reverse("projects:approvals", args=[one.project.number]),
            "project": row.project.title,
            "place": row.place,
            "holder": holder_words(one),
            "since": day(one.held_since, today),
            "clock": clock_words(one, today, days),
            "limit": limit_of(one, today, days),
        }
        for one, row in zip(held, shown, strict=True)
    ]


def limit_of(one: ProjectApproval, today: date, days: Workdays) -> str:
    """The light of its statutory day; where it was only handed in, how long nobody has said a word."""
    if one.state == State.ACCEPTED:
        shown = clockwork.light(one, today, days)
        return "" if shown == Light.NONE else light(shown.value, words(shown, one.due_on, today, days))
    waited = max(days.between(one.submitted_on or one.held_since, today), 0)
    said = ngettext("%(count)d working day without a word", "%(count)d working days without a word", waited)
    return said % {"count": waited}


def resource(found: Sequence[Office]) -> dict[str, Any]:
    """The offices and their sums for programs."""
    return {
        **total(found),
        "offices": [
            {
                "code": one.code,
                "name": one.name,
                "is_department": one.department is not None,
                "count": one.count,
                "accepted": one.accepted,
                "late": one.late,
                "submitted": one.submitted,
                "due_on": one.due_on,
            }
            for one in found
        ],
    }


def told(one: ProjectApproval, today: date, days: Workdays) -> dict[str, Any]:
    """One approval that is held, for programs."""
    department = one.department
    return {
        "project": one.project.number,
        "title": one.project.title,
        "village": one.project.village_id,
        "code": one.code,
        "label": str(one.item),
        "state": one.state,
        "office": one.item.office,
        "department": {"code": department.code, "name": department.name} if department else None,
        "held_since": one.held_since,
        "submitted_on": one.submitted_on,
        "due_on": one.due_on,
        "days_used": clockwork.used_by(one, today, days),
        "limit_days": one.item.limit_days,
        "light": clockwork.light(one, today, days).value,
    }
