"""A document as a Word file: GB/T 9704-2012 on a page grid, read alike by Word, WPS and LibreOffice.

Imported by the child process alone (`child.py`): the library is heavy.
"""

import io
from collections.abc import Callable
from typing import Any

from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from . import measures
from .blocks import (
    Addressee,
    Attachments,
    Cell,
    Document,
    Head,
    HeadKind,
    Label,
    Labels,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Title,
    from_json,
    to_json,
)
from .word_parts import (
    FANGSONG,
    HEI,
    KAI,
    SONG,
    XIAOBIAOSONG,
    add,
    bookmark,
    finish,
    grid,
    indent,
    page_number,
    rule,
    spacing,
    styles,
    tab,
    write,
)
from .word_tables import distribution, sheet, table
from .wording import numbered, title_lines

# Word takes names of bookmarks up to forty characters; the count stands behind.
MOST_NAME = 34
FACES = (FANGSONG, HEI, KAI, FANGSONG, FANGSONG)


def to_docx(document: Document) -> bytes:
    """The document as `.docx`; the same document is the same bytes."""
    word = WordDocument()
    styles(word)
    word.settings.odd_and_even_pages_header_footer = True
    _portrait(word.sections[0])
    _edges(word, document.mark)
    marks = _Marks()
    for block, number in numbered(from_json(to_json(document)).blocks):
        _WRITERS[type(block).__name__](word, block, number, marks)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = document.title, document.unit, ""
    properties.last_modified_by = document.unit
    buffer = io.BytesIO()
    word.save(buffer)
    return finish(buffer.getvalue())


class _Marks:
    """Bookmarks are named once in a file: the same figure said twice is `closed_1` and `closed_2`."""

    def __init__(self) -> None:
        self.count = 0

    def next(self, value: Run | Cell) -> tuple[int, str]:
        """Of what shows a figure or tells of a record; a name is of letters, digits and underscores."""
        self.count += 1
        name = f"figure_{value.figure}" if value.figure else f"record_{value.record.replace('-', '_')}"
        return self.count, f"{name[:MOST_NAME]}_{self.count}"


def _portrait(section: Any) -> None:
    section.page_width, section.page_height = Mm(measures.PAGE_WIDTH), Mm(measures.PAGE_HEIGHT)
    section.orientation = WD_ORIENT.PORTRAIT
    _margins(section, (measures.TOP, measures.RIGHT, measures.BOTTOM, measures.LEFT))
    grid(section)


def _landscape(section: Any) -> None:
    section.page_width, section.page_height = Mm(measures.PAGE_HEIGHT), Mm(measures.PAGE_WIDTH)
    section.orientation = WD_ORIENT.LANDSCAPE
    _margins(section, measures.landscape())
    grid(section)


def _margins(section: Any, margins: tuple[int, int, int, int]) -> None:
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    # The number's upper edge seven millimetres below the text.
    section.footer_distance, section.header_distance = Mm(max(margins[2] - 14, 8)), Mm(15)


def _edges(word: Any, mark: str) -> None:
    """Page numbers outside, odd right and even left; the mark of a draft above."""
    section = word.sections[0]
    for part, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        paragraph = part.paragraphs[0]
        paragraph.style, paragraph.alignment = word.styles["Normal"], align
        indent(paragraph, **{"right" if align == ALIGN.RIGHT else "left": measures.FOOT})
        page_number(paragraph, measures.FOOT, SONG)
    for part in (section.header, section.even_page_header):
        paragraph = part.paragraphs[0]
        paragraph.style, paragraph.alignment = word.styles["Normal"], ALIGN.RIGHT
        spacing(paragraph, line=14)
        if mark:
            write(paragraph, mark, HEI, 10.5)


def _head(word: Any, block: Head, _number: str, _marks: _Marks) -> None:
    is_briefing = block.kind == HeadKind.BRIEFING
    size = measures.head_size(block.name)
    paragraph = add(word, align=ALIGN.CENTER)
    # The upper edge of a red head lies 35 mm below that of the text; a briefing's masthead begins with the page.
    before = 0 if is_briefing else 35 * measures.POINTS - size * 0.2
    spacing(paragraph, line=size * 1.35, before=before)
    write(paragraph, block.name, XIAOBIAOSONG, size, color=measures.RED)
    if block.number or not is_briefing:
        paragraph = add(word, align=ALIGN.CENTER)
        spacing(paragraph, before=measures.LINE if not is_briefing else 6)
        write(paragraph, block.number or "", FANGSONG, measures.BODY)
    paragraph = add(word)
    spacing(paragraph, before=6 if block.left or block.right else 0, after=8, line=None if block.left else 12)
    if block.left or block.right:
        tab(paragraph, measures.TEXT_WIDTH)
        write(paragraph, f"{block.left}\t{block.right}", FANGSONG, measures.BODY)
    rule(paragraph, measures.RED, measures.RULE)


def _title(word: Any, block: Title, _number: str, _marks: _Marks) -> None:
    lines = title_lines(block.text, measures.TITLE_CHARACTERS)
    for place, line in enumerate(lines):
        paragraph = add(word, style="公文标题", align=ALIGN.CENTER)
        is_last = place == len(lines) - 1 and not block.note
        spacing(
            paragraph,
            line=measures.TITLE_LINE,
            before=measures.LINE if place == 0 else 0,
            after=measures.LINE if is_last else 0,
        )
        write(paragraph, line, XIAOBIAOSONG, measures.TITLE)
    if block.note:
        paragraph = add(word, align=ALIGN.CENTER)
        spacing(paragraph, after=measures.LINE)
        write(paragraph, block.note, KAI, measures.BODY)


def _addressee(word: Any, block: Addressee, _number: str, _marks: _Marks) -> None:
    write(add(word), f"{block.text.rstrip('：:')}：", FANGSONG, measures.BODY)


def _paragraph(word: Any, block: Paragraph, number: str, marks: _Marks) -> None:
    paragraph = add(word, style=f"公文{block.level}级" if block.level else "", align=ALIGN.JUSTIFY)
    indent(paragraph, first=2 * measures.BODY, characters=200)
    face = FACES[block.level]
    # A heading never stays behind at the foot of a page.
    paragraph.paragraph_format.keep_with_next = bool(block.level)
    if number:
        write(paragraph, number, face, measures.BODY)
    for run in block.runs:
        if run.figure or run.record:
            with bookmark(paragraph, *marks.next(run)):
                write(paragraph, run.text, face, measures.BODY)
        else:
            write(paragraph, run.text, face, measures.BODY)


def _labels(word: Any, block: Labels, _number: str, _marks: _Marks) -> None:
    for label in block.items:
        _hanging(word, label, measures.BODY)


def _hanging(word: Any, label: Label, size: float) -> None:
    paragraph = add(word, align=ALIGN.JUSTIFY)
    width = (len(label.name) + 1) * size
    indent(paragraph, left=2 * size + width, first=-width)
    write(paragraph, f"{label.name}：", HEI, size)
    write(paragraph, label.text, FANGSONG, size)


def _attachments(word: Any, block: Attachments, _number: str, _marks: _Marks) -> None:
    add(word)
    for place, name in enumerate(block.names, start=1):
        paragraph = add(word)
        number = f"{place}. " if len(block.names) > 1 else ""
        first = f"附件：{number}" if place == 1 else number
        behind = (3 + (1.5 if number else 0)) * measures.BODY
        indent(paragraph, left=2 * measures.BODY + behind, first=-behind if place == 1 else -1.5 * measures.BODY)
        write(paragraph, f"{first}{name}", FANGSONG, measures.BODY)


def _signature(word: Any, block: Signature, _number: str, _marks: _Marks) -> None:
    """The date four characters from the right edge, the unit centred above it."""
    add(word)
    day = (len(block.on) - sum(sign.isascii() for sign in block.on) / 2) * measures.BODY
    unit = len(block.unit) * measures.BODY
    for text, right in ((block.unit, 4 * measures.BODY - (unit - day) / 2), (block.on, 4 * measures.BODY)):
        if text:
            paragraph = add(word, align=ALIGN.RIGHT)
            indent(paragraph, right=max(right, 0))
            write(paragraph, text, FANGSONG, measures.BODY)


def _note(word: Any, block: Note, _number: str, _marks: _Marks) -> None:
    paragraph = add(word, align=ALIGN.JUSTIFY)
    spacing(paragraph, line=measures.CELL_LINE, before=4)
    write(paragraph, block.text, SONG, measures.SMALL)


def _break(word: Any, _block: PageBreak, _number: str, _marks: _Marks) -> None:
    word.add_page_break()


def _table(word: Any, block: Any, _number: str, marks: _Marks) -> None:
    """The table; a wide one in a landscape section of its own, with what stood before it as its caption."""
    if not block.is_landscape:
        table(word, block, measures.TEXT_WIDTH, marks.next)
        return
    if len(word.element.body) > 1:
        _landscape(word.add_section(WD_SECTION.NEW_PAGE))
    else:
        _landscape(word.sections[0])
    table(word, block, measures.PAGE_HEIGHT - measures.TOP - measures.BOTTOM, marks.next)


def _portrait_again(write_block: Callable[..., None]) -> Callable[..., None]:
    """What follows a table that lies stands again, on a page of its own."""

    def run(word: Any, block: Any, number: str, marks: _Marks) -> None:
        if word.sections[-1].orientation == WD_ORIENT.LANDSCAPE:
            _portrait(word.add_section(WD_SECTION.NEW_PAGE))
        write_block(word, block, number, marks)

    return run


_WRITERS: dict[str, Callable[..., None]] = {
    "Head": _portrait_again(_head),
    "Title": _portrait_again(_title),
    "Addressee": _portrait_again(_addressee),
    "Paragraph": _portrait_again(_paragraph),
    "Labels": _portrait_again(_labels),
    "Table": _table,
    "Sheet": _portrait_again(lambda word, block, _number, _marks: sheet(word, block)),
    "Attachments": _portrait_again(_attachments),
    "Signature": _portrait_again(_signature),
    "Note": _note,
    "PageBreak": _break,
    "Distribution": _portrait_again(lambda word, block, _number, _marks: distribution(word, block)),
}
