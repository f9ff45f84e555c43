"""How a story is told: who does what, how many working days ago, with which words.

`ago` counts working days back from today (never below 1, so that nothing lies in the future); `due` and `review`
count working days from today, below zero for a date that has passed. `by` is a user name; left out, it is who would do it:
the county's first organizer, the department that leads, or the one who reported.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Step:
    verb: str
    ago: int
    by: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    photos: tuple[str, ...] = ()
    # A date among the words, as working days from today: (field, days).
    dated: tuple[str, int] | None = None


@dataclass(frozen=True)
class Story:
    """A problem from its first word; `amount` in yuan, `photos` are names of pictures."""

    key: str
    village: str
    by: str
    ago: int
    category: str
    title: str
    description: str
    request: str = ""
    urgency: str = "normal"
    amount: str | None = None
    source: str = "report"
    reported_by: str = ""
    photos: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def county(self) -> str:
        return self.village[:6]


def accept(ago: int, by: str = "", **body: str) -> Step:
    return Step("accept", ago, by, body)


def give_back(ago: int, reason: str, by: str = "") -> Step:
    return Step("return", ago, by, {"reason": reason})


def resubmit(ago: int, **body: Any) -> Step:
    """The words that change; what is not named stays as it was reported."""
    return Step("resubmit", ago, "", body)


def withdraw(ago: int, reason: str) -> Step:
    return Step("withdraw", ago, "", {"reason": reason})


def claim(ago: int, by: str, measures: str, due: int) -> Step:
    return Step("claim", ago, by, {"measures": measures}, dated=("due_on", due))


def progress(ago: int, text: str, photos: tuple[str, ...] = ()) -> Step:
    return Step("report_progress", ago, "", {"text": text}, photos)


def submit(ago: int, evidence: str, outcome: str = "solved", photos: tuple[str, ...] = ()) -> Step:
    return Step("submit_closure", ago, "", {"evidence": evidence, "outcome": outcome}, photos)


def confirm(ago: int, satisfaction: str = "satisfied", comment: str = "", by: str = "") -> Step:
    return Step("confirm", ago, by, {"satisfaction": satisfaction, "comment": comment})


def verify(ago: int, opinion: str, by: str = "", review: int | None = None) -> Step:
    return Step("verify", ago, by, {"opinion": opinion}, dated=None if review is None else ("review_on", review))


def refuse(ago: int, reason: str, by: str = "") -> Step:
    return Step("refuse", ago, by, {"reason": reason})


def reopen(ago: int, reason: str, by: str = "") -> Step:
    return Step("reopen", ago, by, {"reason": reason})
