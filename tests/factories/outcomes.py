"""Figures of the tests, recorded by the very operation that real ones go through."""

from decimal import Decimal
from typing import Any

from tests.factories import people, projects
from tests.factories.projects import Cast
from zhitongche.express.outcomes import operations
from zhitongche.express.outcomes.actions import ACTIONS
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.outcomes.states import State
from zhitongche.foundation.people.models import Posting

NOW, TODAY, VILLAGE = projects.NOW, projects.TODAY, projects.VILLAGE
NEIGHBOUR = "450422107206"
DIVIDEND: dict[str, Any] = {
    "kind": "dividend",
    "period": "2026Q1",
    "amount": Decimal("120000.00"),
    "people": 52,
    "source": "茶叶股份合作社分红名册",
}
BODIES: dict[str, dict[str, Any]] = {
    "check": {},
    "correct": {"amount": Decimal("118000.00"), "people": 51, "reason": "一户重复登记。"},
    "withdraw": {"reason": "与另一村混淆。"},
}


def cast() -> Cast:
    return projects.cast()


def recorded(by: Posting, **told: Any) -> Outcome:
    """A dividend of the posting's village unless told otherwise."""
    given = {**DIVIDEND, **told}
    made = operations.record(by=by, now=NOW, **given)
    return Outcome.objects.get(pk=made.pk)


def outcome(actors: Cast, state: State = State.RECORDED, **told: Any) -> Outcome:
    """A figure of the secretary's village in the state asked for."""
    made = recorded(actors.secretary, **told)
    if state == State.CHECKED:
        operations.check(made, by=actors.township, now=NOW)
    if state == State.WITHDRAWN:
        operations.withdraw(made, by=actors.secretary, now=NOW, reason="误报。")
    return Outcome.objects.get(pk=made.pk)


def act(verb: str, made: Outcome, by: Posting) -> Outcome:
    """One verb with a body that fits it; the figure as it then stands."""
    ACTIONS[verb].run(made, by=by, now=NOW, **BODIES[verb])
    return Outcome.objects.get(pk=made.pk)


def second_person_of(role: str, seat: str, name: str = "第二人") -> Posting:
    """Somebody else in the same office."""
    return people.posting(role, seat, people.person(name))
