"""Who sees which papers, the list, what stands in one, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from zhitongche.express.meetings import queries as meetings
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import inside_q
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from .kinds import AFTERWARDS, Kind
from .models import Paper, PaperEvent, PaperFile, PaperTemplate
from .states import OUT, State

ORDER = ("-id",)
# Columns that no list shows and that are long.
HEAVY = ("text", "figures", "former", "blocks", "document")
PEOPLE = tuple(
    f"{who}__{part}" for who in ("drafter", "asked_by", "signed_by") for part in ("person", "region", "department")
)


@dataclass(frozen=True)
class Filters:
    """What the list can be narrowed by."""

    state: str = ""
    kind: str = ""
    region: str = ""
    record: str = ""


def visible_to(*postings: Posting | Shape) -> QuerySet[Paper]:
    """Every paper of the readers' own places; of the places inside them what was issued."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.PAPER_READ)]
    return Paper.objects.filter(reduce(or_, conditions)) if conditions else Paper.objects.none()


def _condition(posting: Posting | Shape) -> Q:
    return Q(region=posting.scope) | (inside_q(posting.scope, "region_id") & Q(state__in=sorted(OUT)))


def for_page(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    return rows.select_related("region", *PEOPLE)


def found(postings: Sequence[Posting], number: str) -> Paper | None:
    """The paper of that number, if one of the postings sees it."""
    return for_page(visible_to(*postings)).filter(number=number).first()


def afresh(paper: Paper) -> Paper:
    """The paper as it stands after an act, for somebody who has just acted on it."""
    return for_page(Paper.objects.filter(pk=paper.pk)).get()


def listed(postings: Sequence[Posting], filters: Filters) -> QuerySet[Paper]:
    """The visible papers that pass the filters; without one those that were not discarded."""
    rows = visible_to(*postings).select_related("region").defer(*HEAVY)
    rows = rows.filter(state=filters.state) if filters.state else rows.exclude(state=State.DISCARDED)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.region:
        rows = rows.filter(inside_q(filters.region, "region_id"))
    if filters.record:
        rows = rows.filter(record=filters.record)
    return rows


def page_of(postings: Sequence[Posting], filters: Filters, cursor: str | None, limit: int = PAGE_ROWS) -> Page[Paper]:
    """One page of the list, the newest first. Raises BadCursor."""
    return keyset(listed(postings, filters), ORDER, cursor, limit)


def history(paper: Paper) -> list[PaperEvent]:
    """Its steps, oldest first, each with who did it; one statement."""
    events = PaperEvent.objects.filter(paper=paper)
    return list(events.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"))


def last_issue(region: str, before: date) -> Paper | None:
    """The last briefing of a place whose time ended by that day and that was issued."""
    rows = Paper.objects.filter(region=region, kind=Kind.BRIEFING, state__in=sorted(OUT), until__lte=before)
    return rows.order_by("-until", "-pk").first()


def next_issue(paper: Paper, year: int) -> str:
    """第×期 as the next one of its kind would be called; nothing for what bears an office's own number."""
    if paper.kind not in {Kind.BRIEFING, Kind.MINUTES}:
        return ""
    issued = Paper.objects.filter(region=paper.region_id, kind=paper.kind, issue_year=year).exclude(issue="")
    return f"第{issued.count() + 1}期"


def bears(paper: Paper, issue: str, year: int) -> bool:
    """Whether another paper of the kind bears that number this year."""
    rows = Paper.objects.filter(region=paper.region_id, kind=paper.kind, issue_year=year, issue=issue)
    return rows.exclude(pk=paper.pk).exists()


def file_of(paper: Paper, ending: str) -> PaperFile | None:
    """The final file, once it is kept."""
    return PaperFile.objects.filter(paper=paper, ending=ending).first()


def to_archive(limit: int) -> list[Paper]:
    """Issued papers whose final files are not kept yet, the oldest first."""
    return list(Paper.objects.filter(state=State.ISSUED, files=None).order_by("pk")[:limit])


def is_drafted(meeting: Meeting, kind: str) -> bool:
    """Whether a paper of the kind tells of the meeting, be it discarded by now."""
    return Paper.objects.filter(region=meeting.region_id, kind=kind, record=meeting.number).exists()


def left_to_draft(since: datetime) -> list[tuple[Meeting, Kind]]:
    """What meetings closed from `since` on leave to be written and nobody has begun, the first closed first; two statements."""
    held = list(meetings.closed_since(since))
    begun = Paper.objects.filter(region__in={one.region_id for one in held}, record__in=[one.number for one in held])
    there = set(begun.values_list("record", "kind")) if held else set()
    return [(one, kind) for one in held for kind in AFTERWARDS if (one.number, kind) not in there]


def of_meeting(postings: Sequence[Posting], meeting: Meeting) -> list[Paper]:
    """What was written of it and not discarded, as these postings see it, in the order in which an office needs them."""
    rows = visible_to(*postings).filter(region=meeting.region_id, record=meeting.number).defer(*HEAVY)
    order = list(Kind)
    return sorted(rows.exclude(state=State.DISCARDED), key=lambda one: (order.index(Kind(one.kind)), -one.pk))


def templates_of(region: str) -> list[PaperTemplate]:
    """The office's own templates."""
    rows = PaperTemplate.objects.filter(region=region).select_related("file", "placed_by__person")
    return list(rows.order_by("kind"))


def template_for(region: str, kind: str) -> PaperTemplate | None:
    return PaperTemplate.objects.filter(region=region, kind=kind).select_related("file").first()


# ---- what waits ------------------------------------------------------------------------------------------------------


def waiting_for_issue(posting: Posting | Shape) -> QuerySet[Paper]:
    """To whoever signs: what was sent for review by somebody else of the office."""
    return _to_sign(posting, State.IN_REVIEW)


def waiting_for_recall(posting: Posting | Shape) -> QuerySet[Paper]:
    """To whoever signs: recalls that somebody else has proposed."""
    return _to_sign(posting, State.RECALL_PROPOSED)


def waiting_for_submit(posting: Posting | Shape) -> QuerySet[Paper]:
    """To whoever drafted it: what came back from review."""
    if not posting.may(Permission.PAPER_DRAFT):
        return Paper.objects.none()
    rows = Paper.objects.filter(region=posting.scope, state=State.DRAFT, is_returned=True)
    return rows.filter(drafter__person=posting.person_id)


def _to_sign(posting: Posting | Shape, state: State) -> QuerySet[Paper]:
    if not posting.may(Permission.PAPER_SIGN):
        return Paper.objects.none()
    rows = Paper.objects.filter(region=posting.scope, state=state)
    return rows.exclude(drafter__person=posting.person_id).exclude(asked_by__person=posting.person_id)


def signers_of(paper: Paper) -> Q:
    """The postings that may sign: leaders and organizers of its place."""
    return Q(role__in=[Role.LEADER, Role.ORGANIZER], region=paper.region_id)
