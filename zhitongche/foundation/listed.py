"""A thing with a life in a list: where it belongs, how it stands, and the light of the day on which it is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import TextChoices

from .calendar.lights import Light, light_of, words
from .calendar.queries import workdays
from .regions.queries import full_names

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Listed(Generic[Thing]):
    """One of them; `light_words` is empty where nobody waits for a day."""

    thing: Thing
    state: TextChoices
    label: str
    place: str
    light: Light
    light_words: str


def listed(
    things: Sequence[Thing],
    today: date,
    *,
    states: type[TextChoices],
    place: str = "region_id",
    warned: timedelta = timedelta(0),
) -> list[Listed[Thing]]:
    """Things with `number`, `state` and perhaps `due_on`, in the order given; yellow from `warned` before that day.

    Two statements, for the names of the places (`place` is the attribute with a place's code) and the calendar, however
    many there are.
    """
    named, known = full_names({getattr(one, place) for one in things}), workdays()

    def made(one: Any) -> Listed[Thing]:
        due: date | None = getattr(one, "due_on", None)
        shown = light_of(due, due - warned if due else None, False, today)
        told = words(shown, due, today, known) if due else ""
        return Listed(one, states(one.state), one.number, named.get(getattr(one, place), ""), shown, told)

    return [made(one) for one in things]
