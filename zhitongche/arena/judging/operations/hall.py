"""The desk of the hall: who speaks, when scoring opens, when marks are shown (亮分)."""

from datetime import datetime

from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, update

from .. import queries, rules
from .steps import lock_seats


@operation
def call_up(contest: Contest, *, by: Posting, now: datetime, entry: int) -> Contest:
    """Give the floor to an entry by its serial; the screens follow. Turns go forward, one that was heard is not heard again.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_hall(by, contest))
    found = queries.entries_to_judge(contest).filter(serial=entry, turn__isnull=False).first()
    if found is None or found.turn is None:
        raise BadInput({"entry": _("There is no such entry in the order of the hall.")})
    at = contests.afresh(contest).hall_entry
    if at is not None and at.turn is not None and found.turn <= at.turn:
        raise NotNow(_("This entry has been heard."), state=contest.state)
    audit.record("contest.call_up", contest, by=by, now=now, entry=found.serial)
    return _move(contest, found, rules.SPEAKING)


@operation
def open_scoring(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """The statement was heard: judges may score the entry that has the floor. Raises NotYourDuty, NotNow."""
    hold(contest)
    refuse_if(rules.why_not_hall(by, contest))
    at = _at(contest, rules.SPEAKING)
    audit.record("contest.open_scoring", contest, by=by, now=now, entry=at.serial)
    return _move(contest, at, rules.SCORING)


@operation
def show_marks(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """Show what each judge gave the entry, when all of them have a whole sheet of it; from here on these stay.

    Raises NotYourDuty, NotNow that says how many are missing.
    """
    hold(contest)
    refuse_if(rules.why_not_hall(by, contest))
    at = _at(contest, rules.SCORING)
    lock_seats(contest)
    panel = queries.panel(contest)
    if waiting := sum(at in panel.missing(seat) for seat in panel.sitting):
        sentence = _("Marks are shown when all have submitted. Judges who are missing: %(count)d.")
        raise NotNow(sentence % {"count": waiting}, state=contest.state)
    audit.record("contest.show_marks", contest, by=by, now=now, entry=at.serial)
    return _move(contest, at, rules.SHOWN)


def _at(contest: Contest, step: str) -> Entry:
    """The entry that has the floor at this step. Raises NotNow."""
    at = contests.afresh(contest).hall_entry
    if at is None or contest.hall_step != step:
        raise NotNow(_("The hall is at another step: please look again."), state=contest.state)
    return at


def _move(contest: Contest, entry: Entry, step: str) -> Contest:
    """The next step of the hall, by an UPDATE guarded by the number that screens know; it is not a step of the contest."""
    changes = {"hall_entry": entry, "hall_step": step, "is_hall": True, "hall_version": Plus(1)}
    guard = {"pk": contest.pk, "state": contest.state, "hall_version": contest.hall_version}
    found = update(Contest, guard, changes, returning=["hall_version"])
    if found is None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=contest.state)
    contest.hall_entry, contest.hall_step, contest.is_hall, contest.hall_version = entry, step, True, found[0]
    return contest
