"""What a place's figures come to: sums of the kept sums, place by place; a township's of its villages' figures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Substr

from zhitongche.foundation.regions.queries import inside

from ..kinds import MEASURES, Kind
from ..models import Outcome, OutcomeTally
from ..periods import Period, parse, quarters
from ..states import STANDING, State

# The length of the codes just below a place of each level.
BELOW = {0: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 12}


@dataclass(frozen=True)
class Total:
    """What there is of one kind and period at a place; `people` is None where nothing said how many."""

    count: int = 0
    checked_count: int = 0
    amount: Decimal = Decimal(0)
    area: Decimal = Decimal(0)
    people_sum: int = 0
    people_count: int = 0

    @property
    def people(self) -> int | None:
        return self.people_sum if self.people_count else None

    def main(self, kind: str) -> Decimal | int | None:
        """The figure that the kind is about; None where there is no data."""
        return getattr(self, MEASURES[kind].main) if self.count else None

    def __add__(self, other: "Total") -> "Total":
        return Total(
            self.count + other.count,
            self.checked_count + other.checked_count,
            self.amount + other.amount,
            self.area + other.area,
            self.people_sum + other.people_sum,
            self.people_count + other.people_count,
        )


NONE = Total()


@dataclass(frozen=True)
class Year:
    """One kind's year at a place: its quarters, what they come to, and what was said of the year as a whole."""

    kind: str
    quarters: tuple[Total, ...]
    whole: Total

    @property
    def known(self) -> int:
        """Of how many quarters there is data."""
        return sum(1 for one in self.quarters if one.count)

    @property
    def so_far(self) -> Decimal | int | None:
        """A flow's quarters together; of a level the last there is. None where there is no data."""
        said = [value for one in self.quarters if (value := one.main(self.kind)) is not None]
        if not said:
            return None
        return sum(said, type(said[0])(0)) if MEASURES[self.kind].is_flow else said[-1]


@dataclass(frozen=True)
class Rollup:
    """A place's years by kind, and those of the places just below it."""

    year: int
    own: Mapping[str, Year]
    below: Mapping[str, Mapping[str, Year]] = field(default_factory=dict)


def rollup(scope: str, year: int) -> Rollup:
    """All kinds of a place's year, and of each place just below that has any; one statement."""
    rows = _villages(scope, year) if len(scope) >= 9 else _tallies(scope, year)
    own: dict[tuple[str, Period], Total] = defaultdict(Total)
    below: dict[str, dict[tuple[str, Period], Total]] = defaultdict(lambda: defaultdict(Total))
    for place, kind, period, total in rows:
        own[kind, parse(period)] += total
        below[place][kind, parse(period)] += total
    places = {place: _years(found, year) for place, found in sorted(below.items())}
    return Rollup(year, _years(own, year), places)


def _years(found: Mapping[tuple[str, Period], Total], year: int) -> dict[str, Year]:
    return {
        kind: Year(
            kind,
            tuple(found.get((kind, one), NONE) for one in quarters(year)),
            found.get((kind, Period(year)), NONE),
        )
        for kind in Kind.values
    }


def _tallies(scope: str, year: int) -> Iterable[tuple[str, str, str, Total]]:
    rows = inside(OutcomeTally.objects.filter(period__in=_periods(year)), scope, "township")
    sums = {name: Sum(name) for name in ("count", "checked_count", "amount", "area", "people", "people_count")}
    grouped: Any = (
        rows.order_by()
        .annotate(place=Substr("township", 1, BELOW[len(scope)]))
        .values("place", "kind", "period")
        .annotate(**{f"{name}_sum": one for name, one in sums.items()})
    )
    for row in grouped:
        total = Total(*(row[f"{name}_sum"] for name in sums))
        if total.count:
            yield row["place"], row["kind"], row["period"], total


def _villages(scope: str, year: int) -> Iterable[tuple[str, str, str, Total]]:
    """Of one township or village, few enough to be read as they are."""
    rows = inside(Outcome.objects.filter(period__in=_periods(year), state__in=STANDING), scope, "village_id")
    grouped: Any = (
        rows.order_by()
        .annotate(place=F("village_id"))
        .values("place", "kind", "period")
        .annotate(
            many=Count("pk"),
            checked=Count("pk", filter=Q(state=State.CHECKED)),
            amounts=Sum("amount"),
            areas=Sum("area"),
            heads=Sum("people"),
            headed=Count("people"),
        )
    )
    for row in grouped:
        yield (
            row["place"],
            row["kind"],
            row["period"],
            Total(
                row["many"],
                row["checked"],
                row["amounts"] or Decimal(0),
                row["areas"] or Decimal(0),
                row["heads"] or 0,
                row["headed"],
            ),
        )


def _periods(year: int) -> Sequence[str]:
    return [str(year), *(str(one) for one in quarters(year))]
