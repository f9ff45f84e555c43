"""A paper of a meeting, or a supervision notice, for whoever asks for it now, without a paper being kept; recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotYourDuty, Refused
from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.marking import taken_out
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.interchange.writing import SHEETS, Column, write
from zhitongche.foundation.papers.blocks import Document, Table
from zhitongche.foundation.papers.setting import CannotSet, set_document
from zhitongche.foundation.people.models import Account, Posting

from . import content, rules
from .kinds import OF_A_MEETING, Kind
from .models import Paper

# `rectification` names the office's whole list; a meeting's own is drafted as a paper.
KINDS = (*sorted(OF_A_MEETING - {Kind.RECTIFICATION}), Kind.SUPERVISION.value)


@dataclass(frozen=True)
class Written:
    """What was written: one document, or so many rows of a sheet."""

    total_count: int


def to_file(asked: Asked, path: Path, *, account: Account, postings: Sequence[Posting], now: datetime) -> Written:
    """The paper into a file of the caller's own; `number` names the meeting, or the late problem or promise. Raises NotYourDuty, BadInput, Refused."""
    by = next((one for one in postings if rules.why_not_draft(one) is None), None)
    if by is None:
        raise NotYourDuty(_("Only the organizer of a county or city writes papers."))
    if not asked.number:
        raise BadInput({"number": _("Name the meeting.")})
    made = take_out(asked, by=by, now=now)
    if asked.ending not in SHEETS:
        try:
            path.write_bytes(set_document(made, asked.ending))
        except CannotSet as error:
            raise Refused(str(error)) from error
        return Written(1)
    table = next((block for block in made.blocks if isinstance(block, Table)), None)
    columns = [Column(one.heading, one.heading, one.width) for one in table.columns] if table else []
    rows = [[cell.text for cell in row] for row in table.rows] if table else []
    write(path, asked.ending, taken_out(made.title, by, now), columns, rows)
    return Written(len(rows))


@operation
def take_out(asked: Asked, *, by: Posting, now: datetime) -> Document:
    """The document as the records propose it; a line in the operation log."""
    if by.region is None:
        raise BadInput({"region": _("A paper is about a county, a city or a province: name its code.")})
    draft = content.proposed(asked.kind, by=by, place=by.region, period=None, record=asked.number, now=now)
    paper = Paper(region=by.region, kind=asked.kind, title=draft.title, drafted_at=now, **content.kept(draft))
    paper.text = content.typed.written(draft.parts)
    audit.record("paper.take_out", by.region, by=by, now=now, kind=asked.kind, ending=asked.ending, record=asked.number)
    return content.composed(paper, issue="", on=timezone.localdate(now), is_draft=True)
