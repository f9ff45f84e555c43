"""Tables of Word files: lists with a repeated head, forms to fill in, and the foot of the last page."""

from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from . import measures
from .blocks import Cell, Distribution, Label, Sheet, Table
from .word_parts import FANGSONG, HEI, add, bookmark, indent, off_grid, spacing, write
from .wording import middles, printed

Mark = Callable[[Cell], tuple[int, str]]


def table(word: Any, block: Table, width: float, mark: Mark) -> None:
    """A list: fixed widths, its head on every page, no row torn apart."""
    if block.caption:
        paragraph = add(word, align=ALIGN.CENTER)
        spacing(paragraph, before=4, after=4)
        write(paragraph, block.caption, HEI, measures.BODY)
    total = sum(column.width for column in block.columns)
    widths = [width * column.width / total for column in block.columns]
    made = _grid(word, len(block.rows) + 1, widths)
    head, *rows = made.rows
    middle_columns = middles(block)
    _flag(head, "w:tblHeader")
    for cell, column in zip(head.cells, block.columns, strict=True):
        _say(cell, column.heading, HEI, ALIGN.CENTER)
    for row, told in zip(rows, block.rows, strict=True):
        _flag(row, "w:cantSplit")
        if block.height:
            row.height, row.height_rule = Mm(block.height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, is_middle, value in zip(row.cells, middle_columns, told, strict=True):
            middle = ALIGN.CENTER if is_middle else ALIGN.LEFT
            paragraph = cell.paragraphs[0]
            if value.figure or value.record:
                with bookmark(paragraph, *mark(value)):
                    _say(cell, value.text, FANGSONG, middle)
            else:
                _say(cell, value.text, FANGSONG, middle)


def sheet(word: Any, block: Sheet) -> None:
    """A form: labels in 黑体, what was said beside them, room where nothing was said yet."""
    parts = 2 * max(len(row) for row in block.rows)
    label = 26.0
    text = (measures.TEXT_WIDTH - label * parts / 2) / (parts / 2)
    made = _grid(word, len(block.rows), [label, text] * (parts // 2))
    for place, (row, told) in enumerate(zip(made.rows, block.rows, strict=True)):
        height = block.heights[place] if place < len(block.heights) else 11
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        cells = row.cells
        if len(told) * 2 < parts:
            cells[len(told) * 2 - 1].merge(cells[-1])
        for number, one in enumerate(told):
            _say(cells[2 * number], one.name, HEI, ALIGN.CENTER, size=14, line=20)
            align = ALIGN.CENTER if len(told) > 1 else ALIGN.LEFT
            _say(cells[2 * number + 1], one.text, FANGSONG, align, size=14, line=22)


def distribution(word: Any, block: Distribution) -> None:
    """版记 at the foot of the page it falls on: heavy rules outside, fine ones inside, in 四号."""
    add(word)
    rows = [*block.items, *([None] if block.unit or block.on else [])]
    made = word.add_table(rows=len(rows), cols=1)
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _fixed(made, [measures.TEXT_WIDTH])
    _borders(made, {"top": 8, "bottom": 8, "insideH": 6})
    _at_foot(made)
    for row, label in zip(made.rows, rows, strict=True):
        paragraph = row.cells[0].paragraphs[0]
        off_grid(paragraph)
        spacing(paragraph, line=24)
        if label is None:
            _printed(paragraph, block)
        else:
            _label(paragraph, label)
    # A file may not end with a table.
    spacing(add(word), line=1)


def _label(paragraph: Any, label: Label) -> None:
    behind = (len(label.name) + 1) * measures.FOOT
    indent(paragraph, left=measures.FOOT + behind, right=measures.FOOT, first=-behind)
    write(paragraph, f"{label.name}：{label.text}", FANGSONG, measures.FOOT)


def _printed(paragraph: Any, block: Distribution) -> None:
    indent(paragraph, left=measures.FOOT)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(measures.TEXT_WIDTH - 9), 2)
    write(paragraph, f"{block.unit}\t{printed(block.on, block.copies)}", FANGSONG, measures.FOOT)


def _grid(word: Any, rows: int, widths: Sequence[float]) -> Any:
    made = word.add_table(rows=rows, cols=len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _fixed(made, widths)
    _borders(made, dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), 4))
    return made


def _fixed(made: Any, widths: Sequence[float]) -> None:
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _say(cell: Any, text: str, face: str, align: Any, *, size: float = measures.CELL, line: float = 0) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = align
    off_grid(paragraph)
    spacing(paragraph, line=line or measures.CELL_LINE, before=1.5, after=1.5)
    write(paragraph, text, face, size)


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # the library has no word for it


def _borders(made: Any, eighths: dict[str, int]) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        size = eighths.get(side, 0)
        for name, value in (
            ("val", "single" if size else "nil"),
            ("sz", str(size)),
            ("space", "0"),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = made._tbl.tblPr  # noqa: SLF001  # as above
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _at_foot(made: Any) -> None:
    """Anchored to the lower edge of the text, wherever the words before it end; LibreOffice lets it follow them."""
    place = OxmlElement("w:tblpPr")
    for name, value in (
        *(("leftFromText", "0"), ("rightFromText", "0"), ("vertAnchor", "margin"), ("horzAnchor", "margin")),
        *(("tblpXSpec", "center"), ("tblpYSpec", "bottom")),
    ):
        place.set(qn(f"w:{name}"), value)
    made._tbl.tblPr.insert_element_before(  # noqa: SLF001  # as above
        place, "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout"
    )
