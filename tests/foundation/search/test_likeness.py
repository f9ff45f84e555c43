"""Likeness is arithmetic: symmetric, 1 for the same text, between 0 and 1, and the same however often it is asked."""

from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.search.likeness import IDEA, Portrait, Rarity, mark, marks, telling, thesaurus

SAMPLE = [
    "春耕抽水机带不动，变压器容量不够，水田灌溉不上水。",
    "进村道路被洪水冲断，三轮车过不去。",
    "垃圾池满了没有人清运，臭气熏天。",
    "卫生室常用药缺货，老人要到县城拿药。",
]
RARITY = Rarity(SAMPLE)
# Texts of what villages write, and of anything at all.
VILLAGE = st.lists(st.sampled_from(sorted("".join(SAMPLE)) + SAMPLE), max_size=12).map("".join)
ANY = st.one_of(VILLAGE, st.text(max_size=80))


def alike(one: str, other: str) -> float:
    return Portrait(one, RARITY).likeness(Portrait(other, RARITY))


@given(ANY, ANY)
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str) -> None:
    found = alike(one, other)
    assert found == alike(other, one)
    assert 0 <= found <= 1


@given(ANY)
def test_a_text_is_entirely_like_itself(text: str) -> None:
    assert alike(text, text) == 1


@given(VILLAGE)
def test_what_to_look_for_is_in_the_same_order_every_time(text: str) -> None:
    first, again = (telling(Portrait(text, Rarity(SAMPLE)), 8, 8) for _ in range(2))
    assert first == again


def test_width_and_capitals_are_no_difference() -> None:
    assert alike("安装５０kva变压器", "安装50KVA变压器") == 1


def test_the_same_difficulty_in_other_words_is_nearer_than_another_in_the_same_words() -> None:
    asked = "提灌站电压低，插秧时水泵抽不上水，请增容配变。"
    same, other = "抽水机带不动，变压器太小，秧田要浇水。", "请插秧时来村里增派技术人员，低保户抽签。"
    assert alike(asked, same) > alike(asked, other)


def test_what_people_suffer_is_near_to_what_officials_call_it() -> None:
    asked, suffered = "请加快建设幼儿园。", "孩子送去学点东西，附近没有收这么小的。"
    assert alike(asked, suffered) > 5 * alike("请加快建设公墓。", suffered)


def test_words_of_asking_are_no_likeness() -> None:
    assert alike("我村请求上级政府协调解决困难。", "我村请求有关部门协调解决问题。") < 0.1


def test_shared_ideas_are_named_by_the_word_people_know() -> None:
    one, other = (Portrait(text, RARITY) for text in ("抽水机坏了", "提灌站要修"))
    assert one.shared_ideas(other) == ["水泵"]


def test_where_no_idea_is_shared_the_words_are_named_that_both_say() -> None:
    one, other = (Portrait(text, RARITY) for text in ("请把旁边那青石碑扶正", "青石碑倒在旁边"))
    assert one.shared_ideas(other) == []
    assert one.shared_words(other) == ["青石碑", "旁边"]
    assert other.shared_words(one) == ["青石碑", "旁边"]


@given(ANY, ANY)
def test_shared_words_stand_in_both_texts_or_are_ideas_of_both(one: str, other: str) -> None:
    mine, yours = Portrait(one, RARITY), Portrait(other, RARITY)
    for word in mine.shared_words(yours):
        assert (word in mine.folded and word in yours.folded) or (word in mine.ideas and word in yours.ideas)


def test_a_long_word_is_not_the_short_one_inside_it() -> None:
    ideas = Portrait("危房改造", RARITY).ideas
    assert ideas == ["危房"]


def test_marks_are_what_the_index_takes() -> None:
    (found,) = marks("抽水机坏了")
    assert found == mark(f"{IDEA}水泵")
    assert found.isascii()
    assert found.isalnum()


def test_every_idea_has_a_mark_of_its_own() -> None:
    ideas = {trait for given in thesaurus().traits.values() for trait in given if trait[0] == IDEA}
    assert len({mark(idea) for idea in ideas}) == len(ideas)


def test_reports_of_one_difficulty_in_everyday_words_are_near() -> None:
    one = "村里八十往上独住的有二十三个，好几个做不动饭了，村里没食堂，也没人给送。"
    other = "独居的八十岁以上老人有14个，煮不动饭，村里没有饭堂，请办长者饭堂，能送餐更好。"
    assert alike(one, other) > 1.1 * alike(one, "村里八十往上的老井塌了，好几个人做饭没水。")
