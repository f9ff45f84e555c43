"""The contract's document of a contest, read from the tables: the same whatever the order of their rows.

What counts: the entries that were judged, under the codes drawn by lot; confirmed recusals; the score sheets as they stand
when the scores are closed. Two kinds of sheets do not count: a judge's of an entry for which a recusal was confirmed
(rule 2 of the contract), and those of a judge who left before submitting: an alternate has taken the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.judging.models import Given, JudgeSeat, Recusal, ScoreSheet
from zhitongche.arena.settlement import documents
from zhitongche.arena.settlement import signals as noticing
from zhitongche.arena.settlement.answers import answered
from zhitongche.arena.settlement.bundle import SCHEMA, Bundle
from zhitongche.arena.settlement.decimals import normal, rounded, written
from zhitongche.arena.settlement.reading import read
from zhitongche.arena.settlement.settling import Settlement, settle
from zhitongche.arena.settlement.stability import stability

# As an answer's scores are shown, where two figures need not be told apart.
PLACES = 2


@dataclass(frozen=True)
class Settled:
    """A document with its ten keys, its text of one line, and what explains it."""

    answer: dict[str, Any]
    text: str
    bundle: Bundle
    settlement: Settlement


def entries_of(contest: Contest) -> list[Entry]:
    """The entries of the bundle: those submitted, and those withdrawn after the codes were drawn."""
    of_bundle = Q(state=Entry.State.SUBMITTED) | (Q(state=Entry.State.WITHDRAWN) & ~Q(code=""))
    return list(contests.entries_of(contest).filter(of_bundle))


def seats_of(contest: Contest) -> list[JudgeSeat]:
    """The judges of the bundle: those with a code, and whoever scored: a sheet without a code is told, not dropped."""
    of_bundle = ~Q(code="") | Q(pk__in=ScoreSheet.objects.filter(seat__contest=contest).values("seat"))
    return list(JudgeSeat.objects.filter(of_bundle, contest=contest).select_related("person").order_by("serial"))


def document(contest: Contest, rules: Mapping[str, Any]) -> dict[str, Any]:
    """The seven keys of a contest under `rules` (the contract's), in the one order of rule 9."""
    entries = {one.pk: one for one in entries_of(contest)}
    seats = {one.pk: one for one in seats_of(contest)}
    recused = {
        (seat, entry)
        for seat, entry in Recusal.objects.filter(
            seat__in=seats, entry__in=entries, state=Recusal.State.CONFIRMED
        ).values_list("seat", "entry")
    }
    sheets = ScoreSheet.objects.filter(seat__in=seats, entry__in=entries)
    givens = Given.objects.filter(entry__in=entries)
    return documents.arranged(
        {
            "schema": SCHEMA,
            "rules": rules,
            "entries": [_entry(one) for one in entries.values()],
            "judges": [{"code": one.code} for one in seats.values()],
            "recusals": [[seats[seat].code, entries[entry].code] for seat, entry in recused],
            "scores": [
                {
                    "judge": seats[sheet.seat_id].code,
                    "entry": entries[sheet.entry_id].code,
                    "criterion": criterion,
                    "points": normal(str(points)),
                }
                for sheet in sheets
                if (sheet.seat_id, sheet.entry_id) not in recused and _counts(seats[sheet.seat_id])
                for criterion, points in sheet.points.items()
            ],
            "givens": [
                {"entry": entries[one.entry_id].code, "component": one.component, "points": _text(one.points)}
                for one in givens
            ],
        }
    )


def _entry(entry: Entry) -> dict[str, str]:
    row = {"code": entry.code}
    if entry.adjustment is not None:
        row["adjustment"] = _text(entry.adjustment)
    excluded = entry.excluded or (Entry.Excluded.WITHDRAWN if entry.state == Entry.State.WITHDRAWN else "")
    if excluded:
        row["excluded"] = str(excluded)
    return row


def _counts(seat: JudgeSeat) -> bool:
    return seat.left_at is None or seat.submitted_at is not None


def _text(points: Decimal) -> str:
    """As a bundle writes it. SQLite gives back 9.5, PostgreSQL 9.50: the same document all the same."""
    return normal(f"{points:f}")


def computed(whole: Mapping[str, Any]) -> Settled:
    """Settle a document. Raises BadBundle with every fault it has."""
    bundle = read(whole)
    answer = answered(whole)
    return Settled(answer, documents.line(answer), bundle, settle(bundle))


def kept(text: str) -> Settled:
    """What was kept of a settlement, with what explains it."""
    answer = documents.loaded(text)
    bundle = read(answer)
    return Settled(answer, text, bundle, settle(bundle))


def stability_told(settled: Settled) -> dict[str, Any]:
    """Which titles hang on one judge, as a settlement keeps it."""
    found = stability(settled.bundle, settled.settlement)
    return {
        "is_stable": not found.unstable,
        "lost": _lists(found.lost),
        "gained": _lists(found.gained),
        "needed": list(found.needed),
    }


def _lists(found: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {entry: list(judges) for entry, judges in found.items() if judges}


def signals_told(settled: Settled) -> list[dict[str, Any]]:
    """Unusual judging, as a settlement keeps it for the supervisor."""
    return [
        {
            "kind": one.kind.value,
            "judges": list(one.judges),
            "entry": one.entry,
            "points": None if one.points is None else points_shown(one.points),
        }
        for one in noticing.signals(settled.settlement.totals)
    ]


def named(text: str, names: Mapping[str, str]) -> str:
    """A sentence about codes with the names behind them, for who holds the key."""
    for code, name in names.items():
        text = text.replace(code, f"{code} ({name})")
    return text


def key_of(entries: Sequence[Entry], seats: Sequence[JudgeSeat]) -> dict[str, str]:
    """Code → whose it is. It stays with the organizers."""
    return {one.code: f"{one.region.short_name} {one.person.name}" for one in entries} | {
        one.code: one.person.name for one in seats
    }


def points_shown(points: Fraction) -> str:
    """A figure that is no score, with two places, half upwards."""
    return written(rounded(points, PLACES), PLACES)
