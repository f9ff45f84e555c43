"""The lot for the order in the hall, and who judges what."""

import secrets
from datetime import datetime
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.assignment.assigning import assign
from zhitongche.arena.assignment.setting import NoPlan, Reason, Setting
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.operations.telling import tell
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert_all, update

from .. import queries, rules
from ..models import Assignment, JudgeSeat
from ..queries import Panel
from .filling import assign_one, next_for
from .steps import lock_seats, propose, told


def seed() -> str:
    """From the machine's own chance; kept with the draw, so that anybody can draw the same again."""
    return secrets.token_hex(16)


@operation
def draw_order(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """Draw by lot in which order entries are heard: `random.Random(seed)` shuffles their serials.

    It is drawn once. Entries that were let in later follow in an order of their own, drawn from the same seed and their
    first turn. Raises NotYourDuty, NotNow.
    """
    hold(contest)
    refuse_if(rules.why_not_draw_order(by, contest))
    entries = list(queries.entries_to_judge(contest))
    placed = [one for one in entries if one.turn is not None]
    waiting = [one for one in entries if one.turn is None]
    if not waiting:
        raise NotNow(_("The order has been drawn, and a lot is drawn once."), state=contest.state)
    first = max((one.turn or 0 for one in placed), default=0) + 1
    drawn = contest.order_seed or seed()
    for turn, entry in enumerate(in_order(waiting, drawn, first), start=first):
        update(Entry, {"pk": entry.pk}, {"turn": turn})
    body = {"seed": drawn, "from": first, "entries": [one.serial for one in waiting]}
    told(contest, "draw_order", by=by, now=now, body=body, changes={"order_seed": drawn})
    return contest


def in_order(entries: list[Entry], drawn: str, first: int) -> list[Entry]:
    """The shuffle itself, by serial: seed, or seed and first turn for those who came later."""
    listed = sorted(entries, key=lambda one: one.serial)
    Random(drawn if first == 1 else f"{drawn}:{first}").shuffle(listed)  # noqa: S311  # the seed is drawn from the machine's chance
    return listed


@operation
def assign_judges(contest: Contest, *, by: Posting, now: datetime, judges_per_entry: int | None = None) -> Contest:
    """Say who judges what. Without a number everybody judges all, and alternates fill in where recusals leave fewer totals.

    With a number each entry has so many judges: loads equal (±1), no recusal, every two judges linked by entries. Where
    the panel alone has no such plan its alternates are taken in, one after another.
    Raises NotYourDuty, NotNow, and BadInput with the judges and entries that prove that there is none.
    """
    hold(contest)
    refuse_if(rules.why_not_assign_judges(by, contest))
    lock_seats(contest)
    propose(contest, now=now, today=timezone.localdate(now))
    panel = queries.panel(contest)
    if panel.undecided:
        raise NotNow(_("First the supervisor decides the recusals that were proposed."), state=contest.state)
    Assignment.objects.filter(seat__contest=contest).delete()
    panel.assigned.clear()
    contest.judges_per_entry = panel.contest.judges_per_entry = judges_per_entry
    body = _even_out(panel, now) if judges_per_entry is None else _share_out(panel, judges_per_entry, now)
    told(contest, "assign_judges", by=by, now=now, body=body, changes={"judges_per_entry": judges_per_entry})
    tell("assign_judges", contest, [one.person_id for one in panel.sitting], by=by, now=now)
    return contest


def _even_out(panel: Panel, now: datetime) -> dict[str, Any]:
    """Everybody judges all: an entry from which somebody is recused gets an alternate for each of them."""
    filled: list[int] = []
    short: list[int] = []
    for entry in panel.entries:
        for _gap in range(len(panel.main) - panel.expected(entry)):
            seat = next_for(panel, entry)
            if seat is None:
                short.append(entry.serial)
                break
            assign_one(panel, seat, entry, now)
            filled.append(entry.serial)
    return {"filled": filled, "short": short}


def _share_out(panel: Panel, per_entry: int, now: datetime) -> dict[str, Any]:
    drawn = seed()
    seats, waiting = panel.main, panel.alternates
    while True:
        try:
            plan = assign(_setting(panel, seats, per_entry), Random(drawn))  # noqa: S311  # as above
            break
        except NoPlan as none:
            if not waiting:
                raise BadInput({"judges_per_entry": told_in_words(panel, none, per_entry)}) from none
            seats, waiting = [*seats, waiting[0]], waiting[1:]
    by_key, entries = {_key(one): one for one in seats}, {_name(one): one for one in panel.entries}
    rows = [
        Assignment(seat=by_key[judge], entry=entries[entry], assigned_at=now)
        for entry, judges in sorted(plan.items())
        for judge in sorted(judges)
    ]
    insert_all(rows)
    return {"per_entry": per_entry, "seed": drawn, "judges": [one.serial for one in seats]}


def _setting(panel: Panel, seats: list[JudgeSeat], per_entry: int) -> Setting:
    conflicts = {(_key(seat), _name(entry)) for seat in seats for entry in panel.entries if not panel.may(seat, entry)}
    return Setting(
        tuple(_key(one) for one in seats),
        tuple(_name(one) for one in panel.entries),
        per_entry,
        frozenset(conflicts),
    )


def _key(seat: JudgeSeat) -> str:
    return f"{seat.serial:03}"


def _name(entry: Entry) -> str:
    return f"{entry.serial:05}"


def told_in_words(panel: Panel, none: NoPlan, per_entry: int) -> str:
    """Why there is no plan, with the judges and entries that prove it."""
    judges = _(", ").join(one.person.name for one in panel.seats if _key(one) in none.judges)
    entries = _(", ").join(one.person.name for one in panel.entries if _name(one) in none.entries)
    named = {"judges": judges, "entries": entries, "count": per_entry}
    sentences = {
        Reason.NOBODY: _("There is no judge or no entry to be judged."),
        Reason.TOO_FEW_JUDGES: _("The panel has fewer than %(count)d judges."),
        Reason.TOO_MANY_CONFLICTS: _("Recusals leave fewer than %(count)d judges for: %(entries)s."),
        Reason.TOO_FEW_SCORES: _(
            "With %(count)d judges an entry there are too few sheets to compare every two judges."
        ),
        Reason.CANNOT_BE_COMPARED: _(
            "%(judges)s share no entry with the other judges, whoever is assigned: %(entries)s."
        ),
        Reason.TOO_LITTLE_FOR: _("%(judges)s may only judge %(entries)s: that is less than their even share."),
        Reason.TOO_MUCH_FOR: _(
            "What %(entries)s still need would all fall to %(judges)s: that is more than their share."
        ),
        Reason.NOT_FOUND: _("No even plan was found. Take another number of judges an entry."),
    }
    return sentences[none.reason] % named
