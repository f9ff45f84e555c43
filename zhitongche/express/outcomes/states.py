"""The whole life of a figure on one screen: the contract's states and verbs, with whose each is and what it needs."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """填报—核实, or 撤回."""

    RECORDED = "recorded", pgettext_lazy("outcome figure", "To be checked")
    CHECKED = "checked", pgettext_lazy("outcome figure", "Checked")
    WITHDRAWN = "withdrawn", pgettext_lazy("outcome figure", "Withdrawn")


class Who(TextChoices):
    """The circles of people a verb can belong to."""

    VILLAGE = "village", pgettext_lazy("circle", "First secretary and team of the village")
    TOWNSHIP = "township", pgettext_lazy("circle", "Township committee")
    ORGANIZER = "organizer", pgettext_lazy("circle", "Organizer")


RECORDED = frozenset({State.RECORDED})
# What counts: everything that was not withdrawn.
STANDING = frozenset({State.RECORDED, State.CHECKED})
KEEPERS = (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER)

# A corrected figure is a new figure: it has to be checked again.
MOVES: dict[str, Move] = {
    "check": Move(RECORDED, State.CHECKED, (Who.TOWNSHIP, Who.ORGANIZER)),
    "correct": Move(STANDING, State.RECORDED, KEEPERS, ("reason",)),
    "withdraw": Move(STANDING, State.WITHDRAWN, KEEPERS, ("reason",)),
}
