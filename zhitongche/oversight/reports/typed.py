"""A paper's parts as one text that an editor types into, a line for each part; what a line begins with says what it is.

`# ` a heading, `## ` one below it, `= ` a table or form by its name, `@NUMBER ` a paragraph told from that record,
`主送：`, `附件：`, `报：`, `送：`, `发：` what they say, `落款` where it is signed; every other line is a paragraph.
"""

import re
from collections.abc import Iterable

from .parts import Part, PartKind

SIGNED = "落款"
MARKS = {PartKind.SUBHEADING: "## ", PartKind.HEADING: "# ", PartKind.TABLE: "= "}
LABELS = {
    PartKind.ADDRESSEE: "主送：",
    PartKind.ATTACHMENTS: "附件：",
    PartKind.REPORT: "报：",
    PartKind.SEND: "送：",
    PartKind.ISSUE: "发：",
}
TOLD_FROM = re.compile(r"@([0-9A-Za-z-]{1,40})\s+(.*)")


def written(parts: Iterable[Part]) -> str:
    """The parts as a text; read again they are the same."""
    return "\n".join(_line(part) for part in parts)


def read(text: str) -> tuple[Part, ...]:
    """The parts of a text; empty lines only part them for the eye."""
    return tuple(_part(line.strip()) for line in text.splitlines() if line.strip())


def _line(part: Part) -> str:
    kind, said = PartKind(part.kind), " ".join(part.text.split())
    if kind == PartKind.SIGNATURE:
        return SIGNED
    if kind == PartKind.CASE and part.record:
        return f"@{part.record} {said}"
    return f"{MARKS.get(kind) or LABELS.get(kind, '')}{said}"


def _part(line: str) -> Part:
    if line == SIGNED:
        return Part(PartKind.SIGNATURE, "")
    if found := TOLD_FROM.fullmatch(line):
        return Part(PartKind.CASE, found[2], found[1])
    for kind, mark in (*MARKS.items(), *LABELS.items()):
        if line.startswith(mark):
            return Part(kind, line[len(mark) :].strip())
    return Part(PartKind.TEXT, line)
