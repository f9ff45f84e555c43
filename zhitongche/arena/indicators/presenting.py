"""Indicator libraries in lists, on their page and for programs."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.web.acts import Offer

from . import queries
from .models import Aspect, Indicator, IndicatorEvent, IndicatorLibrary
from .presenters import STEPS
from .states import State


def shown(points: Decimal) -> str:
    """5, 2.5: without noughts behind the point."""
    return f"{points.normalize():f}"


def lines(libraries: Sequence[IndicatorLibrary]) -> list[dict[str, Any]]:
    """A page of the list as plain strings; one statement for the places, one for the items."""
    named = full_names({one.region_id for one in libraries if one.region_id})
    counts = queries.item_counts(libraries)
    return [
        {
            "address": reverse("indicators:detail", args=[one.number]),
            "name": one.name,
            "place": _place(one, named),
            "items": counts.get(one.pk, 0),
            "state": one.get_state_display(),
        }
        for one in libraries
    ]


def _place(library: IndicatorLibrary, named: Mapping[str, str]) -> str:
    return named.get(library.region_id, "") if library.region_id else _("comes with the product")


def groups(library: IndicatorLibrary, *, may_change: bool) -> list[dict[str, Any]]:
    """Its items under their aspects, each with the points of the aspect; the ways to change for who may."""
    items = queries.items_of(library)
    return [
        {
            "aspect": Aspect(aspect).label,
            "points": shown(queries.total(found)),
            "items": [
                {
                    "code": one.code,
                    "name": str(one),
                    "points": shown(one.max_points),
                    "filling": one.get_filling_display(),
                    "evidence": one.evidence,
                    "rule": one.scoring_rule,
                    "change": _way(library, "set_item", one) if may_change else "",
                    "drop": _way(library, "drop_item", one) if may_change else "",
                }
                for one in found
            ],
        }
        for aspect, found in ((aspect, list(found)) for aspect, found in groupby(items, key=lambda one: one.aspect))
    ]


def _way(library: IndicatorLibrary, verb: str, item: Indicator) -> str:
    return f"{reverse('indicators:act', args=[library.number, verb])}?code={item.code}"


def facts(library: IndicatorLibrary, points: Decimal) -> list[tuple[Any, Any]]:
    """What the library is."""
    named = full_names([library.region_id] if library.region_id else [])
    told = [
        (_("Number"), library.number),
        (_("State"), library.get_state_display()),
        (_("Place"), _place(library, named)),
        (_("Points"), _("%(points)s of 100") % {"points": shown(points)}),
        (_("Based on"), library.based_on.name if library.based_on else ""),
        (_("Digest"), library.digest),
    ]
    return [(term, value) for term, value in told if value]


def story(events: Iterable[IndicatorEvent]) -> list[dict[str, Any]]:
    """The history, newest first; a set item is named by its code."""
    return [
        {
            "at": event.at,
            "who": called(event.posting) if event.posting else _("The system"),
            "text": str(STEPS[event.action]),
            "quote": event.body.get("reason", "") or event.body.get("code", ""),
            "note": "",
            "tone": "bad" if event.action == "retire" else "",
        }
        for event in events
    ][::-1]


def buttons(library: IndicatorLibrary, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """The acts on the whole library; an item is taken out where it stands."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("indicators:act", args=[library.number, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": offer.action.is_primary and offer.is_allowed,
            "is_stern": offer.verb == "retire",
        }
        for offer in offers
        if offer.verb != "drop_item" and (offer.is_allowed or library.state == State.DRAFT)
    ]


def initial(library: IndicatorLibrary, code: str) -> dict[str, Any]:
    """What the form of an item begins with: the item of that code, if there is one."""
    item = queries.item_of(library, code)
    if item is None:
        return {"code": code}
    return {name: getattr(item, name) for name in ("code", "aspect", "name", "name_en", "filling", "evidence")} | {
        "max_points": shown(item.max_points),
        "scoring_rule": item.scoring_rule,
    }


def summaries(libraries: Sequence[IndicatorLibrary]) -> list[dict[str, Any]]:
    """Rows of the API's list."""
    named = full_names({one.region_id for one in libraries if one.region_id})
    counts = queries.item_counts(libraries)
    return [
        {
            "number": one.number,
            "state": one.state,
            "name": one.name,
            "region": one.region_id,
            "place": named.get(one.region_id, "") if one.region_id else "",
            "based_on": one.based_on.number if one.based_on else None,
            "item_count": counts.get(one.pk, 0),
            "digest": one.digest or None,
            "created_at": one.drawn_up_at,
        }
        for one in libraries
    ]


def resource(library: IndicatorLibrary) -> dict[str, Any]:
    """The whole resource, with its items."""
    items = queries.items_of(library)
    return {
        **summaries([library])[0],
        "points": shown(queries.total(items)),
        "items": [
            {
                **{name: getattr(one, name) for name in ("code", "aspect", "name", "name_en", "filling")},
                "max_points": shown(one.max_points),
                "evidence": one.evidence,
                "scoring_rule": one.scoring_rule,
            }
            for one in items
        ],
    }
