"""How an official document says numbers and dates, and how its headings are numbered."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from . import measures
from .blocks import Block, Paragraph, Table

DIGITS = "零一二三四五六七八九"
LEVELS = 4
# Words that a title does not cut in two.
WHOLE = (
    *(
        "第一书记",
        "直通车",
        "项目",
        "工作",
        "进展",
        "情况",
        "问题",
        "会议",
        "纪要",
        "通报",
        "通知",
        "清单",
        "对接会",
        "简报",
    ),
    *(r"\d+年", r"\d+月", r"\d+日"),
)


def numeral(number: int) -> str:
    """一 to 九十九, as headings are numbered. Raises ValueError beyond."""
    if not 0 < number < 100:
        raise ValueError(f"no heading is numbered {number}")
    tens, ones = divmod(number, 10)
    said = (DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return said + (DIGITS[ones] if ones else "")


def mark_of(level: int, number: int) -> str:
    """What stands before the heading of a level: 一、（一） 1. （1）."""
    return {1: f"{numeral(number)}、", 2: f"（{numeral(number)}）", 3: f"{number}.", 4: f"（{number}）"}[level]


def numbered(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the mark of its heading; a heading begins the numbers of all levels below it anew."""
    counts = [0] * (LEVELS + 1)
    for block in blocks:
        if not isinstance(block, Paragraph) or not block.level:
            yield block, ""
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (LEVELS - block.level)
        yield block, mark_of(block.level, counts[block.level])


def organization_department(place: str) -> str:
    """Who issues an office's papers: the Organization Department of the place."""
    return f"中共{place}委员会组织部"


def in_days(day: date) -> str:
    """2026年11月9日: Arabic digits without noughts before them."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_and_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def about(number: int) -> str:
    """As a report says it: 9, 70, 70多, 110多; exact below ten and where nothing is left over."""
    if number < 10 or number % 10 == 0:
        return str(number)
    return f"{number // 10 * 10}多"


def in_wan(amount: Decimal) -> str:
    """Yuan as 万元, without noughts behind the point: 38.4万元, 0万元."""
    return f"{(amount / 10_000).normalize():f}万元"


def printed(on: str, copies: str) -> str:
    """2026年11月29日印发　共印50份."""
    if not on:
        return ""
    return f"{on}印发" + (f"　共印{copies}份" if copies else "")


def middles(table: Table) -> list[bool]:
    """Which columns stand in the middle: figures, and those whose texts are all short."""
    return [
        column.is_figure or all(len(row[place].text) <= measures.SHORT for row in table.rows)
        for place, column in enumerate(table.columns)
    ]


def title_lines(text: str, most: int) -> list[str]:
    """A title as centred lines, cut where the words allow it, no line longer than `most` characters."""
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    return [part for line in lines for part in _cut(line.strip(), most)]


def _cut(line: str, most: int) -> list[str]:
    count = -(-len(line) // most)
    if count <= 1:
        return [line]
    even = -(-len(line) // count)
    whole = {at for word in WHOLE for found in re.finditer(word, line) for at in range(found.start() + 1, found.end())}
    allowed = [at for at in range(max(1, even - 5), most + 1) if at not in whole and line[at] not in "、，。”》）"]
    cut = min(allowed or [even], key=lambda at: (abs(at - even) - (2 if line[at - 1] in "、，的" else 0), -at))
    return [line[:cut], *_cut(line[cut:], most)]
