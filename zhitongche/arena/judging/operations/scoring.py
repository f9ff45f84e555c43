"""Sealed scores. Each judge's seat is the lock of their sheets: no score waits for another judge's, and closing waits for all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, insert, update

from .. import marks, queries, rules
from ..models import JudgeSeat, PaperReading, ScoreSheet, ScoreVersion
from .steps import entry_named, sealed


@operation
def score(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    entry: int,
    points: Mapping[str, str],
    comment: str = "",
    seen: int | None = None,
    reason: str = "",
) -> ScoreSheet:
    """Give an entry one's points: one sheet of a judge and an entry, every version of it kept.

    Points go in half-point steps from 0 to each criterion's maximum; a criterion left out is a blank. `seen` is the
    version that was on the screen, 0 where none was: the slower of two devices is told so. The same points again change
    nothing. After `submit_scores` a change needs a reason.
    Raises NotYourDuty, NotNow (also from `scores_close_at` on), BadInput.
    """
    seat, fresh = held_seat(contest, by.person_id)
    refuse_if(rules.not_a_judge(by) or rules.why_not_scored_now(fresh) or rules.why_not_in_time(fresh, now))
    about = entry_named(fresh, entry)
    refuse_unless_theirs(fresh, seat, about, now)
    criteria, names = criteria_of(fresh)
    given = marks.read(points, criteria, names)
    sheet = queries.sheet(seat, about)
    is_full = sheet is not None and all(one["code"] in sheet.points for one in criteria)
    refuse_if(rules.why_not_heard(fresh, about, is_full=is_full))
    _refuse_overtaken(fresh, sheet, seen)
    if sheet is not None and sheet.points == given and sheet.comment == comment.strip():
        return sheet
    if seat.submitted_at is not None and not reason.strip():
        raise BadInput({"reason": _("You have handed your scores in: say why you change one.")})
    written = Written(given, comment.strip(), reason.strip(), ScoreSheet.Source.SCREEN)
    return write(fresh, seat, about, sheet, written, by=by, now=now)


@operation
def submit_scores(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """Hand one's scores in, when a whole sheet of each own entry is there; then what no judge scores is shown.

    Raises NotYourDuty, NotNow, BadInput that names what is missing.
    """
    seat, fresh = held_seat(contest, by.person_id)
    refuse_if(rules.not_a_judge(by) or rules.why_not_scored_now(fresh) or rules.why_not_in_time(fresh, now))
    refuse_if(rules.why_not_declared(fresh, seat))
    if seat.submitted_at is not None:
        raise NotNow(_("You have handed your scores in already."), state=fresh.state)
    panel = queries.panel(fresh)
    mine = next(one for one in panel.seats if one.pk == seat.pk)
    if missing := panel.missing(mine):
        named = _(", ").join(str(one.serial) for one in missing)
        raise BadInput({"__all__": _("Not every criterion has points yet. Entries: %(entries)s.") % {"entries": named}})
    if not panel.duty(mine):
        raise NotNow(_("No entry falls to you."), state=fresh.state)
    update(JudgeSeat, {"pk": seat.pk, "submitted_at": None}, {"submitted_at": now})
    sheets = {str(entry): panel.sheets[seat, entry].points for seat, entry in panel.sheets if seat == mine.pk}
    audit.record("judgeseat.submit_scores", mine, by=by, now=now, sheets=sealed(fresh, sheets))
    return contest


# ---- what scores on the screen and from paper share --------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """What is written of a sheet."""

    points: dict[str, str]
    comment: str
    reason: str
    source: ScoreSheet.Source


def held_seat(contest: Contest, person: int) -> tuple[JudgeSeat, Contest]:
    """The judge's seat, held until the unit ends, and the contest as it stands once it is held.

    Whoever closes the scores holds every seat while the state moves: a score either came before and is counted, or comes
    after and reads that they are closed. Raises NotYourDuty where the person has no seat.
    """
    seat = queries.held_seat(contest, person)
    fresh = contests.afresh(contest)
    if seat is None:
        refuse_if(rules.why_not_scored_now(fresh))
        raise NotYourDuty(_("Only a judge of its panel does this."))
    return seat, fresh


def criteria_of(contest: Contest) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What is scored by the rules in force, and what people call it."""
    found = contests.rules_of(contest)
    if found is None:
        raise NotNow(_("The contest has no rules yet."), state=contest.state)
    return found.rules["criteria"], found.names


def refuse_unless_theirs(contest: Contest, seat: JudgeSeat, entry: Entry, now: datetime) -> None:
    """Declared, assigned, unrecused; and what the records show by now stops a judge although nobody has proposed it yet.

    Raises NotNow, NotYourDuty.
    """
    refuse_if(rules.why_not_declared(contest, seat))
    recusal = queries.recusal_between(seat, entry)
    refuse_if(rules.why_not_score_entry(contest, seat, entry, recusal))
    if recusal is None and (ground := queries.ground_between(seat, entry, timezone.localdate(now))):
        sentence = _("The records show that you must not judge this entry: %(ground)s.")
        raise NotYourDuty(sentence % {"ground": ground.label})


def write(
    contest: Contest,
    seat: JudgeSeat,
    entry: Entry,
    sheet: ScoreSheet | None,
    written: Written,
    *,
    by: Posting,
    now: datetime,
) -> ScoreSheet:
    """The sheet's next version with its record, under the seat's lock."""
    told = {"points": written.points, "comment": written.comment, "source": written.source, "at": now}
    if sheet is None:
        sheet = insert(ScoreSheet(seat=seat, entry=entry, **told))
    else:
        update(ScoreSheet, {"pk": sheet.pk, "version": sheet.version}, {**told, "version": Plus(1)})
        for name, value in {**told, "version": sheet.version + 1}.items():
            setattr(sheet, name, value)
    insert(ScoreVersion(sheet=sheet, version=sheet.version, reason=written.reason, posting=by, **told))
    bound = {"judge": seat.serial, "entry": entry.serial, "version": sheet.version, "points": written.points}
    digest = sealed(contest, {**bound, "comment": written.comment, "reason": written.reason})
    sheet.seat, sheet.entry, seat.contest = seat, entry, contest
    audit.record("scoresheet.score", sheet, by=by, now=now, version=sheet.version, sheet=digest)
    return sheet


def _refuse_overtaken(contest: Contest, sheet: ScoreSheet | None, seen: int | None) -> None:
    if seen is not None and seen != (sheet.version if sheet else 0):
        sentence = _("You have changed this sheet on another device meanwhile: look at it again.")
        raise NotNow(sentence, state=contest.state)


# ---- paper -----------------------------------------------------------------------------------------------------------


@operation
def read_paper(
    contest: Contest, *, by: Posting, now: datetime, judge: int, entry: int, points: Mapping[str, str]
) -> list[str]:
    """Type off a judge's printed sheet; two people do it, each without seeing what the other typed.

    Where both readings agree the sheet counts. Returns the codes of the criteria on which they differ, none where the
    sheet counts or waits for the second reading; either reader may type it off again.
    Raises NotYourDuty, NotNow, BadInput.
    """
    holder = queries.seat(contest, judge)
    if holder is None or holder.left_at is not None:
        raise BadInput({"judge": _("There is no such judge on the panel.")})
    seat, fresh = held_seat(contest, holder.person_id)
    refuse_if(rules.why_not_read_paper(by, fresh) or rules.why_not_in_time(fresh, now))
    about = entry_named(fresh, entry)
    refuse_unless_theirs(fresh, seat, about, now)
    criteria, names = criteria_of(fresh)
    given = marks.read(points, criteria, names)
    sheet = queries.sheet(seat, about)
    if sheet is not None:
        is_paper = sheet.source == ScoreSheet.Source.PAPER
        sentence = _("Two readings agree: this sheet counts.") if is_paper else _("The judge has scored on the screen.")
        raise NotNow(sentence, state=fresh.state)
    written = {"points": given, "posting": by, "at": now}
    PaperReading.objects.update_or_create(seat=seat, entry=about, read_by=by.person, defaults=written)
    digest = sealed(fresh, {"judge": judge, "entry": entry, "points": given})
    seat.contest = fresh
    audit.record("judgeseat.read_paper", seat, by=by, now=now, entry=entry, reading=digest)
    other = next((one for one in queries.readings_of(seat, about) if one.read_by_id != by.person_id), None)
    if other is None:
        return []
    if differing := marks.differing(given, other.points, criteria):
        return differing
    write(fresh, seat, about, None, Written(given, "", "", ScoreSheet.Source.PAPER), by=by, now=now)
    return []
