"""A place's name as people say it, and the pieces of it that the picker's index holds. Pure functions over text."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product

# 委员会 in the spellings the bureau's list has, slips of the pen (村民委会) among them; counted on package 2.7.0.
COMMITTEE = re.compile(
    r"(村民委员会|居民委员会|牧民委员会|人民委员会|村委员会|居委员会|村民委会|居民委会|村委会|居委会|牧委会|委员会|委会)$"
)
# Slips of the pen behind a word that already says the kind of place: 张桥村员委员会, 侯寨社区居民管理委员会.
SLIP = re.compile(r"^(.+?(?:村|社区|嘎查))[村居街民名员和委管理会]{1,8}会$")
# Words that already say what kind of place it is: nothing needs to stand behind them.
KINDS = ("村", "社区", "嘎查", "街道", "街", "队", "小区")
# Last words too common to search by. A place named by little else keeps them.
COMMON_TAIL = re.compile(
    r"(虚拟社区|虚拟生活区|社区|生活区|管理区|嘎查|街道|居委会|牧委会|委员会|自治区|自治州|自治县)$"
)
# Cities that are none: the list puts counties under them where there is no city between.
GROUPINGS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# Characters that place names read in two ways: both initials find the place.
TWO_READINGS = {
    "长": "cz", "重": "cz", "朝": "cz", "厦": "xs", "圩": "xw", "覃": "qt", "单": "sd", "曾": "zc",
    "乐": "ly", "行": "xh", "埔": "pb", "尉": "wy", "蔚": "wy", "仇": "qc", "解": "jx", "洞": "dt",
}  # fmt: skip
LONGEST_KEY = 24
DISTINCT_READINGS = 4


def clean(text: str) -> str:
    """Text as it is compared: full-width forms narrowed, letters small, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def short_name(name: str) -> str:
    """建新村 for 建新村委会, 大路圩社区 for 大路圩社区委员会; a bare 第一居委会 stays a 居委会.

    A township's, county's or city's name has no committee in it and comes back as it is.
    """
    found = COMMITTEE.search(name)
    if not found or name.endswith("管理委员会"):
        return SLIP.sub(r"\1", name)
    before, committee = name[: found.start()], found.group()
    if not before:
        return name
    if committee == "委会" and COMMITTEE.search(before):
        return short_name(before)
    if before.endswith(KINDS[:3]):
        return before
    for sign, ending in (("村", "村"), ("居", "居委会"), ("牧", "牧委会")):
        if committee.startswith(sign):
            return f"{before}{ending}"
    return before if before.endswith(KINDS) else SLIP.sub(r"\1", name)


def grouping_name(name: str, province: str) -> str:
    """What a city that is none is called where it must be shown alone: 重庆市（县）."""
    return f"{province}（{name}）"


def stem(short: str) -> str:
    """A name as the picker compares it: without the blanks and, where something is left, without its common tail."""
    text = clean(short)
    bare = COMMON_TAIL.sub("", text)
    return bare if len(bare) > 1 else text


def pieces(short: str) -> Iterator[str]:
    """Every two neighbouring characters of a short name, without the tail it shares with thousands (社区, 街道)."""
    text = stem(short)
    for start in range(len(text) - 1):
        # Interned: the list has two million pieces and few different ones.
        yield sys.intern(text[start : start + 2])


def initials(short: str) -> Iterator[str]:
    """The first letters of a name's pinyin, jxc for 建新村; more than one where a character is read in two ways."""
    readings = [_letters(character) for character in clean(short)]
    kept = [letters for letters in readings if letters][:LONGEST_KEY]
    if len(kept) < 2:
        return
    several = [place for place, letters in enumerate(kept) if len(letters) > 1]
    # A name of many such characters would have 2^n readings; the first two are enough to find it.
    for place in several[DISTINCT_READINGS // 2 :]:
        kept[place] = kept[place][0]
    for letters in product(*kept):
        yield "".join(letters)


def keys(short: str) -> set[str]:
    """All that the picker's index holds of a name."""
    return {*pieces(short), *initials(short)}


@cache
def _letters(character: str) -> str:
    """The letters a character may begin with; empty for one that has no reading."""
    if character in TWO_READINGS:
        return TWO_READINGS[character]
    if character.isascii():
        return character if character.isalnum() else ""
    # Heavy, and needed only where names are written: its phrases alone would take 45 MB of every web process.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  # heavy library in its one adapter function

    letter = lazy_pinyin(character, style=Style.FIRST_LETTER)[0].lower()
    return letter if letter.isascii() and letter.isalpha() else ""
