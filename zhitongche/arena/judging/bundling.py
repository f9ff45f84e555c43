"""The sealed document of a contest whose scores are closed: what the settlement reads, under the random codes that were drawn."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.settlement.bundle import SCHEMA
from zhitongche.foundation.errors import NotNow

from . import marks, queries
from .models import JudgeSeat, Recusal


def document(contest: Contest) -> dict[str, Any]:
    """The contract's seven keys from rules, entries, seats, confirmed recusals, sheets and what was given.

    Every seat that gave points or might have is a judge in it, those who left too; a sheet of a recused judge is left
    out, a criterion without points is no row. Raises NotNow before the scores are closed: nothing has a code yet.
    """
    rules = contests.rules_of(contest)
    if contest.state not in queries.UNSEALED or rules is None:
        raise NotNow(_("The scores are sealed until they are closed."), state=contest.state)
    entries = {one.pk: one for one in contests.judged_of(contest)}
    panel = queries.panel(contest)
    seats = {one.pk: one for one in panel.seats}
    recused = {
        key
        for key, one in panel.recusals.items()
        if one.state == Recusal.State.CONFIRMED and key[0] in seats and key[1] in entries
    }
    return {
        "schema": SCHEMA,
        "rules": rules.rules,
        "entries": [_entry(one) for one in entries.values()],
        "judges": [{"code": one.code} for one in panel.seats],
        "recusals": [[seats[seat].code, entries[entry].code] for seat, entry in sorted(recused)],
        "scores": [
            {"judge": seats[seat].code, "entry": entries[entry].code, "criterion": one["code"], "points": points}
            for (seat, entry), sheet in sorted(panel.sheets.items())
            if entry in entries and (seat, entry) not in recused
            for one in panel.criteria
            if (points := sheet.points.get(one["code"])) is not None
        ],
        "givens": [
            {"entry": entries[entry].code, "component": component, "points": marks.plain(one.points)}
            for entry, given in sorted(queries.givens_of(contest).items())
            if entry in entries
            for component, one in sorted(given.items())
            if any(component == known["code"] for known in rules.rules["given"])
        ],
    }


def names(contest: Contest) -> dict[str, Entry | JudgeSeat]:
    """The key to the codes, which stays with the organizers: code → entry or seat."""
    found: dict[str, Entry | JudgeSeat] = {one.code: one for one in contests.judged_of(contest) if one.code}
    return found | {one.code: one for one in queries.seats_of(contest) if one.code}


def _entry(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {"code": entry.code}
    if entry.excluded:
        row["excluded"] = str(entry.excluded)
    if entry.adjustment is not None and entry.adjustment != Decimal(0):
        row["adjustment"] = marks.plain(entry.adjustment)
    return row
