"""What a list's page says: its lines, ready to be drawn, and the chips with their figures."""

from collections.abc import Sequence
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import light, query_string

from . import queries
from .models import Problem
from .presenting import Row
from .states import OPEN, State


def lines(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as plain strings: a template that only puts strings in their places is many times quicker."""
    address = reverse("problems:list")
    states = {state.value: str(state.label) for state in State}
    return [
        {
            "address": f"{address}{row.problem.number}/",
            "title": row.problem.title,
            "label": row.label,
            "is_urgent": row.problem.urgency == Problem.Urgency.URGENT,
            "place": row.place,
            "category": str(row.problem.category),
            "lead": row.problem.lead.short_name if row.problem.lead else "",
            "state": states[row.problem.state],
            "limit": light(row.light.value, row.light_words) if row.problem.due_on else "–",
        }
        for row in rows
    ]


class View(TextChoices):
    """The questions a list is opened for."""

    OPEN = "open", gettext_lazy("Open")
    LATE = "late", gettext_lazy("Overdue")
    POOL = "pooled", State.POOLED.label
    IN_PROGRESS = "in_progress", State.IN_PROGRESS.label
    CLOSING = "closing", State.CLOSING.label
    CLOSED = "closed", State.CLOSED.label
    WATCHED = "watched", gettext_lazy("Watched")
    ALL = "all", gettext_lazy("All")


def narrowed(view: str) -> dict[str, str]:
    """A view as filters."""
    match view:
        case View.OPEN:
            return {"view": "open"}
        case View.WATCHED:
            return {"view": "watched"}
        case View.LATE:
            return {"light": Light.RED}
        case View.ALL:
            return {}
    return {"state": view}


def chips(postings: Sequence[Posting], query: Any, chosen: str) -> list[dict[str, Any]]:
    """One chip a view; with figures where the kept counters answer for exactly what the reader sees."""
    figures = _figures(postings)
    return [
        {
            "label": view.label,
            "count": figures.get(view),
            "address": query_string(query, view=view.value, cursor=None),
            "is_chosen": view.value == chosen,
        }
        for view in View
    ]


def _figures(postings: Sequence[Posting]) -> dict[View, int]:
    """From the counters of whole counties; a village's or a department's reader gets chips without figures."""
    if not postings or any(posting.department_id or len(posting.scope) > 6 for posting in postings):
        return {}
    tally = queries.tally([posting.scope for posting in postings])
    figures = {view: tally[State(view.value)] for view in View if view.value in State.values}
    figures[View.OPEN] = sum(count for state, count in tally.items() if state in OPEN)
    figures[View.ALL] = sum(tally.values())
    return figures
