"""The doors of the sources of money: one that 藤县供电局 gives from, open to the county's villages."""

from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, by_duty, nobody, page, reads, verbs, with_duty
from tests.house.project_doors import sees_project
from tests.house.visitors import CITY, NEIGHBOUR, OWN, Visitor
from zhitongche.express.projects.actions import SOURCES as ACTIONS
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role

KEEPERS = {(Role.DEPARTMENT_LIAISON, OWN), (Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}


def sees_source(visitor: Visitor, source: FundingSource) -> bool:
    """Everybody in the county that it is for, and those above it."""
    return P.PROJECT_READ in visitor.permissions and visitor.relation != NEIGHBOUR


def act_on_source(visitor: Visitor, source: FundingSource, verb: str) -> int:
    """It is open: it cannot be opened again, and everything else lacks its words."""
    if (visitor.role, visitor.relation) not in KEEPERS:
        return FORBIDDEN
    return NOT_NOW if verb == "reopen" else FAULTY


SOURCES: dict[str, Door] = {
    "sources:list": page(with_duty(P.PROJECT_READ)),
    "sources:open": page(with_duty(P.SOURCE_MANAGE), acts=lambda visitor, thing, verb: FAULTY),
    "sources:detail": page(sees_source, "source"),
    "sources:act": page(sees_source, "source", verbs=tuple(ACTIONS), acts=act_on_source, refuses_on_get=True),
    "projects:sources": page(sees_project, "project"),
    "projects:entries": page(sees_project, "project"),
    # What hangs on its history is no voucher.
    "projects:voucher": page(nobody, "project's file"),
    "GET /sources": page(),
    "POST /sources": page(get=None, acts=by_duty(P.SOURCE_MANAGE)),
    "GET /sources/{number}/events": page(sees_source, "source"),
    **reads("/sources/{number}", "source", sees_source),
    **verbs("/sources/{number}", "source", sees_source, ACTIONS, act_on_source),
    "GET /projects/{number}/sources": page(sees_project, "project"),
}
