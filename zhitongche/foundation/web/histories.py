"""A history as the API tells it: the same line for every thing that has one."""

from datetime import datetime
from typing import Any, Protocol

from ..people.models import Posting


class Step(Protocol):
    """One line of the history of a thing; `posting` is None where the product itself took the step."""

    sequence: int
    action: str
    at: datetime
    before: str
    after: str

    @property
    def posting(self) -> Posting | None: ...


def told(event: Step) -> dict[str, Any]:
    """One step, as the contract names it. Wants the posting with person and department loaded."""
    return {
        "sequence": event.sequence,
        "action": event.action,
        "by": _actor(event.posting),
        "at": event.at,
        "before": event.before or None,
        "after": event.after,
    }


def _actor(posting: Posting | None) -> dict[str, Any] | None:
    if posting is None:
        return None
    department = posting.department.code if posting.department else None
    return {"name": posting.person.name, "role": posting.role, "department": department}
