"""The whole life of a project on one screen: the contract's states and verbs, with whose each is and what it needs."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """谋划—入库—实施—验收—完成."""

    PLANNED = "planned", pgettext_lazy("project", "Planned")
    LISTED = "listed", pgettext_lazy("project", "In the library")
    UNDER_WAY = "under_way", pgettext_lazy("project", "Under way")
    ACCEPTED = "accepted", pgettext_lazy("project", "Works accepted")
    HANDED_OVER = "handed_over", pgettext_lazy("project", "Handed over")


class Who(TextChoices):
    """The circles of people a verb can belong to; `rules/duties.py` says who stands in each for a given project."""

    VILLAGE = "village", pgettext_lazy("circle", "First secretary and team of the village")
    SECRETARY = "secretary", pgettext_lazy("circle", "First secretary of the village")
    TOWNSHIP = "township", pgettext_lazy("circle", "Township committee")
    ORGANIZER = "organizer", pgettext_lazy("circle", "Organizer")
    GIVER = "giver", pgettext_lazy("circle", "Department that gives the money")
    OFFICE = "office", pgettext_lazy("circle", "Office that decides the approval")
    LEADER = "leader", pgettext_lazy("circle", "Leader")


ANY = frozenset(State)
PLANNED = frozenset({State.PLANNED})
LISTED = frozenset({State.LISTED})
UNDER_WAY = frozenset({State.UNDER_WAY})
ACCEPTED = frozenset({State.ACCEPTED})
# Not yet accepted: works, money and papers may still change.
ALIVE = frozenset({State.PLANNED, State.LISTED, State.UNDER_WAY})
# Money is paid until everything is handed over.
PAYABLE = frozenset({State.LISTED, State.UNDER_WAY, State.ACCEPTED})

# A verb that ends in None leaves the state as it is. `admit` has a second end: what the city admits stays in its state.
MOVES: dict[str, Move] = {
    "revise": Move(
        PLANNED,
        None,
        (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER),
        ("title", "goal", "industry", "starts_on", "ends_on"),
    ),
    "submit": Move(ALIVE, None, (Who.SECRETARY, Who.TOWNSHIP, Who.ORGANIZER)),
    "admit": Move(ALIVE, State.LISTED, (Who.ORGANIZER,)),
    "return": Move(ALIVE, None, (Who.ORGANIZER,), ("reason",)),
    "adjust": Move(LISTED | UNDER_WAY, None, (Who.ORGANIZER,), ("reason",)),
    "relocate": Move(ALIVE, None, (Who.ORGANIZER,), ("village", "reason")),
    "set_milestones": Move(ALIVE, None, (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER), ("milestones",)),
    "start": Move(LISTED, State.UNDER_WAY, (Who.SECRETARY, Who.TOWNSHIP, Who.ORGANIZER)),
    "report_progress": Move(UNDER_WAY, None, (Who.VILLAGE, Who.TOWNSHIP)),
    "add_photos": Move(ALIVE | ACCEPTED, None, (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER), ("photos",)),
    "add_funding": Move(
        ALIVE, None, (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER, Who.GIVER), ("source", "kind", "planned")
    ),
    # Of what is handed over nobody enters anything; but a source taken back releases there, too, what it has not paid.
    "update_funding": Move(ANY, None, (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER, Who.GIVER), ("funding",)),
    "confirm_overlap": Move(ANY, None, (Who.ORGANIZER,), ("overlap", "reason")),
    "dismiss_overlap": Move(ANY, None, (Who.ORGANIZER,), ("overlap", "reason")),
    "add_approval": Move(ALIVE, None, (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER), ("item",)),
    "update_approval": Move(ALIVE, None, (Who.VILLAGE, Who.TOWNSHIP, Who.ORGANIZER, Who.OFFICE), ("approval", "step")),
    "accept_work": Move(UNDER_WAY, State.ACCEPTED, (Who.ORGANIZER,), ("opinion",)),
    "hand_over": Move(ACCEPTED, State.HANDED_OVER, (Who.SECRETARY, Who.TOWNSHIP, Who.ORGANIZER), ("custodian",)),
    "suspend": Move(ALIVE, None, (Who.ORGANIZER,), ("reason",)),
    "resume": Move(ALIVE, None, (Who.ORGANIZER,), ("reason",)),
    "instruct": Move(ANY, None, (Who.LEADER, Who.ORGANIZER), ("text", "due_on")),
    "answer_instruction": Move(ANY, None, (Who.SECRETARY, Who.ORGANIZER), ("text",)),
}
