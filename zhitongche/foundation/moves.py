"""One row of a table of moves; it stands apart so that `states.py` needs nothing but words."""

from typing import Any, NamedTuple


class Move(NamedTuple):
    """One verb of a life: the states it starts from, the state it ends in (None: it stays), whose it is, what it needs.

    `who` are the circles of people whose duty it is; `needs` the fields that may not be left out. Both are the
    contract's table: rules and forms are tested against them.
    """

    starts: frozenset[Any]
    end: Any | None
    who: tuple[Any, ...] = ()
    needs: tuple[str, ...] = ()

    def named(self, state: str) -> Any:
        """A state by its value, as the table's own word."""
        return type(next(iter(self.starts)))(state)
