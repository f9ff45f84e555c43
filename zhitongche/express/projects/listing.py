"""What the library's page says: its lines, ready to be drawn, and the chips with their figures."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import light, query_string, wan

from . import queries
from .models import Project
from .presenting import Row
from .states import State


def lines(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as plain strings: a template that only puts strings in their places is many times quicker."""
    address = reverse("projects:list")
    states = {state.value: str(state.label) for state in State}
    return [
        {
            "address": f"{address}{row.project.number}/",
            "title": row.project.title,
            "label": row.label,
            "place": row.place,
            "industry": str(row.project.industry),
            "state": states[row.project.state],
            "note": _note(row.project),
            "percent": int(row.project.progress),
            "progress": f"{row.project.progress.normalize():f}%",
            "investment": wan(row.project.investment_amount),
            "gap": wan(row.project.gap_amount) if row.project.gap_amount else "",
            "limit": light(row.light.value, row.light_words) if row.project.due_on else "–",
        }
        for row in rows
    ]


def _note(project: Project) -> str:
    """What stands beside its state: suspended, or waiting for whom."""
    if project.is_suspended:
        return _("suspended")
    if project.submission == Project.Submission.CITY:
        return _("waits for the city")
    if project.submission == Project.Submission.COUNTY:
        return _("waits for the county")
    return ""


def chips(postings: Sequence[Posting], query: Any, chosen: str) -> list[dict[str, Any]]:
    """One chip a state, with figures where the kept counters answer for exactly what the reader sees."""
    figures = queries.state_counts(postings)
    whole = sum(figures.values()) if figures else None
    every = {
        "label": _("All"),
        "count": whole,
        "address": query_string(query, state=None, cursor=None),
        "is_chosen": not chosen,
    }
    return [
        every,
        *(
            {
                "label": state.label,
                "count": figures.get(state) if figures else None,
                "address": query_string(query, state=state.value, cursor=None),
                "is_chosen": state.value == chosen,
            }
            for state in State
        ),
    ]
