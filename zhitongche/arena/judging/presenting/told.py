"""Judging for programs, and as rows of the to-do page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ninja import Schema

from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.rules import not_its_keeper
from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import full_names

from .. import queries
from ..models import ScoreSheet
from ..schemas import RecusalOut, SeatOut
from .addresses import in_turn
from .watching import recusal_rows, seat_rows

SOON = timedelta(days=3)


def told_panel(contest: Contest) -> dict[str, Any]:
    """The panel for programs."""
    panel = queries.panel(contest)
    turns = in_turn([one for one in panel.entries if one.turn is not None])
    return {
        "judges": [_only(row, SeatOut) for row in seat_rows(panel)],
        "recusals": [_only(row, RecusalOut) for row in recusal_rows(queries.recusals_of(contest))],
        "judges_per_entry": contest.judges_per_entry,
        "order_seed": contest.order_seed,
        "order": [one.serial for one in turns],
    }


def _only(row: Mapping[str, Any], shape: type[Schema]) -> dict[str, Any]:
    return {name: row[name] for name in shape.model_fields}


def told_calibration(contest: Contest, postings: Sequence[Posting]) -> dict[str, Any] | None:
    """The made-up entry for programs; None where there is none, or for whom it is not."""
    made = queries.calibration(contest)
    if made is None:
        return None
    whole = {"statement": made.statement, "points": made.points, "because": made.because, "mine": None}
    if any(not_its_keeper(posting, contest) is None for posting in postings):
        return whole
    judge = next((one for one in postings if queries.has_seat(one, contest)), None)
    seat = queries.seat_of(contest, judge.person_id) if judge else None
    if seat is None or seat.declared_at is None:
        return None
    tried = queries.tried(seat)
    return {**whole, "mine": tried.points} if tried else {**whole, "points": None, "because": None}


def told_sheet(sheet: ScoreSheet) -> dict[str, Any]:
    """A sheet for programs."""
    return {
        "judge": sheet.seat.serial,
        "entry": sheet.entry.serial,
        "points": sheet.points,
        "comment": sheet.comment,
        "version": sheet.version,
        "source": sheet.source,
        "at": sheet.at,
    }


@dataclass(frozen=True)
class Line:
    """A contest as a row of the to-do page."""

    label: str
    place: str
    light: Light
    light_words: str


def todo_lines(found: Sequence[Contest], today: date) -> list[Line]:
    """Contests that wait for their judge, by the day that limits the act; two statements, for names and calendar."""
    named, known = full_names({one.region_id for one in found}), workdays()
    made = []
    for one in found:
        due: date | None = getattr(one, "due_on", None)
        light = light_of(due, due - SOON if due else None, False, today)
        told = words(light, due, today, known) if due else ""
        made.append(Line(one.number, named.get(one.region_id, ""), light, told))
    return made
