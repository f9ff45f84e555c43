"""The library: versions by day and place, what may come before what, and who keeps it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import approvals, people
from tests.factories.approvals import BASIS, VERSION, item
from tests.factories.projects import NOW, TODAY, VILLAGE, Cast
from zhitongche.config.reference_approvals import APPROVALS
from zhitongche.express.approvals import operations, queries
from zhitongche.express.approvals.models import ApprovalItem
from zhitongche.express.approvals.path import circle_in
from zhitongche.express.approvals.suggesting import SIGNS, suggested
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


def revise(by: Any, code: str = "land", **told: Any) -> ApprovalItem:
    return operations.revise_item(item(code), by=by, now=NOW, **{**VERSION, **told})


# ---- what every installation begins with ---------------------------------------------------------------------------


def test_load_items_is_safe_to_repeat(db: None) -> None:
    assert operations.load_items(APPROVALS, now=NOW) == len(APPROVALS) >= 12
    assert operations.load_items(APPROVALS, now=NOW) == 0
    for one in ApprovalItem.objects.all():
        one.full_clean(exclude=["region", "department"])


def test_load_items_ends_the_version_before(db: None) -> None:
    approvals.load()
    newer = {"code": "land", "name": "用地预审", "legal_basis": BASIS, "limit_days": 10, "office": "自然资源局"}
    assert operations.load_items([{**newer, "starts_on": LATER}], now=NOW) == 1
    kept = ApprovalItem.objects.filter(code="land").order_by("starts_on").values_list("limit_days", "ends_on")
    assert list(kept) == [(20, LATER), (10, None)]


def test_the_shared_items_wait_for_each_other_in_no_circle() -> None:
    after = {one["code"]: one.get("predecessors", []) for one in APPROVALS}
    assert circle_in(after) == []
    assert {code for ones in after.values() for code in ones} <= set(after)
    assert set(SIGNS) == set(after)


def test_a_paper_has_one_name_wherever_it_is_asked_for() -> None:
    papers = [
        (paper["code"], paper["name"], paper["months"]) for one in APPROVALS for paper in one.get("materials", [])
    ]
    assert len({code for code, _name, _months in papers}) == len(set(papers))


def test_suggested_says_which_words_speak_for_an_item() -> None:
    found = suggested("tea", ["新建泵站一座，安装变压器", "让1000亩茶用得上水"])
    assert found["water_intake"].words == ("泵站",)
    assert "变压器" in found["power_connection"].words
    assert found["environment_register"].words == ()
    assert "road_works" not in found


# ---- versions ------------------------------------------------------------------------------------------------------


def test_revise_makes_a_version_for_the_own_place_only(cast: Cast) -> None:
    made = revise(cast.organizer, starts_on=LATER)
    assert (made.region_id, made.starts_on, made.ends_on) == ("450422", LATER, None)
    version = queries.version_in_force
    assert version("land", VILLAGE, TODAY) == item("land")
    assert version("land", VILLAGE, LATER) == made
    assert version("land", "450421", LATER) == item("land")
    assert version("nothing", VILLAGE, TODAY) is None
    record = AuditRecord.objects.get(action="approvalitem.keep")
    assert (record.chain, record.subject_id) == ("450422", f"450422/land/{LATER.isoformat()}")


def test_the_countys_version_goes_before_the_citys_before_the_shared_one(cast: Cast) -> None:
    city = revise(cast.city, limit_days=9)
    assert queries.version_in_force("land", VILLAGE, TODAY) == city
    county = revise(cast.organizer, limit_days=4)
    assert queries.version_in_force("land", VILLAGE, TODAY) == county
    assert queries.version_in_force("land", "450421", TODAY) == city
    assert queries.versions_of("land", "450422") == [county, city, item("land")]


def test_revise_ends_the_version_before_on_the_day(cast: Cast) -> None:
    first = revise(cast.organizer)
    second = revise(cast.organizer, starts_on=LATER, limit_days=3)
    first.refresh_from_db()
    assert (first.starts_on, first.ends_on) == (TODAY, LATER)
    assert queries.version_in_force("land", VILLAGE, LATER - timedelta(days=1)) == first
    assert queries.version_in_force("land", VILLAGE, LATER) == second


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY])
def test_revise_begins_neither_in_the_past_nor_twice_on_a_day(cast: Cast, day: date) -> None:
    revise(cast.organizer)
    with pytest.raises(BadInput) as bad:
        revise(cast.organizer, starts_on=day)
    assert list(bad.value.faults) == ["starts_on"]


def test_revise_refuses_what_comes_before_itself_in_a_circle_and_names_it(cast: Cast) -> None:
    with pytest.raises(BadInput) as bad:
        revise(cast.organizer, predecessors=["works"])
    # 用地预审 would wait for 施工许可, which waits for the permit, which waits for 用地预审.
    said = str(bad.value.faults["predecessors"])
    assert said.count("→") == 3
    for name in ("用地预审", "施工许可", "乡村建设规划许可证"):
        assert name in said


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"predecessors": ["land"]}, "predecessors"),
        ({"predecessors": ["nothing"]}, "predecessors"),
        ({"department": "450421-01"}, "department"),
        ({"materials": [{"code": "Bad code", "name": "证"}]}, "materials.0.code"),
        ({"materials": [{"code": "a", "name": "证"}, {"code": "a", "name": "证"}]}, "materials.1.code"),
    ],
)
def test_revise_names_each_field_at_fault(cast: Cast, told: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        revise(cast.organizer, **told)
    assert list(bad.value.faults) == [field]
    assert ApprovalItem.objects.filter(region="450422").count() == 0


def test_add_item_is_the_own_places(cast: Cast) -> None:
    made = operations.add_item(
        by=cast.organizer, now=NOW, code="tea_brand", department="450422-12", predecessors=["land"], **VERSION
    )
    assert (made.region_id, made.department.code) == ("450422", "450422-12")
    assert queries.version_in_force("tea_brand", VILLAGE, TODAY) == made
    assert queries.version_in_force("tea_brand", "450421", TODAY) is None


@pytest.mark.parametrize("code", ["", "Tea", "茶", "9tea", "land", "a" * 41])
def test_add_item_refuses_a_code_that_cannot_be_one(cast: Cast, code: str) -> None:
    with pytest.raises(BadInput) as bad:
        operations.add_item(by=cast.organizer, now=NOW, code=code, **VERSION)
    assert list(bad.value.faults) == ["code"]


# ---- dropping ------------------------------------------------------------------------------------------------------


def test_drop_lets_the_shared_version_count_again(cast: Cast) -> None:
    made = revise(cast.organizer)
    tomorrow = NOW + timedelta(days=1)
    operations.drop_item(made, by=cast.organizer, now=tomorrow)
    assert queries.version_in_force("land", VILLAGE, TODAY) == made
    assert queries.version_in_force("land", VILLAGE, TODAY + timedelta(days=1)) == item("land")


def test_drop_takes_away_what_has_not_begun(cast: Cast) -> None:
    first = revise(cast.organizer)
    revise(cast.organizer, starts_on=LATER)
    operations.drop_item(first, by=cast.organizer, now=NOW)
    first.refresh_from_db()
    assert first.ends_on is None
    assert queries.version_in_force("land", VILLAGE, LATER) == first


def test_drop_finds_nothing_where_the_place_has_no_version(cast: Cast) -> None:
    with pytest.raises(NotNow):
        operations.drop_item(item("land"), by=cast.organizer, now=NOW)
    made = revise(cast.organizer)
    operations.drop_item(made, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.drop_item(made, by=cast.organizer, now=NOW)


@pytest.mark.parametrize("role", ["secretary", "township", "planning", "leader"])
def test_the_library_is_the_organizers_duty(cast: Cast, role: str) -> None:
    by = getattr(cast, role)
    for act in (
        lambda: operations.add_item(by=by, now=NOW, code="tea", **VERSION),
        lambda: revise(by),
        lambda: operations.drop_item(item("land"), by=by, now=NOW),
    ):
        with pytest.raises(NotYourDuty):
            act()


def test_a_provinces_organizer_only_reads(cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        revise(people.posting("organizer", "45"))


# ---- who decides, and what is given ---------------------------------------------------------------------------------


def test_the_department_of_the_offices_name_decides(cast: Cast) -> None:
    found = queries.offices_of({"自然资源局", "水利局"}, VILLAGE)
    assert {office: one.code for office, one in found.items()} == {"自然资源局": "450422-12"}
    assert queries.deciding_department(item("land"), VILLAGE) == cast.planning.department
    assert queries.deciding_department(item("water"), VILLAGE) is None
    people.department("450422-13", "藤县第二自然资源局")
    assert queries.offices_of({"自然资源局"}, VILLAGE) == {}


def test_papers_of_a_village_are_its_own_the_newest_first(cast: Cast) -> None:
    old = approvals.paper(VILLAGE, cast.secretary, issued=date(2025, 1, 1), until=date(2026, 1, 1))
    new = approvals.paper(VILLAGE, cast.secretary)
    approvals.paper("450422107206", cast.neighbour)
    assert queries.papers_of(VILLAGE, ["village_resolution"]) == [new, old]
    assert [queries.is_valid(one, TODAY) for one in (new, old)] == [True, False]
    assert queries.paper_of("450422107206", new.pk) is None


def test_two_organizers_who_add_the_same_item_at_once_add_it_once(
    committed: str, in_threads: Callable[..., list[Any]]
) -> None:
    people.place("450422", "藤县")
    organizers = [people.posting("organizer", "450422") for _ in range(6)]
    answers = in_threads(
        lambda number: operations.add_item(by=organizers[number], now=NOW, code="tea", **VERSION), len(organizers)
    )
    assert sorted(type(one).__name__ for one in answers) == ["ApprovalItem", *["BadInput"] * 5]
    assert ApprovalItem.objects.filter(code="tea").count() == 1
