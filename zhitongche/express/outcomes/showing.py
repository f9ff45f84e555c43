"""A village over time, and a place's year: charts, with the same figures as a table behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.money import percent_of
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import names_of
from zhitongche.foundation.templatetags.page import query_string
from zhitongche.foundation.web import charts

from . import queries, wording
from .kinds import MEASURES, Kind
from .models import Outcome, OutcomeTarget
from .periods import QUARTERS, Period, before, parse, quarters
from .states import State

# Two years and a bit are as much as a phone has room for.
MOST_QUARTERS = 9
Targets = Mapping[tuple[str, int], OutcomeTarget]


@dataclass(frozen=True)
class Line:
    """One period of a village: what stands, what was meant, who has looked at it."""

    period: Period
    outcomes: Sequence[Outcome]
    value: Decimal | int | None
    target: Decimal | None

    @property
    def is_checked(self) -> bool:
        return all(one.state == State.CHECKED for one in self.outcomes)


@dataclass(frozen=True)
class Series:
    """One kind of a village: its chart, its table, and a sentence for each year."""

    kind: str
    label: str
    # None where there is one period only: a single point shows nothing that its row does not say.
    chart: charts.Series | None
    rows: list[dict[str, Any]]
    years: list[str]
    target_address: str
    record_address: str


def series(code: str, today: date) -> list[Series]:
    """Each kind there is any figure or target of, in the order of kinds; two statements."""
    figures, targets = queries.of_village(code), queries.targets_of(code)
    kinds = [kind for kind in Kind.values if kind in figures or any(kind == held for held, _year in targets)]
    return [_series(code, kind, figures.get(kind, {}), targets, today) for kind in kinds]


def _series(code: str, kind: str, found: Mapping[str, Sequence[Outcome]], targets: Targets, today: date) -> Series:
    lines = [_line(kind, period, found, targets) for period in _periods(kind, found, targets)]
    quarterly = [line for line in lines if line.period.quarter] or lines
    label = str(Kind(kind).label)
    years = sorted({line.period.year for line in lines}, reverse=True)
    return Series(
        kind=kind,
        label=label,
        chart=_chart(kind, quarterly) if len(quarterly) > 1 else None,
        rows=[_row(kind, line) for line in reversed(lines)],
        years=[said for year in years if (said := _year(kind, year, lines, targets))],
        target_address=f"{reverse('outcomes:set_target')}?kind={kind}&region={code}&year={today.year}",
        record_address=f"{reverse('outcomes:record')}?kind={kind}&village={code}",
    )


def _chart(kind: str, lines: Sequence[Line]) -> charts.Series:
    """Actual and target over the periods; where there is no data the line has a gap."""
    drawn: dict[Any, Sequence[Any]] = {_("Actual"): [line.value for line in lines]}
    if any(line.target is not None for line in lines):
        drawn[_("Target")] = [line.target for line in lines]
    name = kind.replace("_", "-")
    return charts.series(name, [line.period.short for line in lines], drawn, lambda said: wording.main(kind, said))


def _periods(kind: str, found: Mapping[str, Sequence[Outcome]], targets: Targets) -> list[Period]:
    """Every quarter from the first to the last that has a figure or a target, and the years that have a figure."""
    told = {parse(period) for period in found}
    told |= {
        Period(year, quarter)
        for (held, year), target in targets.items()
        if held == kind
        for quarter, value in zip(QUARTERS, target.quarters, strict=True)
        if value is not None
    }
    years = [period for period in told if not period.quarter]
    known = [period for period in told if period.quarter]
    if not known:
        return sorted(years)
    shown = [max(known)]
    while shown[-1] > min(known) and len(shown) < MOST_QUARTERS:
        shown.append(before(shown[-1]))
    return sorted([*shown, *(year for year in years if year.year >= shown[-1].year)])


def _line(kind: str, period: Period, found: Mapping[str, Sequence[Outcome]], targets: Targets) -> Line:
    outcomes = found.get(str(period), ())
    said = [value for one in outcomes if (value := one.main) is not None]
    return Line(
        period,
        outcomes,
        sum(said, type(said[0])(0)) if said else None,
        _target(targets.get((kind, period.year)), period),
    )


def _target(target: OutcomeTarget | None, period: Period) -> Decimal | None:
    return target.quarters[period.quarter - 1] if target is not None and period.quarter else None


def _row(kind: str, line: Line) -> dict[str, Any]:
    return {
        "period": line.period.words,
        "value": wording.main(kind, line.value),
        "has_data": line.value is not None,
        "target": wording.main(kind, line.target) if line.target is not None else "–",
        "percent": percent(line.value, line.target),
        "figures": [
            {
                "address": reverse("outcomes:detail", args=[one.number]),
                "words": wording.figures(kind, one.figures),
                "project": one.project.title if one.project else "",
                "checker": called(one.checked_by) if one.checked_by else "",
            }
            for one in line.outcomes
        ],
    }


def percent(value: Decimal | int | None, target: Decimal | None) -> str:
    """How much of the target was reached; without data there is none, which is not 0 %."""
    if target is None:
        return "–"
    if value is None:
        return _("no data")
    reached = percent_of(Decimal(value), target)
    return "–" if reached is None else f"{reached}%"


def _year(kind: str, year: int, lines: Sequence[Line], targets: Targets) -> str:
    """A year in a sentence: what its quarters come to, of how many there is data, and what was meant."""
    known = [
        line.value for line in lines if line.period.year == year and line.period.quarter and line.value is not None
    ]
    if not known:
        return ""
    is_flow = MEASURES[kind].is_flow
    value = sum(known, type(known[0])(0)) if is_flow else known[-1]
    told = {"year": year, "value": wording.main(kind, value), "count": len(known)}
    held = targets.get((kind, year))
    meant = [one for one in held.quarters if one is not None] if held is not None else []
    if not meant:
        if is_flow:
            return _("%(year)s: %(value)s from %(count)s of 4 quarters.") % told
        return _("%(year)s: %(value)s, the last of %(count)s quarters known.") % told
    told |= {"target": wording.main(kind, sum(meant) if is_flow else meant[-1])}
    told |= {"percent": percent(value, sum(meant, Decimal(0)) if is_flow else meant[-1])}
    if is_flow:
        return (
            _("%(year)s: %(value)s from %(count)s of 4 quarters; target of the year %(target)s (%(percent)s).") % told
        )
    return _("%(year)s: %(value)s, the last of %(count)s quarters known; target %(target)s (%(percent)s).") % told


# ---- a place's year --------------------------------------------------------------------------------------------------


def summary(scope: str, year: int, kind: str, query: Any) -> dict[str, Any]:
    """A place's year: all kinds of it, and one kind by the places just below it. Three statements."""
    found = queries.rollup(scope, year)
    targets = queries.targets_of(scope)
    names = names_of(sorted({scope, *found.below}))
    table = [
        _place(names.get(place, place), years[kind], _deeper(place, scope, query))
        for place, years in found.below.items()
        if years[kind].known or years[kind].whole.count
    ]
    return {
        "columns": [one.short for one in quarters(year)],
        "kinds": [{**_kind(one, found.own[one]), "address": query_string(query, kind=one)} for one in Kind.values],
        "table": table,
        "total": _place(_("Together"), found.own[kind], ""),
        "target": _targeted(targets.get((kind, year)), found.own[kind]),
        "kind_label": Kind(kind).label,
        "is_flow": MEASURES[kind].is_flow,
        "place": names.get(scope, scope),
    }


def _kind(kind: str, year: queries.Year) -> dict[str, Any]:
    return {"label": Kind(kind).label, **_place("", year, "")}


def _place(name: str, year: queries.Year, address: str) -> dict[str, Any]:
    checked = sum(one.checked_count for one in (*year.quarters, year.whole))
    count = sum(one.count for one in (*year.quarters, year.whole))
    cells = [
        {"words": wording.main(year.kind, one.main(year.kind)), "has_data": bool(one.count)} for one in year.quarters
    ]
    return {
        "name": name,
        "address": address,
        "quarters": cells,
        "so_far": wording.main(year.kind, year.so_far),
        "whole": wording.main(year.kind, year.whole.main(year.kind)),
        "count": count,
        "checked": checked,
    }


def _targeted(target: OutcomeTarget | None, year: queries.Year) -> list[dict[str, str]]:
    """A place's own target, quarter by quarter, with the percent reached."""
    if target is None:
        return []
    return [
        {
            "words": "–" if meant is None else wording.main(year.kind, meant),
            "percent": percent(found.main(year.kind), meant),
        }
        for found, meant in zip(year.quarters, target.quarters, strict=True)
    ]


def _deeper(place: str, scope: str, query: Any) -> str:
    """Where a name leads: a village to its own page, any other place to its summary."""
    if len(place) == 12:
        return reverse("outcomes:village", args=[place])
    return query_string(query, region=place)


def totals(scope: str, year: int) -> dict[str, Any]:
    """The same for programs: figures as numbers, null where there is no data."""
    found = queries.rollup(scope, year)
    targets = queries.targets_of(scope)
    names = names_of(sorted({scope, *found.below}))
    own = [_told(scope, names, found.own[kind], targets.get((kind, year)), year) for kind in Kind.values]
    below = [
        _told(place, names, years[kind], None, year)
        for place, years in found.below.items()
        for kind in Kind.values
        if years[kind].known or years[kind].whole.count
    ]
    return {"year": year, "own": own, "below": below}


def _told(
    place: str, names: Mapping[str, str], year: queries.Year, target: OutcomeTarget | None, of: int
) -> dict[str, Any]:
    meant = target.quarters if target is not None else (None,) * len(QUARTERS)
    return {
        "region": place,
        "place": names.get(place, place),
        "kind": year.kind,
        "unit": wording.UNITS[MEASURES[year.kind].main],
        "quarters": [
            {
                "period": str(period),
                "value": _decimal(found.main(year.kind)),
                "people": found.people,
                "count": found.count,
                "checked": found.checked_count,
                "target": goal,
                "percent": _reached(found.main(year.kind), goal),
            }
            for period, found, goal in zip(quarters(of), year.quarters, meant, strict=True)
        ],
        "so_far": _decimal(year.so_far),
        "whole": _decimal(year.whole.main(year.kind)),
    }


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _reached(value: Decimal | int | None, target: Decimal | None) -> Decimal | None:
    return None if value is None or target is None else percent_of(Decimal(value), target)
