"""The doors of the library of approvals: one shared item, which no place has a version of its own of."""

from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, by_duty, page, reads, verbs, with_duty
from tests.house.visitors import Visitor
from zhitongche.express.approvals.actions import LIBRARY
from zhitongche.express.approvals.models import ApprovalItem
from zhitongche.foundation.permissions.catalogue import Permission as P

READERS = with_duty(P.PROJECT_READ)
KEEPERS = with_duty(P.APPROVAL_MANAGE)


def act_on_item(visitor: Visitor, item: ApprovalItem, verb: str) -> int:
    """A new version lacks its words; nobody has one to drop."""
    if P.APPROVAL_MANAGE not in visitor.permissions:
        return FORBIDDEN
    return NOT_NOW if verb == "drop" else FAULTY


APPROVALS: dict[str, Door] = {
    "approvals:list": page(READERS),
    "approvals:add": page(KEEPERS, acts=lambda visitor, thing, verb: FAULTY),
    "approvals:detail": page(READERS, "approval"),
    "approvals:act": page(KEEPERS, "approval", verbs=tuple(LIBRARY), acts=act_on_item),
    "GET /approvals": page(),
    "POST /approvals": page(get=None, acts=by_duty(P.APPROVAL_MANAGE)),
    **reads("/approvals/{number}", "approval", READERS),
    **verbs("/approvals/{number}", "approval", READERS, LIBRARY, act_on_item),
}
