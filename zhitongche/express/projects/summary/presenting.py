"""A place's library in figures: by stage and by the places in it, as lines, as a chart, as the API tells it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext

from zhitongche.foundation.regions.queries import names_of
from zhitongche.foundation.templatetags.page import wan
from zhitongche.foundation.web import charts

from .. import queries
from ..queries import Figures
from ..queries.figures import AMOUNTS, TOWNSHIP_DIGITS
from ..states import State


def summary(scope: str, today: date) -> dict[str, Any]:
    """Everything the page draws: the parts, their sum, the chart, and where reports are late; three statements."""
    parts = queries.parts_of(scope)
    late = queries.late_reports(scope, today)
    names = names_of(sorted({one.code for one in parts} | set(late) | ({scope} if scope else set())))
    whole = queries.total(parts, scope)
    return {
        "scope": scope,
        "place": names.get(scope, scope),
        "stages": [state.label for state in State],
        "rows": [_line(one, names, scope) for one in parts],
        "whole": _line(whole, names, scope),
        "chart": chart(parts, names),
        "late": [_late(code, count, names) for code, count in late.items()],
    }


def chart(parts: Sequence[Figures], names: dict[str, str]) -> charts.Bars:
    """A bar for each place, its stages one after another."""
    rows: dict[charts.Words, Sequence[tuple[charts.Words, charts.Number]]] = {
        names.get(one.code, one.code): [(state.label, one.counts[state]) for state in State] for one in parts
    }
    return charts.stacked("library", rows, str)


def resource(scope: str, today: date) -> dict[str, Any]:
    """The figures for programs. Amounts are yuan as text."""
    parts = queries.parts_of(scope)
    late = queries.late_reports(scope, today)
    names = names_of(sorted({one.code for one in parts} | set(late) | ({scope} if scope else set())))
    return {
        **_told(queries.total(parts, scope), names),
        "parts": [_told(one, names) for one in parts],
        "late_reports": [
            {"region": code, "label": names.get(code, code), "count": count} for code, count in late.items()
        ],
    }


def _line(one: Figures, names: dict[str, str], scope: str) -> dict[str, Any]:
    is_part = one.code != scope and len(one.code) <= TOWNSHIP_DIGITS
    return {
        "name": names.get(one.code, one.code),
        "address": f"{reverse('projects:summary')}?region={one.code}" if is_part else "",
        "list": f"{reverse('projects:list')}?region={one.code}",
        "counts": [(state.label, one.counts[state]) for state in State],
        "count": one.count,
        "money": [(label, wan(amount)) for label, amount in _money(one)],
    }


def _money(one: Figures) -> list[tuple[str, Any]]:
    labels = (
        pgettext("money", "Investment"),
        pgettext("money", "Planned"),
        pgettext("money", "Committed"),
        pgettext("money", "Received"),
        pgettext("money", "Spent"),
    )
    amounts = [one.amounts[name] for name in AMOUNTS]
    return [*zip(labels, amounts, strict=True), (pgettext("money", "Not committed"), one.gap)]


def _late(code: str, count: int, names: dict[str, str]) -> dict[str, Any]:
    address = f"{reverse('projects:list')}?region={code}&report=late"
    return {"name": names.get(code, code), "count": count, "address": address}


def _told(one: Figures, names: dict[str, str]) -> dict[str, Any]:
    return {
        "region": one.code,
        "label": names.get(one.code, one.code),
        "count": one.count,
        "states": {state.value: one.counts[state] for state in State},
        **{name.removesuffix("_amount"): str(one.amounts[name]) for name in AMOUNTS},
        "gap": str(one.gap),
    }
