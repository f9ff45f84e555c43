"""The kinds of figures, and what each is measured by; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

NAMES = ("amount", "people", "area")


class Kind(TextChoices):
    """What came of it."""

    COLLECTIVE_INCOME = "collective_income", pgettext_lazy("outcome figure", "Collective income")
    VILLAGER_INCOME = "villager_income", pgettext_lazy("outcome figure", "Added income of villagers")
    DIVIDEND = "dividend", pgettext_lazy("outcome figure", "Dividends")
    AREA = "area", pgettext_lazy("outcome figure", "Planted area")
    JOBS = "jobs", pgettext_lazy("outcome figure", "Jobs")


@dataclass(frozen=True)
class Figures:
    """What is said of a period: yuan, people, mu. None is “no data”, which is not nought."""

    amount: Decimal | None = None
    people: int | None = None
    area: Decimal | None = None

    def named(self) -> dict[str, Decimal | int | None]:
        """By the contract's names."""
        return {"amount": self.amount, "people": self.people, "area": self.area}


@dataclass(frozen=True)
class Measure:
    """`main` has to be said and is what targets and charts are about; `more` may be said beside it.

    A flow adds up over the quarters of a year; anything else is a level, and a year's is that of its last quarter.
    """

    main: str
    more: tuple[str, ...] = ()
    is_flow: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.main, *self.more)


MEASURES: Mapping[str, Measure] = {
    Kind.COLLECTIVE_INCOME: Measure("amount", is_flow=True),
    Kind.VILLAGER_INCOME: Measure("amount", ("people",), is_flow=True),
    Kind.DIVIDEND: Measure("amount", ("people",), is_flow=True),
    Kind.AREA: Measure("area"),
    Kind.JOBS: Measure("people"),
}
