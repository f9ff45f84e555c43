"""A paper as its editor has it: parts of plain text in which figures stand by name, [[received]] or [[closed~]].

With ~ a figure is said as reports say it: 70多. What names no figure stays as it was typed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from zhitongche.foundation.papers.blocks import (
    Addressee,
    Attachments,
    Block,
    Cell,
    Column,
    Distribution,
    Document,
    Head,
    HeadKind,
    Label,
    Note,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from zhitongche.foundation.papers.plain import characters
from zhitongche.foundation.papers.wording import about

from .counting import Figure

# 2024年: documents on special work are to have at most so many characters.
MOST_CHARACTERS = 4000
TOKEN = re.compile(r"\[\[([a-z_]{1,40})(~?)\]\]")
DRAFT = "代拟稿"
# The table that sets the figures of the time beside the last issue's; every other is kept with the paper.
FIGURES = "主要指标"


class PartKind(StrEnum):
    """What a part is: a heading, a paragraph, a typical case, a table by its name, who gets it, where it is signed."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    CASE = "case"
    TABLE = "table"
    ADDRESSEE = "addressee"
    ATTACHMENTS = "attachments"
    SIGNATURE = "signature"
    REPORT = "report"
    SEND = "send"
    ISSUE = "issue"


RECEIVERS = {PartKind.REPORT: "报", PartKind.SEND: "送", PartKind.ISSUE: "发"}
LEVELS = {PartKind.HEADING: 1, PartKind.SUBHEADING: 2, PartKind.TEXT: 0, PartKind.CASE: 0}


@dataclass(frozen=True)
class Part:
    """One part; what tells of one record names it: a case its problem, a line of minutes the promise that was made."""

    kind: str
    text: str
    record: str = ""

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Face:
    """What stands around the text: masthead, unit, number, day, title and period."""

    name: str
    unit: str
    number: str
    on: str
    title: str
    note: str
    # The same day for the file's own properties.
    day: str = ""
    is_draft: bool = True
    # Which head it bears; a list or a host's script has none.
    head: str = HeadKind.BRIEFING


@dataclass(frozen=True)
class Draft:
    """A paper as the records propose it: what it says, every figure with its records, and the tables beside the text."""

    title: str
    parts: tuple[Part, ...]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    former: Mapping[str, Figure] = field(default_factory=dict)
    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    # A line in brackets under the title.
    note: str = ""


def compose(face: Face, draft: Draft, table: Sequence[str] = ()) -> Document:
    """The document: head, title, the parts in their order, and who gets it at the foot."""
    told = [block for part in draft.parts for block in _blocks_of(part, face, draft, table)]
    blocks: list[Block] = [*_head(face), *_titled(face, told)]
    receivers = [Label(RECEIVERS[PartKind(part.kind)], part.text) for part in draft.parts if part.kind in RECEIVERS]
    if receivers:
        blocks.append(Distribution(tuple(receivers), face.unit, face.on))
    return Document(face.title, tuple(blocks), DRAFT if face.is_draft else "", face.unit, face.day)


def _titled(face: Face, told: Sequence[Block]) -> Sequence[Block]:
    """The title and what follows; a list that lies bears its title on its own page, and what else there is below it."""
    if len(told) == 1 and isinstance(told[0], Table) and told[0].is_landscape:
        below = [Note(face.note)] if face.note else []
        return [replace(told[0], caption=face.title), *below]
    return [Title(face.title, f"（{face.note}）" if face.note else ""), *told]


def _head(face: Face) -> list[Block]:
    if not face.head:
        return []
    if face.head == HeadKind.RED:
        return [Head(face.head, face.name, face.number)]
    return [Head(face.head, face.name, face.number, face.unit, face.on)]


def _blocks_of(part: Part, face: Face, draft: Draft, table: Sequence[str]) -> Sequence[Block]:
    """What one part becomes; who gets it stands at the foot and not here."""
    match part.kind:
        case PartKind.TABLE if part.text in draft.blocks:
            return draft.blocks[part.text]
        case PartKind.TABLE:
            return [beside(draft.figures, draft.former, table, part.text)] if table else []
        case PartKind.ADDRESSEE:
            return [Addressee(part.text)]
        case PartKind.ATTACHMENTS:
            return [Attachments(tuple(name.strip() for name in part.text.split("；") if name.strip()))]
        case PartKind.SIGNATURE:
            return [Signature(face.unit, face.on)]
        case _ if part.kind in LEVELS:
            runs = (replace(run, record=part.record) for run in runs_of(part.text, draft.figures))
            return [Paragraph(tuple(runs), LEVELS[PartKind(part.kind)])]
        case _:
            return []


def runs_of(text: str, figures: Mapping[str, Figure]) -> Iterable[Run]:
    """The text with its figures in their places, each by its key."""
    at = 0
    for found in TOKEN.finditer(text):
        figure = figures.get(found[1])
        if figure is None:
            continue
        if found.start() > at:
            yield Run(text[at : found.start()])
        is_about = bool(found[2]) and figure.unit != "元"
        yield Run(about(int(figure.value)) if is_about else figure.words, figure.key)
        at = found.end()
    if at < len(text) or at == 0:
        yield Run(text[at:])


def beside(figures: Mapping[str, Figure], former: Mapping[str, Figure], keys: Sequence[str], caption: str) -> Table:
    """The figures of the time beside those of the last issue."""
    rows = []
    for key in keys:
        if key in figures:
            figure, last = figures[key], former.get(key)
            unit = "" if figure.unit == "元" else f"（{figure.unit}）"
            now = Cell(figure.words, figure.key)
            rows.append((Cell(f"{figure.label}{unit}"), now, Cell(last.words if last else "—")))
    return Table((Column("指标", 20), Column("本期", 10, True), Column("上期", 10, True)), tuple(rows), caption)


def unknown_in(parts: Iterable[Part], figures: Mapping[str, Figure]) -> list[str]:
    """Names in double brackets that are no figure of the paper."""
    named = {found[1] for part in parts for found in TOKEN.finditer(part.text)}
    return sorted(named - set(figures))


def length_of(parts: Sequence[Part], figures: Mapping[str, Figure]) -> int:
    """How long the text is, as offices count it."""
    blocks = [Paragraph(tuple(runs_of(part.text, figures))) for part in parts if part.kind in LEVELS]
    return characters(blocks)
