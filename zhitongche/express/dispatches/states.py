"""The whole life of a dispatch on one screen: the contract's verbs, with whose each is and what it needs."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """派遣单: asked of the expert, accepted, visited, rated by the village; or declined, or cancelled."""

    PROPOSED = "proposed", pgettext_lazy("dispatch", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("dispatch", "Accepted")
    VISITED = "visited", pgettext_lazy("dispatch", "Visited")
    RATED = "rated", pgettext_lazy("dispatch", "Rated")
    DECLINED = "declined", pgettext_lazy("dispatch", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("dispatch", "Cancelled")


class Who(TextChoices):
    """The circles of people a verb can belong to; `rules.py` says who stands in each for a given dispatch."""

    EXPERT = "expert", pgettext_lazy("circle", "The expert")
    ORGANIZER = "organizer", pgettext_lazy("circle", "Organizer")
    SECRETARY = "secretary", pgettext_lazy("circle", "First secretary of the village")


ANY = frozenset(State)
# The visit is still to come.
OPEN = frozenset({State.PROPOSED, State.ACCEPTED})

# The organizer accepts and declines only where the expert has no account, on the expert's word.
MOVES: dict[str, Move] = {
    "accept": Move(frozenset({State.PROPOSED}), State.ACCEPTED, (Who.EXPERT, Who.ORGANIZER)),
    "decline": Move(OPEN, State.DECLINED, (Who.EXPERT, Who.ORGANIZER), ("reason",)),
    "report_visit": Move(
        frozenset({State.ACCEPTED}), State.VISITED, (Who.EXPERT, Who.ORGANIZER), ("text", "visited_on")
    ),
    "rate": Move(frozenset({State.VISITED}), State.RATED, (Who.SECRETARY,), ("rating",)),
    "replace": Move(frozenset({State.DECLINED}), None, (Who.ORGANIZER,), ("expert",)),
    "cancel": Move(OPEN | {State.DECLINED}, State.CANCELLED, (Who.ORGANIZER,), ("reason",)),
}
