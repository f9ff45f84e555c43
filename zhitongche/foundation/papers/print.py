"""A document as PDF, set by Typst on the same measures as the Word file.

Imported by the child process alone (`child.py`): the library is heavy, and what it sets was written by people.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from . import measures
from .blocks import Document, Head, Note, Table, Title, to_json
from .wording import middles, numbered, printed, title_lines

PAGE = Path(__file__).with_name("page.typ")
# The faces of an office that has bought them, then what every Debian has; each face ends with one that has Chinese.
SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "宋体")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
FACES: dict[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", *SERIF),
    "fangsong": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", *SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "AR PL UKai CN", "AR PL KaitiM GB", *SERIF),
    "hei": ("SimHei", "黑体", "STHeiti", *SANS),
    "song": ("SimSun", "宋体", "STSong", *SERIF),
}
PACKAGE = "fonts-noto-cjk"


class NoChineseFont(Exception):
    """This machine has no face that holds Chinese; the package that brings some is `PACKAGE`."""


def to_pdf(document: Document, *, picture: bool = False, fonts: Any = None) -> bytes:
    """The document as PDF; the same document is the same bytes. `picture`: its first page as PNG. Raises NoChineseFont."""
    known = typst.Fonts() if fonts is None else fonts
    made: Any = typst.compile(
        str(PAGE),
        root=str(PAGE.parent),
        format="png" if picture else "pdf",
        ppi=80,
        font_paths=known,
        timestamp=_clock(document.on),
        sys_inputs={
            "document": json.dumps(_data(document), ensure_ascii=False),
            "faces": json.dumps(faces_among(known.families()), ensure_ascii=False),
            "measures": json.dumps(_measures()),
        },
    )
    # Pictures of several pages come as a list.
    content: bytes = made[0] if isinstance(made, list) else made
    return content


def faces_among(families: Iterable[str]) -> dict[str, Any]:
    """Which of the faces are there, best first. Raises NoChineseFont."""
    there = {name.lower(): name for name in families}
    faces: dict[str, Any] = {word: [name for name in names if name.lower() in there] for word, names in FACES.items()}
    any_face = next((names for names in faces.values() if names), None)
    if any_face is None:
        raise NoChineseFont(PACKAGE)
    found = {word: names or any_face for word, names in faces.items()}
    # Where the heavy face of titles is missing, a bold one comes nearest.
    is_bought = found["title"][0].lower().startswith(("fz", "方正"))
    return {**found, "title-weight": "regular" if is_bought else "bold"}


def _clock(on: str) -> int:
    """The day of the document as its file's own time: what is made twice is the same twice."""
    day = datetime.fromisoformat(on) if on else datetime(2000, 1, 1)  # noqa: DTZ001  # the zone is set below
    return int(day.replace(tzinfo=UTC).timestamp())


def _measures() -> dict[str, Any]:
    names = (
        "top",
        "right",
        "bottom",
        "left",
        "body",
        "title",
        "foot",
        "cell",
        "small",
        "line",
        "tracking",
        "red",
        "rule",
    )
    return {**{name: getattr(measures, name.upper()) for name in names}, "landscape": measures.landscape()}


def _data(document: Document) -> dict[str, Any]:
    """What the page is told: each block with what is computed for it."""
    shown = to_json(replace(document, blocks=()))
    blocks: list[dict[str, Any]] = []
    for (block, number), told in zip(numbered(document.blocks), to_json(document)["blocks"], strict=True):
        if isinstance(block, Note) and blocks and blocks[-1].get("is_landscape"):
            # Small print under a table that lies stays on its page.
            blocks[-1]["after"].append(told)
            continue
        blocks.append({**told, **_computed(block, number)})
    return {**shown, "blocks": blocks}


def _computed(block: Any, number: str) -> dict[str, Any]:
    if isinstance(block, Head):
        return {"size": measures.head_size(block.name)}
    if isinstance(block, Title):
        return {"lines": title_lines(block.text, measures.TITLE_CHARACTERS)}
    if isinstance(block, Table):
        return {"middle": middles(block), "after": []}
    extra: dict[str, Any] = {"number": number}
    if hasattr(block, "copies"):
        extra["printed"] = printed(block.on, block.copies)
    return extra
