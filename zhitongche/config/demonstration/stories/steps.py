"""How a story is told: who does what, how many working days ago, with which words.

`ago` counts working days back from today (never below 1, so that nothing lies in the future); `due`, `until` and
`review` count working days from today, below zero for a date that has passed. `by` is a user name; left out, it is who
would do it: the county's first organizer, the department that leads, or the one who reported. Departments are named by
their codes, which are their liaisons' user names, and other problems by their stories' keys.
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
    # Another story's problem among the words, which has a number only once it is told: (field, key).
    other: tuple[str, str] | None = None


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


# ---- asking departments, and finding the one that leads --------------------------------------------------------------


def consult(ago: int, departments: tuple[str, ...], question: str, due: int, by: str = "") -> Step:
    return Step("consult", ago, by, {"departments": departments, "question": question}, dated=("due_on", due))


def opinion(ago: int, by: str, text: str) -> Step:
    return Step("give_opinion", ago, by, {"opinion": text})


def conclude(ago: int, conclusion: str, by: str = "") -> Step:
    return Step("conclude", ago, by, {"conclusion": conclusion})


def suggest(ago: int, department: str, by: str = "") -> Step:
    return Step("suggest", ago, by, {"department": department})


def decline(ago: int, by: str, basis: str, reason: str) -> Step:
    return Step("decline", ago, by, {"basis": basis, "reason": reason})


def assign(ago: int, department: str, reason: str, due: int, supporters: tuple[str, ...] = (), by: str = "") -> Step:
    body = {"department": department, "reason": reason, "supporters": supporters}
    return Step("assign", ago, by, body, dated=("due_on", due))


def acknowledge(ago: int) -> Step:
    return Step("acknowledge", ago)


# ---- promises of those who help --------------------------------------------------------------------------------------


def support(ago: int, by: str, task: str, due: int) -> Step:
    return Step("support", ago, by, {"task": task}, dated=("due_on", due))


def finish(ago: int, by: str, text: str) -> Step:
    return Step("finish", ago, by, {"text": text})


def put_off(ago: int, by: str, reason: str, due: int) -> Step:
    return Step("extend_promise", ago, by, {"reason": reason}, dated=("due_on", due))


# ---- what a lead asks of the organizer -------------------------------------------------------------------------------


def hand_back(ago: int, reason: str) -> Step:
    return Step("hand_back", ago, "", {"reason": reason})


def transfer(ago: int, department: str, reason: str) -> Step:
    return Step("transfer", ago, "", {"department": department, "reason": reason})


def extend(ago: int, reason: str, due: int) -> Step:
    return Step("extend", ago, "", {"reason": reason}, dated=("due_on", due))


def pause(ago: int, reason: str, until: int | None = None) -> Step:
    return Step("pause", ago, "", {"reason": reason}, dated=None if until is None else ("until", until))


def resume(ago: int, by: str = "") -> Step:
    return Step("resume", ago, by)


def grant(ago: int, reason: str, by: str = "") -> Step:
    """The organizer's yes to what the lead asks for at that moment."""
    return Step("decide", ago, by, {"granted": True, "reason": reason})


def deny(ago: int, reason: str, by: str = "") -> Step:
    return Step("decide", ago, by, {"granted": False, "reason": reason})


# ---- set aside, raised, instructed -----------------------------------------------------------------------------------


def shelve(ago: int, reason: str, basis: str, review: int, by: str = "") -> Step:
    return Step("shelve", ago, by, {"reason": reason, "basis": basis}, dated=("review_on", review))


def revive(ago: int, reason: str, by: str = "") -> Step:
    return Step("revive", ago, by, {"reason": reason})


def escalate(ago: int, reason: str, by: str = "") -> Step:
    return Step("escalate", ago, by, {"reason": reason})


def send_back(ago: int, reason: str, by: str) -> Step:
    return Step("send_back", ago, by, {"reason": reason})


def instruct(ago: int, by: str, text: str, due: int, leader: str = "", photos: tuple[str, ...] = ()) -> Step:
    return Step("instruct", ago, by, {"text": text, "leader": leader}, photos, dated=("due_on", due))


def answer(ago: int, text: str, by: str = "") -> Step:
    return Step("answer_instruction", ago, by, {"text": text})


# ---- the township's word, and problems tied to each other ------------------------------------------------------------


def check(ago: int, by: str, opinion: str) -> Step:
    return Step("check", ago, by, {"opinion": opinion})


def merge(ago: int, into: str, reason: str, by: str = "") -> Step:
    return Step("merge", ago, by, {"reason": reason}, other=("into", into))


def unmerge(ago: int, reason: str, by: str = "") -> Step:
    return Step("unmerge", ago, by, {"reason": reason})


def link(ago: int, parent: str, by: str = "") -> Step:
    return Step("link", ago, by, other=("parent", parent))


def unlink(ago: int, reason: str, by: str = "") -> Step:
    return Step("unlink", ago, by, {"reason": reason})


def mark_relapse(ago: int, earlier: str, by: str = "") -> Step:
    return Step("mark_relapse", ago, by, other=("earlier", earlier))
