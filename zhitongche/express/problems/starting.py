"""Texts that replies start from: where they go, how their gaps are filled, and whether one was sent as it stood."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# verb: the field of its form that a text goes into.
FIELDS: dict[str, str] = {
    "return": "reason",
    "consult": "question",
    "give_opinion": "opinion",
    "conclude": "conclusion",
    "claim": "measures",
    "assign": "reason",
    "decide": "reason",
    "report_progress": "text",
    "submit_closure": "evidence",
    "verify": "opinion",
    "refuse": "reason",
    "shelve": "reason",
    "revive": "reason",
    "escalate": "reason",
    "send_back": "reason",
    "reopen": "reason",
    "answer_instruction": "text",
}
GAPS = ("number", "title", "village", "department", "due_on")
UNEDITED = "unedited"

_is_unedited: ContextVar[bool] = ContextVar("unedited", default=False)


def filled(text: str, facts: dict[str, str]) -> str:
    """A text with its gaps filled; a gap nobody knows stays as it stands, for the writer to see."""
    for gap in GAPS:
        if facts.get(gap):
            text = text.replace("{" + gap + "}", facts[gap])
    return text


@contextmanager
def sent(*, unedited: bool) -> Iterator[None]:
    """While an act runs: whether its words are an office's text as it stood. The edge knows, the history keeps it."""
    token = _is_unedited.set(unedited)
    try:
        yield
    finally:
        _is_unedited.reset(token)


def mark() -> dict[str, str]:
    """What a step's body says about its text beside what was sent."""
    return {"template": UNEDITED} if _is_unedited.get() else {}
