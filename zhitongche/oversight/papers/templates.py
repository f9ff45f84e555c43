"""What an office's own Word template may name: the fields of a paper, in the office's own words, and its figures."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.files import shelf
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.papers import setting
from zhitongche.foundation.papers.blocks import Addressee, Distribution, Document, Head, Paragraph, Table
from zhitongche.foundation.papers.plain import text_of
from zhitongche.foundation.papers.wording import in_days, numbered
from zhitongche.oversight.reports.counting import MEASURES

from . import content
from .models import Paper

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# 正文 are paragraphs with 文字 and 级别, 表 the rows of the first table by the headings of its columns.
FIELDS = ("标题", "单位", "文号", "日期", "期间", "签发人", "编号", "主送", "报", "送", "发", "正文", "表")
NAMES = (*FIELDS, *MEASURES, *(measure.label for measure in MEASURES.values()))


def faults_in_file(file: Attachment) -> list[str]:
    """What is wrong with a template, each fault by its place; nothing where it can be filled. Raises BadInput (`file`)."""
    if file.content_type != WORD:
        return [_("A template is a Word file (.docx).")]
    try:
        return setting.faults_of(_content_of(file), NAMES)
    except setting.CannotSet as error:
        raise BadInput({"file": str(error)}) from error


def filled(file: Attachment, paper: Paper) -> bytes:
    """The template with this paper in it. Raises setting.CannotSet."""
    return setting.fill(_content_of(file), values_of(paper))


def values_of(paper: Paper) -> dict[str, Any]:
    """Every field of a paper; a figure that it has not is left empty."""
    made = content.document(paper)
    head = next((block for block in made.blocks if isinstance(block, Head)), None)
    rest: dict[str, Any] = {
        "标题": paper.title,
        "单位": made.unit,
        "文号": head.number if head else paper.issue,
        "日期": in_days(paper.issued_on) if paper.issued_on else "",
        "期间": paper.note,
        "签发人": paper.signer,
        "编号": paper.number,
        "主送": next((block.text for block in made.blocks if isinstance(block, Addressee)), ""),
        **dict.fromkeys(("报", "送", "发"), ""),
        **_receivers(made),
        "正文": [
            {"文字": f"{mark}{text_of(block)}", "级别": block.level}
            for block, mark in numbered(made.blocks)
            if isinstance(block, Paragraph)
        ],
        "表": _rows(made),
    }
    return {**rest, **_figures(paper)}


def _receivers(made: Document) -> Mapping[str, str]:
    return {one.name: one.text for block in made.blocks if isinstance(block, Distribution) for one in block.items}


def _rows(made: Document) -> list[dict[str, str]]:
    table = next((block for block in made.blocks if isinstance(block, Table)), None)
    if table is None:
        return []
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, (cell.text for cell in row), strict=True)) for row in table.rows]


def _figures(paper: Paper) -> dict[str, str]:
    said = {key: figure.words for key, figure in content.kept_figures(paper.figures).items()}
    by_key = {key: said.get(key, "") for key in MEASURES}
    return {**by_key, **{measure.label: by_key[key] for key, measure in MEASURES.items()}}


def _content_of(file: Attachment) -> bytes:
    return shelf.path_of(file.pk, shelf.PICTURE).read_bytes()
