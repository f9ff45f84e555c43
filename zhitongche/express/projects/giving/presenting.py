"""Sources of money in lists, on their page and for programs."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.express.sources.models import FundingSource, SourceEvent
from zhitongche.express.sources.states import State
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day, query_string, wan
from zhitongche.foundation.web import charts
from zhitongche.foundation.web.acts import Offer

from ..models import Industry, ProjectFunding
from .presenters import SOURCE_STEPS

Facts = list[tuple[str, Any]]


def row(source: FundingSource, today: date) -> dict[str, Any]:
    """One row of the list."""
    return {
        "name": source.name,
        "number": source.number,
        "address": reverse("sources:detail", args=[source.number]),
        "place": source.region.short_name,
        "kind": source.get_kind_display(),
        "giver": str(source.department or _("the organizer")),
        "left": wan(source.left_amount),
        "total": wan(source.total_amount),
        "apply_by": _until(source.apply_by, today),
        "state": State(source.state).label,
        "is_open": source.state == State.OPEN,
    }


def _until(apply_by: date | None, today: date) -> str:
    if apply_by is None:
        return _("No deadline")
    told = {"day": day(apply_by, today)}
    return _("closed on %(day)s") % told if apply_by < today else _("until %(day)s") % told


def chips(query: Any, chosen: str) -> list[dict[str, Any]]:
    """The states as views of the list."""
    views = [*((state.value, state.label) for state in State), ("all", pgettext("sources", "All"))]
    return [
        {
            "label": label,
            "count": None,
            "address": query_string(query, state=value, cursor=None),
            "is_chosen": value == chosen,
        }
        for value, label in views
    ]


def key_facts(source: FundingSource, today: date) -> Facts:
    """What everybody opens its page for."""
    return [
        (_("Left"), wan(source.left_amount)),
        (_("In all"), wan(source.total_amount)),
        (_("Applications"), _until(source.apply_by, today)),
        (_("Given by"), str(source.department or _("the organizer"))),
    ]


def chart(source: FundingSource) -> charts.Bars:
    """How much of it is paid, committed, and left."""
    paid = source.received_amount
    parts: list[tuple[charts.Words, charts.Number]] = [
        (_("Received by projects"), paid),
        (_("Committed, not yet received"), source.committed_amount - paid),
    ]
    label = _("Committed of %(total)s") % {"total": wan(source.total_amount)}
    whole = _("In all: %(amount)s") % {"amount": wan(source.total_amount)}
    return charts.stacked("source", {label: parts}, wan, mark=source.total_amount, mark_words=whole)


def conditions(source: FundingSource, industries: Iterable[Industry], today: date) -> Facts:
    """What it asks for; only what was said."""
    named: Facts = [
        (_("Industries"), pgettext("list", ", ").join(map(str, industries)) or _("Any")),
        (_("At least for a project"), _maybe(source.least_amount)),
        (_("At most for a project"), _maybe(source.most_amount)),
        (_("At most of the investment"), f"{source.most_percent}%" if source.most_percent else ""),
        (_("To be spent by"), day(source.spend_by, today)),
        (_("Conditions"), source.conditions),
    ]
    return [(term, value) for term, value in named if value]


def facts(source: FundingSource) -> Facts:
    named: Facts = [
        (_("Number"), source.number),
        (_("For the villages of"), source.region.short_name),
        (_("Kind"), source.get_kind_display()),
        (_("Budget year"), source.year),
        (_("Basis"), source.basis),
        (_("State"), State(source.state).label),
    ]
    return [(term, value) for term, value in named if value]


def line(one: ProjectFunding) -> dict[str, Any]:
    """What it gives one project."""
    return {
        "title": one.project.title,
        "number": one.project.number,
        "address": reverse("projects:detail", args=[one.project.number]),
        "village": one.project.village.short_name,
        "change": f"{reverse('projects:act', args=[one.project.number, 'update_funding'])}?funding={one.position}",
        "amounts": [
            wan(one.planned_amount),
            wan(one.committed_amount),
            wan(one.received_amount),
            wan(one.spent_amount),
        ],
        "waits": one.planned_amount > one.committed_amount,
    }


def buttons(source: FundingSource, offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """What may be done with it now; what its state forbids is left away."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("sources:act", args=[source.number, offer.verb]),
            "reason": None,
            "is_primary": False,
            "is_stern": offer.verb == "withdraw",
        }
        for offer in offers
        if offer.is_allowed
    ]


def story(events: Iterable[SourceEvent]) -> list[dict[str, Any]]:
    """Its history, newest first."""
    return [
        {
            "at": event.at,
            "who": called(event.posting) if event.posting else _("The system"),
            "text": str(SOURCE_STEPS[event.action]) % {"changed": _changed(event.body)},
            "quote": event.body.get("reason", ""),
            "tone": "bad" if event.action == "withdraw" else "",
        }
        for event in events
    ][::-1]


def _changed(body: dict[str, Any]) -> str:
    named = {
        "name": _("Name of the source"),
        "total": _("In all"),
        "industries": _("Industries"),
        "least": _("At least for a project"),
        "most": _("At most for a project"),
        "most_percent": _("At most of the investment"),
        "conditions": _("Conditions"),
        "basis": _("Basis"),
        "apply_by": _("Apply by"),
        "spend_by": _("To be spent by"),
    }
    was = body.get("was") or {}
    return _("; ").join(
        f"{named[name]} {_plain(name, before)} → {_plain(name, body.get(name))}" for name, before in was.items()
    )


def _plain(name: str, value: Any) -> str:
    if name in {"total", "least", "most"} and value:
        return wan(value)
    return (
        "–"
        if value in (None, "", [])
        else pgettext("list", ", ").join(value)
        if isinstance(value, list)
        else str(value)
    )


def initial(source: FundingSource) -> dict[str, Any]:
    """What the form that says it anew starts from."""
    return {
        "name": source.name,
        "total": source.total_amount,
        "industries": source.industries,
        "least": source.least_amount,
        "most": source.most_amount,
        "most_percent": source.most_percent,
        "conditions": source.conditions,
        "basis": source.basis,
        "apply_by": source.apply_by,
        "spend_by": source.spend_by,
    }


def resource(source: FundingSource) -> dict[str, Any]:
    """The whole resource. Amounts are yuan as text."""
    office = source.department
    return {
        "number": source.number,
        "state": source.state,
        "region": source.region_id,
        "place": source.region.short_name,
        "department": {"code": office.code, "name": office.name} if office else None,
        "name": source.name,
        "kind": source.kind,
        "year": source.year,
        "created_at": source.opened_at,
        "total": str(source.total_amount),
        "committed": str(source.committed_amount),
        "received": str(source.received_amount),
        "left": str(source.left_amount),
        "industries": source.industries,
        "least": _text(source.least_amount),
        "most": _text(source.most_amount),
        "most_percent": source.most_percent,
        "conditions": source.conditions,
        "basis": source.basis,
        "apply_by": source.apply_by,
        "spend_by": source.spend_by,
    }


def _maybe(amount: Decimal | None) -> str:
    return wan(amount) if amount is not None else ""


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
