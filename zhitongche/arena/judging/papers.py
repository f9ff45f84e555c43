"""Score sheets (评分表) as a file: an Excel list, or a page for each judge to be printed and signed.

They are empty until the scores are closed, whoever takes them out: no sealed mark leaves the product on one.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.interchange.writing import MEDIA as SHEET_MEDIA
from zhitongche.foundation.interchange.writing import Column, Head, Value, content, printed
from zhitongche.foundation.papers import blocks

XLSX, PDF = ".xlsx", ".pdf"
MEDIA = {XLSX: SHEET_MEDIA[XLSX], PDF: "application/pdf"}
NAME = "评分表"
# High enough for a mark that is written by hand.
ROW_MM = 11


def made(contest: Contest, sheets: Sequence[Mapping[str, Any]], ending: str, head: Head) -> bytes:
    """The file of these sheets (`presenting.score_sheets`). Raises Refused where this machine cannot set it."""
    if ending == PDF:
        return printed(document(contest, sheets, head.mark), ending)
    criteria = sheets[0]["criteria"] if sheets else []
    return content(ending, head, columns(criteria), rows(sheets))


def columns(criteria: Sequence[Mapping[str, Any]]) -> list[Column]:
    """One column for each criterion, with its maximum and its weight."""
    of_criteria = [
        Column(one["name"], f"{one['name']}（0～{one['max']}分，权重{one['weight']}）", 18) for one in criteria
    ]
    return [
        *(Column("_no", "序号", 6), Column("judge", "评委", 12), Column("serial", "参评编号", 10)),
        *(Column("turn", "出场顺序", 10), Column("place", "村", 24), Column("name", "第一书记", 12)),
        *of_criteria,
        *(Column("total", "合计（百分制）", 14), Column("comment", "评语", 30)),
    ]


def rows(sheets: Sequence[Mapping[str, Any]]) -> Iterator[list[Value]]:
    """A row for each judge and entry."""
    at = 0
    for sheet in sheets:
        for one in sheet["entries"]:
            at += 1
            points = [Decimal(value) if value else None for value in one["points"]]
            head = (at, sheet["judge"], one["serial"], one["turn"], one["place"], one["name"])
            yield [*head, *points, one["total"], one["comment"]]


def document(contest: Contest, sheets: Sequence[Mapping[str, Any]], mark: str) -> blocks.Document:
    """A page for each judge: entries, a cell for each criterion, the line to be signed, and who took it out (`mark`)."""
    told: list[blocks.Block] = []
    for sheet in sheets:
        if told:
            told.append(blocks.PageBreak())
        told += [*_page(contest, sheet), blocks.Note(mark)]
    if not told:
        told.append(blocks.said("还没有评委。"))
    return blocks.Document(f"{contest.title}{NAME}", tuple(told), unit=contest.alliance.name)


def _page(contest: Contest, sheet: Mapping[str, Any]) -> list[blocks.Block]:
    criteria = sheet["criteria"]
    heads = [
        blocks.Column("编号", 6),
        blocks.Column("参评项目", 26),
        *(blocks.Column(f"{one['name']}（0～{one['max']}分）", 14, is_figure=True) for one in criteria),
    ]
    listed = [[str(one["serial"]), f"{one['name']}（{one['place']}）", *one["points"]] for one in sheet["entries"]]
    return [
        blocks.Title(f"{contest.title}{NAME}", f"（{contest.number}）"),
        blocks.said(f"评委{sheet['serial']}号：{sheet['judge']}"),
        blocks.Table(tuple(heads), blocks.cells(listed), height=ROW_MM),
        blocks.said("评委签名：____________    日期：__________"),
        blocks.Note("每项以半分为一档；须回避的项目不在表内。"),
    ]
