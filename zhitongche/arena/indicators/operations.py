"""Every write on indicator libraries: drawn up from another, items set and dropped, issued, retired."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_number
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import begin, hold, refuse_if, step
from zhitongche.foundation.people import references
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert

from . import queries, rules
from .models import Aspect, Filling, Indicator, IndicatorEvent, IndicatorLibrary

PREFIX = "ZB-"
OWN = "CN"
MOST_ITEMS = 99
FULL = Decimal(100)
HALF = Decimal("0.5")
# The columns of an item that are told, copied and digested.
TOLD = ("code", "aspect", "name", "name_en", "max_points", "evidence", "scoring_rule", "filling")


class Item(NamedTuple):
    """An item as the reference data tells it."""

    code: str
    aspect: str
    name: str
    name_en: str
    max_points: Decimal
    evidence: str
    scoring_rule: str
    filling: str


@operation
def load_default(name: str, items: Iterable[Item], *, now: datetime) -> IndicatorLibrary | None:
    """Issue the library that comes with the product, once for each of its names; None where it is there already."""
    if IndicatorLibrary.objects.filter(region=None, name=name).exists():
        return None
    library = _made(name, now=now)
    for position, item in enumerate(items, start=1):
        insert(Indicator(library=library, position=position, **item._asdict()))
    begin(library, IndicatorEvent, "draw_up", by=None, now=now, body={"name": name})
    _issued(library, by=None, now=now)
    return library


@operation
def draw_up(*, by: Posting, now: datetime, name: str, based_on: str = "", region: str = "") -> IndicatorLibrary:
    """Begin the next version for a place, with the items of another (its number), or with none.

    Raises NotYourDuty, and BadInput with the fault of each field.
    """
    refuse_if(rules.why_not_draw_up(by))
    home = references.region(region) or by.place
    if home is None or not by.reaches(home.pk):
        raise BadInput({"region": _("This place lies outside your area.")})
    if not name.strip():
        raise BadInput({"name": _("This is required.")})
    base = queries.found([by], based_on.strip()) if based_on.strip() else None
    if based_on.strip() and base is None:
        raise BadInput({"based_on": _("There is no library of this number within your reach.")})
    try:
        with audit.unit():
            library = _made(name.strip(), now=now, region=home, based_on=base)
    except IntegrityError as error:
        raise BadInput({"name": _("A library of this name is there already.")}) from error
    if base is not None:
        Indicator.objects.bulk_create(
            Indicator(library=library, position=one.position, **_told(one)) for one in queries.items_of(base)
        )
    body = {"name": library.name, "based_on": base.number if base else ""}
    begin(library, IndicatorEvent, "draw_up", by=by, now=now, body=body)
    return library


@operation
def set_item(
    library: IndicatorLibrary,
    *,
    by: Posting,
    now: datetime,
    code: str,
    aspect: str,
    name: str,
    max_points: Decimal,
    name_en: str = "",
    evidence: str = "",
    scoring_rule: str = "",
    filling: str = Filling.PEOPLE,
) -> IndicatorLibrary:
    """Add an item, or say the one of that code anew. Points are half points from 0.5 to 100.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(library)
    refuse_if(rules.why_not_set_item(by, library))
    told = {
        "code": code.strip().upper(),
        "aspect": aspect,
        "name": name.strip(),
        "name_en": name_en.strip(),
        "max_points": max_points,
        "evidence": evidence.strip(),
        "scoring_rule": scoring_rule.strip(),
        "filling": filling,
    }
    if faults := _faults(told):
        raise BadInput(faults)
    items = queries.items_of(library)
    kept = next((one for one in items if one.code == told["code"]), None)
    if kept is None and len(items) >= MOST_ITEMS:
        raise BadInput({"code": _("A library has at most %(limit)d items.") % {"limit": MOST_ITEMS}})
    position = kept.position if kept else max((one.position for one in items), default=0) + 1
    was = _plain(_told(kept)) if kept else {}
    Indicator.objects.update_or_create(library=library, code=told["code"], defaults={**told, "position": position})
    step(library, IndicatorEvent, "set_item", by=by, now=now, body={**_plain(told), **({"was": was} if was else {})})
    return library


@operation
def drop_item(library: IndicatorLibrary, *, by: Posting, now: datetime, code: str) -> IndicatorLibrary:
    """Take an item out of what is being drawn up. Raises NotYourDuty, NotNow, BadInput."""
    hold(library)
    refuse_if(rules.why_not_drop_item(by, library))
    item = queries.item_of(library, code.strip().upper())
    if item is None:
        raise BadInput({"code": _("There is no item of this code.")})
    was = _plain(_told(item))
    item.delete()
    step(library, IndicatorEvent, "drop_item", by=by, now=now, body={"code": item.code, "was": was})
    return library


@operation
def issue(library: IndicatorLibrary, *, by: Posting, now: datetime) -> IndicatorLibrary:
    """Put it in force, fixed from then on. Raises NotYourDuty, NotNow; BadInput where an aspect is empty or points miss 100."""
    hold(library)
    refuse_if(rules.why_not_issue(by, library))
    items = queries.items_of(library)
    if missing := [aspect.label for aspect in Aspect if aspect not in {one.aspect for one in items}]:
        raise BadInput({"": _("An aspect has no item: %(name)s.") % {"name": missing[0]}})
    total = queries.total(items)
    if total != FULL:
        raise BadInput({"": _("The points make %(total)s, not 100.") % {"total": _short(total)}})
    _issued(library, by=by, now=now)
    return library


@operation
def retire(library: IndicatorLibrary, *, by: Posting, now: datetime, reason: str) -> IndicatorLibrary:
    """Take no new bout by it; what was held by it keeps it. Raises NotYourDuty, NotNow."""
    refuse_if(rules.why_not_retire(by, library))
    step(library, IndicatorEvent, "retire", by=by, now=now, body={"reason": reason})
    return library


def _made(name: str, *, now: datetime, region: Any = None, based_on: Any = None) -> IndicatorLibrary:
    library = IndicatorLibrary(
        number=next_number(f"{PREFIX}{region.pk if region else OWN}", timezone.localdate(now).year),
        name=name,
        region=region,
        based_on=based_on,
        state_since=now,
        drawn_up_at=now,
        event_count=1,
    )
    return insert(library)


def _issued(library: IndicatorLibrary, *, by: Posting | None, now: datetime) -> None:
    items = [_plain(_told(one)) for one in queries.items_of(library)]
    # Nothing secret is in it: whoever has the items can compute it again.
    changes = {"digest": f"sha256:{digest('', canonical({'items': items}))}"}
    step(library, IndicatorEvent, "issue", by=by, now=now, body=changes, changes=changes)


def _told(item: Indicator) -> dict[str, Any]:
    return {name: getattr(item, name) for name in TOLD}


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """As the history keeps it: points as text."""
    return {name: _short(value) if isinstance(value, Decimal) else value for name, value in told.items()}


def _short(points: Decimal) -> str:
    """5, 2.5: without noughts behind the point."""
    return f"{points.normalize():f}"


def _faults(told: Mapping[str, Any]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    for name in ("code", "name"):
        if not told[name]:
            faults[name] = _("This is required.")
    if told["aspect"] not in Aspect.values:
        faults["aspect"] = _("There is no aspect “%(code)s”.") % {"code": told["aspect"]}
    if told["filling"] not in Filling.values:
        faults["filling"] = _("There is no “%(code)s”.") % {"code": told["filling"]}
    points = told["max_points"]
    if not points.is_finite() or not HALF <= points <= FULL or points % HALF:
        faults["max_points"] = _("Points are half points from 0.5 to 100.")
    return faults
