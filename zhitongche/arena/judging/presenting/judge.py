"""A judge's own pages: the desk, one entry, the made-up entry."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import pgettext

from zhitongche.arena.contests import filling
from zhitongche.arena.contests.models import Contest, ContestRules, Entry, EntryPhoto
from zhitongche.arena.contests.presenting import act_address
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.errors import NotNow

from .. import marks, queries
from ..models import JudgeSeat
from ..queries import Panel
from .addresses import address, in_turn, places


def desk(contest: Contest, seat: JudgeSeat, panel: Panel, rules: ContestRules) -> dict[str, Any]:
    """What a judge has to do, with how far each entry is; the judge's own totals."""
    mine = next(one for one in panel.seats if one.pk == seat.pk)
    duty = in_turn(panel.duty(mine))
    named = places(panel.entries)
    rows = [entry_line(contest, panel, mine, one, named) for one in duty]
    for row in rows:
        row["cells"] = [
            {"name": marks.name_of(one["code"], rules.names), "points": points}
            for one, points in zip(panel.criteria, row["points"], strict=True)
        ]
    whole = sum(row["is_whole"] for row in rows)
    return {
        "rows": rows,
        "whole": whole,
        "count": len(rows),
        "is_done": bool(rows) and whole == len(rows),
        "next": next((row["address"] for row in rows if not row["is_whole"]), ""),
        "beside": after_submitting(panel, rules, duty, named) if seat.submitted_at else [],
        "recused": [
            {"name": one.person.name, "place": named.get(one.region_id, "")}
            for one in panel.entries
            if not panel.may(mine, one)
        ],
    }


def entry_line(
    contest: Contest, panel: Panel, seat: JudgeSeat, entry: Entry, named: Mapping[str, str]
) -> dict[str, Any]:
    """One entry in a judge's list."""
    sheet = panel.sheets.get((seat.pk, entry.pk))
    is_whole = panel.is_full(seat, entry)
    total = queries.total(sheet.points, panel.criteria) if sheet else None
    return {
        "serial": entry.serial,
        "turn": entry.turn,
        "name": entry.person.name,
        "place": named.get(entry.region_id, ""),
        "address": address(contest, "entry", entry.serial),
        "is_whole": is_whole,
        "total": f"{total:f}" if total is not None else "",
        "points": [sheet.points.get(one["code"], "") if sheet else "" for one in panel.criteria],
        "comment": sheet.comment if sheet else "",
        "light": Light.GREEN if is_whole else Light.YELLOW if sheet else Light.NONE,
        "words": _state_of(is_whole=is_whole, is_begun=sheet is not None),
    }


def _state_of(*, is_whole: bool, is_begun: bool) -> str:
    if is_whole:
        return pgettext("score sheet", "scored")
    return pgettext("score sheet", "begun") if is_begun else pgettext("score sheet", "not scored yet")


def after_submitting(
    panel: Panel, rules: ContestRules, entries: Sequence[Entry], named: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What no judge scores, for judges who have handed their scores in."""
    given = queries.givens_of(panel.contest)
    return [
        {
            "name": one.person.name,
            "place": named.get(one.region_id, ""),
            "givens": [
                {
                    "name": marks.name_of(component["code"], rules.names),
                    "points": marks.plain(found.points)
                    if (found := given.get(one.pk, {}).get(component["code"]))
                    else "",
                    "source": found.source if found else "",
                }
                for component in rules.rules["given"]
            ],
        }
        for one in entries
    ]


def criteria(rules: ContestRules, form: Any) -> list[dict[str, Any]]:
    """Each criterion with its weight, its described levels, and the field it is scored in."""
    return [
        {
            "name": marks.name_of(one["code"], rules.names),
            "weight": one["weight"],
            "max": one["max"],
            "levels": rules.names.get(one["code"], {}).get("levels", []),
            "field": form[f"points-{one['code']}"],
        }
        for one in rules.rules["criteria"]
    ]


def beside(contest: Contest, panel: Panel, seat: JudgeSeat, entry: Entry) -> dict[str, Any]:
    """The entries before and after, in the order in which they are heard or were entered."""
    duty = in_turn(panel.duty(seat))
    at = next((place for place, one in enumerate(duty) if one.pk == entry.pk), 0)
    return {
        "position": at + 1,
        "count": len(duty),
        "before": address(contest, "entry", duty[at - 1].serial) if at else "",
        "after": address(contest, "entry", duty[at + 1].serial) if at + 1 < len(duty) else "",
    }


def sides_of(contest: Contest, entry: Entry) -> list[dict[str, Any]]:
    """Photos from before and from after, each under the address that this judge may open."""
    kept = queries.photos_of(entry)
    return [
        {"label": side.label, "photos": [_photo(contest, entry, one) for one in kept if one.side == side]}
        for side in EntryPhoto.Side
        if any(one.side == side for one in kept)
    ]


def _photo(contest: Contest, entry: Entry, shown: EntryPhoto) -> dict[str, str]:
    page = address(contest, "photo", entry.serial, shown.file_id)
    return {"address": page, "thumbnail": f"{page}?size=small", "alt": shown.file.name}


def compared(made: Mapping[str, str], tried: Mapping[str, str], rules: ContestRules) -> list[dict[str, str]]:
    """What a judge gave the made-up entry beside what the organizers would give."""
    return [
        {
            "name": marks.name_of(one["code"], rules.names),
            "mine": tried.get(one["code"], ""),
            "theirs": made.get(one["code"], ""),
        }
        for one in rules.rules["criteria"]
    ]


def entry_page(
    contest: Contest, panel: Panel, seat: JudgeSeat, entry: Entry, rules: ContestRules, form: Any
) -> dict[str, Any]:
    """One entry as its judge sees it: what was entered, and the criteria to score it by."""
    sheet = panel.sheets.get((seat.pk, entry.pk))
    return {
        "contest": contest,
        "entry": entry,
        "stands": [
            {"name": marks.name_of(one["code"], rules.names), "points": sheet.points.get(one["code"], "—")}
            for one in panel.criteria
        ]
        if sheet and isinstance(getattr(form, "refusal", None), NotNow)
        else [],
        "place": places([entry]).get(entry.region_id, ""),
        "figures": filling.told(entry),
        "sides": sides_of(contest, entry),
        "criteria": criteria(rules, form),
        "is_submitted": seat.submitted_at is not None,
        "recuse": f"{act_address(contest, 'recuse')}?judge={seat.serial}&entry={entry.serial}",
        **beside(contest, panel, seat, entry),
    }


def heads(rules: ContestRules) -> list[dict[str, str]]:
    """The criteria as heads of columns."""
    return [{"name": marks.name_of(one["code"], rules.names), "max": one["max"]} for one in rules.rules["criteria"]]
