"""The register of closed problems (销号台账) as a page shows it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from zhitongche.foundation.regions.queries import names_of

from .models import Closure
from .presenting import label_of


def lines(closings: Iterable[Closure]) -> list[dict[str, Any]]:
    """Rows of the register, in words; one statement for the names of the places."""
    closings = list(closings)
    codes = {code for one in closings for code in _codes(one)}
    names = names_of(sorted(codes))
    return [
        {
            "number": one.register_number,  # type: ignore[attr-defined]  # annotated by queries.register
            "county": names.get(one.county, ""),
            "label": label_of(one.problem, names.get(one.county, "")),
            "address": reverse("problems:detail", args=[one.problem.number]),
            "title": one.problem.title,
            "place": " ".join(names.get(code, "") for code in _codes(one)[1:]),
            "category": str(one.problem.category),
            "reported_at": one.problem.reported_at,
            "closed_at": one.closed_at,
            "lead": one.problem.lead.name if one.problem.lead else "",
            "signed": "、".join(
                person.name for person in (one.submitted_by, one.confirmed_by, one.verified_by) if person is not None
            ),
            "satisfaction": Closure.Satisfaction(one.satisfaction).label if one.satisfaction else "",
            "is_unconfirmed": one.is_unconfirmed_by_raiser,
        }
        for one in closings
    ]


def _codes(one: Closure) -> tuple[str, str, str]:
    village = one.problem.village_id
    return village[:6], village[:9], village


def day_asked(text: str, today: date) -> date:
    """The day of the register; today where none, or none that can be read, is asked for."""
    try:
        return min(date.fromisoformat(text), today)
    except ValueError:
        return today
