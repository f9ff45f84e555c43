"""Entries: begun with what the records say, written, submitted until the second they close, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.projects import queries as projects
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow, Refused
from zhitongche.foundation.files.operations import attach, release
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, insert, update

from .. import filling, rules
from ..models import Contest, Entry, EntryPhoto
from ..states import State
from .telling import leave_to_judging

# Of each side, before and after.
MOST_PHOTOS = 3
SIDES = {"photos_before": EntryPhoto.Side.BEFORE, "photos": EntryPhoto.Side.AFTER}


@operation
def begin_entry(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    statement: str,
    figures: Sequence[Mapping[str, Any]] = (),
    project: str | None = None,
    photos: Sequence[UUID] = (),
    photos_before: Sequence[UUID] = (),
) -> Entry:
    """Begin the own entry, as a draft; what the records say is kept beside it. One of each member.

    `project` is the number of one of the own village's. Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    _refuse(rules.why_not_begin_entry(by.as_of(timezone.localdate(now)), contest), contest, by, now)
    last = Entry.objects.filter(contest=contest).aggregate(last=Max("serial"))["last"]
    entry = Entry(
        contest=contest,
        serial=(last or 0) + 1,
        person=by.person,
        posting=by,
        region=by.region,
        project=_project(by, project),
        statement=statement.strip(),
        figures=_plain(figures),
        filled=filling.kept(by, contest),
        begun_at=now,
        changed_at=now,
    )
    try:
        with audit.unit():
            insert(entry)
    except IntegrityError as error:
        raise NotNow(_("You have an entry already: change that one."), state=contest.state) from error
    _hang(entry, {"photos_before": photos_before, "photos": photos}, by=by, now=now)
    audit.record("entry.begin_entry", entry, by=by, now=now, after=entry.state)
    return entry


@operation
def write_entry(
    entry: Entry,
    *,
    by: Posting,
    now: datetime,
    statement: str,
    figures: Sequence[Mapping[str, Any]] = (),
    project: str | None = None,
    photos: Sequence[UUID] = (),
    photos_before: Sequence[UUID] = (),
    removed_photos: Sequence[int] = (),
) -> Entry:
    """Say an entry anew, until it closes; photos are added, and those named by their keys taken away.

    Raises NotYourDuty, NotNow, BadInput.
    """
    _held(entry)
    _refuse(rules.why_not_write_entry(by, entry), entry.contest, by, now)
    said = {
        "statement": statement.strip(),
        "figures": _plain(figures),
        "project": _project(by, project),
        "filled": filling.kept(by, entry.contest),
    }
    _change(entry, {**said, "changed_at": now})
    gone = list(EntryPhoto.objects.filter(entry=entry, pk__in=list(removed_photos)))
    EntryPhoto.objects.filter(pk__in=[one.pk for one in gone]).delete()
    release(one.file_id for one in gone)
    _hang(entry, {"photos_before": photos_before, "photos": photos}, by=by, now=now)
    audit.record("entry.write_entry", entry, by=by, now=now, before=entry.state, after=entry.state)
    return entry


@operation
def submit(entry: Entry, *, by: Posting, now: datetime) -> Entry:
    """Enter it: in before the second it closes, or refused; never both. Raises NotYourDuty, NotNow."""
    _held(entry)
    _refuse(rules.why_not_submit(by.as_of(timezone.localdate(now)), entry), entry.contest, by, now)
    before = entry.state
    late = entry.contest.state != State.OPEN
    changes = {"submitted_at": now, "withdrawn_at": None, "is_late": late}
    _change(entry, {"state": Entry.State.SUBMITTED.value, **changes})
    audit.record("entry.submit", entry, by=by, now=now, before=before, after=entry.state, late=late)
    if late:
        leave_to_judging(entry.contest, f"{entry.serial}:{entry.version}", now)
    return entry


@operation
def withdraw(entry: Entry, *, by: Posting, now: datetime, reason: str = "") -> Entry:
    """Take it back. Before it closes as if it had not been; after, it stays in the result, marked as withdrawn.

    Raises NotYourDuty, NotNow.
    """
    _held(entry)
    refuse_if(rules.why_not_withdraw(by, entry))
    before = entry.state
    if rules.why_closed(entry.contest, entry.person_id, now) is None:
        changes: dict[str, Any] = {"state": Entry.State.WITHDRAWN.value}
    else:
        # It has been shown and may have been judged: nothing of it disappears.
        changes = {"excluded": Entry.Excluded.WITHDRAWN.value, "excluded_because": reason.strip()}
    _change(entry, {**changes, "withdrawn_at": now})
    audit.record("entry.withdraw", entry, by=by, now=now, before=before, after=entry.state, excluded=entry.excluded)
    return entry


def _held(entry: Entry) -> None:
    """The entry under the lock of its contest: whoever closes entries comes before or after, never between."""
    contest = hold(entry.contest)
    entry.refresh_from_db()
    entry.contest = contest


def _refuse(refusal: Refused | None, contest: Contest, by: Posting, now: datetime) -> None:
    """What the rule says, and then the clock, to the second."""
    refuse_if(refusal or rules.why_closed(contest, by.person_id, now))


def _change(entry: Entry, changes: Mapping[str, Any]) -> None:
    guard = {"pk": entry.pk, "state": entry.state, "version": entry.version}
    if update(Entry, guard, {**changes, "version": Plus(1)}) is None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=entry.contest.state)
    contest = entry.contest
    entry.refresh_from_db()
    entry.contest = contest


def _project(by: Posting, number: str | None) -> Project | None:
    """One of the own village's. Raises BadInput."""
    if not number:
        return None
    found = projects.found([by], number.strip())
    if found is None or found.village_id != by.region_id:
        raise BadInput({"project": _("There is no project of this number in your village.")})
    return found


def _plain(figures: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [
        {name: str(row.get(name) or "").strip() for name in ("label", "value", "unit", "source")} for row in figures
    ]


def _hang(entry: Entry, sent: Mapping[str, Sequence[UUID]], *, by: Posting, now: datetime) -> None:
    """Hang photos on their sides. Raises BadInput where they are too many or not the entrant's own."""
    held = list(EntryPhoto.objects.filter(entry=entry))
    for field, side in SIDES.items():
        on_side = [one for one in held if one.side == side]
        if len(on_side) + len(sent[field]) > MOST_PHOTOS:
            raise BadInput({field: _("At most %(limit)d photos of each side.") % {"limit": MOST_PHOTOS}})
    wanted = [(field, one) for field in SIDES for one in sent[field]]
    if not wanted:
        return
    place = max((one.position for one in held), default=0) + 1
    for position, ((field, _id), file) in enumerate(zip(wanted, attach(wanted, by=by, now=now), strict=True), place):
        insert(EntryPhoto(entry=entry, file=file, side=SIDES[field], position=position))
