"""The life of a source of money: open, closed to new projects, taken back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """A closed source still commits and pays what it has promised; what was taken back does neither."""

    OPEN = "open", pgettext_lazy("source", "Open")
    CLOSED = "closed", _("Closed to new projects")
    WITHDRAWN = "withdrawn", _("Taken back")


class Who(TextChoices):
    """Whose a source is."""

    KEEPER = "keeper", _("Liaison of its department, organizer of its place")


ALIVE = frozenset({State.OPEN, State.CLOSED})

MOVES: dict[str, Move] = {
    "revise": Move(ALIVE, None, (Who.KEEPER,)),
    "close": Move(frozenset({State.OPEN}), State.CLOSED, (Who.KEEPER,), ("reason",)),
    "reopen": Move(frozenset({State.CLOSED}), State.OPEN, (Who.KEEPER,), ("reason",)),
    "withdraw": Move(ALIVE, State.WITHDRAWN, (Who.KEEPER,), ("reason",)),
}
