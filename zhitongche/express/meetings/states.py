"""The whole life of a meeting on one screen: the contract's verbs, with whose each is and what it needs."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """项目对接会: its agenda is drawn up, the invitations are out, it is held, it is over."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    INVITED = "invited", pgettext_lazy("meeting", "Invited")
    OPEN = "open", pgettext_lazy("meeting", "Open")
    CLOSED = "closed", pgettext_lazy("meeting", "Closed")


class Who(TextChoices):
    """The circles of people a verb can belong to; `rules.py` says who stands in each for a given meeting."""

    ORGANIZER = "organizer", pgettext_lazy("circle", "Organizer of its place")
    LIAISON = "liaison", pgettext_lazy("circle", "Liaison of a department invited")
    CHIEF = "chief", pgettext_lazy("circle", "Leader of a department invited")
    SECRETARY = "secretary", pgettext_lazy("circle", "First secretary of a village invited")


class AnswerKind(TextChoices):
    """What a department answers on the spot (现场回应), and in its draft before (拟答复)."""

    SOLVED = "solved", pgettext_lazy("answer", "Solved on the spot")
    MEASURES = "measures", pgettext_lazy("answer", "Measures by a date")
    SURVEY = "survey", pgettext_lazy("answer", "Site survey on a date")
    RAISED_TO_CITY = "raised_to_city", pgettext_lazy("answer", "Raised to the city")
    EXPLAINED = "explained", pgettext_lazy("answer", "Explained")


# Answers that name a day by which something is done: each becomes one item of the rectification list.
DATED = frozenset({AnswerKind.MEASURES, AnswerKind.SURVEY})

ANY = frozenset(State)
# Before it is held: the agenda, who comes and what they will say are still open.
AHEAD = frozenset({State.PLANNED, State.INVITED})
INVITED = frozenset({State.INVITED})
OPEN = frozenset({State.OPEN})
# Once it is held there is something to sign for.
HELD = frozenset({State.OPEN, State.CLOSED})
# An item may come up that nobody had thought of.
UNTIL_CLOSED = frozenset({State.PLANNED, State.INVITED, State.OPEN})

MOVES: dict[str, Move] = {
    "revise": Move(AHEAD, None, (Who.ORGANIZER,), ("title", "starts_at", "place")),
    "add_item": Move(UNTIL_CLOSED, None, (Who.ORGANIZER,), ("problems",)),
    "amend_item": Move(UNTIL_CLOSED, None, (Who.ORGANIZER,), ("problem",)),
    "remove_item": Move(AHEAD, None, (Who.ORGANIZER,), ("problem",)),
    "arrange": Move(UNTIL_CLOSED, None, (Who.ORGANIZER,), ("order",)),
    "move_item": Move(UNTIL_CLOSED, None, (Who.ORGANIZER,), ("problem", "place")),
    "make_timetable": Move(UNTIL_CLOSED, None, (Who.ORGANIZER,)),
    "ask_timetable": Move(AHEAD, None, (Who.ORGANIZER,)),
    "stop_timetable": Move(AHEAD, None, (Who.ORGANIZER,)),
    "invite": Move(frozenset({State.PLANNED}), State.INVITED, (Who.ORGANIZER,)),
    "acknowledge": Move(INVITED, None, (Who.LIAISON, Who.SECRETARY)),
    "draft_reply": Move(INVITED, None, (Who.LIAISON,), ("problem", "kind", "text")),
    "approve_reply": Move(INVITED, None, (Who.CHIEF,), ("problem",)),
    "return_reply": Move(INVITED, None, (Who.CHIEF,), ("problem", "reason")),
    "open": Move(INVITED, State.OPEN, (Who.ORGANIZER,)),
    "record_attendance": Move(OPEN, None, (Who.ORGANIZER,), ("attendance",)),
    "call_up": Move(OPEN, None, (Who.ORGANIZER,), ("problem",)),
    "show_clock": Move(UNTIL_CLOSED, None, (Who.ORGANIZER,), ("is_shown",)),
    "answer": Move(OPEN, None, (Who.ORGANIZER,), ("problem", "department", "kind", "text")),
    "read_back": Move(OPEN, None, (Who.ORGANIZER,), ("problem",)),
    "sign": Move(HELD, None, (Who.LIAISON,), ("problem",)),
    "close": Move(OPEN, State.CLOSED, (Who.ORGANIZER,)),
    "call_off": Move(AHEAD, State.CLOSED, (Who.ORGANIZER,), ("reason",)),
}
