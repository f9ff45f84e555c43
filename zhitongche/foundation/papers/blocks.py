"""What an official document is made of: a tree of typed blocks that is kept as JSON and knows nothing of Word or PDF.

A document is the office's own paper: its words are Chinese whatever language the reader's pages are in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

# What XML 1.0 cannot hold, and what would turn the direction of a line; neither belongs into an official document.
_UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF, *range(0x202A, 0x202F)])


def plain(text: str) -> str:
    """The text without the signs that no document can hold; halves of surrogates become a question mark."""
    return text.translate(_UNWRITABLE).encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class Run:
    """A stretch of text; by `figure`, the key of what it shows, its records are found again; `record` names the one it tells of."""

    text: str
    figure: str = ""
    record: str = ""


class HeadKind(StrEnum):
    """Red head of a letter or notice, masthead of a briefing, head of minutes."""

    RED = "red"
    BRIEFING = "briefing"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Head:
    """What stands in red above everything. `left` and `right` stand on the line of the rule: unit and date of a briefing."""

    kind: str
    name: str
    number: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Title:
    """The title (二号小标宋), and a line under it where there is one: place and period in brackets."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Addressee:
    """主送机关: flush left, with its colon."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text; `level` 1 to 4 is a heading 一、（一）1.（1）, numbered in order, 0 the text itself."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True)
class Label:
    """出席 and who was there; 报 and to whom."""

    name: str
    text: str


@dataclass(frozen=True)
class Labels:
    """出席、请假、列席: the labels in 黑体, what is wrapped aligned behind the colon."""

    items: tuple[Label, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds figures."""

    heading: str
    width: int = 10
    is_figure: bool = False


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `figure` and `record` as of a run."""

    text: str
    figure: str = ""
    record: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on each page; a wide one lies in a landscape section of its own."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    is_landscape: bool = False
    # How high each row is at least, in millimetres, where people write into it by hand.
    height: int = 0


@dataclass(frozen=True)
class Sheet:
    """A form to be filled in (督办单、回执、签到表): in each row pairs of label and text, of equal widths."""

    rows: tuple[tuple[Label, ...], ...]
    # How high each row is at least, in millimetres.
    heights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Attachments:
    """附件：1.…, one line below the text."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """Who issues it, and the day."""

    unit: str
    on: str


@dataclass(frozen=True)
class Note:
    """A line in small print: where the figures come from, who took the list out."""

    text: str


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Distribution:
    """版记: 报、送、发 at the foot of the last page, the printing unit, the day and how many copies."""

    items: tuple[Label, ...]
    unit: str = ""
    on: str = ""
    copies: str = ""


Block = (
    Head
    | Title
    | Addressee
    | Paragraph
    | Labels
    | Table
    | Sheet
    | Attachments
    | Signature
    | Note
    | PageBreak
    | Distribution
)
KINDS: Mapping[str, type[Any]] = {
    one.__name__.lower(): one
    for one in (
        *(Head, Title, Addressee, Paragraph, Labels, Table, Sheet, Attachments, Signature, Note, PageBreak),
        Distribution,
    )
}
# Which class the parts of a block are of.
_PARTS: Mapping[tuple[str, str], type[Any]] = {
    ("paragraph", "runs"): Run,
    ("labels", "items"): Label,
    ("distribution", "items"): Label,
    ("table", "columns"): Column,
    ("table", "rows"): Cell,
    ("sheet", "rows"): Label,
}


@dataclass(frozen=True)
class Document:
    """A whole document. `mark` stands small at the head of each page: 代拟稿 until it is issued."""

    title: str
    blocks: tuple[Block, ...]
    mark: str = ""
    # Whose it is and of which day, for the file's own properties: the same document is the same file.
    unit: str = ""
    on: str = ""


def said(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Run(text),))


def heading(level: int, text: str) -> Paragraph:
    return Paragraph((Run(text),), level)


def cells(rows: Iterable[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of plain words as the cells of a table."""
    return tuple(tuple(Cell(text) for text in row) for row in rows)


def block_to_json(block: Block) -> dict[str, Any]:
    """A block as it is kept; every text already plain."""
    return {"block": type(block).__name__.lower(), **_told(block)}


def to_json(document: Document) -> dict[str, Any]:
    """The document as it is kept and handed to a writer; every text already plain."""
    blocks = [block_to_json(block) for block in document.blocks]
    return {**_told(document), "blocks": blocks}


def from_json(kept: Mapping[str, Any]) -> Document:
    """The document that `to_json` kept. Raises KeyError and TypeError for what is none."""
    blocks = tuple(block_from_json(one) for one in kept["blocks"])
    return Document(**{**kept, "blocks": blocks})


def _told(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if is_dataclass(value):
        return {field.name: _told(getattr(value, field.name)) for field in fields(value) if field.name != "blocks"}
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return value


def block_from_json(kept: Mapping[str, Any]) -> Block:
    """The block that `block_to_json` kept. Raises KeyError and TypeError for what is none."""
    kind = kept["block"]
    values = {name: _part(_PARTS.get((kind, name)), value) for name, value in kept.items() if name != "block"}
    made: Block = KINDS[kind](**values)
    return made


def _part(of: type[Any] | None, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_part(of, one) for one in value)
    return of(**value) if of is not None and isinstance(value, dict) else value
