"""The life of an indicator library: drawn up, issued and from then on fixed, retired when another takes its place."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("indicators", "Being drawn up")
    ISSUED = "issued", pgettext_lazy("indicators", "In force")
    RETIRED = "retired", pgettext_lazy("indicators", "Retired")


class Who(TextChoices):
    """Whose a library is."""

    KEEPER = "keeper", pgettext_lazy("indicators", "Organizer whose area holds its place")


_DRAFT = frozenset({State.DRAFT})

MOVES: dict[str, Move] = {
    "set_item": Move(_DRAFT, None, (Who.KEEPER,), ("code", "aspect", "name", "max_points")),
    "drop_item": Move(_DRAFT, None, (Who.KEEPER,), ("code",)),
    "issue": Move(_DRAFT, State.ISSUED, (Who.KEEPER,)),
    "retire": Move(frozenset({State.DRAFT, State.ISSUED}), State.RETIRED, (Who.KEEPER,), ("reason",)),
}
