"""What a paper says: proposed from the records, put together as a document, and held against the records of today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.meetings import queries as meetings
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.papers.blocks import Document, HeadKind, block_from_json, block_to_json, from_json
from zhitongche.foundation.papers.wording import in_days
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region
from zhitongche.oversight.reports import briefing, calling, counting, minutes, supervision, typed
from zhitongche.oversight.reports.counting import Figure
from zhitongche.oversight.reports.heard import heard
from zhitongche.oversight.reports.parts import FIGURES, Draft, Face, PartKind, compose, unknown_in
from zhitongche.oversight.reports.periods import Period

from . import queries
from .kinds import AFTERWARDS, MAKES, OF_A_MEETING, Kind
from .models import Paper

MAKERS = {
    Kind.NOTICE: calling.notice,
    Kind.AGENDA: calling.agenda,
    Kind.ATTENDANCE: calling.attendance,
    Kind.SCRIPT: calling.script,
    Kind.MINUTES: minutes.minutes,
    Kind.RECTIFICATION: minutes.rectifications,
}


def proposed(kind: str, *, by: Posting, place: Region, period: Period | None, record: str, now: datetime) -> Draft:
    """What the records propose for a paper, as `by` sees them. Raises BadInput for a record it cannot be about."""
    if period is not None:
        last = queries.last_issue(place.code, period.since)
        former = kept_figures(last.figures) if last else None
        return briefing.drafted([by], place, period, former)
    if kind in OF_A_MEETING:
        return of_meeting(kind, [by], record)
    return supervision.notice(supervision.late([by], record, timezone.localdate(now)), timezone.localdate(now))


def of_meeting(kind: str, postings: Sequence[Posting], record: str) -> Draft:
    """A paper of a meeting that one of the postings holds. Raises BadInput (`record`)."""
    meeting = meetings.found(postings, record)
    if meeting is None or not any(meetings.organizes(posting, meeting) for posting in postings):
        raise BadInput({"record": _("Your office holds no meeting of this number.")})
    if kind in AFTERWARDS and (meeting.state != MeetingState.CLOSED or meeting.is_called_off):
        raise BadInput({"record": _("This comes after the meeting: close it first.")})
    if not meeting.item_count:
        raise BadInput({"record": _("There is nothing on the agenda yet.")})
    return MAKERS[Kind(kind)](heard(meeting))


def kept(draft: Draft) -> dict[str, object]:
    """The columns of a paper that hold a draft's figures and tables."""
    return {
        "figures": {key: figure.kept() for key, figure in draft.figures.items()},
        "former": {key: figure.kept() for key, figure in draft.former.items()},
        "blocks": {name: [block_to_json(one) for one in blocks] for name, blocks in draft.blocks.items()},
        "note": draft.note,
    }


def kept_figures(stored: Mapping[str, Mapping[str, object]]) -> dict[str, Figure]:
    return {key: Figure.of(one) for key, one in stored.items()}


def draft_of(paper: Paper) -> Draft:
    """The paper's own parts, figures and tables."""
    blocks = {name: tuple(block_from_json(one) for one in kept) for name, kept in paper.blocks.items()}
    figures, former = kept_figures(paper.figures), kept_figures(paper.former)
    return Draft(paper.title, typed.read(paper.text), figures, former, blocks, paper.note)


def document(paper: Paper) -> Document:
    """As it was issued; before that as it stands, marked as a draft."""
    if paper.document is not None:
        return from_json(paper.document)
    return composed(paper, issue="", on=timezone.localdate(paper.drafted_at), is_draft=True)


def composed(paper: Paper, *, issue: str, on: date, is_draft: bool) -> Document:
    """The paper with its head, number and day."""
    make = MAKES[paper.kind]
    unit = briefing.unit_of(paper.region)
    name = f"{unit}{make.letters}" if make.head == HeadKind.RED else make.letters
    if make.head == HeadKind.MINUTES:
        name = f"{paper.region.short_name}{make.letters}"
    face = Face(
        name, unit, issue or make.unnumbered, in_days(on), paper.title, paper.note, on.isoformat(), is_draft, make.head
    )
    return compose(face, draft_of(paper), briefing.TABLE if paper.kind == Kind.BRIEFING else ())


def faults_in(paper: Paper, text: str) -> str:
    """What cannot be set of a text: an unknown figure or table, or nothing said at all; nothing where it can."""
    parts = typed.read(text)
    if not parts:
        return _("Say something.")
    if unknown := unknown_in(parts, kept_figures(paper.figures)):
        return _("There is no figure “%(name)s” in this paper.") % {"name": unknown[0]}
    known = {*paper.blocks, *([FIGURES] if paper.kind == Kind.BRIEFING else [])}
    for part in parts:
        if part.kind == PartKind.TABLE and part.text not in known:
            return _("There is no table “%(name)s” in this paper.") % {"name": part.text}
    return ""


@dataclass(frozen=True)
class Checked:
    """A figure as it was cited, and what the same question answers today."""

    cited: Figure
    today: Figure

    @property
    def has_changed(self) -> bool:
        return (self.cited.value, self.cited.digest) != (self.today.value, self.today.digest)

    @property
    def come(self) -> list[str]:
        """Numbers that have come since, among those that are kept."""
        return [one for one in self.today.numbers if one not in set(self.cited.numbers)]

    @property
    def gone(self) -> list[str]:
        return [one for one in self.cited.numbers if one not in set(self.today.numbers)]


def checked(paper: Paper, postings: Sequence[Posting], only: str = "") -> list[Checked]:
    """Every figure of a briefing held against the records of today; one statement each."""
    able = [posting for posting in postings if posting.reaches(paper.region_id)]
    figures = kept_figures(paper.figures)
    shown = [figures[only]] if only in figures else [] if only else list(figures.values())
    return [Checked(figure, counting.again(figure, able)) for figure in shown]
