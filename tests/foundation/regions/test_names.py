"""Names as people say them, and what the picker's index holds of them. Every name here is one of the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zhitongche.foundation.regions import names

HAN = some.text(some.sampled_from("建新村谷山社区嘎查委员会居民镇长圩一二（）"), max_size=12)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("建新村委会", "建新村"),
        ("谷山村委会", "谷山村"),
        ("李庄村村民委员会", "李庄村"),
        ("程寨村民委员会", "程寨村"),
        ("东方新村村委会", "东方新村"),
        ("多福巷社区居委会", "多福巷社区"),
        ("岗贝社区居民委员会", "岗贝社区"),
        ("大路圩社区委员会", "大路圩社区"),
        ("城关第二居委会", "城关第二居委会"),
        ("程寨沟居民委员会", "程寨沟居委会"),
        ("西关村居委会", "西关村"),
        ("巴音嘎查村委会", "巴音嘎查"),
        ("乌素嘎查委员会", "乌素嘎查"),
        ("托托牧委会", "托托牧委会"),
        ("阿瓦提艾日克村委员会", "阿瓦提艾日克村"),
        ("加依村委会委会", "加依村"),
        ("东赵王固村村民委会", "东赵王固村"),
        ("张桥村员委员会", "张桥村"),
        ("侯寨社区居民管理委员会", "侯寨社区"),
        ("东关一街街道委员会", "东关一街街道"),
        ("第一街委员会", "第一街"),
        ("黄旗生活区", "黄旗生活区"),
        ("居委会", "居委会"),
        ("牧委会", "牧委会"),
        ("时村", "时村"),
        ("新庆镇", "新庆镇"),
        ("东华门街道", "东华门街道"),
        ("藤县", "藤县"),
    ],
)
def test_short_name_is_as_people_say_it(name: str, short: str) -> None:
    assert names.short_name(name) == short


@given(HAN)
def test_short_name_is_never_empty_and_never_longer(name: str) -> None:
    short = names.short_name(name)
    assert bool(short) == bool(name)
    assert len(short) <= max(len(name), len(name.replace("居民委员会", "居委会")))


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        ("建新村", {"建新", "新村", "jxc"}),
        ("多福巷社区", {"多福", "福巷", "dfxsq"}),
        ("新社区", {"新社", "社区", "xsq"}),
        ("时村", {"时村", "sc"}),
        ("大路圩社区", {"大路", "路圩", "dlxsq", "dlwsq"}),
        ("１０４团", {"10", "04", "4团", "104t"}),
        ("县", set()),
    ],
)
def test_keys_are_the_pairs_of_characters_and_the_initials(short: str, expected: set[str]) -> None:
    assert names.keys(short) == expected


@given(HAN)
def test_keys_fit_the_index(name: str) -> None:
    assert all(2 <= len(key) <= names.LONGEST_KEY for key in names.keys(name))


def test_initials_of_many_doubtful_characters_stay_few() -> None:
    assert len(set(names.initials("长圩长圩长圩"))) == 4


def test_grouping_name_says_whose_counties_they_are() -> None:
    assert names.grouping_name("县", "重庆市") == "重庆市（县）"
