"""Reads of sheets and of what is given beside them. Sealed points are read by their judge, and by whoever counts whether sheets are full."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry, EntryPhoto
from zhitongche.arena.contests.states import State
from zhitongche.foundation.statements import Given as Place
from zhitongche.foundation.statements import Statement

from ..models import Calibration, CalibrationSheet, Given, JudgeSeat, PaperReading, ScoreSheet, ScoreVersion

# States in which sheets are read by those beside their judge.
UNSEALED = frozenset({State.SCORED, State.SETTLED, State.PUBLISHED, State.FINAL})
# What every score reads, written once.
_SHEET = Statement(lambda: ScoreSheet.objects.filter(seat=Place("seat"), entry=Place("entry")))


def sheet(seat: JudgeSeat, entry: Entry) -> ScoreSheet | None:
    sheet: ScoreSheet | None = _SHEET.thing(seat=seat.pk, entry=entry.pk)
    return sheet


def readings_of(seat: JudgeSeat, entry: Entry) -> list[PaperReading]:
    return list(PaperReading.objects.filter(seat=seat, entry=entry).select_related("read_by").order_by("pk"))


def readings_in(contest: Contest) -> dict[tuple[int, int], list[PaperReading]]:
    found: dict[tuple[int, int], list[PaperReading]] = {}
    for one in PaperReading.objects.filter(seat__contest=contest).order_by("pk"):
        found.setdefault((one.seat_id, one.entry_id), []).append(one)
    return found


def photos_of(entry: Entry) -> list[EntryPhoto]:
    return list(EntryPhoto.objects.filter(entry=entry).select_related("file"))


def photo_of(entry: Entry, file: UUID) -> EntryPhoto | None:
    return EntryPhoto.objects.filter(entry=entry, file=file).select_related("file").first()


def givens_of(contest: Contest) -> dict[int, dict[str, Given]]:
    """Entry → component → what was given."""
    found: dict[int, dict[str, Given]] = {}
    for one in Given.objects.filter(entry__contest=contest).order_by("component"):
        found.setdefault(one.entry_id, {})[one.component] = one
    return found


def unsealed_sheets(contest: Contest) -> list[ScoreSheet]:
    """All sheets once the scores are closed; none before, whoever asks."""
    if contest.state not in UNSEALED:
        return []
    rows = ScoreSheet.objects.filter(seat__contest=contest).select_related("seat__person", "entry__person")
    return list(rows.order_by("entry__serial", "seat__serial"))


def calibration(contest: Contest) -> Calibration | None:
    return Calibration.objects.filter(contest=contest).first()


def tried(seat: JudgeSeat) -> CalibrationSheet | None:
    return CalibrationSheet.objects.filter(seat=seat).first()


def has_tried(contest: Contest) -> bool:
    return CalibrationSheet.objects.filter(seat__contest=contest).exists()


def total(points: Mapping[str, str], criteria: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """One judge's total on the scale of a hundred, for a look; None while a criterion is blank. The settlement counts exactly."""
    if not criteria or any(one["code"] not in points for one in criteria):
        return None
    weights = sum(Decimal(one["weight"]) for one in criteria)
    parts = (Decimal(one["weight"]) * Decimal(points[one["code"]]) / Decimal(one["max"]) for one in criteria)
    return (100 * sum(parts, Decimal(0)) / weights).quantize(Decimal("0.01"))


def hall_version(key: UUID) -> int | None:
    """The number that screens follow: it rises with every step of the hall and of the contest."""
    found = Contest.objects.filter(screen_key=key).values_list("hall_version", "event_count").first()
    return sum(found) if found else None


def desk_version(contest: Contest) -> int:
    """The number that the organizer's desk follows: it rises with every version of a sheet too, which screens never learn."""
    sheets = ScoreVersion.objects.filter(sheet__entry__contest=contest).count()
    return contest.hall_version + contest.event_count + sheets


def on_screen(key: UUID) -> Contest | None:
    """The contest of that key, for the hall's computer."""
    return contests.for_page(Contest.objects.filter(screen_key=key)).first()
