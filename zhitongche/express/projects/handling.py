"""The way of an approval: each step with the states it starts from, where it leads, and whose it is."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from .models.approving import ProjectApproval

State = ProjectApproval.State
Holder = ProjectApproval.Holder
# What no longer stands in the way of anything.
PASSED = frozenset({State.GRANTED, State.NOT_NEEDED})


class Side(TextChoices):
    """Who takes a step: those who keep the project, or the office that decides."""

    VILLAGE = "village", pgettext_lazy("approval", "The village")
    OFFICE = "office", pgettext_lazy("approval", "The office")


class Step(TextChoices):
    SUBMIT = "submit", pgettext_lazy("approval step", "Submit")
    ACCEPT = "accept", pgettext_lazy("approval step", "Accept")
    ASK_SUPPLEMENT = "ask_supplement", pgettext_lazy("approval step", "Ask for more papers")
    SUPPLY = "supply", pgettext_lazy("approval step", "Supply the papers")
    GRANT = "grant", pgettext_lazy("approval step", "Grant")
    REFUSE = "refuse", pgettext_lazy("approval step", "Refuse")
    RESUBMIT = "resubmit", pgettext_lazy("approval step", "Submit again")
    NOT_NEED = "not_need", pgettext_lazy("approval step", "Not needed")


class Turn(NamedTuple):
    """One row of the table; `end` None: back to where the papers were missing."""

    starts: frozenset[State]
    end: State | None
    side: Side
    needs_note: bool = False


TURNS: dict[Step, Turn] = {
    # Also what was thought not to be needed, once it turns out otherwise.
    Step.SUBMIT: Turn(frozenset({State.NEEDED, State.NOT_NEEDED}), State.SUBMITTED, Side.VILLAGE),
    Step.ACCEPT: Turn(frozenset({State.SUBMITTED}), State.ACCEPTED, Side.OFFICE),
    Step.ASK_SUPPLEMENT: Turn(
        frozenset({State.SUBMITTED, State.ACCEPTED}), State.SUPPLEMENT, Side.OFFICE, needs_note=True
    ),
    Step.SUPPLY: Turn(frozenset({State.SUPPLEMENT}), None, Side.VILLAGE),
    Step.GRANT: Turn(frozenset({State.ACCEPTED}), State.GRANTED, Side.OFFICE),
    Step.REFUSE: Turn(frozenset({State.SUBMITTED, State.ACCEPTED}), State.REFUSED, Side.OFFICE, needs_note=True),
    Step.RESUBMIT: Turn(frozenset({State.REFUSED}), State.SUBMITTED, Side.VILLAGE),
    Step.NOT_NEED: Turn(frozenset({State.NEEDED, State.REFUSED}), State.NOT_NEEDED, Side.VILLAGE, needs_note=True),
}
# Steps with which papers are handed in, and which wait for what comes first.
WITH_PAPERS = frozenset({Step.SUBMIT, Step.SUPPLY, Step.RESUBMIT})
WAITING = frozenset({Step.SUBMIT, Step.RESUBMIT})


def end_of(approval: ProjectApproval, step: Step) -> State:
    """Where a step leads: papers that were supplied go back to where they were missing."""
    end = TURNS[step].end
    if end is not None:
        return end
    return State.ACCEPTED if approval.accepted_on else State.SUBMITTED


def missing_before(approval: ProjectApproval, approvals: Iterable[ProjectApproval]) -> list[ProjectApproval]:
    """Those of the project that must be granted before this one and are not yet."""
    return [one for one in approvals if one.code in approval.predecessors and one.state not in PASSED]


def holder_of(state: State, is_ready: bool) -> Holder:
    """Whose turn it is: nobody's while it is done with, or waits for what comes first."""
    if state in {State.SUBMITTED, State.ACCEPTED}:
        return Holder.OFFICE
    if state in {State.SUPPLEMENT, State.REFUSED}:
        return Holder.VILLAGE
    return Holder.VILLAGE if state == State.NEEDED and is_ready else Holder.NOBODY
