"""How well a waiting problem fits a department: a pure score over what is known of both, with its reasons."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import chain, pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Two titles are alike where they share so large a part of the shorter one's pairs of characters.
ALIKE = 0.4
LEAST_SHARED = 2
NO_LETTERS = re.compile(r"[\W_]+")
MOST_ALIKE = 3


class Weight(IntEnum):
    """What counts how much: being named goes before all, then the department's function, then what it has solved."""

    SUGGESTED = 1000
    FUNCTION = 100
    ALIKE = 15
    CATEGORY = 10
    URGENT = 6
    NEAR = 5


@dataclass(frozen=True)
class Case:
    """What is asked of a problem: of a waiting one and of one that the department has solved."""

    category: str
    title: str


@dataclass(frozen=True)
class Waiting(Case):
    """A problem of the pool."""

    is_suggested: bool = False
    is_urgent: bool = False
    due_on: date | None = None
    soon_on: date | None = None


@dataclass(frozen=True)
class Fit:
    """A score, and why: whether it is suggested, within the functions, how many alike and how many of its category."""

    score: int
    is_suggested: bool
    is_function: bool
    alike: int
    solved: int
    is_near: bool
    is_late: bool = False


class Judge:
    """Knows one department: its functions and what it has solved; judges any number of waiting problems."""

    def __init__(self, functions: Iterable[str], solved: Sequence[Case]) -> None:
        self.functions = frozenset(functions)
        self.categories = Counter(case.category for case in solved)
        pairs_of_each = [pairs_of(case.title) for case in solved]
        self.lengths = [len(pairs) for pairs in pairs_of_each]
        # Which solved cases hold a pair of characters: what shares none with a problem is never looked at.
        self.holders: dict[str, list[int]] = {}
        for place, pairs in enumerate(pairs_of_each):
            for pair in pairs:
                self.holders.setdefault(pair, []).append(place)

    def fit(self, problem: Waiting, today: date) -> Fit:
        """The higher the score the better; the same facts always give the same score."""
        is_function = problem.category in self.functions
        alike, solved = self.alike(problem.title), self.categories[problem.category]
        is_near = problem.soon_on is not None and problem.soon_on <= today
        score = (
            Weight.SUGGESTED * problem.is_suggested
            + Weight.FUNCTION * is_function
            + Weight.ALIKE * min(alike, MOST_ALIKE)
            + Weight.CATEGORY * (solved > 0)
            + Weight.URGENT * problem.is_urgent
            + Weight.NEAR * is_near
        )
        is_late = problem.due_on is not None and problem.due_on < today
        return Fit(score, problem.is_suggested, is_function, alike, solved, is_near, is_late)

    def alike(self, title: str) -> int:
        """How many of the solved cases read like this one."""
        own = pairs_of(title)
        shared = Counter(chain.from_iterable(self.holders[pair] for pair in own & self.holders.keys()))
        often = [(place, count) for place, count in shared.items() if count >= LEAST_SHARED]
        return sum(count >= ALIKE * min(len(own), self.lengths[place]) for place, count in often)


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, as Chinese is compared without cutting it into words."""
    letters = NO_LETTERS.sub("", text.casefold())
    return frozenset(map("".join, pairwise(letters)))


def reasons(found: Fit, category: Any) -> list[str]:
    """Why it stands where it stands, in the reader's language; nothing where nothing speaks for it."""
    said = []
    if found.is_suggested:
        said.append(_("Suggested to your department"))
    if found.is_function:
        said.append(_("Your function: %(category)s") % {"category": category})
    if found.alike:
        said.append(
            ngettext("like %(count)d you have solved", "like %(count)d you have solved", found.alike)
            % {"count": found.alike}
        )
    elif found.solved:
        said.append(
            ngettext("%(count)d of this kind solved", "%(count)d of this kind solved", found.solved)
            % {"count": found.solved}
        )
    if found.is_late:
        said.append(_("nobody has claimed it in time"))
    elif found.is_near:
        said.append(_("its limit is near"))
    return said
