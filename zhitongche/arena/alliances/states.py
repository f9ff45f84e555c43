"""The life of an alliance of first secretaries: founded, and one day dissolved; its members come and go meanwhile."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    ACTIVE = "active", pgettext_lazy("alliance", "Active")
    DISSOLVED = "dissolved", pgettext_lazy("alliance", "Dissolved")


class Who(TextChoices):
    """Whose an alliance is."""

    KEEPER = "keeper", pgettext_lazy("alliance", "Organizer whose area holds its place")


_ALIVE = frozenset({State.ACTIVE})

MOVES: dict[str, Move] = {
    "enrol": Move(_ALIVE, None, (Who.KEEPER,), ("people",)),
    "transfer": Move(_ALIVE, None, (Who.KEEPER,), ("person", "to", "reason")),
    "release": Move(_ALIVE, None, (Who.KEEPER,), ("person", "reason")),
    "revise": Move(_ALIVE, None, (Who.KEEPER,), ("name",)),
    "dissolve": Move(_ALIVE, State.DISSOLVED, (Who.KEEPER,), ("reason",)),
}
