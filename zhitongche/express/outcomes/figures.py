"""What is wrong with a figure, said of the field it stands in; and whether two say the same. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.money import CENT, MOST

from .kinds import MEASURES, NAMES, Figures, Kind

# More people or mu than this are a slip of the pen.
MOST_PEOPLE = 10_000_000
MOST_AREA = Decimal(100_000_000)
MOST_OF: Mapping[str, Decimal] = {"amount": MOST, "people": Decimal(MOST_PEOPLE), "area": MOST_AREA}


def faults_in(kind: str, figures: Figures) -> dict[str, str]:
    """The fault of each figure by its name; empty where all are of the kind and fit to be kept."""
    measure, given = MEASURES[kind], figures.named()
    faults: dict[str, str] = {}
    for name in NAMES:
        value = given[name]
        if value is None:
            if name == measure.main:
                faults[name] = _missing(name) % {"kind": Kind(kind).label}
        elif name not in measure.names:
            faults[name] = _("“%(kind)s” does not say this; leave it empty.") % {"kind": Kind(kind).label}
        elif fault := _wrong(name, value):
            faults[name] = fault
    return faults


def wrong_hundredths(value: Decimal, most: Decimal) -> str:
    """Why a number with two decimals is none; nothing where it is one."""
    if not value.is_finite() or value < 0:
        return _("A figure is nought or more.")
    if value != value.quantize(CENT):
        return _("A figure has at most two decimals.")
    if value > most:
        return _("This figure is too large.")
    return ""


def most_of(kind: str) -> Decimal:
    """The most that the main figure of a kind may be."""
    return MOST_OF[MEASURES[kind].main]


def told(figures: Figures) -> dict[str, Any]:
    """As events and the API tell them: decimals as text, null for no data."""
    return {
        "amount": None if figures.amount is None else str(figures.amount),
        "people": figures.people,
        "area": None if figures.area is None else str(figures.area),
    }


def read(body: Mapping[str, Any]) -> Figures:
    """The figures that an event told."""

    def number(name: str) -> Decimal | None:
        return None if body.get(name) is None else Decimal(body[name])

    return Figures(number("amount"), body.get("people"), number("area"))


def _missing(name: str) -> str:
    if name == "amount":
        return _("“%(kind)s” needs an amount.")
    return _("“%(kind)s” needs how many people.") if name == "people" else _("“%(kind)s” needs an area.")


def _wrong(name: str, value: Decimal | int) -> str:
    if name == "people":
        return "" if 0 <= value <= MOST_PEOPLE else _("People are counted from nought to ten million.")
    return wrong_hundredths(Decimal(value), MOST if name == "amount" else MOST_AREA)
