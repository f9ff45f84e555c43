"""The whole life of a problem on one screen: the contract's table, with whose each verb is and what it needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


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


class Who(TextChoices):
    """The circles of people a verb can belong to; `rules/duties.py` says who stands in each for a given problem."""

    ORGANIZER = "organizer", pgettext_lazy("circle", "Organizer")
    REPORTER = "reporter", pgettext_lazy("circle", "Reporter")
    VILLAGE = "village", pgettext_lazy("circle", "First secretary of the village")
    TOWNSHIP = "township", pgettext_lazy("circle", "Township committee")
    LIAISON = "liaison", pgettext_lazy("circle", "Department of its place")
    ASKED = "asked", pgettext_lazy("circle", "Department asked")
    SUGGESTED = "suggested", pgettext_lazy("circle", "Department suggested")
    LEAD = "lead", pgettext_lazy("circle", "Lead")
    SUPPORTER = "supporter", pgettext_lazy("circle", "Supporting department")
    CHIEF = "chief", pgettext_lazy("circle", "Department leader")
    LEADER = "leader", pgettext_lazy("circle", "Leader")


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
ANY = frozenset(State)
# Accepted, and no department leads it yet.
POOL = frozenset({State.POOLED, State.IN_CONSULTATION})
REPORTED = frozenset({State.REPORTED})
CONSULTED = frozenset({State.IN_CONSULTATION})
LED = frozenset({State.IN_PROGRESS})
CLOSING = frozenset({State.CLOSING})

# A verb that ends in None leaves the state as it is. Second ends: `verify` shelves where the outcome is not "solved";
# `reopen` goes to the pool where no lead is left; `unmerge` goes back to the state before; `revive` goes to its lead
# where it has one; `decide` goes to the pool where a hand-back is granted.
MOVES: dict[str, Move] = {
    "check": Move(REPORTED, None, (Who.TOWNSHIP,), ("opinion",)),
    "accept": Move(REPORTED, State.POOLED, (Who.ORGANIZER,)),
    "return": Move(REPORTED, State.RETURNED, (Who.ORGANIZER,), ("reason",)),
    "resubmit": Move(
        frozenset({State.RETURNED}), State.REPORTED, (Who.REPORTER, Who.VILLAGE), ("category", "description")
    ),
    "withdraw": Move(
        frozenset({State.REPORTED, State.RETURNED, State.POOLED}),
        State.WITHDRAWN,
        (Who.REPORTER, Who.VILLAGE),
        ("reason",),
    ),
    "merge": Move(REPORTED | POOL, State.MERGED, (Who.ORGANIZER,), ("into", "reason")),
    "unmerge": Move(frozenset({State.MERGED}), State.POOLED, (Who.ORGANIZER,), ("reason",)),
    "link": Move(OPEN, None, (Who.ORGANIZER,), ("parent",)),
    "unlink": Move(OPEN, None, (Who.ORGANIZER,), ("reason",)),
    "mark_relapse": Move(OPEN, None, (Who.ORGANIZER,), ("earlier",)),
    # `project` left out takes it from its project.
    "link_project": Move(OPEN, None, (Who.VILLAGE, Who.REPORTER, Who.LEAD, Who.ORGANIZER)),
    "consult": Move(
        frozenset({State.POOLED}), State.IN_CONSULTATION, (Who.ORGANIZER,), ("departments", "question", "due_on")
    ),
    "give_opinion": Move(CONSULTED, None, (Who.ASKED,), ("opinion",)),
    "conclude": Move(CONSULTED, State.POOLED, (Who.ORGANIZER,), ("conclusion",)),
    "suggest": Move(POOL, None, (Who.ORGANIZER,), ("department",)),
    "decline": Move(POOL, None, (Who.SUGGESTED,), ("basis", "reason")),
    "claim": Move(POOL, State.IN_PROGRESS, (Who.LIAISON,), ("measures", "due_on")),
    "assign": Move(POOL, State.IN_PROGRESS, (Who.ORGANIZER,), ("department", "due_on", "reason")),
    "acknowledge": Move(LED, None, (Who.LEAD,)),
    "support": Move(frozenset({State.POOLED}) | LED, None, (Who.LIAISON,), ("task", "due_on")),
    "hand_back": Move(LED, None, (Who.LEAD,), ("reason",)),
    "transfer": Move(LED, None, (Who.LEAD,), ("reason", "department")),
    "extend": Move(LED, None, (Who.LEAD,), ("reason", "due_on")),
    "pause": Move(LED, None, (Who.LEAD,), ("reason",)),
    "decide": Move(LED, State.IN_PROGRESS, (Who.ORGANIZER,), ("request", "granted", "reason")),
    "resume": Move(LED, None, (Who.LEAD, Who.ORGANIZER)),
    "approve": Move(POOL | LED, None, (Who.CHIEF,), ("request",)),
    "disapprove": Move(POOL | LED, None, (Who.CHIEF,), ("request", "reason")),
    "report_progress": Move(LED, None, (Who.LEAD, Who.SUPPORTER), ("text",)),
    "submit_closure": Move(LED, State.CLOSING, (Who.LEAD,), ("evidence",)),
    "confirm": Move(CLOSING, None, (Who.VILLAGE, Who.TOWNSHIP), ("satisfaction",)),
    "verify": Move(CLOSING, State.CLOSED, (Who.ORGANIZER,), ("opinion",)),
    "refuse": Move(CLOSING, State.IN_PROGRESS, (Who.VILLAGE, Who.ORGANIZER), ("reason",)),
    "shelve": Move(REPORTED | POOL, State.SHELVED, (Who.ORGANIZER,), ("reason", "basis", "review_on")),
    "revive": Move(frozenset({State.SHELVED}), State.POOLED, (Who.ORGANIZER,), ("reason",)),
    "reopen": Move(frozenset({State.CLOSED}), State.IN_PROGRESS, (Who.VILLAGE, Who.ORGANIZER), ("reason",)),
    "escalate": Move(POOL | LED, State.POOLED, (Who.ORGANIZER,), ("reason",)),
    "send_back": Move(POOL | LED, State.POOLED, (Who.ORGANIZER,), ("reason",)),
    "instruct": Move(ANY, None, (Who.LEADER, Who.ORGANIZER), ("text", "due_on")),
    # Nobody's verb: what a meeting sets down. In the pool its department leads from then on.
    "promise": Move(POOL | LED, None, (), ("promise", "due_on")),
    "answer_instruction": Move(ANY, None, (Who.LEAD, Who.ORGANIZER), ("text",)),
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
