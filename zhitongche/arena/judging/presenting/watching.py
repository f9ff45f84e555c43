"""For those who run and watch a contest: counts and recusals, never a point until the scores are closed."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.arena.contests.presenting import act_address
from zhitongche.foundation.web import idempotency
from zhitongche.foundation.web.acts import Offer

from .. import marks, queries
from ..models import JudgeSeat, Recusal, ScoreSheet
from ..queries import Panel
from .addresses import address, in_turn, places


def seat_rows(panel: Panel) -> list[dict[str, Any]]:
    """Who sits, who has declared, how many sheets are whole: counts, never a point."""
    rows = []
    for one in panel.seats:
        duty = panel.duty(one)
        whole = sum(panel.is_full(one, entry) for entry in duty)
        rows.append(
            {
                "judge": one.serial,
                "name": one.person.name,
                "unit": one.person.unit,
                "is_alternate": one.is_alternate,
                "declared_at": one.declared_at,
                "submitted_at": one.submitted_at,
                "left_at": one.left_at,
                "left_because": one.left_because,
                "entries": len(duty),
                "whole": whole,
                # Each card's form has a key of its own.
                "key": idempotency.new_key(),
            }
        )
    return rows


def recusal_rows(found: Iterable[Recusal]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "judge": one.seat.serial,
            "entry": one.entry.serial,
            "judge_name": one.seat.person.name,
            "entrant": one.entry.person.name,
            "ground": one.ground,
            "ground_words": one.get_ground_display(),
            "reason": one.reason,
            "state": one.state,
            "state_words": one.get_state_display(),
            "by": one.raised_by.person.name if one.raised_by else _("the system"),
            "raised_at": one.raised_at,
            "decided_at": one.decided_at,
            "decided_by": one.decided_by.person.name if one.decided_by else "",
            "decision": one.decision,
            "is_open": one.state == Recusal.State.PROPOSED,
        }
        for one in found
    ]


def entry_rows(panel: Panel) -> list[dict[str, Any]]:
    """How many totals each entry has and will have; fewer than the rules ask for and it is unranked."""
    rules = contests.rules_of(panel.contest)
    least = int(rules.rules["min_judges"]) if rules else 1
    named = places(panel.entries)
    return [
        {
            "serial": one.serial,
            "turn": one.turn,
            "name": one.person.name,
            "place": named.get(one.region_id, ""),
            "totals": panel.totals(one),
            "expected": panel.expected(one),
            "is_short": panel.expected(one) < least,
        }
        for one in panel.entries
    ]


# Acts whose place on the page is beside what they are about.
IN_PLACE = frozenset({"decide_recusal", "declare"})


def panel_page(contest: Contest, offers: Iterable[Offer]) -> dict[str, Any]:
    """The page of the panel."""
    panel, offered = queries.panel(contest), list(offers)
    allowed = {one.verb for one in offered if one.is_allowed}
    seats, recusals = seat_rows(panel), recusal_rows(queries.recusals_of(contest))
    return {
        "seats": seats,
        "recusals": recusals,
        "entries": entry_rows(panel),
        "undecided": sum(row["is_open"] for row in recusals),
        "declared": sum(row["declared_at"] is not None for row in seats if row["left_at"] is None),
        "sitting": len(panel.sitting),
        "whole": sum(row["whole"] for row in seats),
        "expected": sum(row["entries"] for row in seats),
        "may_decide": "decide_recusal" in allowed,
        "may_empanel": "empanel" in allowed,
        "is_kept": any(one.verb == "empanel" for one in offered),
        "is_open": contest.state in queries.UNSEALED,
        "act": act_address(contest, "decide_recusal"),
        "acts": [
            {
                "label": one.action.label,
                "address": act_address(contest, one.verb),
                "reason": str(one.refusal) if one.refusal else None,
                "is_primary": one.action.is_primary and one.is_allowed,
                "is_stern": one.verb == "close_scores",
            }
            for one in offered
            if one.verb not in IN_PLACE
        ],
    }


def paper_rows(contest: Contest, readers: set[int]) -> list[dict[str, Any]]:
    """Every sheet that may come on paper: how often it was typed off, and which criteria differ; never what was typed."""
    panel, readings = queries.panel(contest), queries.readings_in(contest)
    rules = contests.rules_of(contest)
    names = rules.names if rules else {}
    rows = []
    for seat in panel.sitting:
        for entry in in_turn(panel.duty(seat)):
            found = readings.get((seat.pk, entry.pk), [])
            sheet = panel.sheets.get((seat.pk, entry.pk))
            differing = marks.differing(found[0].points, found[1].points, panel.criteria) if len(found) > 1 else []
            rows.append(
                {
                    "judge": seat.serial,
                    "name": seat.person.name,
                    "entry": entry.serial,
                    "entrant": entry.person.name,
                    "state": _paper_state(sheet, len(found), any(one.read_by_id in readers for one in found)),
                    "differing": [marks.name_of(code, names) for code in differing] if sheet is None else [],
                    "address": "" if sheet else address(contest, "read_paper", seat.serial, entry.serial),
                }
            )
    return rows


def _paper_state(sheet: ScoreSheet | None, count: int, is_mine: bool) -> str:
    if sheet is not None:
        is_paper = sheet.source == ScoreSheet.Source.PAPER
        return _("typed off twice, counts") if is_paper else _("scored on the screen")
    if count > 1:
        return _("typed off twice, the readings differ")
    if count == 1:
        return _("typed off by you; somebody else does it again") if is_mine else _("typed off once by somebody else")
    return _("not typed off")


def score_sheets(contest: Contest, rules: ContestRules, own: JudgeSeat | None = None) -> list[dict[str, Any]]:
    """A page for each judge with the entries that fall to them, or the one of the `own` seat.

    Empty until the scores are closed, whoever asks; from then on with the points that stand.
    """
    panel = queries.panel(contest)
    named, is_open = places(panel.entries), contest.state in queries.UNSEALED
    criteria = [
        {"name": marks.name_of(one["code"], rules.names), "max": one["max"], "weight": one["weight"]}
        for one in rules.rules["criteria"]
    ]
    return [
        {
            "judge": seat.person.name,
            "serial": seat.serial,
            "criteria": criteria,
            "entries": [
                {
                    "serial": one.serial,
                    "turn": one.turn,
                    "name": one.person.name,
                    "place": named.get(one.region_id, ""),
                    **_stands(panel, panel.sheets.get((seat.pk, one.pk)) if is_open else None),
                }
                for one in in_turn(_entries_of(panel, seat, is_open=is_open))
            ],
        }
        for seat in (panel.seats if is_open else panel.sitting)
        if own is None or seat.pk == own.pk
    ]


def _entries_of(panel: Panel, seat: JudgeSeat, *, is_open: bool) -> list[Entry]:
    """What falls to a seat; once the scores are closed also what was scored before its judge left."""
    if not is_open:
        return panel.duty(seat)
    given = {one.pk for one in panel.duty(seat)}
    return [
        one for one in panel.entries if one.pk in given or ((seat.pk, one.pk) in panel.sheets and panel.may(seat, one))
    ]


def _stands(panel: Panel, sheet: ScoreSheet | None) -> dict[str, Any]:
    """The points of a sheet, each criterion in order, with its total and comment; blanks where there is none."""
    points = sheet.points if sheet else {}
    return {
        "points": [points.get(one["code"], "") for one in panel.criteria],
        "total": queries.total(points, panel.criteria) if sheet else None,
        "comment": sheet.comment if sheet else "",
    }


def results(contest: Contest, rules: ContestRules) -> dict[str, Any]:
    """Every judge's total of every entry, to be printed and signed; ranks come with the settlement."""
    panel, given = queries.panel(contest), queries.givens_of(contest)
    named = places(panel.entries)
    return {
        "seats": panel.seats,
        "givens": [marks.name_of(one["code"], rules.names) for one in rules.rules["given"]],
        "rows": [
            {
                "name": entry.person.name,
                "place": named.get(entry.region_id, ""),
                "totals": [_total(panel, seat.pk, entry.pk) for seat in panel.seats],
                "givens": [_given(given.get(entry.pk, {}).get(one["code"])) for one in rules.rules["given"]],
            }
            for entry in in_turn(panel.entries)
        ],
    }


def _total(panel: Panel, seat: int, entry: int) -> str:
    """A judge's total; a dash where there is none, be it blank or recused."""
    sheet = panel.sheets.get((seat, entry))
    recusal = panel.recusals.get((seat, entry))
    is_recused = recusal is not None and recusal.state == Recusal.State.CONFIRMED
    total = queries.total(sheet.points, panel.criteria) if sheet and not is_recused else None
    return f"{total:f}" if total is not None else "—"


def _given(found: Any) -> str:
    return marks.plain(found.points) if found else "—"
