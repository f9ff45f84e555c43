"""The whole life of a paper on one screen: drafted, reviewed, issued; recalled only where a person signs for it."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """拟稿—送审—印发; what was issued stays in force until its recall is signed."""

    DRAFT = "draft", pgettext_lazy("paper", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("paper", "In review")
    ISSUED = "issued", pgettext_lazy("paper", "Issued")
    RECALL_PROPOSED = "recall_proposed", pgettext_lazy("paper", "Recall proposed")
    RECALLED = "recalled", pgettext_lazy("paper", "Recalled")
    DISCARDED = "discarded", pgettext_lazy("paper", "Discarded")


class Who(TextChoices):
    """The circles of people a verb can belong to."""

    DRAFTER = "drafter", pgettext_lazy("circle", "Organizer of its place")
    SIGNER = "signer", pgettext_lazy("circle", "Leader or another organizer of its place")


DRAFT = frozenset({State.DRAFT})
IN_REVIEW = frozenset({State.IN_REVIEW})
ISSUED = frozenset({State.ISSUED})
PROPOSED = frozenset({State.RECALL_PROPOSED})
# What has left the office: its data stand as they were, and places above read it.
OUT = frozenset({State.ISSUED, State.RECALL_PROPOSED, State.RECALLED})
ANY = frozenset(State)

MOVES: dict[str, Move] = {
    "revise": Move(DRAFT, None, (Who.DRAFTER,), ("title", "text")),
    "choose_cases": Move(DRAFT, None, (Who.DRAFTER,), ("problems",)),
    "draw_anew": Move(DRAFT, None, (Who.DRAFTER,)),
    "submit": Move(DRAFT, State.IN_REVIEW, (Who.DRAFTER,)),
    "take_back": Move(IN_REVIEW, State.DRAFT, (Who.DRAFTER,)),
    "return": Move(IN_REVIEW, State.DRAFT, (Who.SIGNER,), ("reason",)),
    "issue": Move(IN_REVIEW, State.ISSUED, (Who.SIGNER,), ("issue",)),
    "propose_recall": Move(ISSUED, State.RECALL_PROPOSED, (Who.DRAFTER,), ("reason",)),
    "recall": Move(PROPOSED, State.RECALLED, (Who.SIGNER,), ("opinion",)),
    "keep": Move(PROPOSED, State.ISSUED, (Who.SIGNER,), ("opinion",)),
    "discard": Move(DRAFT, State.DISCARDED, (Who.DRAFTER,), ("reason",)),
}
