"""Every verb of a meeting: done by whose it is, refused to everybody else, refused in every other state."""

from typing import Any

import pytest

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, NOW, REPLY, Cast
from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.actions import ACTIONS
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import MOVES, State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import NotNow, NotYourDuty

pytestmark = pytest.mark.django_db

# Whose a verb is where it is not the organizer's.
OTHERS = {
    "acknowledge": "liaison",
    "draft_reply": "liaison",
    "approve_reply": "leader",
    "return_reply": "leader",
    "sign": "liaison",
}
EVERYBODY = ("secretary", "organizer", "city", "liaison", "leader", "other", "neighbour", "township", "stranger")
HOURS = {State.PLANNED: NOW, State.INVITED: NOW, State.OPEN: BEGINS, State.CLOSED: HELD}


def told(verb: str, cast: Cast) -> dict[str, Any]:
    """What a verb needs to be done."""
    number, code = cast.problem.number, cast.liaison.department.code if cast.liaison.department else ""
    match verb:
        case "revise":
            return meetings.PLAN
        case "add_item":
            return {"problems": [meetings.third(cast).number], "departments": [code]}
        case "amend_item" | "draft_reply" | "answer" | "return_reply":
            extra = {"amend_item": {"minutes": 20}, "return_reply": {"reason": "写明资金。"}}.get(verb, REPLY)
            return {"problem": number, **extra, **({"department": code} if verb == "answer" else {})}
        case "remove_item" | "approve_reply" | "call_up" | "read_back" | "sign":
            return {"problem": number}
        case "move_item":
            return {"problem": number, "place": 2}
        case "arrange":
            return {"order": [cast.second.number, number]}
        case "record_attendance":
            return {"attendance": [{"department": code, "presence": "present", "came": "李志明"}]}
        case "show_clock":
            return {"is_shown": True}
        case "call_off":
            return {"reason": "台风。"}
        case _:
            return {}


def ready_for(verb: str, cast: Cast, state: State) -> Meeting:
    """A meeting of this state in which what the verb is about is there."""
    made = meetings.brought_to(state, cast)
    if verb in {"approve_reply", "return_reply"} and state == State.INVITED:
        meetings.draft(made, cast)
    if verb == "stop_timetable" and state == State.INVITED:
        operations.ask_timetable(made, by=cast.organizer, now=NOW)
    if verb in {"read_back", "sign"} and state == State.OPEN:
        meetings.answer(made, cast)
    return made


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_a_verb_is_done_by_whose_it_is(cast: Cast, verb: str) -> None:
    """It leaves its line in the history and its record, and ends where the table of moves says."""
    move = MOVES[verb]
    state = max(move.starts, key=list(State).index)
    made = ready_for(verb, cast, state)
    by = getattr(cast, OTHERS.get(verb, "organizer"))
    ACTIONS[verb].run(made, by=by, now=HOURS[state], **told(verb, cast))
    last = queries.history(made)[-1]
    assert (last.action, last.posting, last.before, last.after) == (verb, by, state, move.end or state)
    assert AuditRecord.objects.filter(subject_id=made.number).latest("sequence").action == f"meeting.{verb}"


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_a_verb_is_refused_to_everybody_else(cast: Cast, verb: str) -> None:
    state = max(MOVES[verb].starts, key=list(State).index)
    made = ready_for(verb, cast, state)
    given, whose = told(verb, cast), {OTHERS.get(verb, "organizer")}
    if verb == "acknowledge":
        whose.add("secretary")
    length = len(queries.history(made))
    for name in EVERYBODY:
        if name not in whose:
            with pytest.raises(NotYourDuty):
                ACTIONS[verb].run(made, by=getattr(cast, name), now=HOURS[state], **given)
    assert len(queries.history(made)) == length


@pytest.mark.parametrize("verb", list(ACTIONS))
def test_a_verb_is_refused_in_every_other_state(cast: Cast, verb: str) -> None:
    made = meetings.brought_to(State.CLOSED, cast)
    given, by = told(verb, cast), getattr(cast, OTHERS.get(verb, "organizer"))
    for state in set(State) - MOVES[verb].starts:
        Meeting.objects.filter(pk=made.pk).update(state=state)
        stale = Meeting.objects.get(pk=made.pk)
        with pytest.raises(NotNow) as refused:
            ACTIONS[verb].run(stale, by=by, now=HELD, **given)
        assert refused.value.state == state
