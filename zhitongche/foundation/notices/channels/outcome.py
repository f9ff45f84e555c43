"""What became of one attempt to send, and what an attempt needs to know."""

from dataclasses import dataclass
from enum import Enum


class Fate(Enum):
    """`AGAIN` surely did not go out; `NOBODY_KNOWS` may have; `REFUSED` never will by this channel."""

    SENT = "sent"
    AGAIN = "again"
    AT_ONCE = "at once"
    REFUSED = "refused"
    NOBODY_KNOWS = "nobody knows"


@dataclass(frozen=True)
class Outcome:
    """`answer` is the vendor's code, or a word of ours: never a text that was sent or received."""

    fate: Fate
    answer: str = ""


@dataclass(frozen=True)
class Letter:
    """One message as a channel sends it."""

    number: int
    text: str
    count: int
    link: str
    # Phone, user id or e-mail address; a robot's key.
    address: str
    secret: str = ""
