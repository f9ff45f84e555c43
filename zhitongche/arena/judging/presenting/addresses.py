"""Addresses and names that every page of judging shows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.regions.queries import full_names

from ..models import JudgeSeat
from ..queries import Panel


def address(contest: Contest, name: str, *more: Any) -> str:
    return reverse(f"judging:{name}", args=[contest.number, *more])


def places(entries: Iterable[Entry]) -> dict[str, str]:
    return full_names({one.region_id for one in entries})


def in_turn(entries: Sequence[Entry]) -> list[Entry]:
    """In the order in which they are heard; where no lot was drawn, as they were entered."""
    return sorted(entries, key=lambda one: (one.turn is None, one.turn or 0, one.serial))


def next_address(contest: Contest, panel: Panel, seat: JudgeSeat, serial: int) -> str:
    """The next entry without a whole sheet after this one, round once; the desk where there is none."""
    mine = next(one for one in panel.seats if one.pk == seat.pk)
    duty = in_turn(panel.duty(mine))
    at = next((place for place, one in enumerate(duty) if one.serial == serial), 0)
    ahead = [one for one in (*duty[at + 1 :], *duty[:at]) if not panel.is_full(mine, one)]
    return address(contest, "entry", ahead[0].serial) if ahead else address(contest, "desk")
