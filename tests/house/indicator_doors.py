"""The doors of indicator libraries: a draft of 藤县, which its organizer keeps and nobody else has seen."""

from tests.house.doorposts import FAULTY, Door, always, by_duty, page, reads, verbs, with_duty
from tests.house.visitors import CITY, OWN, Visitor
from zhitongche.arena.indicators.actions import ACTIONS
from zhitongche.arena.indicators.models import IndicatorLibrary
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role


def keeps_library(visitor: Visitor, library: IndicatorLibrary) -> bool:
    """What is being drawn up is its keepers'."""
    return visitor.role == Role.ORGANIZER and visitor.relation in {OWN, CITY}


INDICATORS: dict[str, Door] = {
    "indicators:list": page(with_duty(P.ALLIANCE_READ)),
    "indicators:draw_up": page(with_duty(P.INDICATOR_MANAGE), acts=always(FAULTY)),
    "indicators:detail": page(keeps_library, "library"),
    # An empty library cannot be put in force.
    "indicators:act": page(keeps_library, "library", verbs=tuple(ACTIONS), acts=always(FAULTY)),
    "GET /indicators": page(),
    "POST /indicators": page(get=None, acts=by_duty(P.INDICATOR_MANAGE)),
    "GET /indicators/{number}/events": page(keeps_library, "library"),
    **reads("/indicators/{number}", "library", keeps_library),
    **verbs("/indicators/{number}", "library", keeps_library, ACTIONS, always(FAULTY)),
}
