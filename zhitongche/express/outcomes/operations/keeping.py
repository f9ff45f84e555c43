"""What a township's figures of a kind and a period come to, kept by every act."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.flow import operation
from zhitongche.foundation.money import MoneyField
from zhitongche.foundation.statements import Plus, update

from ..hundredths import HundredthsField
from ..kinds import Figures
from ..models import Outcome, OutcomeTally
from ..states import STANDING, State

Key = tuple[str, str, str]
Sums = dict[str, Decimal | int]
SUMS = ("count", "checked_count", "amount", "area", "people", "people_count")


def sums_of(figures: Figures, *, is_checked: bool = False) -> Sums:
    """What one figure adds."""
    return {
        "count": 1,
        "checked_count": int(is_checked),
        "amount": figures.amount or Decimal(0),
        "area": figures.area or Decimal(0),
        "people": figures.people or 0,
        "people_count": int(figures.people is not None),
    }


def keep(changes: Mapping[Key, Sums]) -> None:
    """Add to the sums, at the end of the unit: everybody takes the rows in one order."""
    for key, sums in changes.items():
        added = {name: Plus(value) for name, value in sums.items() if value}
        if added:
            audit.at_end("outcome tally " + " ".join(key), _adding(key, added))


def change(outcome: Outcome, before: Sums | None, after: Sums | None) -> None:
    """One figure has become another: what it added is taken off, what it adds now is put to it."""
    total: Sums = defaultdict(int)
    for name in SUMS:
        total[name] = (after or {}).get(name, 0) - (before or {}).get(name, 0)
    keep({key_of(outcome): total})


def key_of(outcome: Outcome) -> Key:
    return outcome.village_id[:9], outcome.kind, outcome.period


def _adding(key: Key, added: Mapping[str, Plus]) -> Any:
    def add() -> None:
        row = dict(zip(("township", "kind", "period"), key, strict=True))
        if update(OutcomeTally, row, added, returning=["township"]) is None:
            OutcomeTally.objects.bulk_create([OutcomeTally(**row)], ignore_conflicts=True)
            update(OutcomeTally, row, added, returning=["township"])

    return add


def counted() -> dict[Key, Sums]:
    """What the sums should be, counted from the figures themselves; for the recount and for its test."""
    nought = Decimal(0)
    rows: Any = (
        Outcome.objects.filter(state__in=STANDING)
        .order_by()
        .values("township", "kind", "period")
        .annotate(
            count=Count("pk"),
            checked_count=Count("pk", filter=Q(state=State.CHECKED)),
            amount_sum=Coalesce(Sum("amount"), nought, output_field=MoneyField()),
            area_sum=Coalesce(Sum("area"), nought, output_field=HundredthsField()),
            people_sum=Coalesce(Sum("people"), 0),
            people_count=Count("people"),
        )
    )
    return {
        (row["township"], row["kind"], row["period"]): {
            "count": row["count"],
            "checked_count": row["checked_count"],
            "amount": row["amount_sum"],
            "area": row["area_sum"],
            "people": row["people_sum"],
            "people_count": row["people_count"],
        }
        for row in rows
    }


@operation
def recount(*, now: datetime) -> int:
    """Write every sum anew from the figures; returns how many were wrong."""
    held: dict[Key, Sums] = {
        (tally.township, tally.kind, tally.period): {name: getattr(tally, name) for name in SUMS}
        for tally in OutcomeTally.objects.all()
    }
    right = counted()
    empty: Sums = dict.fromkeys(SUMS, 0)
    wrong = [key for key in right.keys() | held.keys() if right.get(key, empty) != held.get(key, empty)]
    for key in wrong:
        township, kind, period = key
        OutcomeTally.objects.update_or_create(
            township=township, kind=kind, period=period, defaults=right.get(key, empty)
        )
    return len(wrong)
