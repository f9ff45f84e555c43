"""The one state mover, the shape of an action, and the transaction every write runs in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar, ParamSpec, Protocol, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from .audit import operations as audit
from .errors import NotNow
from .moves import Move
from .people.models import Posting
from .statements import Plus, update

P = ParamSpec("P")
T = TypeVar("T")


class Movable(Protocol):
    """A thing with a life: a number, a state, and the table of its moves."""

    MOVES: ClassVar[Mapping[str, Move]]
    number: str
    state: str
    pk: Any


def operation(write: Callable[P, T]) -> Callable[P, T]:
    """Run a write as one unit: its rows, its record and its notices together, or none of them."""

    @wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with audit.unit():
            return write(*args, **kwargs)

    return run


def why_not_now(thing: Movable, verb: str) -> NotNow | None:
    """None where `MOVES` lists the thing's state for this verb, else the refusal that says what the state is."""
    move = thing.MOVES[verb]
    if thing.state in move.starts:
        return None
    return NotNow(
        _("This cannot be done now: its state is “%(state)s”.") % {"state": move.named(thing.state).label},
        state=thing.state,
    )


def move(
    thing: Any,
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    to: str | None = None,
    changes: Mapping[str, Any] | None = None,
    guard: Mapping[str, Any] | None = None,
    **facts: Any,
) -> str:
    """Move a thing on, by an UPDATE guarded by the state it was read in; returns the state before.

    The only place in the product that writes a state. `to` names another target where the table allows two;
    `changes` are further columns written by the same UPDATE, `guard` further columns that must stand as they were read.
    Raises NotNow where the table forbids the move and where somebody else was faster.
    """
    if refusal := why_not_now(thing, verb):
        raise refusal
    before: str = thing.state
    target = to or thing.MOVES[verb].end or before
    kind: type[Model] = type(thing)
    written: dict[str, Any] = {"state": target, **(changes or {})}
    if target != before:
        written["state_since"] = now
    counted = [name for name, value in written.items() if isinstance(value, Plus)]
    after = update(kind, {"pk": thing.pk, "state": before, **(guard or {})}, written, returning=counted or ["pk"])
    if after is None:
        state = kind._default_manager.values_list("state", flat=True).get(pk=thing.pk)
        raise _overtaken(thing, verb, before, state)
    for name, value in {**written, **dict(zip(counted, after, strict=False))}.items():
        setattr(thing, name, value)
    audit.record(f"{kind._meta.model_name}.{verb}", thing, by=by, now=now, before=before, after=target, **facts)
    return before


def _overtaken(thing: Movable, verb: str, before: str, state: str) -> NotNow:
    """Somebody else has acted since the thing was read; its state may be the same by now."""
    if state == before:
        return NotNow(_("Someone else was faster: please look again at where it stands."), state=state)
    named = thing.MOVES[verb].named(state)
    return NotNow(_("Someone else was faster: its state is now “%(state)s”.") % {"state": named.label}, state=state)


@dataclass(frozen=True)
class Action:
    """A verb as people meet it: the button's word, the form, the rule that may refuse it, the write itself."""

    label: Any
    form: type[Any]
    why_not: Callable[[Posting, Any], Any]
    run: Callable[..., Any]
    # The API's shape of the same body, and the hint a to-do list shows; see `express/problems/actions.py`.
    schema: type[Any] | None = None
    waiting: Callable[[Any], Any] | None = None
    is_primary: bool = False
