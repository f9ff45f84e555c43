"""A document as plain text, for the terminal, for messages and for counting its characters."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .blocks import (
    Addressee,
    Attachments,
    Block,
    Distribution,
    Document,
    Head,
    Labels,
    Note,
    PageBreak,
    Paragraph,
    Sheet,
    Signature,
    Table,
    Title,
)
from .wording import numbered, printed


def to_text(document: Document) -> str:
    """The whole document, a line for each paragraph and row."""
    return (
        "\n".join(line for block, number in numbered(document.blocks) for line in _LINES[type(block)](block, number))
        + "\n"
    )


def characters(blocks: Iterable[Block]) -> int:
    """How long the text is as offices count it: signs of headings and paragraphs, without blanks, heads and tables."""
    told = (text_of(block) for block in blocks if isinstance(block, Paragraph))
    return sum(1 for text in told for sign in text if not sign.isspace())


def text_of(block: Paragraph) -> str:
    return "".join(run.text for run in block.runs)


def _wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _head(block: Head, _number: str) -> Iterator[str]:
    yield block.name
    if block.number:
        yield block.number
    if block.left or block.right:
        yield f"{block.left}　{block.right}".strip("　")
    yield "─" * 28


def _title(block: Title, _number: str) -> Iterator[str]:
    yield ""
    yield block.text
    if block.note:
        yield block.note
    yield ""


def _table(block: Table, _number: str) -> Iterator[str]:
    if block.caption:
        yield block.caption
    rows = [[column.heading for column in block.columns], *([cell.text for cell in row] for row in block.rows)]
    widths = [max(_wide(row[place]) for row in rows) for place in range(len(block.columns))]
    for row in rows:
        yield "  ".join(text + " " * (width - _wide(text)) for text, width in zip(row, widths, strict=True)).rstrip()


def _sheet(block: Sheet, _number: str) -> Iterator[str]:
    for row in block.rows:
        yield "　".join(f"{label.name}：{label.text}" for label in row)


def _signature(block: Signature, _number: str) -> Iterator[str]:
    yield ""
    yield from (line for line in (block.unit, block.on) if line)


def _distribution(block: Distribution, _number: str) -> Iterator[str]:
    yield "─" * 28
    yield from (f"{label.name}：{label.text}" for label in block.items)
    if block.unit or block.on:
        yield f"{block.unit}　{printed(block.on, block.copies)}".strip("　")


def _attachments(block: Attachments, _number: str) -> Iterator[str]:
    yield "附件：" + "；".join(f"{place}. {name}" for place, name in enumerate(block.names, start=1))


_LINES: dict[type[Any], Callable[[Any, str], Iterable[str]]] = {
    Head: _head,
    Title: _title,
    Addressee: lambda block, _number: [f"{block.text.rstrip('：:')}："],
    Paragraph: lambda block, number: [f"　　{number}{text_of(block)}"],
    Labels: lambda block, _number: [f"{label.name}：{label.text}" for label in block.items],
    Table: _table,
    Sheet: _sheet,
    Attachments: _attachments,
    Signature: _signature,
    Note: lambda block, _number: [block.text],
    PageBreak: lambda _block, _number: [""],
    Distribution: _distribution,
}
