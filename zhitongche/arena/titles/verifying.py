"""A bundle that somebody brings, recomputed by the server for who has no script; it says what the browser's Verify says."""

from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from zhitongche.arena.settlement.answers import verify
from zhitongche.arena.settlement.documents import loaded
from zhitongche.arena.settlement.faults import BadBundle

# Anybody may ask: a panel of this size is settled in a moment whatever its figures are.
MOST_JUDGES = 30
MOST_FAULTS = 20


class Verdict(StrEnum):
    VERIFIED = "verified"
    DIFFERS = "differs"
    FAULTY = "faulty"
    TOO_LARGE = "too_large"


class Verified(NamedTuple):
    """What was found; `told`: the keys that differ, or the faults in words."""

    verdict: Verdict
    told: list[str]


def verified(content: bytes) -> Verified:
    """What a bundle is worth: its answer is true, differs, or nothing can be computed from it."""
    try:
        judges = loaded(content).get("judges")
        if isinstance(judges, list) and len(judges) > MOST_JUDGES:
            return Verified(Verdict.TOO_LARGE, [])
        differing = verify(content)
    except BadBundle as refusal:
        return Verified(Verdict.FAULTY, [fault.said(_) for fault in refusal.faults[:MOST_FAULTS]])
    return Verified(Verdict.DIFFERS if differing else Verdict.VERIFIED, differing)
