"""Contests in lists, in the calendar of the year, on the list of the day; their rules as people read them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.foundation.listed import Listed, listed
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.templatetags.page import day

from . import queries, rulebook
from .fields import METHODS, SOURCES
from .models import Contest, ContestRules
from .states import State

Facts = list[tuple[Any, Any]]
MONTHS = range(1, 13)
Row = Listed[Contest]


def to_the_second(at: datetime) -> str:
    """“5 月 27 日 10:00:00”: a moment at which something is locked is told with its second."""
    local = timezone.localtime(at)
    return f"{day(local)} {local:%H:%M:%S}"


def percent(share: Any) -> str:
    """A share of one as people say it: “0.20” is “20 %”."""
    return f"{(Decimal(share) * 100).normalize():f} %"


def month_of(month: date) -> str:
    """2026-05."""
    return f"{month:%Y-%m}"


def rows(contests: Sequence[Contest], today: date) -> list[Row]:
    """Contests as the list of the day shows them."""
    return listed(contests, today, states=State)


def lines(contests: Sequence[Contest]) -> list[dict[str, Any]]:
    """A page of the list as plain strings."""
    return [
        {
            "address": address_of(one),
            "title": one.title,
            "month": month_of(one.month),
            "alliance": one.alliance.name,
            "item": f"{one.item.code} {one.item}",
            "kind": one.get_kind_display(),
            "state": one.get_state_display(),
            "when": _when(one),
        }
        for one in contests
    ]


def address_of(contest: Contest) -> str:
    return reverse("ring:detail", args=[contest.number])


def act_address(contest: Contest, verb: str) -> str:
    """Where an act on the contest has its form, whichever room's it is."""
    return reverse("ring:act", args=[contest.number, verb])


def _when(contest: Contest) -> str:
    """What comes next by the clock."""
    if contest.state in {State.DRAFT, State.OPEN}:
        return _("entries close %(moment)s") % {"moment": to_the_second(contest.entries_close_at)}
    if contest.state == State.ENTRIES_CLOSED:
        return _("scores close %(moment)s") % {"moment": to_the_second(contest.scores_close_at)}
    return ""


def calendar(contests: Iterable[Contest], year: int, today: date) -> list[dict[str, Any]]:
    """The year of each alliance: its contests by month, and the months up to now without one."""
    told = []
    for alliance, found in groupby(contests, key=lambda one: one.alliance):
        held = list(found)
        bouts = {one.month.month for one in held if one.kind == Contest.Kind.BOUT}
        past = [month for month in MONTHS if date(year, month, 1) <= today]
        missing = [month for month in past if month not in bouts] if bouts else []
        told.append(
            {
                "name": alliance.name,
                "lines": lines(held),
                "missing": _(", ").join(f"{year}-{month:02d}" for month in missing),
            }
        )
    return told


def facts(contest: Contest) -> Facts:
    """What the contest is, in words."""
    named = full_names([contest.region_id])
    judges = contest.judges_per_entry
    told: Facts = [
        (_("Number"), contest.number),
        (_("Alliance"), f"{contest.alliance.name} · {named.get(contest.region_id, '')}"),
        (pgettext("contest", "Kind"), contest.get_kind_display()),
        (_("Month"), month_of(contest.month)),
        (_("Item of the library"), f"{contest.item.code} {contest.item} · {contest.item.library.name}"),
        (_("Entries close"), to_the_second(contest.entries_close_at)),
        (_("Scores close"), to_the_second(contest.scores_close_at)),
        (_("Judges for each entry"), str(judges) if judges else _("every judge judges all")),
        (_("Public notice"), _notice(contest.notice_days)),
    ]
    return told


def _notice(days: int) -> str:
    return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}


def rules_told(version: ContestRules | None) -> dict[str, Any]:
    """A version of the rules as rows that people understand; nothing of it is a code."""
    if version is None:
        return {}
    rules, names = version.rules, version.names
    return {
        "version": version.version,
        "digest": version.digest,
        "method": METHODS[rules["method"]],
        "facts": [
            (
                _("Champions at most"),
                _("%(quota)s of the ranked entries, rounded down") % {"quota": percent(rules["quota"])},
            ),
            (_("How the judges' totals become one figure"), METHODS[rules["method"]]),
            (_("Judges at least"), str(rules["min_judges"])),
            (
                _("Where scores are equal, in this order"),
                _(", ").join(_tie(tie, names) for tie in rules["tie_breaks"]) or _("a rank is shared"),
            ),
        ],
        "parts": [_part(row, names, scored=True) for row in rules["criteria"]]
        + [_part(row, names, scored=False) for row in rules["given"]],
    }


def _part(row: Mapping[str, Any], names: Mapping[str, Any], *, scored: bool) -> dict[str, Any]:
    source = row.get("source", "")
    return {
        "name": rulebook.called(names, row["code"]),
        "weight": row["weight"],
        "max": row["max"],
        "by": _("judges") if scored else SOURCES.get(source, source),
        "levels": names.get(row["code"], {}).get("levels", []),
    }


def _tie(tie: str, names: Mapping[str, Any]) -> str:
    _kind, _sign, code = tie.partition(":")
    return rulebook.called(names, code) if code else _("Median of the judges' totals")


def head(contest: Contest) -> dict[str, Any]:
    """What stands above every page of one contest."""
    return {
        "contest": contest,
        "state": contest.get_state_display(),
        "entries_close": to_the_second(contest.entries_close_at),
        "item": f"{contest.item.code} {contest.item}",
    }


def beginning(earlier: Contest | None) -> dict[str, Any]:
    """What the form of a new contest begins with: the template, or what an earlier one had."""
    if earlier is None:
        return {"rules": rulebook.TEMPLATE, "kind": Contest.Kind.BOUT}
    stands = queries.rules_of(earlier)
    rules = rulebook.joined(stands.rules, stands.names) if stands else rulebook.TEMPLATE
    kept = ("kind", "title", "judges_per_entry", "is_hall", "notice_days")
    return {
        **{name: getattr(earlier, name) for name in kept},
        "alliance": earlier.alliance.number,
        "item": earlier.item.code,
        "rules": rules,
    }


def revising(contest: Contest) -> dict[str, Any]:
    """What the forms on a contest begin with: as it stands."""
    moments = {name: getattr(contest, name) for name in ("entries_close_at", "scores_close_at", "month")}
    proposed = queries.proposed_rules(contest)
    return {**beginning(contest), **moments, "digest": proposed.digest if proposed else ""}
