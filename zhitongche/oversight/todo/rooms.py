"""The rooms that are asked what waits: each by its ACTIONS, and by its sentences for notices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from zhitongche.express.problems import presenting
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.presenters import NOTICES
from zhitongche.foundation.flow import Action

Sentence = str | Promise


@dataclass(frozen=True)
class Room:
    """What the list needs of a room. `kind` is the word of its notices and of its addresses' names."""

    kind: str
    actions: Mapping[str, Action]
    notices: Mapping[str, Sentence]
    # Things as rows (label, place, light, light_words), in the order given, with a fixed number of statements.
    lines: Callable[[Sequence[Any], date], Sequence[Any]]
    # The names of the addresses of one thing, and of one act on it.
    page: str
    act: str


def _problems(problems: Sequence[Problem], today: date) -> Sequence[Any]:
    return presenting.rows(problems, today, with_county=True)


ROOMS: tuple[Room, ...] = (Room("problem", ACTIONS, NOTICES, _problems, page="problems:detail", act="problems:act"),)
