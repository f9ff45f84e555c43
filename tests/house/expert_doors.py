"""The doors of the expert pool and of dispatches: an expert of 藤县 without an account, asked to come to 建新村."""

from tests.house.doorposts import (
    FAULTY,
    FORBIDDEN,
    NOT_NOW,
    Door,
    always,
    by_duty,
    nobody,
    page,
    reads,
    verbs,
    with_duty,
)
from tests.house.visitors import ABOVE, CITY, ITSELF, NEIGHBOUR, OWN, SAME, Visitor
from zhitongche.express.dispatches.actions import ACTIONS as DISPATCHING
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.experts.actions import ACTIONS
from zhitongche.express.experts.models import Expert
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import DUTIES, Role, Seat

ORGANIZERS = {(Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}
# The entry has no paper. A visit is open, so nobody leaves the pool; nobody has left it either.
ON_EXPERT = {"revise": FAULTY, "take_off": NOT_NOW, "retire": NOT_NOW, "restore": NOT_NOW}
# It is proposed, and the expert has no account: the organizer answers.
ON_DISPATCH = {"accept": 200, "decline": FAULTY, "report_visit": NOT_NOW, "replace": NOT_NOW, "cancel": FAULTY}


def sees_expert(visitor: Visitor, expert: Expert) -> bool:
    """Everybody in the county that is served, and those above it."""
    return P.EXPERT_READ in visitor.permissions and visitor.relation != NEIGHBOUR


def sees_dispatch(visitor: Visitor, dispatch: Dispatch) -> bool:
    """The village and those above it; a department of the county, which sees the problem; an expert only the own ones."""
    if P.EXPERT_READ not in visitor.permissions or visitor.role in {None, Role.EXPERT}:
        return False
    if visitor.role and DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        return visitor.relation in {OWN, SAME}
    return visitor.relation in ABOVE


def act_on_expert(visitor: Visitor, expert: Expert, verb: str) -> int:
    return ON_EXPERT[verb] if (visitor.role, visitor.relation) in ORGANIZERS else FORBIDDEN


def act_on_dispatch(visitor: Visitor, dispatch: Dispatch, verb: str) -> int:
    if verb == "rate":
        return NOT_NOW if (visitor.role, visitor.relation) == (Role.FIRST_SECRETARY, ITSELF) else FORBIDDEN
    return ON_DISPATCH[verb] if (visitor.role, visitor.relation) in ORGANIZERS else FORBIDDEN


EXPERTS: dict[str, Door] = {
    "experts:list": page(with_duty(P.EXPERT_READ)),
    "experts:enrol": page(with_duty(P.EXPERT_MANAGE), acts=always(FAULTY)),
    "experts:send_in": page(with_duty(P.EXPERT_MANAGE), acts=always(FAULTY)),
    "experts:sent_in": page(nobody, "held sheet", acts=always(FAULTY)),
    "experts:take_out": page(with_duty(P.EXPERT_READ)),
    "experts:detail": page(sees_expert, "expert"),
    # The entry has none.
    "experts:file": page(nobody, "expert's file"),
    "experts:act": page(sees_expert, "expert", verbs=tuple(ACTIONS), acts=act_on_expert, refuses_on_get=True),
    "dispatches:list": page(with_duty(P.EXPERT_READ)),
    # Nothing is named that somebody could be sent about.
    "dispatches:suggest": page(get=404),
    "dispatches:dispatch": page(with_duty(P.DISPATCH_SEND), acts=always(FAULTY)),
    "dispatches:detail": page(sees_dispatch, "dispatch"),
    # Nobody has been there yet.
    "dispatches:file": page(nobody, "dispatch's file"),
    "dispatches:act": page(
        sees_dispatch, "dispatch", verbs=tuple(DISPATCHING), acts=act_on_dispatch, refuses_on_get=True
    ),
    "GET /experts": page(),
    "POST /experts": page(get=None, acts=by_duty(P.EXPERT_MANAGE)),
    "GET /experts/fields": page(),
    "GET /experts/suggest": page(get=404),
    "POST /experts/import": page(get=None, acts=by_duty(P.EXPERT_MANAGE)),
    "GET /experts/export": page(with_duty(P.EXPERT_READ), marks_on_get=True),
    "GET /experts/{number}/events": page(sees_expert, "expert"),
    **reads("/experts/{number}", "expert", sees_expert),
    **verbs("/experts/{number}", "expert", sees_expert, ACTIONS, act_on_expert),
    "GET /dispatches": page(),
    "POST /dispatches": page(get=None, acts=by_duty(P.DISPATCH_SEND)),
    "GET /dispatches/{number}/events": page(sees_dispatch, "dispatch"),
    **reads("/dispatches/{number}", "dispatch", sees_dispatch),
    **verbs("/dispatches/{number}", "dispatch", sees_dispatch, DISPATCHING, act_on_dispatch),
}
