"""What changes places: the bureau's list again and again, and an administrator's renaming, merging, closing, opening."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories import people, regions
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations, sheet
from zhitongche.foundation.regions.models import Region, RegionChange, RegionKey

pytestmark = pytest.mark.django_db
NOW = people.NOW
DAY = date(2026, 5, 20)
VILLAGE = "450422107205"


def again(
    folder: Path, changes: dict[str, str | None] | None = None, within: tuple[str, ...] = ()
) -> operations.Imported:
    read = sheet.read(regions.package(folder, changes), within)
    return operations.import_divisions(read, by=None, now=NOW, within=within)


def village(code: str = VILLAGE) -> Region:
    return Region.objects.get(pk=code)


def keys_of(code: str) -> set[str]:
    return set(RegionKey.objects.filter(code=code).values_list("key", flat=True))


def test_import_divisions_adds_every_row_and_its_keys(places: operations.Imported) -> None:
    assert places.added == places.read == len(regions.ROWS)
    assert dict(Region.objects.values_list("code", "name")) == regions.ROWS
    region = village()
    assert (region.level, region.short_name, region.parent_id, region.is_custom) == (5, "建新村", "450422107", False)
    assert keys_of(VILLAGE) == {"建新", "新村", "jxc"}


def test_import_divisions_is_one_record_on_the_systems_chain(places: operations.Imported) -> None:
    record = AuditRecord.objects.get()
    assert (record.chain, record.action, record.subject_kind) == ("system", "region.import", "imported")
    facts = json.loads(record.facts)
    assert facts["digest"] == places.digest
    assert (facts["read"], facts["added"], facts["renamed"], facts["missing"]) == (
        len(regions.ROWS),
        len(regions.ROWS),
        0,
        0,
    )


def test_import_divisions_again_changes_nothing(places: operations.Imported, tmp_path: Path) -> None:
    before = list(Region.objects.order_by("code").values()), sorted(RegionKey.objects.values_list("key", "code"))
    done = again(tmp_path)
    assert (done.added, done.renamed, done.missing_count, done.kept_count) == (0, 0, 0, 0)
    assert (
        list(Region.objects.order_by("code").values()),
        sorted(RegionKey.objects.values_list("key", "code")),
    ) == before


def test_import_divisions_records_a_changed_name(places: operations.Imported, tmp_path: Path) -> None:
    done = again(tmp_path, {VILLAGE: "振兴村委会"})
    assert done.renamed == 1
    assert (village().name, village().short_name) == ("振兴村委会", "振兴村")
    assert keys_of(VILLAGE) == {"振兴", "兴村", "zxc"}
    change = RegionChange.objects.get()
    assert (change.region_id, change.kind, change.on, change.former_name) == (VILLAGE, "renamed", DAY, "建新村委会")


def test_import_divisions_leaves_alone_what_vanished(places: operations.Imported, tmp_path: Path) -> None:
    done = again(tmp_path, {VILLAGE: None})
    assert (done.missing_count, done.missing) == (1, [VILLAGE])
    assert village().until is None


def test_import_divisions_within_reports_nothing_outside_missing(places: operations.Imported, tmp_path: Path) -> None:
    assert again(tmp_path, {VILLAGE: None}, within=("3706",)).missing_count == 0


def test_import_divisions_does_not_undo_an_administrators_renaming(keeper: Posting, tmp_path: Path) -> None:
    operations.rename_region(village(), by=keeper, now=NOW, name="振兴村委会", on=DAY)
    done = again(tmp_path)
    assert (done.renamed, done.kept) == (0, [VILLAGE])
    assert village().name == "振兴村委会"


def test_import_divisions_keeps_areas_of_ones_own(keeper: Posting, tmp_path: Path) -> None:
    area = operations.open_custom_area(village("450422"), by=keeper, now=NOW, name="赤水工业区", since=DAY)
    done = again(tmp_path, {area.code: "另一个镇"})
    assert (done.added, done.missing_count, done.kept) == (0, 0, [area.code])
    assert village(area.code).name == "赤水工业区"


def test_import_divisions_tells_how_far_it_is(db: None, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read = sheet.read(regions.package(tmp_path))
    operations.import_divisions(read, by=None, now=NOW, progress=lambda *step: told.append(step))
    keys = RegionKey.objects.count()
    count = len(regions.ROWS)
    assert told == [("places", count, count), ("names", count, count), ("index", keys, keys)]


def test_rename_region_keeps_the_old_name_in_its_history(keeper: Posting) -> None:
    region = operations.rename_region(village(), by=keeper, now=NOW, name=" 振兴村委会 ", on=DAY)
    assert (region.name, region.short_name) == ("振兴村委会", "振兴村")
    assert village().name == "振兴村委会"
    assert [(change.kind, change.former_name) for change in region.changes.all()] == [("renamed", "建新村委会")]
    assert keys_of(VILLAGE) == {"振兴", "兴村", "zxc"}
    record = AuditRecord.objects.get(action="region.rename")
    assert (record.chain, record.subject_id, record.posting_id) == ("450422", VILLAGE, keeper.pk)
    assert "振兴" not in record.facts


@pytest.mark.parametrize("name", ["建新村委会", "", "  ", "龙山村委会", "长" * 101])
def test_rename_region_refuses_a_name_that_is_none_or_a_neighbours(keeper: Posting, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        operations.rename_region(village(), by=keeper, now=NOW, name=name, on=DAY)
    assert list(refused.value.faults) == ["name"]
    assert village().name == "建新村委会"


def test_rename_region_refuses_a_day_before_the_last_change_or_far_ahead(keeper: Posting) -> None:
    operations.rename_region(village(), by=keeper, now=NOW, name="振兴村委会", on=DAY)
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=367)):
        with pytest.raises(BadInput) as refused:
            operations.rename_region(village(), by=keeper, now=NOW, name="复兴村委会", on=day)
        assert list(refused.value.faults) == ["on"]


def test_close_region_ends_it_from_a_day(keeper: Posting) -> None:
    region = operations.close_region(village(), by=keeper, now=NOW, on=DAY)
    assert village().until == DAY
    assert [region.is_open_on(day) for day in (DAY - timedelta(days=1), DAY)] == [True, False]
    assert [(change.kind, change.on) for change in region.changes.all()] == [("closed", DAY)]


def test_close_region_refuses_a_place_with_open_places_inside(keeper: Posting) -> None:
    with pytest.raises(BadInput):
        operations.close_region(village("450422107"), by=keeper, now=NOW, on=DAY)
    assert village("450422107").until is None


def test_merge_regions_names_the_successor(keeper: Posting) -> None:
    into = village("450422107204")
    operations.merge_regions(village(), by=keeper, now=NOW, into=into, on=DAY)
    region = village()
    assert (region.until, region.successor) == (DAY, into)
    assert [(change.kind, change.into) for change in region.changes.all()] == [("merged", into)]
    facts = json.loads(AuditRecord.objects.get(action="region.merge").facts)
    assert facts == {"on": "2026-05-20", "into": "450422107204"}


@pytest.mark.parametrize("into", [VILLAGE, "450422107"])
def test_merge_regions_refuses_itself_and_another_level(keeper: Posting, into: str) -> None:
    with pytest.raises(BadInput) as refused:
        operations.merge_regions(village(), by=keeper, now=NOW, into=village(into), on=DAY)
    assert list(refused.value.faults) == ["into"]


def test_merge_regions_refuses_a_closed_successor(keeper: Posting) -> None:
    operations.close_region(village("450422107204"), by=keeper, now=NOW, on=DAY)
    with pytest.raises(BadInput) as refused:
        operations.merge_regions(village(), by=keeper, now=NOW, into=village("450422107204"), on=DAY)
    assert list(refused.value.faults) == ["into"]


def test_closing_twice_is_refused_with_what_became_of_it(keeper: Posting) -> None:
    second_tab = village()
    operations.merge_regions(village(), by=keeper, now=NOW, into=village("450422107204"), on=DAY)
    for region in (second_tab, village()):
        with pytest.raises(NotNow) as refused:
            operations.close_region(region, by=keeper, now=NOW, on=DAY)
        assert "2026-05-20" in refused.value.reason
        assert "龙山村" in refused.value.reason
    assert RegionChange.objects.count() == 1


def test_open_custom_area_takes_the_highest_free_code(keeper: Posting) -> None:
    made = [
        operations.open_custom_area(village(parent), by=keeper, now=NOW, name=name, since=DAY)
        for parent, name in [
            ("450422", "赤水工业区"),
            ("450422", "大洲林场"),
            ("450422107", "新庆茶场"),
            ("4504", "高新区"),
        ]
    ]
    assert [(area.code, area.level) for area in made] == [
        ("450422999", 4),
        ("450422998", 4),
        ("450422107999", 5),
        ("450499", 3),
    ]
    assert (made[0].is_custom, made[0].since, made[0].parent_id) == (True, DAY, "450422")
    assert keys_of("450422998") == {"大洲", "洲林", "林场", "dzlc"}
    assert AuditRecord.objects.filter(action="region.open", chain="450422").count() == 3


def test_open_custom_area_takes_a_given_code(keeper: Posting) -> None:
    area = operations.open_custom_area(
        village("450422"), by=keeper, now=NOW, name="工业区", since=DAY, code="450422401"
    )
    assert area.code == "450422401"


@pytest.mark.parametrize("code", ["450422107", "370681901", "4504229", "450422107999", "45042290x", "450422９０１"])
def test_open_custom_area_refuses_a_code_that_is_taken_or_elsewhere(keeper: Posting, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        operations.open_custom_area(village("450422"), by=keeper, now=NOW, name="工业区", since=DAY, code=code)
    assert list(refused.value.faults) == ["code"]


def test_open_custom_area_says_when_all_codes_are_taken(keeper: Posting) -> None:
    for number in range(10):
        operations.open_custom_area(village("4504"), by=keeper, now=NOW, name=f"区{number}", since=DAY)
    with pytest.raises(BadInput) as refused:
        operations.open_custom_area(village("4504"), by=keeper, now=NOW, name="再一个", since=DAY)
    assert list(refused.value.faults) == ["code"]


def test_open_custom_area_refuses_a_village_as_parent(keeper: Posting) -> None:
    with pytest.raises(NotNow):
        operations.open_custom_area(village(), by=keeper, now=NOW, name="茶场", since=DAY)


@pytest.mark.parametrize(
    ("role", "seat"), [("organizer", "450422"), ("security_admin", ""), ("system_admin", "370681")]
)
def test_every_change_is_for_the_system_administrator_of_the_area(
    places: operations.Imported, role: str, seat: str
) -> None:
    by = people.posting(role, seat)
    region, other = village(), village("450422107204")
    for change in (
        lambda: operations.rename_region(region, by=by, now=NOW, name="振兴村委会", on=DAY),
        lambda: operations.close_region(region, by=by, now=NOW, on=DAY),
        lambda: operations.merge_regions(region, by=by, now=NOW, into=other, on=DAY),
        lambda: operations.open_custom_area(village("450422"), by=by, now=NOW, name="工业区", since=DAY),
    ):
        with pytest.raises(NotYourDuty):
            change()
    assert RegionChange.objects.count() == 0


def test_merge_regions_refuses_a_successor_outside_the_keepers_area(places: operations.Imported) -> None:
    by = people.posting("system_admin", "450422")
    with pytest.raises(NotYourDuty):
        operations.merge_regions(village(), by=by, now=NOW, into=village("370681108231"), on=DAY)
