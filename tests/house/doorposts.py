"""What a line of the doors' policy is made of: who passes, what an empty act is answered, and the line itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.house.visitors import ABOVE, ITSELF, OWN, Visitor
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role

# ---- who may pass ----------------------------------------------------------------------------------------------------

Enters = Callable[[Visitor, Any], bool]


def everybody(visitor: Visitor, thing: Any) -> bool:
    return True


def nobody(visitor: Visitor, thing: Any) -> bool:
    return False


def the_owner(visitor: Visitor, thing: Any) -> bool:
    return visitor.relation == ITSELF


def the_organizer(visitor: Visitor, thing: Any) -> bool:
    """Of the very place, not of one above it."""
    return visitor.role == Role.ORGANIZER and visitor.relation == OWN


def with_duty(*permissions: P) -> Enters:
    return lambda visitor, thing: bool(visitor.permissions & set(permissions))


def keepers(*roles: Role) -> Enters:
    """Administrators whose place holds the thing."""
    return lambda visitor, thing: visitor.role in roles and visitor.relation in ABOVE


# ---- what an empty act of theirs is answered ---------------------------------------------------------------------------

Answers = Callable[[Visitor, Any, str], int]
FORBIDDEN, NOT_NOW, FAULTY = 403, 409, 422


def kept_by(role: Role, answers: Mapping[str, int]) -> Answers:
    return lambda visitor, thing, verb: answers[verb] if visitor.role == role else FORBIDDEN


def always(status: int) -> Answers:
    return lambda visitor, thing, verb: status


def by_duty(*permissions: P) -> Answers:
    """422 for the empty body of whoever may, 403 for everybody else."""
    return lambda visitor, thing, verb: FAULTY if visitor.permissions & set(permissions) else FORBIDDEN


@dataclass(frozen=True)
class Door:
    """An address: who finds it, what it names, and what an empty POST is answered; None takes no POST."""

    enters: Enters = everybody
    thing: str = ""
    acts: Answers | None = None
    get: int | None = 200
    verbs: tuple[str, ...] = ()
    is_open: bool = False
    marks_on_get: bool = False
    refuses_on_get: bool = False
    # Who finds it and is told that it is not for them.
    refused: Enters | None = None


def page(enters: Enters = everybody, thing: str = "", **more: Any) -> Door:
    return Door(enters, thing, **more)


def reads(path: str, thing: str, enters: Enters) -> dict[str, Door]:
    """A thing of the API, and the list of what may be done with it."""
    return {f"GET {path}": Door(enters, thing), f"GET {path}/actions": Door(enters, thing)}


def verbs(path: str, thing: str, enters: Enters, actions: Mapping[str, Any], answers: Answers) -> dict[str, Door]:
    """One address for each verb of a room's ACTIONS."""
    return {f"POST {path}/{verb}": Door(enters, thing, answers, None, (verb,)) for verb in actions}
