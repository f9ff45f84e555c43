"""Works paid for twice: what the finder sees in seeded pairs, and what a quantity and a work are."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.factories.pairs import HERE, PAIRS, THERE
from zhitongche.express.projects.overlap import Told, compare, works_of

SAME, DIFFERENT = ([pair for pair in PAIRS if pair.is_same is one] for one in (True, False))
# What the table in docs/sources.md says; a change of the finder moves both.
FOUND, FALSE = 22, 1


def test_the_finder_finds_what_the_page_of_sources_says(figure: Callable[[str, object], None]) -> None:
    found = sum(compare(pair.one, pair.other) is not None for pair in SAME)
    false = sum(compare(pair.one, pair.other) is not None for pair in DIFFERENT)
    figure("duplicates found", f"{found} of {len(SAME)}")
    figure("false alarms", f"{false} of {len(DIFFERENT)}")
    assert len(PAIRS) >= 30
    assert (found, false) == (FOUND, FALSE)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.one.title}-{pair.other.title}")
def test_the_answer_is_the_same_both_ways_round(pair: object) -> None:
    assert compare(pair.one, pair.other) == compare(pair.other, pair.one)


@pytest.mark.parametrize(
    ("text", "kind", "measure", "amount"),
    [
        ("新建灌溉渠1.2公里", "灌溉渠", "m", "1200"),
        ("水渠1,200米", "灌溉渠", "m", "1200"),
        ("铺设管道 3.2 km", "管道", "m", "3200"),
        ("种植油茶1.2万亩", "油茶", "mu", "12000"),
        ("安装路灯86盏", "路灯", "n", "86"),
        ("600多亩果园", "果园", "mu", "600"),
        ("光伏100千瓦", "光伏", "kw", "100"),
    ],
)
def test_a_quantity_belongs_to_its_work(text: str, kind: str, measure: str, amount: str) -> None:
    assert [(work.kind, work.measure, work.amount) for work in works_of(text)] == [(kind, measure, Decimal(amount))]


@pytest.mark.parametrize("text", ["泵房1座", "路宽3.5米", "受益320户", "投资35万元", "", "村道", "1.2公里"])
def test_what_tells_nothing_is_no_work(text: str) -> None:
    assert works_of(text) == ()


def test_another_village_needs_more_than_one_quantity_and_a_few_words() -> None:
    one = Told("水渠修复", "修复三面光水渠4.5公里，受益两村。", HERE)
    other = Told("高标准农田", "平整土地，整修渠道4.5公里，机耕路2公里。", THERE)
    assert compare(one, other) is None
    assert compare(one, Told(other.title, other.scope, HERE))
