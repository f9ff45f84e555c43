"""The whole life of a problem on one screen: the contract's table as far as its acts are built."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    REPORTED = "reported", _("Reported")
    POOLED = "pooled", _("Waiting to be claimed")
    IN_CONSULTATION = "in_consultation", _("In consultation")
    IN_PROGRESS = "in_progress", _("In progress")
    CLOSING = "closing", _("Waiting to be closed")
    CLOSED = "closed", _("Closed")
    RETURNED = "returned", _("Returned for more")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")
    SHELVED = "shelved", _("Shelved")


# What somebody still has to act on. Shelved stays in sight: only what is solved is closed.
OPEN = frozenset(
    {
        State.REPORTED,
        State.RETURNED,
        State.POOLED,
        State.IN_CONSULTATION,
        State.IN_PROGRESS,
        State.CLOSING,
        State.SHELVED,
    }
)

# verb: (allowed from, goes to). `verify` shelves instead where the outcome is not "solved"; `reopen` goes to the pool
# where no lead is left.
MOVES: dict[str, tuple[frozenset[State], State]] = {
    "accept": (frozenset({State.REPORTED}), State.POOLED),
    "return": (frozenset({State.REPORTED}), State.RETURNED),
    "resubmit": (frozenset({State.RETURNED}), State.REPORTED),
    "withdraw": (frozenset({State.REPORTED, State.RETURNED, State.POOLED}), State.WITHDRAWN),
    "claim": (frozenset({State.POOLED, State.IN_CONSULTATION}), State.IN_PROGRESS),
    "report_progress": (frozenset({State.IN_PROGRESS}), State.IN_PROGRESS),
    "submit_closure": (frozenset({State.IN_PROGRESS}), State.CLOSING),
    "confirm": (frozenset({State.CLOSING}), State.CLOSING),
    "verify": (frozenset({State.CLOSING}), State.CLOSED),
    "refuse": (frozenset({State.CLOSING}), State.IN_PROGRESS),
    "reopen": (frozenset({State.CLOSED}), State.IN_PROGRESS),
}


class Phase(TextChoices):
    """The article's four words: 动态收集 → 对接会诊 → 联动解决 → 销号."""

    COLLECT = "collect", _("Collect")
    CONSULT = "consult", _("Consult")
    SOLVE = "solve", _("Solve together")
    CLOSE = "close", _("Close")


PHASES: dict[State, Phase] = {
    State.REPORTED: Phase.COLLECT,
    State.RETURNED: Phase.COLLECT,
    State.WITHDRAWN: Phase.COLLECT,
    State.MERGED: Phase.COLLECT,
    State.POOLED: Phase.CONSULT,
    State.IN_CONSULTATION: Phase.CONSULT,
    State.SHELVED: Phase.CONSULT,
    State.IN_PROGRESS: Phase.SOLVE,
    State.CLOSING: Phase.CLOSE,
    State.CLOSED: Phase.CLOSE,
}
