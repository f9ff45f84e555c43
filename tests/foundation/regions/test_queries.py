"""Reads of places: codes as people send them, scopes as ranges, names in full, names of a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tests.factories import people
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations, queries
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db
CODES = some.text("0189", min_size=1, max_size=12)
SCOPES = some.text("0189", max_size=6)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("450422107205", "450422107205"),
        ("450422", "450422"),
        ("450422000000", "450422"),
        ("450400000000", "4504"),
        ("450400", "4504"),
        ("450000000000", "45"),
        (" 450422107000 ", "450422107"),
        # The five padded codes that collide: the code itself first, else the highest level.
        ("441900000000", "4419"),
        ("441900", "441900"),
        ("441900000", "4419"),
        ("350527000000", "350527000000"),
        ("350527000", "350527000"),
        ("350527", "350527"),
    ],
)
def test_resolve_takes_trailing_zeros(places: operations.Imported, text: str, code: str) -> None:
    region = queries.resolve(text)
    assert region is not None
    assert region.code == code


@pytest.mark.parametrize(
    "text", ["", "999999", "450422107999", "建新村", "４５０４２２", "-45", "45042210720500", "450422;"]
)
def test_resolve_knows_no_other_text(places: operations.Imported, text: str) -> None:
    assert queries.resolve(text) is None


@pytest.mark.parametrize(
    ("scope", "end"), [("45", "46"), ("4509", "4510"), ("0999", "1000"), ("450422", "450423"), ("", None), ("99", None)]
)
def test_next_code_is_the_first_one_after_all_that_begin_so(scope: str, end: str | None) -> None:
    assert queries.next_code(scope) == end


@given(scope=SCOPES, codes=some.lists(CODES))
def test_next_code_bounds_what_begins_with_a_scope(scope: str, codes: list[str]) -> None:
    end = queries.next_code(scope)
    for code in codes:
        assert (code >= scope and (end is None or code < end)) == code.startswith(scope)


class InsideTest(TestCase):
    """Hypothesis needs a class where each example has a transaction of its own."""

    @settings(max_examples=30)
    @given(scope=SCOPES, codes=some.sets(CODES, max_size=12))
    def test_inside_is_startswith(self, scope: str, codes: set[str]) -> None:
        Region.objects.bulk_create(Region(code=code, level=5, name=code, short_name=code) for code in codes)
        inside = set(queries.inside(Region.objects.all(), scope).values_list("code", flat=True))
        assert inside == {code for code in codes if code.startswith(scope)}

    @settings(max_examples=30)
    @given(scopes=some.sets(SCOPES, max_size=4), codes=some.sets(CODES, max_size=12))
    def test_inside_any_is_any_startswith(self, scopes: set[str], codes: set[str]) -> None:
        Region.objects.bulk_create(Region(code=code, level=5, name=code, short_name=code) for code in codes)
        inside = set(Region.objects.filter(queries.inside_any(scopes)).values_list("code", flat=True))
        assert inside == {code for code in codes if any(code.startswith(scope) for scope in scopes)}


def test_outermost_drops_scopes_inside_others() -> None:
    assert queries.outermost(["450422", "4504", "37", "370681", "4504"]) == ["37", "4504"]


def test_full_names_say_county_township_and_village(places: operations.Imported) -> None:
    wanted = {
        "450422107205": "藤县新庆镇建新村",
        "450422100226": "藤县藤州镇谷山村",
        "370681108231": "龙口市石良镇筐柳村",
        "450422107": "藤县新庆镇",
        "450422": "梧州市藤县",
        "4504": "广西壮族自治区梧州市",
        "45": "广西壮族自治区",
        # A city that is none is left out; a name is not said twice.
        "110101001001": "东城区东华门街道多福巷社区",
        "110101": "北京市东城区",
        "1101": "北京市（市辖区）",
        "500229202": "城口县北屏乡",
        "441900": "广东省东莞市",
        "441900003001": "东莞市东城街道岗贝社区",
        "350527000000": "金门县",
    }
    with CaptureQueriesContext(connection) as statements:
        assert queries.full_names([*wanted, "999999"]) == wanted
    assert len(statements) == 1


def test_name_on_follows_the_renamings_back(keeper: Posting) -> None:
    region = Region.objects.get(pk="450422107205")
    for name, day in [("建新一村委会", date(2026, 3, 1)), ("建新大村委会", date(2026, 5, 1))]:
        operations.rename_region(region, by=keeper, now=people.NOW, name=name, on=day)
    told = [
        queries.name_on(region, day)
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1))
    ]
    assert told == ["建新村委会", "建新一村委会", "建新一村委会", "建新大村委会"]


def test_roots_are_where_the_readers_areas_begin(places: operations.Imported) -> None:
    county = people.posting("system_admin", "450422")
    assert [place.code for place in queries.roots(county)] == ["450422"]
    whole = people.posting("system_admin", "")
    assert sorted(place.code for place in queries.roots(whole, county)) == ["11", "35", "37", "44", "45", "50"]


def test_visible_to_is_what_lies_inside_the_areas(places: operations.Imported) -> None:
    seen = queries.visible_to(people.posting("organizer", "450422107")).values_list("code", flat=True)
    assert sorted(seen) == ["450422107", "450422107001", "450422107204", "450422107205", "450422107210"]
    assert list(queries.visible_to()) == []


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("450422107205", "450422107205"),
        ("450422107", "450422107"),
        (" 450422000000 ", "450422"),
        ("450400", "4504"),
        ("45", "45"),
        # Whatever place a padded code that collides is taken for, the villages inside are the same.
        ("441900000000", "4419"),
        ("", None),
        ("abc", None),
        ("45042", None),
        ("４５０４", None),
        ("4504220000000", None),
    ],
)
def test_scope_of_drops_the_zeros_behind_a_code(code: str, scope: str | None) -> None:
    assert queries.scope_of(code) == scope


def test_places_of_a_kept_statement_are_given_their_codes() -> None:
    """Every place that a shape of a scope can ask for has its value, those of what lies above it, too."""
    shape = queries.GivenCode("scope0", len("450422107"))
    told = queries.GivenCode.given("scope0", "450422107")
    assert [told[one.name] for one in queries.ancestors_of(shape)] == queries.ancestors_of("450422107")
    assert told[shape.end.name] == "450422108"
    assert queries.ancestors_of(queries.GivenCode("scope0", 0)) == queries.ancestors_of("") == []
