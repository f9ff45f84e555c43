"""A paper as its editor has it: parts of plain text in which figures stand by name, [[received]] or [[closed~]].

With ~ a figure is said as reports say it: 70多. What names no figure stays as it was typed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from zhitongche.foundation.papers.blocks import (
    Block,
    Cell,
    Column,
    Distribution,
    Document,
    Head,
    Label,
    Paragraph,
    Run,
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


class PartKind(StrEnum):
    """What a part is: a heading, a paragraph, a typical case, the table of figures, who gets it."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    CASE = "case"
    TABLE = "table"
    REPORT = "report"
    SEND = "send"
    ISSUE = "issue"


RECEIVERS = {PartKind.REPORT: "报", PartKind.SEND: "送", PartKind.ISSUE: "发"}
LEVELS = {PartKind.HEADING: 1, PartKind.SUBHEADING: 2, PartKind.TEXT: 0, PartKind.CASE: 0}


@dataclass(frozen=True)
class Part:
    """One part; a case also names its problem."""

    kind: str
    text: str
    problem: str = ""

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


def parts_of(kept: Iterable[Mapping[str, Any]]) -> list[Part]:
    return [Part(**one) for one in kept]


def compose(
    face: Face, parts: Sequence[Part], figures: Mapping[str, Figure], former: Mapping[str, Figure], table: Sequence[str]
) -> Document:
    """The document: masthead, title, the parts in their order, and who gets it at the foot."""
    blocks: list[Block] = [
        Head("briefing", face.name, face.number, face.unit, face.on),
        Title(face.title, f"（{face.note}）" if face.note else ""),
    ]
    for part in parts:
        if part.kind in LEVELS:
            runs = tuple(runs_of(part.text, figures))
            blocks.append(Paragraph(runs, LEVELS[PartKind(part.kind)]))
        elif part.kind == PartKind.TABLE:
            blocks.append(beside(figures, former, table, part.text))
    receivers = [Label(RECEIVERS[PartKind(part.kind)], part.text) for part in parts if part.kind in RECEIVERS]
    blocks.append(Distribution(tuple(receivers), face.unit, face.on))
    mark = DRAFT if face.is_draft else ""
    return Document(face.title, tuple(blocks), mark, face.unit, face.day)


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
