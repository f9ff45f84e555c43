"""The hall as its screen and its desk show it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest, Entry

from .. import queries, rules
from ..models import JudgeSeat
from ..queries import Panel
from .addresses import address, in_turn, places


def screen(contest: Contest) -> dict[str, Any]:
    """What everybody in the hall sees: the speaker, and the marks once they are shown; before that not even a count."""
    panel = queries.panel(contest)
    named = places(panel.entries)
    order = in_turn([one for one in panel.entries if one.turn is not None])
    at = next((one for one in order if one.pk == contest.hall_entry_id), None)
    later = [one for one in order if at is None or (one.turn or 0) > (at.turn or 0)]
    is_over = contest.state in queries.UNSEALED
    return {
        "contest": contest,
        "number": contest.hall_version + contest.event_count,
        "at": _line(at, named) if at and not is_over else None,
        "step": contest.hall_step,
        "count": len(order),
        "marks": _marks(panel, at) if at and contest.hall_step == rules.SHOWN and not is_over else [],
        "next": [_line(one, named) for one in later[:3]] if not is_over else [],
        "is_over": is_over,
    }


def floor(contest: Contest, panel: Panel, seat: JudgeSeat, entry: Entry | None = None) -> dict[str, Any]:
    """Who has the floor, for a judge's page: empty outside the hall. `entry` is the one that the page is about."""
    if not (contest.is_hall or contest.order_seed) or rules.why_not_scored_now(contest):
        return {}
    at = next((one for one in panel.entries if one.pk == contest.hall_entry_id), None)
    is_theirs = at is not None and at in panel.duty(seat)
    return {
        # Asked without an account: it tells no more than the screen in the hall does.
        "version": reverse("judging:version", args=[contest.screen_key]),
        "number": contest.hall_version + contest.event_count,
        "at": _line(at, places([at])) if at else None,
        "words": _said(contest.hall_step),
        "address": address(contest, "entry", at.serial) if at and is_theirs and at != entry else "",
        "is_theirs": is_theirs,
    }


def _said(step: str) -> str:
    words = {
        rules.SPEAKING: _("The floor is theirs. Scoring opens after the statement."),
        rules.SCORING: _("Scoring is open."),
        rules.SHOWN: _("The marks are on the screen."),
    }
    return words.get(step, "")


def hall(contest: Contest) -> dict[str, Any]:
    """The organizer's desk: how many judges have a whole sheet of the entry, never which points."""
    # Read before what it stands for: a sheet that comes between is shown now and asked for once more.
    number = queries.desk_version(contest)
    panel = queries.panel(contest)
    named = places(panel.entries)
    order = in_turn([one for one in panel.entries if one.turn is not None])
    at = next((one for one in order if one.pk == contest.hall_entry_id), None)
    after = next((one for one in order if at is None or (one.turn or 0) > (at.turn or 0)), None)
    judges = [one for one in panel.sitting if at and at in panel.duty(one)]
    return {
        "number": number,
        "at": _line(at, named) if at else None,
        "after": _line(after, named) if after else None,
        "judges": [{"name": one.person.name, "is_in": bool(at) and panel.is_full(one, at)} for one in judges if at],
        "in": sum(panel.is_full(one, at) for one in judges if at),
        "count": len(judges),
        "order": [{**_line(one, named), "is_here": one == at} for one in order],
        "is_speaking": contest.hall_step == rules.SPEAKING,
        "is_scoring": contest.hall_step == rules.SCORING,
        "is_shown": contest.hall_step == rules.SHOWN,
    }


def _marks(panel: Panel, entry: Entry) -> list[dict[str, str]]:
    """Each judge's total under the judge's number, and no name: the hall looks at the entry."""
    shown = []
    for seat in panel.seats:
        sheet = panel.sheets.get((seat.pk, entry.pk))
        total = queries.total(sheet.points, panel.criteria) if sheet and panel.may(seat, entry) else None
        if total is not None:
            shown.append({"judge": _("Judge %(number)d") % {"number": seat.serial}, "total": f"{total:f}"})
    return shown


def _line(entry: Entry, named: dict[str, str]) -> dict[str, Any]:
    return {
        "serial": entry.serial,
        "turn": entry.turn,
        "name": entry.person.name,
        "place": named.get(entry.region_id, ""),
    }
