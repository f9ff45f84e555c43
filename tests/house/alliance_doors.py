"""The doors of alliances: one of 藤县 without members, whose first secretaries belong nowhere yet."""

from tests.house.doorposts import FAULTY, FORBIDDEN, Door, always, by_duty, page, reads, verbs, with_duty
from tests.house.visitors import CITY, NEIGHBOUR, OWN, Visitor
from zhitongche.arena.alliances.actions import ACTIONS
from zhitongche.arena.alliances.models import Alliance
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role

KEEPERS = {(Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}


def sees_alliance(visitor: Visitor, alliance: Alliance) -> bool:
    """Everybody of the county whose contests it holds, and those above."""
    return P.ALLIANCE_READ in visitor.permissions and visitor.relation != NEIGHBOUR


def act_on_alliance(visitor: Visitor, alliance: Alliance, verb: str) -> int:
    """Every act asks for something."""
    return FAULTY if (visitor.role, visitor.relation) in KEEPERS else FORBIDDEN


ALLIANCES: dict[str, Door] = {
    "alliances:list": page(with_duty(P.ALLIANCE_READ)),
    "alliances:found": page(with_duty(P.ALLIANCE_MANAGE), acts=always(FAULTY)),
    "alliances:detail": page(sees_alliance, "alliance"),
    "alliances:act": page(sees_alliance, "alliance", verbs=tuple(ACTIONS), acts=act_on_alliance, refuses_on_get=True),
    "GET /alliances": page(),
    "POST /alliances": page(get=None, acts=by_duty(P.ALLIANCE_MANAGE)),
    "GET /alliances/{number}/members": page(sees_alliance, "alliance"),
    "GET /alliances/{number}/events": page(sees_alliance, "alliance"),
    **reads("/alliances/{number}", "alliance", sees_alliance),
    **verbs("/alliances/{number}", "alliance", sees_alliance, ACTIONS, act_on_alliance),
}
