"""The picture ready to be drawn: every figure with the address of the list that makes it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.express.problems.models import Instruction, Problem
from zhitongche.express.problems.queries import Lit
from zhitongche.express.problems.states import State
from zhitongche.express.projects.models import Project, ProjectInstruction
from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import light, wan
from zhitongche.foundation.web import charts

from .queries import TOWNSHIP_DIGITS, Handled, Picture, first_of

# How many letters go side by side on a map, and how many tones it has beside none.
LETTERS, SHADES = 28, 4

# The address of a list, by what narrows it further.
Listed = Callable[..., str]
SHOWN = (Light.GREEN, Light.YELLOW, Light.RED, Light.PAUSED, Light.NONE)


def drawn(picture: Picture) -> dict[str, Any]:
    """Everything the page puts in its places."""
    since = picture.period.first.isoformat()
    sums = picture.sums
    received = sum(sums[state] for state in State)
    listed = partial(_list, {"region": picture.scope})
    held = {"held": "on", "region": picture.scope, "since": since, "until": _after(picture.period.today)}
    return {
        **_stock(picture.whole, picture.parts, picture.names, listed, _inside(picture)),
        "name": picture.name,
        "scope": picture.scope,
        "is_year": picture.period.is_year,
        "since": picture.period.first,
        "received": received,
        "solved": sums[State.CLOSED],
        "meetings": picture.meetings,
        "meetings_list": f"{reverse('meetings:list')}?{urlencode(held)}",
        "heard_list": _behind("heard", picture.scope),
        "heard_solved_list": _behind("heard_solved", picture.scope),
        "projects": picture.projects.count,
        "investment": wan(picture.projects.amounts["investment_amount"]),
        "received_list": listed(view="all", since=since),
        "solved_list": listed(view="all", state=State.CLOSED.value, since=since),
        "projects_list": f"{reverse('projects:list')}?{urlencode({'region': picture.scope})}",
        "summary": f"{reverse('projects:summary')}?{urlencode({'region': picture.scope})}",
        "stages": [(state.label, sums[state], listed(view="all", state=state.value, since=since)) for state in State],
        "map": _map(picture),
        "rates": rates(picture),
        **_trend(picture.months, picture.period.today, listed),
    }


def department(handled: Handled) -> dict[str, Any]:
    """Everything the page of a department puts in its places."""
    office, record = handled.department, handled.record
    listed = partial(_list, {"department": office.code})
    return {
        **_stock(handled.whole, handled.parts, handled.names, listed, lambda code: listed(view="open", region=code)),
        "name": office.name,
        "rates": [
            _rate(
                _("Claimed in time"),
                Number(record.in_time.count, _behind("in_time")),
                Number(record.in_time.of, _behind("claimed")),
                _("Claims within the limit, of all that the department claimed itself."),
            ),
            _rate(
                _("Promises kept"),
                Number(record.kept.count, _behind("kept")),
                Number(record.kept.of, _behind("due")),
                _("Done by their day, of the promises whose day has come."),
            ),
            _rate(
                _("Satisfied, as the raisers say"),
                Number(record.satisfied.count, _behind("content")),
                Number(record.satisfied.of, _behind("spoken")),
                _("Satisfied or fairly satisfied, of the closings on which the one who raised it has spoken."),
                _("Closings without the raiser’s word, in neither number: %(count)s"),
                Number(record.unconfirmed, _behind("silent")),
            ),
        ],
        **_trend(handled.months, handled.today, listed),
    }


def _list(fixed: Mapping[str, str], **filters: str) -> str:
    return f"{reverse('problems:list')}?{urlencode({**fixed, **filters})}"


@dataclass(frozen=True)
class Number:
    """A figure and the list that has so many rows."""

    count: int
    address: str


def _behind(figure: str, scope: str = "") -> str:
    """The list of what makes a figure that no other list shows: of a place, else of the reader's department."""
    where = f"?{urlencode({'region': scope})}" if scope else ""
    return f"{reverse('picture:behind', args=[figure])}{where}"


def _after(day: date) -> str:
    """The first day that a list until `day` leaves out."""
    return (day + timedelta(days=1)).isoformat()


def _inside(picture: Picture) -> Callable[[str], str]:
    """Where the tile of a place leads: to its picture, a village's to its list."""
    if len(picture.scope) == TOWNSHIP_DIGITS:
        return lambda code: _list({"region": code}, view="open")
    return lambda code: f"{reverse('picture:home')}?{urlencode({'region': code})}"


def _stock(
    whole: Lit, parts: Mapping[str, Lit], names: Mapping[str, str], listed: Listed, leads_to: Callable[[str], str]
) -> dict[str, Any]:
    """What is open today: the whole, by state and light, and by place; each of the two adds up to the whole."""
    sums: Counter[Light] = Counter()
    for (_state, shown), count in whole.items():
        sums[shown] += count
    return {
        "open": sum(whole.values()),
        "open_list": listed(view="open"),
        "lights": [one.label for one in SHOWN],
        "rows": _rows(whole, listed),
        "columns": [(one.label, sums[one], listed(view="open", light=one.value)) for one in SHOWN],
        "tiles": [_tile(names.get(code, code), lit, leads_to(code)) for code, lit in parts.items()],
    }


def _rows(whole: Lit, listed: Listed) -> list[dict[str, Any]]:
    """What is open: a row for each state, a column for each light."""
    found = []
    for state in State:
        counts = {one: whole.get((state, one), 0) for one in SHOWN}
        if any(counts.values()):
            cells = [
                (one.label, count, listed(view="open", state=state.value, light=one.value))
                for one, count in counts.items()
            ]
            address = listed(view="open", state=state.value)
            found.append({"label": state.label, "cells": cells, "count": sum(counts.values()), "address": address})
    return found


def _tile(name: str, lit: Lit, address: str) -> dict[str, Any]:
    """One place inside: how much is open, split by light."""
    count = sum(lit.values())
    split, reached = [], Decimal(0)
    for one in SHOWN:
        part = sum(number for (_state, shown), number in lit.items() if shown == one)
        if part:
            width = (Decimal(100 * part) / count).quantize(Decimal("0.01"), ROUND_HALF_UP)
            split.append(
                {"light": one.value, "label": one.label, "count": part, "x": f"{reached}%", "width": f"{width}%"}
            )
            reached += width
    return {"name": name, "count": count, "split": split, "address": address}


def _map(picture: Picture) -> dict[str, Any] | None:
    """The places on a map, the more open the darker; None where no boundary was uploaded."""
    drawn = picture.outlines
    if not drawn:
        return None
    west, north = min(one.west for one in drawn), min(one.north for one in drawn)
    width, height = max(one.east for one in drawn) - west, max(one.south for one in drawn) - north
    counts = {one.region_id: sum(picture.parts.get(one.region_id, {}).values()) for one in drawn}
    most, leads_to = max(counts.values()), _inside(picture)
    return {
        "box": f"{west} {north} {max(width, 1)} {max(height, 1)}",
        "letter": str(max(width // LETTERS, 1)),
        "approvals": sorted({one.approval for one in drawn}),
        "areas": [
            {
                "name": one.region.short_name,
                "count": counts[one.region_id],
                "address": leads_to(one.region_id),
                "path": one.path,
                "x": str(one.middle_x),
                "y": str(one.middle_y),
                # From 0 for none to the darkest for the most.
                "shade": -(-SHADES * counts[one.region_id] // most) if most else 0,
            }
            for one in drawn
        ],
    }


def rates(picture: Picture) -> list[dict[str, Any]]:
    """The three rates, each with its two numbers and the rule; no percentage of nothing."""
    sums, late = picture.sums, picture.lit(Light.RED)
    should = sums["in_time_count"] + sums["too_late_count"] + picture.unclaimed
    closed, shelved = sums["closing_count"], _of_state(picture, State.SHELVED)

    def behind(count: int, figure: str) -> Number:
        return Number(count, _behind(figure, picture.scope))

    return [
        _rate(
            _("Claimed in time"),
            behind(sums["in_time_count"], "in_time"),
            behind(should, "claimable"),
            _("Claims within the limit, of all claims and of what is past its limit and still unclaimed."),
            _("Assigned by the organizer, in neither number: %(count)s"),
            behind(sums["assigned_count"], "assigned"),
        ),
        _rate(
            pgettext("rate", "Solved"),
            behind(closed, "closed"),
            behind(closed + late, "closable"),
            _("Closed as solved, of what was closed and what is open and overdue today."),
            _("Shelved, in neither number: %(count)s"),
            Number(shelved, _list({"region": picture.scope}, view="open", state=State.SHELVED.value)),
        ),
        _rate(
            _("Satisfied, as the raisers say"),
            behind(sums["content_count"], "content"),
            behind(sums["confirmed_count"], "spoken"),
            _("Satisfied or fairly satisfied, of the closings on which the one who raised it has spoken."),
            _("Closings without the raiser’s word, in neither number: %(count)s"),
            behind(sums["unconfirmed_count"], "silent"),
        ),
    ]


def _of_state(picture: Picture, state: State) -> int:
    return sum(count for (one, _light), count in picture.whole.items() if one == state)


def _rate(
    label: str, count: Number, of: Number, rule: str, beside: str = "", aside: Number | None = None
) -> dict[str, Any]:
    """`beside` says with %(count)s how many are in neither number, which are `aside`."""
    percent = (Decimal(100 * count.count) / of.count).quantize(Decimal("0.1"), ROUND_HALF_UP) if of.count else None
    return {
        "label": label,
        "count": count.count,
        "of": of.count,
        "percent": percent,
        "rule": rule,
        "beside": beside % {"count": aside.count} if aside else "",
        "count_list": count.address,
        "of_list": of.address,
        "beside_list": aside.address if aside and aside.count else "",
    }


def _trend(months: Mapping[date, Counter[str]], today: date, listed: Listed) -> dict[str, Any]:
    """Twelve months, the present one last: what was received in each, and how much of that is closed by now."""
    found: list[dict[str, Any]] = []
    for back in range(11, -1, -1):
        month = first_of(today, back)
        counts = months.get(month, Counter())
        limits = {"since": month.isoformat(), "until": first_of(month, -1).isoformat()}
        found.append(
            {
                "label": f"{month.year}-{month.month:02}",
                "tick": str(month.month),
                "received": sum(counts.get(state, 0) for state in State),
                "received_list": listed(view="all", **limits),
                "closed": counts.get(State.CLOSED, 0),
                "closed_list": listed(view="all", state=State.CLOSED.value, **limits),
            }
        )
    lines: dict[charts.Words, list[charts.Number | None]] = {
        _("Received"): [month["received"] for month in found],
        _("Of these closed by now"): [month["closed"] for month in found],
    }
    chart = charts.series("trend", [month["tick"] for month in found], lines, str)
    return {"trend": found, "chart": chart}


def overdue(found: Iterable[Problem], today: date) -> list[dict[str, Any]]:
    """What has waited longest past its limit, with who holds it."""
    days = workdays()
    return [
        {
            "address": reverse("problems:detail", args=[one.number]),
            "title": one.title,
            "lead": one.lead.short_name or one.lead.name if one.lead else "",
            "limit": light(Light.RED.value, words(Light.RED, one.due_on, today, days)),
        }
        for one in found
    ]


def given(found: Sequence[Instruction | ProjectInstruction], today: date) -> list[dict[str, Any]]:
    """Instructions as the list shows them: whose, on what, by when, and what became of each."""
    days = workdays()
    return [_given(one, today, days) for one in found]


def _given(one: Instruction | ProjectInstruction, today: date, days: Any) -> dict[str, Any]:
    about: Problem | Project
    by: Posting | None
    if isinstance(one, Instruction):
        about, page, by, at, leader = one.problem, "problems:detail", one.posting, one.given_at, one.leader
    else:
        about, page, by, at = one.project, "projects:detail", one.event.posting, one.event.at
        leader = one.leader_name
    entered_by = by.person.name if by else ""
    shown = light_of(one.due_on, None, False, today)
    return {
        "address": reverse(page, args=[about.number]),
        "number": about.number,
        "title": about.title,
        "text": one.text,
        "leader": leader or entered_by,
        "entered_by": entered_by if leader and leader != entered_by else "",
        "at": at,
        "due_on": one.due_on,
        "limit": "" if one.answered_at else light(shown.value, words(shown, one.due_on, today, days)),
        "answered_at": one.answered_at,
        "answer": one.answer,
    }


def told(shown: Mapping[str, Any]) -> dict[str, Any]:
    """One instruction for programs."""
    names = ("number", "title", "text", "leader", "entered_by", "at", "due_on", "answered_at", "answer")
    return {name: shown[name] for name in names}


def resource(picture: Picture) -> dict[str, Any]:
    """The picture for programs."""
    sums = picture.sums
    return {
        "region": picture.scope,
        "label": picture.name,
        "since": picture.period.first,
        "received": sum(sums[state] for state in State),
        "states": {state.value: sums[state] for state in State},
        "open": sum(picture.whole.values()),
        "lights": {one.value: picture.lit(one) for one in SHOWN},
        "parts": [
            {"region": code, "label": picture.names.get(code, code), "open": sum(lit.values())}
            for code, lit in picture.parts.items()
        ],
        "rates": [
            {
                **{name: rate[name] for name in ("label", "count", "of", "rule", "beside")},
                "percent": None if rate["percent"] is None else str(rate["percent"]),
            }
            for rate in rates(picture)
        ],
        "meetings": picture.meetings.held,
        "heard": picture.meetings.heard,
        "heard_solved": picture.meetings.solved,
        "projects": picture.projects.count,
    }
