"""A posting as a statement needs it: by kind, with `Given` in the places of what is its own.

The statements of what somebody sees or has to do are kept (`Statements`) by the kind of who asks, not by person: all
organizers of counties share theirs, and only the values differ.
"""

from collections.abc import Hashable
from copy import copy
from typing import Any, NamedTuple

from ..permissions.catalogue import Permission
from ..regions.queries import GivenCode
from ..statements import Given
from .models import Posting


class Shape:
    """In the place of a posting where a query is built: whatever a query may ask of one, and nothing else.

    `elsewhere` are places for the keys of things that it sees beyond its scope.
    """

    def __init__(self, posting: Posting, position: int, elsewhere: int) -> None:
        self.role = posting.role
        self.permissions = posting.permissions
        self.scope = GivenCode(f"scope{position}", len(posting.scope))
        self.person_id = Given(f"person{position}")
        self.department_id = None if posting.department_id is None else Given(f"department{position}")
        self.today = Given(f"today{position}")
        self.elsewhere = tuple(Given(f"elsewhere{position}_{number}") for number in range(elsewhere))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


class Shaped(NamedTuple):
    """A shape, the key under which what was built for it is kept, and the values of its places."""

    key: Hashable
    shape: Shape
    given: dict[str, Any]
    elsewhere: tuple[int, ...]

    def told(self, posting: Posting) -> Posting:
        """A copy of the posting that knows what it sees elsewhere, so that several questions do not read it each."""
        told = copy(posting)
        told.elsewhere = self.elsewhere
        return told


def shaped(posting: Posting, *, position: int = 0, elsewhere: tuple[int, ...] = ()) -> Shaped:
    """The shape of a posting; `position` tells apart those that ask together."""
    scope = posting.scope
    key = (posting.role, len(scope), posting.department_id is None, posting.permissions, position, len(elsewhere))
    given: dict[str, Any] = {
        **GivenCode.given(f"scope{position}", scope),
        f"person{position}": posting.person_id,
        f"department{position}": posting.department_id,
        f"today{position}": posting.today,
    }
    given |= {f"elsewhere{position}_{number}": thing for number, thing in enumerate(elsewhere)}
    return Shaped(key, Shape(posting, position, len(elsewhere)), given, elsewhere)
