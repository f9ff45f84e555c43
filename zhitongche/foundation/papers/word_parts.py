"""What Word files are written with: faces, runs, indents, the grid, fields, and the table of fonts."""

import io
import math
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from . import measures

FANGSONG, HEI, KAI, SONG, XIAOBIAOSONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
# What stands in where an office has not bought a face: named in the file, so that every program chooses alike.
INSTEAD = {
    XIAOBIAOSONG: "方正小标宋_GBK",
    FANGSONG: "仿宋",
    KAI: "楷体",
    HEI: "SimHei",
    SONG: "SimSun",
}
# A file's own clock: what is written twice is the same twice.
ALWAYS = (2000, 1, 1, 0, 0, 0)


def styles(word: Any) -> None:
    """Normal is the body; title and headings have styles of their own, which Word lists at the side."""
    normal = word.styles["Normal"]
    normal.font.size = Pt(measures.BODY)
    face(normal.element.get_or_add_rPr(), FANGSONG)
    closer = OxmlElement("w:spacing")
    # In whole twentieths of a point, and rather a little closer, so that the 28th character is never sent on.
    closer.set(qn("w:val"), str(math.floor(measures.TRACKING * 20)))
    normal.element.get_or_add_rPr().insert_element_before(
        closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang"
    )
    normal.paragraph_format.space_after = Pt(0)
    _exactly(normal.paragraph_format, measures.LINE)
    for name, level, letter in (("公文标题", None, XIAOBIAOSONG), *((f"公文{at}级", at - 1, f) for at, f in _LEVELS)):
        style = word.styles.add_style(name, 1)
        style.base_style = normal
        face(style.element.get_or_add_rPr(), letter)
        if level is not None:
            outline = OxmlElement("w:outlineLvl")
            outline.set(qn("w:val"), str(level))
            style.element.get_or_add_pPr().append(outline)
    created = datetime(*ALWAYS, tzinfo=UTC)
    word.core_properties.created = word.core_properties.modified = created


_LEVELS = ((1, HEI), (2, KAI), (3, FANGSONG), (4, FANGSONG))


def face(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    # Figures in Times New Roman, as offices set them; Chinese in its own face.
    for attribute, value in (("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", name), ("w:cs", LATIN)):
        fonts.set(qn(attribute), value)


def add(word: Any, style: str = "", align: Any = None) -> Any:
    paragraph = word.add_paragraph(style=style or None)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def write(paragraph: Any, text: str, name: str, size: float, *, color: str = "") -> Any:
    run = paragraph.add_run(text)
    face(run._r.get_or_add_rPr(), name)  # noqa: SLF001  # the library has no other way to a face for Chinese
    run.font.size = Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return run


def spacing(paragraph: Any, *, line: float | None = None, before: float = 0, after: float = 0) -> None:
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line is not None:
        _exactly(form, line)


def _exactly(form: Any, points: float) -> None:
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(points)


def indent(
    paragraph: Any, *, left: float = 0, right: float = 0, first: float | None = None, characters: int = 0
) -> None:
    """In points; `characters`, in hundredths of one, is what Word prefers to the first line's points."""
    form = paragraph.paragraph_format
    if left:
        form.left_indent = Pt(left)
    if right:
        form.right_indent = Pt(right)
    if first is not None:
        form.first_line_indent = Pt(first)
    if characters:
        paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), str(characters))  # noqa: SLF001  # as above


def tab(paragraph: Any, millimetres: float) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(millimetres), WD_TAB_ALIGNMENT.RIGHT)


def off_grid(paragraph: Any) -> None:
    """Small print and tables do not stand on the grid of the text."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # as above
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    properties.insert_element_before(
        snap, "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr"
    )


def rule(paragraph: Any, color: str, points: float, side: str = "bottom") -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # as above
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(int(points * 8))), ("space", "4"), ("color", color)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.insert_element_before(borders, *_AFTER_BORDERS)


# What stands behind the borders among a paragraph's properties; Word refuses another order.
_AFTER_BORDERS = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct"),
    *("w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind"),
    *("w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr"),
)


def grid(section: Any) -> None:
    """22 lines to a page, by the grid of lines.

    Not by the grid of characters: where a cell is smaller than its character, LibreOffice gives each two cells. The
    28 characters of a line come from the spacing of the style.
    """
    properties = section._sectPr  # noqa: SLF001  # as above
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    found = OxmlElement("w:docGrid")
    found.set(qn("w:type"), "lines")
    found.set(qn("w:linePitch"), str(round(measures.LINE * 20)))
    properties.append(found)


def page_number(paragraph: Any, size: float, name: str) -> None:
    """— 1 —, counted by the program that shows it."""
    write(paragraph, "— ", name, size)
    run = write(paragraph, "", name, size)
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("shown", "1"), ("end", "")):
        if kind == "shown":
            part = OxmlElement("w:t")
            part.text = text
        elif kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)  # noqa: SLF001  # as above
    write(paragraph, " —", name, size)


@contextmanager
def bookmark(paragraph: Any, number: int, name: str) -> Iterator[None]:
    """What is written inside bears a name by which a program finds it again; nobody sees it."""
    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    begin.set(qn("w:id"), str(number))
    begin.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    paragraph._p.append(begin)  # noqa: SLF001  # as above
    yield
    paragraph._p.append(end)  # noqa: SLF001  # as above


def finish(content: bytes) -> bytes:
    """The file with the table of fonts that names what stands in for each, and without the clock of this machine."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            body = _font_table() if entry == "word/fontTable.xml" else old.read(entry)
            info = zipfile.ZipInfo(entry, ALWAYS)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, body)
    return written.getvalue()


def _font_table() -> bytes:
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(other)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in INSTEAD.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()
