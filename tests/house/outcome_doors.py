"""The doors of outcomes: one figure of 建新村 that its first secretary recorded and nobody has checked."""

from typing import Any

from tests.house.doorposts import FAULTY, FORBIDDEN, Door, always, by_duty, nobody, page, reads, verbs, with_duty
from tests.house.visitors import ABOVE, CITY, EVERYWHERE, ITSELF, OWN, SAME, Visitor
from zhitongche.express.outcomes.actions import ACTIONS
from zhitongche.express.outcomes.models import Outcome
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import DUTIES, Role, Seat

TOWNSHIP = {(Role.TOWNSHIP_COMMITTEE, OWN)}
ORGANIZERS = {(Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}
KEEPERS = {(Role.FIRST_SECRETARY, ITSELF), (Role.TEAM_MEMBER, OWN)} | TOWNSHIP | ORGANIZERS


def sees_outcome(visitor: Visitor, outcome: Outcome) -> bool:
    """The village, its township, county, city, province; a department what lies in its place."""
    if P.OUTCOME_READ not in visitor.permissions or visitor.role is None:
        return False
    if DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        return visitor.relation in {OWN, SAME, CITY}
    return visitor.relation in ABOVE


def act_on_outcome(visitor: Visitor, outcome: Outcome, verb: str) -> int:
    """To check asks for nothing; a reason is needed for the rest."""
    who = (visitor.role, visitor.relation)
    if verb == "check":
        return 200 if who in TOWNSHIP | ORGANIZERS else FORBIDDEN
    return FAULTY if who in KEEPERS else FORBIDDEN


def sets_targets(visitor: Visitor, thing: Any) -> bool:
    """The first secretary for the own village, township and organizer for what lies below them."""
    is_secretary = visitor.role == Role.FIRST_SECRETARY and P.OUTCOME_RECORD in visitor.permissions
    return is_secretary or P.OUTCOME_CHECK in visitor.permissions


def may_set_target(visitor: Visitor, thing: Any, verb: str) -> int:
    return FAULTY if sets_targets(visitor, thing) else FORBIDDEN


def has_a_place(visitor: Visitor, thing: Any) -> bool:
    return P.OUTCOME_READ in visitor.permissions and visitor.relation != EVERYWHERE


OUTCOMES: dict[str, Door] = {
    "outcomes:list": page(with_duty(P.OUTCOME_READ)),
    "outcomes:record": page(with_duty(P.OUTCOME_RECORD), acts=always(FAULTY)),
    "outcomes:set_target": page(sets_targets, acts=always(FAULTY)),
    "outcomes:summary": page(has_a_place),
    "outcomes:village": page(sees_outcome, "village of outcomes"),
    "outcomes:send_in": page(with_duty(P.OUTCOME_RECORD), acts=always(FAULTY)),
    "outcomes:sent_in": page(nobody, "held sheet", acts=always(FAULTY)),
    "outcomes:take_out": page(with_duty(P.OUTCOME_READ)),
    "outcomes:detail": page(sees_outcome, "outcome"),
    "outcomes:file": page(sees_outcome, "outcome's file"),
    "outcomes:act": page(sees_outcome, "outcome", verbs=tuple(ACTIONS), acts=act_on_outcome, refuses_on_get=True),
    "GET /outcomes": page(),
    "POST /outcomes": page(get=None, acts=by_duty(P.OUTCOME_RECORD)),
    "GET /outcomes/totals": page(has_a_place),
    "GET /outcomes/targets": page(has_a_place),
    "POST /outcomes/targets": page(get=None, acts=may_set_target),
    "POST /outcomes/import": page(get=None, acts=by_duty(P.OUTCOME_RECORD)),
    "GET /outcomes/export": page(with_duty(P.OUTCOME_READ), marks_on_get=True),
    "GET /outcomes/{number}/events": page(sees_outcome, "outcome"),
    **reads("/outcomes/{number}", "outcome", sees_outcome),
    **verbs("/outcomes/{number}", "outcome", sees_outcome, ACTIONS, act_on_outcome),
}
