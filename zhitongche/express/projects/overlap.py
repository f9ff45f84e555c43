"""Whether two projects seem to have the same works paid for twice: pure arithmetic over what both say.

Villages tell the same works in their own words, so that neither titles nor quantities alone decide. Two signs are weighed:
how alike the words are (`search.likeness`), and which works both name with the same quantity (灌溉渠 1.2 公里 in one, 水渠
1200 米 in the other).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from zhitongche.foundation.search.likeness import Portrait, Rarity
from zhitongche.foundation.search.tokens import fold

# Works by the words that say them; the first stands for all. What is no work (户, 人, 万元) is not counted.
WORKS: tuple[tuple[str, ...], ...] = (
    ("灌溉渠", "水渠", "渠道", "引水渠", "三面光", "支渠", "干渠", "排灌渠"),
    ("管道", "水管", "管网", "输水管", "供水管", "引水管", "滴灌", "喷灌", "管线"),
    ("泵房", "泵站", "提灌站", "抽水站", "水泵"),
    ("蓄水池", "水池", "高位池", "水塔", "集雨池"),
    ("水井", "机井", "打井"),
    ("山塘", "水库", "塘坝", "陂坝"),
    ("道路", "村道", "巷道", "产业路", "机耕路", "屯路", "公路", "入户路", "路面", "硬化"),
    ("桥", "便桥", "漫水桥"),
    ("路灯", "太阳能灯", "照明"),
    ("冷库", "保鲜库", "冷链"),
    ("大棚", "温室", "钢架棚", "育苗棚"),
    ("厂房", "车间", "加工厂", "加工房"),
    ("烘干", "烘干机", "烘干房"),
    ("晒场", "晒坪", "晒谷场"),
    ("护坡", "挡土墙", "挡墙", "护岸", "河堤", "堤防"),
    ("公厕", "厕所", "卫生间"),
    ("污水", "化粪池", "污水管", "氧化塘"),
    ("垃圾", "垃圾屋", "垃圾池"),
    ("活动室", "文化楼", "活动中心", "村委办公", "综合楼"),
    ("广场", "球场", "戏台", "舞台"),
    ("光伏", "太阳能板"),
    ("变压器", "配变", "电力增容"),
    ("线路", "低压线", "电线", "专线", "立杆", "电网"),
    ("茶园", "茶叶种植", "种茶", "六堡茶", "茶苗"),
    ("油茶", "茶油"),
    ("果园", "砂糖橘", "沃柑", "百香果", "葡萄", "果树", "果苗"),
    ("桑园", "桑蚕", "蚕房", "养蚕"),
    ("圈舍", "猪舍", "牛舍", "鸡舍", "养殖场", "养殖棚"),
    ("鱼塘", "池塘", "养鱼"),
    ("民宿", "农家乐", "客房"),
    ("步道", "栈道", "观光道"),
    ("仓库", "仓储"),
)
# Units, each as what it measures and how many of the smallest one it is.
UNITS = {
    "公里": ("m", "1000"), "千米": ("m", "1000"), "km": ("m", "1000"), "里": ("m", "500"), "米": ("m", "1"), "m": ("m", "1"),
    "平方米": ("m2", "1"), "平米": ("m2", "1"), "㎡": ("m2", "1"), "m2": ("m2", "1"), "亩": ("mu", "1"), "公顷": ("mu", "15"),
    "立方米": ("m3", "1"), "立方": ("m3", "1"), "方": ("m3", "1"), "m3": ("m3", "1"), "吨": ("t", "1"),
    "座": ("n", "1"), "处": ("n", "1"), "个": ("n", "1"), "口": ("n", "1"), "盏": ("n", "1"), "台": ("n", "1"), "套": ("n", "1"),
    "间": ("n", "1"), "栋": ("n", "1"), "条": ("n", "1"), "株": ("n", "1"), "棵": ("n", "1"), "头": ("n", "1"), "根": ("n", "1"),
    "千瓦": ("kw", "1"), "kw": ("kw", "1"), "kva": ("kva", "1"), "千伏安": ("kva", "1"),
}  # fmt: skip
NUMBER = re.compile(
    r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*(万)?\s*(?:多|余)?\s*("
    + "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
    + r")"
)
CLAUSE = re.compile(r"[，。；、！？,;!?\n]|\.(?!\d)")
PHASE = re.compile(r"([一二三四五1-5])期|第([一二三四五1-5])批")
# From what quantity on it tells works apart: every project builds one pump house, and every road is 3.5 metres wide.
TELLING = {"n": 6, "m": 20}
# Two measures are one where they differ by no more than this: 1.2 公里 and 1,210 米.
NEAR = Decimal("0.03")
LONGEST = 1_000
# A workbook's projects are compared with one another: each of so many texts is read once.
KEPT_TEXTS = 2_000
# How alike words must be: alone; with one work of the same quantity; with one, where the villages differ.
ALIKE, ALIKE_WITH_WORKS, ALIKE_ACROSS = 0.44, 0.20, 0.40


@dataclass(frozen=True)
class Told:
    """What a project says of its works."""

    title: str
    scope: str
    village: str

    @property
    def text(self) -> str:
        return f"{self.title}。{self.scope}"[:LONGEST]


@dataclass(frozen=True)
class Work:
    """One work with its quantity: what, of which measure, how much, and the words that said it."""

    kind: str
    measure: str
    amount: Decimal
    words: str


@dataclass(frozen=True)
class Signs:
    """What speaks for the same works: how alike the words are (0 to 100), and the works of the same quantity."""

    percent: int
    works: tuple[str, ...]
    is_same_village: bool


def compare(one: Told, other: Told) -> Signs | None:
    """The signs that both have the same works; None where there are not enough. The same both ways round."""
    mine, yours = works_of(one.text), works_of(other.text)
    shared = _shared(mine, yours)
    is_same_village = one.village == other.village
    # Words alone are enough only within a village, and where nothing says that the works are two: another phase (二期),
    # another quantity. Most pairs end here, before their words are weighed.
    if not shared and (not is_same_village or _phase(one.title) != _phase(other.title) or _differ(mine, yours)):
        return None
    likeness = portrait(one.text).likeness(portrait(other.text))
    if likeness < _enough(len(shared), is_same_village):
        return None
    return Signs(round(100 * likeness), shared, is_same_village)


def _enough(shared: int, is_same_village: bool) -> float:
    """How alike the words must be, by how many works both name with the same quantity."""
    if not shared:
        return ALIKE
    return ALIKE_WITH_WORKS if shared >= 2 or is_same_village else ALIKE_ACROSS


@lru_cache(KEPT_TEXTS)
def works_of(text: str) -> tuple[Work, ...]:
    """The works that a text names with a quantity, clause by clause; a quantity belongs to the nearest work before or after it."""
    return _works_of(fold(text)[:LONGEST])


@cache
def _kinds() -> dict[str, str]:
    return {fold(word): words[0] for words in WORKS for word in words}


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True)))


def _works_of(folded: str) -> tuple[Work, ...]:
    return tuple(work for clause in CLAUSE.split(re.sub(r"(?<=\d),(?=\d{3})", "", folded)) for work in _in(clause))


def _in(clause: str) -> Iterator[Work]:
    named = [(match.start(), match.end(), match[0]) for match in _words().finditer(clause)]
    if not named:
        return
    for match in NUMBER.finditer(clause):
        measure, factor = UNITS[match[3]]
        amount = Decimal(match[1]) * Decimal(factor) * (10_000 if match[2] else 1)
        start, end = match.start(), match.end()
        _distance, word = min((max(begins - end, start - ends, 0), name) for begins, ends, name in named)
        if amount >= TELLING.get(measure, 0):
            yield Work(_kinds()[word], measure, amount, f"{word} {match[0].strip()}")


def _shared(one: tuple[Work, ...], other: tuple[Work, ...]) -> tuple[str, ...]:
    """Works of one kind and measure whose quantities are near each other, each once, as both say them."""
    found: dict[tuple[str, str, Decimal], str] = {}
    for mine in one:
        for yours in other:
            is_one = (mine.kind, mine.measure) == (yours.kind, yours.measure)
            if is_one and abs(mine.amount - yours.amount) <= NEAR * max(mine.amount, yours.amount):
                words = sorted({mine.words, yours.words})
                found.setdefault((mine.kind, mine.measure, min(mine.amount, yours.amount)), " = ".join(words))
    return tuple(sorted(found.values()))


def _differ(one: tuple[Work, ...], other: tuple[Work, ...]) -> bool:
    """Whether both tell a quantity of the same kind of work, and not the same."""
    return bool({(work.kind, work.measure) for work in one} & {(work.kind, work.measure) for work in other})


def _phase(title: str) -> str:
    match = PHASE.search(title)
    return next((part for part in match.groups() if part), "") if match else ""


@lru_cache(KEPT_TEXTS)
def portrait(text: str) -> Portrait:
    return Portrait(text, _RARITY)


_RARITY = Rarity()
