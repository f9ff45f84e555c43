"""What members do when all entries are shown (晾晒): say something, learn from one another, pledge and report."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import refuse_if
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, insert, update

from .. import queries, rules
from ..models import Comment, Entry, Learn, Pledge, PledgePhoto
from .telling import tell

# A pledge is for the weeks after a bout, not for years.
LONGEST = timedelta(days=366)


@operation
def comment(
    entry: Entry, *, by: Posting, now: datetime, text: str, kind: str = Comment.Kind.COMMENT, answers: int | None = None
) -> Entry:
    """Say something of an entry, ask, or as its entrant answer a question. Raises NotYourDuty, NotNow, BadInput."""
    refuse_if(rules.why_not_comment(by.as_of(timezone.localdate(now)), entry))
    if kind not in Comment.Kind.values:
        raise BadInput({"kind": _("There is no “%(code)s”.") % {"code": kind}})
    asked = None
    if kind == Comment.Kind.ANSWER:
        if by.person_id != entry.person_id:
            raise NotYourDuty(_("Only whoever entered it answers."))
        asked = queries.question(entry, answers or 0)
        if asked is None:
            raise BadInput({"answers": _("There is no question of this number.")})
    said = insert(Comment(entry=entry, posting=by, kind=kind, answers=asked, text=text.strip(), at=now))
    audit.record("entry.comment", entry, by=by, now=now, kind=str(kind), comment=said.pk)
    hearer = asked.posting.person_id if asked else entry.person_id
    tell("answer" if asked else "comment", entry.contest, [hearer], by=by, now=now)
    return entry


@operation
def learn(entry: Entry, *, by: Posting, now: datetime, note: str = "") -> Entry:
    """Say that the own village takes up what it saw there, once; it leads back to the entry.

    Raises NotYourDuty, NotNow.
    """
    refuse_if(rules.why_not_learn(by.as_of(timezone.localdate(now)), entry))
    _learn(entry, by=by, now=now, note=note)
    return entry


def _learn(entry: Entry, *, by: Posting, now: datetime, note: str) -> Learn:
    adopted = Learn(entry=entry, person=by.person, posting=by, region=by.region, note=note.strip(), at=now)
    try:
        with audit.unit():
            insert(adopted)
    except IntegrityError as error:
        raise NotNow(_("You have said that you learn from it."), state=entry.contest.state) from error
    counted = update(Entry, {"pk": entry.pk}, {"learn_count": Plus(1)}, returning=["learn_count"])
    entry.learn_count = counted[0] if counted else entry.learn_count
    audit.record("entry.learn", entry, by=by, now=now, learn=adopted.pk)
    tell("learn", entry.contest, [entry.person_id], by=by, now=now)
    return adopted


@operation
def pledge(
    entry: Entry,
    *,
    by: Posting,
    now: datetime,
    text: str,
    measure: str,
    unit: str,
    target: Decimal,
    due_on: date,
) -> Entry:
    """Promise to do something by a day, by a measure: what was seen at another's entry, or more of the own.

    Whoever pledges after another's entry learns from it. Raises NotYourDuty, NotNow, BadInput.
    """
    today = timezone.localdate(now)
    refuse_if(rules.why_not_pledge(by.as_of(today), entry))
    if not today <= due_on <= today + LONGEST:
        raise BadInput({"due_on": _("A day from today on, within a year.")})
    if target <= 0:
        raise BadInput({"target": _("This must be above %(limit)s.") % {"limit": 0}})
    source = None
    if entry.person_id != by.person_id:
        source = queries.learned(entry, by.person_id) or _learn(entry, by=by, now=now, note=text)
    made = Pledge(
        contest=entry.contest,
        learn=source,
        person=by.person,
        posting=by,
        region=by.region,
        text=text.strip(),
        measure=measure.strip(),
        unit=unit.strip(),
        target=target,
        due_on=due_on,
        pledged_at=now,
    )
    insert(made)
    words = digest(made.salt, made.text)
    audit.record("pledge.pledge", made, by=by, now=now, after=made.state, due_on=due_on.isoformat(), words=words)
    return entry


@operation
def report_pledge(
    entry: Entry, *, by: Posting, now: datetime, pledge: int, done: Decimal, text: str, photos: Sequence[UUID] = ()
) -> Entry:
    """Report what was done of an own pledge, once, with photos. Raises NotYourDuty, NotNow, BadInput."""
    refuse_if(rules.why_not_report_pledge(by, entry))
    made = queries.open_pledges(entry.contest, by.person_id).filter(pk=pledge).first()
    if made is None:
        raise BadInput({"pledge": _("You have no pledge of this number here that waits for a report.")})
    if done < 0:
        raise BadInput({"done": _("This must not be below %(limit)s.") % {"limit": 0}})
    reported = {"state": Pledge.State.REPORTED.value, "done": done, "report": text.strip(), "reported_at": now}
    if update(Pledge, {"pk": made.pk, "state": Pledge.State.OPEN.value}, reported) is None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=entry.contest.state)
    for file in attach([("photos", one) for one in photos], by=by, now=now):
        insert(PledgePhoto(pledge=made, file=file))
    words = digest(made.salt, text.strip())
    audit.record("pledge.report_pledge", made, by=by, now=now, before="open", after="reported", words=words)
    if made.learn is not None:
        tell("report_pledge", entry.contest, [made.learn.entry.person_id], by=by, now=now)
    return entry
