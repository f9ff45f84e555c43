"""Every write on papers: drafted from records, typed into, reviewed, issued with a number, recalled by two people."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.meetings import queries as meetings
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.numbers.operations import next_number
from zhitongche.express.problems.operations.holding import hold
from zhitongche.foundation import flow
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow, Refused, Sentence
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.flow import operation
from zhitongche.foundation.papers.blocks import to_json
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.statements import Plus, insert
from zhitongche.oversight.reports import cases, typed
from zhitongche.oversight.reports.parts import Draft, PartKind
from zhitongche.oversight.reports.periods import Period
from zhitongche.oversight.reports.taking_out import period_of

from . import circulars, content, queries, rules, templates
from .kinds import OF_A_MEETING, Kind
from .models import Paper, PaperEvent, PaperFile, PaperTemplate
from .states import State

PREFIX = "WG-"
ENDINGS = (".docx", ".pdf")


@operation
def draft(
    *,
    by: Posting,
    now: datetime,
    kind: str,
    record: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Paper:
    """代拟稿: what the records propose for a paper of the drafter's own place; a briefing is about days, the end excluded.

    Raises NotYourDuty, and BadInput with the fault of each field.
    """
    _refuse_if(rules.why_not_draft(by))
    if kind not in Kind.values:
        raise BadInput({"kind": _("There is no such paper.")})
    place = _own_place(by)
    period = period_of(since, until) if kind == Kind.BRIEFING else None
    if period is None and not record:
        about = _("Name the meeting.") if kind in OF_A_MEETING else _("Name the problem or the promise.")
        raise BadInput({"record": about})
    made = content.proposed(kind, by=by, place=place, period=period, record=record, now=now)
    subject = {"since": period.since, "until": period.until} if period else {"record": record}
    return _begin(made, kind, by=by, drafter=by, place=place, now=now, **subject)


@operation
def draft_after(meeting: Meeting, kind: str, *, now: datetime) -> Paper | None:
    """代拟稿 of minutes or rectification list once a meeting is over, in the name of who closed it, who is told; nobody asked.

    None where the paper is there already, whatever became of it. Of several who come at once, one drafts. Raises BadInput.
    """
    hold(meeting)
    if queries.is_drafted(meeting, kind):
        return None
    closer = meetings.who_closed(meeting)
    made = content.of_meeting(kind, [closer], meeting.number)
    paper = _begin(made, kind, by=None, drafter=closer, place=meeting.region, now=now, record=meeting.number)
    circulars.tell(paper, "draft", by=None, now=now)
    return paper


@operation
def revise(paper: Paper, *, by: Posting, now: datetime, title: str, text: str) -> Paper:
    """Type into it: the whole text anew. Raises BadInput for a figure or a table that it has not."""
    _refuse_if(rules.why_not_revise(by, paper))
    faults: dict[str, Sentence] = {}
    if fault := content.faults_in(paper, text):
        faults["text"] = fault
    if faults:
        raise BadInput(faults)
    changes = {"title": title, "text": text, "is_typed": True}
    _step(paper, "revise", by=by, now=now, body={"title": title, "text": text}, changes=changes)
    return paper


@operation
def choose_cases(paper: Paper, *, by: Posting, now: datetime, problems: Sequence[str]) -> Paper:
    """典型案例: tell these closed problems of the time in this order, in the place of those it told before."""
    _refuse_if(rules.why_not_choose_cases(by, paper))
    numbers = list(dict.fromkeys(problems))
    found = cases.chosen([by], paper.region_id, _period(paper), numbers)
    missing = [number for number in numbers if number not in {case.number for case in found}]
    if missing:
        sentence = _("“%(number)s” was not closed here in this time.")
        raise BadInput({"problems": sentence % {"number": missing[0]}})
    text = typed.written(_with_cases(typed.read(paper.text), [case.part() for case in found]))
    _step(paper, "choose_cases", by=by, now=now, body={"problems": numbers}, changes={"text": text, "is_typed": True})
    return paper


@operation
def draw_anew(paper: Paper, *, by: Posting, now: datetime) -> Paper:
    """Read figures and tables from the records again; the text too, where nobody has typed into it."""
    _refuse_if(rules.why_not_draw_anew(by, paper))
    period = _period(paper) if paper.kind == Kind.BRIEFING else None
    made = content.proposed(paper.kind, by=by, place=paper.region, period=period, record=paper.record, now=now)
    changes: dict[str, Any] = {**content.kept(made), "drawn_at": now}
    if not paper.is_typed:
        changes["text"] = typed.written(made.parts)
    _step(paper, "draw_anew", by=by, now=now, body={}, changes=changes)
    return paper


@operation
def submit(paper: Paper, *, by: Posting, now: datetime, due_on: date | None = None) -> Paper:
    """送审: to the leader, or to another organizer of the place."""
    _refuse_if(rules.why_not_submit(by, paper))
    if due_on is not None and due_on < timezone.localdate(now):
        raise BadInput({"due_on": _("This date lies in the past.")})
    if fault := content.faults_in(paper, paper.text):
        raise BadInput({"__all__": fault})
    changes = {"asked_by": by, "due_on": due_on, "is_returned": False}
    body = {"due_on": due_on.isoformat() if due_on else None}
    _step(paper, "submit", by=by, now=now, body=body, changes=changes)
    return paper


@operation
def take_back(paper: Paper, *, by: Posting, now: datetime) -> Paper:
    """Out of review again, before anybody has signed."""
    _refuse_if(rules.why_not_take_back(by, paper))
    _step(paper, "take_back", by=by, now=now, body={}, changes={"due_on": None})
    return paper


@operation
def return_(paper: Paper, *, by: Posting, now: datetime, reason: str) -> Paper:
    """退回修改, with what should be different."""
    _refuse_if(rules.why_not_return(by, paper))
    changes = {"due_on": None, "is_returned": True}
    _step(paper, "return", by=by, now=now, body={"reason": reason}, changes=changes)
    return paper


@operation
def issue(paper: Paper, *, by: Posting, now: datetime, issue: str, signer: str = "") -> Paper:
    """签发: with the office's number and the signer's name. From here on its document and its figures stand.

    Raises BadInput where another paper of the kind bears the number this year.
    """
    _refuse_if(rules.why_not_issue(by, paper))
    today = timezone.localdate(now)
    if queries.bears(paper, issue, today.year):
        raise BadInput({"issue": _("Another paper bears this number already.")})
    named = signer or by.person.name
    kept = to_json(content.composed(paper, issue=issue, on=today, is_draft=False))
    whole = hashlib.sha256(canonical(kept).encode()).hexdigest()
    changes = {
        "issue": issue,
        "issue_year": today.year,
        "signer": named,
        "signed_by": by,
        "issued_on": today,
        "document": kept,
        "digest": whole,
        "due_on": None,
    }
    body = {"issue": issue, "signer": named}
    try:
        # Two papers may be given one number in this very moment: the constraint says so.
        with audit.unit():
            _step(paper, "issue", by=by, now=now, body=body, changes=changes, document=whole)
    except IntegrityError as error:
        raise BadInput({"issue": _("Another paper bears this number already.")}) from error
    return paper


@operation
def propose_recall(paper: Paper, *, by: Posting, now: datetime, reason: str) -> Paper:
    """A proposal and no more: the paper stays in force until somebody else signs for its recall."""
    _refuse_if(rules.why_not_propose_recall(by, paper))
    _step(paper, "propose_recall", by=by, now=now, body={"reason": reason}, changes={"asked_by": by})
    return paper


@operation
def recall(paper: Paper, *, by: Posting, now: datetime, opinion: str) -> Paper:
    """The recall is signed for: the paper is no longer in force, and stays to be read."""
    _refuse_if(rules.why_not_recall(by, paper))
    _step(paper, "recall", by=by, now=now, body={"opinion": opinion})
    return paper


@operation
def keep(paper: Paper, *, by: Posting, now: datetime, opinion: str) -> Paper:
    """The recall is refused: the paper stays in force."""
    _refuse_if(rules.why_not_keep(by, paper))
    _step(paper, "keep", by=by, now=now, body={"opinion": opinion})
    return paper


@operation
def discard(paper: Paper, *, by: Posting, now: datetime, reason: str) -> Paper:
    """A draft that nobody needs; its history stays."""
    _refuse_if(rules.why_not_discard(by, paper))
    _step(paper, "discard", by=by, now=now, body={"reason": reason})
    return paper


@operation
def place_template(*, by: Posting, now: datetime, kind: str, file: UUID) -> PaperTemplate:
    """Put the office's own Word template in place for a kind of paper. Raises BadInput with each fault by its place."""
    _refuse_if(rules.why_not_place_template(by))
    if kind not in Kind.values:
        raise BadInput({"kind": _("There is no such paper.")})
    place = _own_place(by)
    kept = attach([("file", file)], by=by, now=now)[0]
    if faults := templates.faults_in_file(kept):
        raise BadInput({"file": "；".join(faults)})
    template, _is_new = PaperTemplate.objects.update_or_create(
        region=place, kind=kind, defaults={"file": kept, "placed_by": by, "placed_at": now}
    )
    audit.record("papertemplate.place", template, by=by, now=now, kind=kind, digest=kept.digest)
    return template


@operation
def record_taking_out(paper: Paper, *, by: Posting, now: datetime, ending: str) -> None:
    """Somebody takes the paper out as a file."""
    audit.record("paper.take_out", paper, by=by, now=now, kind=paper.kind, ending=ending)


@operation
def archive(paper: Paper, files: Mapping[str, bytes], *, now: datetime) -> None:
    """Keep the final files of an issued paper beside its data, once; the record bears their digests."""
    made = [
        PaperFile(paper=paper, ending=ending, content=whole, digest=hashlib.sha256(whole).hexdigest(), kept_at=now)
        for ending, whole in files.items()
    ]
    PaperFile.objects.bulk_create(made)
    audit.record("paper.archive", paper, by=None, now=now, **{one.ending[1:]: one.digest for one in made})


def _begin(
    made: Draft, kind: str, *, by: Posting | None, drafter: Posting, place: Region, now: datetime, **about: Any
) -> Paper:
    """A new draft with its first line; `about` are its record or its days, `by` is None where nobody asked for it."""
    paper = Paper(
        number=next_number(f"{PREFIX}{place.code}", timezone.localdate(now).year),
        region=place,
        kind=kind,
        title=made.title[:100],
        text=typed.written(made.parts),
        drafter=drafter,
        drafted_at=now,
        drawn_at=now,
        state_since=now,
        event_count=1,
        **about,
        **content.kept(made),
    )
    insert(paper)
    body = {"kind": kind, "record": paper.record, "title": paper.title}
    event = _line(paper, "draft", by=by, now=now, before="", body=body, salt=new_salt())
    words = digest(event.salt, canonical(body))
    audit.record("paper.draft", paper, by=by, now=now, after=State.DRAFT, kind=kind, words=words)
    return paper


def _step(
    paper: Paper,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    **facts: Any,
) -> None:
    """One step: the guarded move, the history's line, the notices. Guarded by the number of steps as well.

    Whoever signs signs what was read, not what somebody has typed in the meantime.
    """
    salt = new_salt()
    before = flow.move(
        paper,
        verb,
        by=by,
        now=now,
        changes={**(changes or {}), "event_count": Plus(1)},
        guard={"event_count": paper.event_count},
        words=digest(salt, canonical(dict(body))),
        **facts,
    )
    _line(paper, verb, by=by, now=now, before=before, body=body, salt=salt)
    circulars.tell(paper, verb, by=by, now=now)


def _line(
    paper: Paper, verb: str, *, by: Posting | None, now: datetime, before: str, body: Mapping[str, Any], salt: str
) -> PaperEvent:
    event = PaperEvent(
        paper=paper,
        sequence=paper.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=paper.state,
        body=dict(body),
        salt=salt,
    )
    return insert(event)


def _with_cases(parts: Sequence[Any], told: Sequence[Any]) -> list[Any]:
    """The parts with other cases: where the old ones stood, else before the last heading but one, under one of their own."""
    rest = [part for part in parts if part.kind != PartKind.CASE]
    at = next((place for place, part in enumerate(parts) if part.kind == PartKind.CASE), None)
    if at is None:
        tables = [place for place, part in enumerate(rest) if part.kind == PartKind.TABLE]
        at = tables[-1] + 1 if tables else len(rest)
        heading = typed.read("# 典型案例")
        return [*rest[:at], *(heading if told else ()), *told, *rest[at:]]
    return [*rest[:at], *told, *rest[at:]]


def _period(paper: Paper) -> Period:
    if paper.since is None or paper.until is None:
        raise NotNow(_("Only a briefing tells typical cases."), state=paper.state)
    return Period(paper.since, paper.until)


def _own_place(by: Posting) -> Region:
    if by.region is None:
        raise BadInput({"region": _("A paper is about a county, a city or a province: name its code.")})
    return by.region


def _refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal
