"""The picker's search: by two characters, by initials, by code, inside what the reader may choose."""

from datetime import date

import pytest

from tests.factories import people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.search import Reach, search, within_scopes

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)


def found(words: str, *scopes: str, level: Level | None = None, limit: int = 20) -> list[str]:
    return [place.short_name for place in search(words, within_scopes(scopes or ("",), DAY, level), limit)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("建新", ["建新村"]),
        ("建新村", ["建新村"]),
        ("建新村委会", ["建新村"]),
        (" 建新 ", ["建新村"]),
        ("jx", ["建新村"]),
        ("JXC", ["建新村"]),
        ("ｊｘ", ["建新村"]),
        ("dlx", ["大路圩社区"]),
        ("dlw", ["大路圩社区"]),
        ("路圩社区", ["大路圩社区"]),
        ("大路圩社区委员会", ["大路圩社区"]),
        # Short before long, and names that begin so before those that only contain it.
        ("新庆", ["新庆镇", "新庆村"]),
        ("xq", ["新庆镇", "新庆村"]),
        ("新村", ["建新村", "东方新村"]),
        ("新庆 建新", ["建新村"]),
        ("藤州 建新", []),
        ("藤县新庆镇建新村", ["建新村"]),
        ("450422107205", ["建新村"]),
        ("450422107000", ["新庆镇"]),
        ("4504221072", ["龙山村", "建新村", "新庆村"]),
        ("建", []),
        ("j", []),
        ("", []),
        ("没有这个", []),
        ("%新", []),
        ("建新'; --", []),
        ("9" * 60, []),
    ],
)
def test_search_finds(places: operations.Imported, words: str, names: list[str]) -> None:
    assert found(words) == names


def test_search_stays_inside_the_scopes(places: operations.Imported) -> None:
    assert found("建新", "450422") == ["建新村"]
    assert found("建新", "370681") == []
    assert found("建新") == ["建新村"]
    assert found("新村", "370681", "450422107") == ["建新村", "东方新村"]
    assert search("建新", within_scopes((), DAY)) == []
    assert found("450422107205", "370681") == []


def test_search_finds_one_level_only_where_asked(places: operations.Imported) -> None:
    assert found("新庆", level=Level.TOWNSHIP) == ["新庆镇"]
    assert found("新庆", level=Level.VILLAGE) == ["新庆村"]


def test_search_gives_no_more_than_the_limit(places: operations.Imported) -> None:
    assert found("450422107", limit=2) == ["新庆镇", "龙山村"]


def test_search_leaves_out_what_is_closed_or_not_yet_open(keeper: Posting) -> None:
    operations.close_region(Region.objects.get(pk="450422107205"), by=keeper, now=people.NOW, on=DAY)
    operations.open_custom_area(
        Region.objects.get(pk="450422107"), by=keeper, now=people.NOW, name="建新茶场", since=date(2026, 6, 1)
    )
    assert found("建新") == []
    assert [place.name for place in search("建新", within_scopes([""], date(2026, 5, 19)))] == ["建新村委会"]
    assert [place.name for place in search("建新", within_scopes([""], date(2026, 6, 1)))] == ["建新茶场"]


def test_narrowed_is_what_two_areas_share() -> None:
    reach = Reach(("37", "450422"), DAY)
    assert reach.narrowed("4504").scopes == ("450422",)
    assert reach.narrowed("370681").scopes == ("370681",)
    assert reach.narrowed("11").scopes == ()
    assert reach.narrowed("").scopes == ("37", "450422")
