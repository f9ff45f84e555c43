"""Papers in lists, on their page and for programs: the document as a page draws it, each figure and record with its way."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.foundation.listed import Listed, listed
from zhitongche.foundation.papers.blocks import Cell, Document, Run
from zhitongche.foundation.papers.plain import to_text
from zhitongche.foundation.papers.wording import numbered
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day, query_string
from zhitongche.foundation.web.acts import Offer
from zhitongche.oversight.reports.counting import MEASURES
from zhitongche.oversight.reports.parts import MOST_CHARACTERS, length_of
from zhitongche.oversight.reports.periods import Period

from . import content
from .kinds import AFTERWARDS, BEFOREHAND, Kind
from .models import Paper, PaperEvent, PaperTemplate
from .presenters import STEPS
from .states import State

# Which room shows a record, by what its number begins with; a problem's begins with a place.
ROOMS = {"XM-": "projects:detail", "DJ-": "meetings:detail", "ZG-": "rectifications:detail", "CG-": "outcomes:detail"}
Row = Listed[Paper]


def rows(papers: Sequence[Paper], today: date) -> list[Row]:
    """Papers as lists show them."""
    return listed(papers, today, states=State)


def lines(shown: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as plain strings."""
    return [
        {
            "address": reverse("papers:detail", args=[row.thing.number]),
            "title": row.thing.title,
            "kind": Kind(row.thing.kind).label,
            "label": row.thing.issue or row.label,
            "place": row.place,
            "about": row.thing.note or row.thing.record,
            "state": row.state.label,
            "on": day(row.thing.issued_on or row.thing.drafted_at),
        }
        for row in shown
    ]


def of_meeting(papers: Sequence[Paper]) -> list[dict[str, str]]:
    """What was written of a meeting, each with its Word file."""
    return [
        {
            "address": reverse("papers:detail", args=[one.number]),
            "word": reverse("papers:file", args=[one.number, "docx"]),
            "kind": str(Kind(one.kind).label),
            "state": str(State(one.state).label),
            "label": one.issue or one.number,
        }
        for one in papers
    ]


def to_write(meeting: Meeting, begun: set[str]) -> list[dict[str, str]]:
    """Which papers of the meeting can be written now and nobody has begun, each with the form that begins it."""
    if meeting.is_called_off or not meeting.item_count:
        return []
    kinds = AFTERWARDS if meeting.state == MeetingState.CLOSED else BEFOREHAND
    form = reverse("papers:new")
    return [
        {"address": f"{form}?{urlencode({'kind': kind.value, 'record': meeting.number})}", "kind": str(kind.label)}
        for kind in kinds
        if kind not in begun
    ]


def chips(query: QueryDict, chosen: str) -> list[dict[str, Any]]:
    """One chip a state."""
    every = [("", pgettext("paper", "All")), *State.choices]
    return [
        {
            "label": label,
            "count": None,
            "address": query_string(query, state=value or None, cursor=None),
            "is_chosen": value == chosen,
        }
        for value, label in every
    ]


def phases(paper: Paper) -> list[dict[str, Any]]:
    """The way from the draft to the issue; what ended otherwise says so."""
    order = [State.DRAFT, State.IN_REVIEW, State.ISSUED]
    state = State(paper.state)
    if state not in order:
        order = [State.DRAFT, state] if state == State.DISCARDED else [*order, state]
    at = order.index(state)
    return [
        {"label": one.label, "status": "done" if place < at else "now" if place == at else ""}
        for place, one in enumerate(order)
    ]


def key_facts(paper: Paper) -> list[tuple[Any, Any]]:
    """Which paper, whose number, who signed it; of a draft how long it is."""
    told: list[tuple[Any, str]] = [
        (pgettext("paper", "Kind"), str(Kind(paper.kind).label)),
        (pgettext("paper", "Issue"), paper.issue),
        (_("Signed by"), paper.signer),
        (pgettext("paper", "Issued on"), day(paper.issued_on)),
        (_("Please sign by"), day(paper.due_on)),
        (_("Length"), "" if paper.issue else length_words(paper)),
    ]
    return [(term, value) for term, value in told if value]


def length_words(paper: Paper) -> str:
    """How many characters the text has, and whether that is more than a paper on special work may have."""
    draft = content.draft_of(paper)
    count = length_of(draft.parts, draft.figures)
    said = _("%(count)s characters") % {"count": count}
    if count <= MOST_CHARACTERS:
        return said
    return _("%(said)s: more than the %(most)s allowed") % {"said": said, "most": MOST_CHARACTERS}


def facts(paper: Paper) -> list[tuple[Any, Any]]:
    told = [
        (_("Number"), paper.number),
        (_("Region"), paper.region.short_name),
        (pgettext("paper", "Drafted by"), called(paper.drafter)),
        (pgettext("paper", "Read from the records on"), day(paper.drawn_at)),
        (pgettext("paper", "Digest"), paper.digest[:16]),
    ]
    return [(term, value) for term, value in told if value]


def buttons(paper: Paper, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """What may be done now, the likely next first."""
    allowed = sorted((one for one in offers if one.is_allowed), key=lambda one: not one.action.is_primary)
    return [
        {
            "label": one.action.label,
            "address": reverse("papers:act", args=[paper.number, one.verb]),
            "reason": None,
            "is_primary": one.action.is_primary,
            "is_stern": one.verb in {"discard", "recall", "propose_recall"},
        }
        for one in allowed
    ]


def story(events: Iterable[PaperEvent]) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [_told_step(event) for event in events][::-1]


def _told_step(event: PaperEvent) -> dict[str, Any]:
    sentence, quoted = STEPS[event.action]
    return {
        "at": event.at,
        "who": called(event.posting) if event.posting else _("The system"),
        "text": str(sentence) % {"issue": event.body.get("issue", "")},
        "quote": event.body.get(quoted) or "",
        "note": "",
        "tone": {"return": "bad", "recall": "bad", "issue": "good"}.get(event.action, ""),
        "photos": [],
    }


# ---- the document ----------------------------------------------------------------------------------------------------


def shown(paper: Paper, document: Document) -> list[dict[str, Any]]:
    """The document block by block, as the page draws it."""
    return [
        {**_fields(paper, block), "block": type(block).__name__.lower(), "mark": mark}
        for block, mark in numbered(document.blocks)
    ]


def _fields(paper: Paper, block: Any) -> dict[str, Any]:
    told = {name: value for name, value in vars(block).items() if name not in {"runs", "rows"}}
    if hasattr(block, "runs"):
        told["runs"] = [_way(paper, run) for run in block.runs]
    if hasattr(block, "columns"):
        told["rows"] = [[_way(paper, cell) for cell in row] for row in block.rows]
    elif hasattr(block, "rows"):
        told["rows"] = block.rows
    return told


def _way(paper: Paper, value: Run | Cell) -> dict[str, str]:
    """A stretch of text with where it leads: a figure to its records, a line to its own."""
    if value.figure:
        return {"text": value.text, "address": reverse("papers:figure", args=[paper.number, value.figure])}
    return {"text": value.text, "record": value.record, "from": record_address(value.record) if value.record else ""}


def record_address(number: str) -> str:
    """The page of a record, by its number."""
    room = next((name for prefix, name in ROOMS.items() if number.startswith(prefix)), "problems:detail")
    return reverse(room, args=[number])


def figure_lines(paper: Paper, found: Iterable[content.Checked]) -> list[dict[str, Any]]:
    """Every figure as it was cited and as it is today."""
    return [
        {
            "address": reverse("papers:figure", args=[paper.number, one.cited.key]),
            "label": one.cited.label,
            "unit": "" if one.cited.unit == "元" else one.cited.unit,
            "cited": one.cited.words,
            "today": one.today.words,
            "has_changed": one.has_changed,
        }
        for one in found
    ]


def figure_records(one: content.Checked) -> list[dict[str, Any]]:
    """The records that made a figure, and those that have come or gone since; numbers lead to the room's page."""
    page = MEASURES[one.cited.key].page
    come = set(one.come)
    gone = set(one.gone)
    every = [*one.cited.numbers, *(number for number in one.today.numbers if number in come)]
    return [
        {
            "number": number,
            "address": reverse(page, args=[number]),
            "note": _("come since") if number in come else _("no longer counts") if number in gone else "",
        }
        for number in dict.fromkeys(every)
    ]


def changed_words(found: Sequence[content.Checked]) -> str:
    """“3 figures have changed since”; nothing where none has."""
    count = sum(1 for one in found if one.has_changed)
    return _changed(count) if count else ""


def _changed(count: int) -> str:
    return ngettext("%(count)s figure has changed since.", "%(count)s figures have changed since.", count) % {
        "count": count
    }


def cases_offered(found: Iterable[Any]) -> list[tuple[str, str]]:
    """Closed problems that could be told, with why each is proposed."""
    return [(case.number, f"{case.title}（{case.reason}）") for case in found]


def period_of(paper: Paper) -> Period | None:
    return Period(paper.since, paper.until) if paper.since and paper.until else None


def templates(found: Iterable[PaperTemplate]) -> list[dict[str, Any]]:
    return [
        {
            "kind": Kind(one.kind).label,
            "name": one.file.name,
            "by": one.placed_by.person.name,
            "on": day(one.placed_at),
        }
        for one in found
    ]


# ---- for programs ----------------------------------------------------------------------------------------------------


def summary(paper: Paper) -> dict[str, Any]:
    """One row of the API's list."""
    return {
        "number": paper.number,
        "state": paper.state,
        "kind": paper.kind,
        "region": paper.region_id,
        "title": paper.title,
        "record": paper.record,
        "since": paper.since,
        "until": paper.until,
        "issue": paper.issue,
        "signer": paper.signer,
        "issued_on": paper.issued_on,
        "created_at": paper.drafted_at,
    }


def resource(paper: Paper) -> dict[str, Any]:
    """The whole resource."""
    figures = content.kept_figures(paper.figures).values()
    return {
        **summary(paper),
        "text": paper.text,
        "plain": to_text(content.document(paper)),
        "figures": [_figure(one) for one in figures],
        "digest": paper.digest,
    }


def _figure(one: Any) -> dict[str, Any]:
    names = ("key", "label", "unit", "value", "count", "digest", "since", "until")
    return {**{name: getattr(one, name) for name in names}, "numbers": list(one.numbers)}


def checked_resource(found: Iterable[content.Checked]) -> list[dict[str, Any]]:
    return [
        {
            "key": one.cited.key,
            "label": one.cited.label,
            "cited": one.cited.value,
            "today": one.today.value,
            "changed": one.has_changed,
            "come": one.come,
            "gone": one.gone,
        }
        for one in found
    ]


def template_resource(one: PaperTemplate) -> dict[str, Any]:
    return {"region": one.region_id, "kind": one.kind, "name": one.file.name, "placed_at": one.placed_at}
