"""The list of experts in and out: dry run, safe to repeat, faults by cell, phones only for whom they are."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests.factories import experts, people
from tests.factories.experts import PHONE, Cast
from zhitongche.express.experts import queries
from zhitongche.express.experts.models import Expert
from zhitongche.express.experts.sheets import importing, operations
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.regions import operations as regions

HEAD = (
    "姓名,性别,单位,职务职称,专业领域,擅长产业,是否曾任第一书记,服务区域,联系方式,可服务时间,服务次数,服务评价,所在地"
)
ROWS = (
    "农向阳,男,藤县茶叶站,高级农艺师,茶叶种植与加工、水利与供水,六堡茶,否,,13877400001,周末,,,藤县",
    "黎水生,女,藤县水利局,工程师,水利,,2019至2021年任古龙村第一书记,新庆镇,13877400002,2026-06-01至2026-08-31,,,",
)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Those of the pool, in places that are found by name."""
    for code, name in (("450422", "藤县"), ("450422107", "新庆镇")):
        regions._write_keys(code, people.place(code, name).short_name)
    return cast


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    def write(*rows: str, head: str = HEAD) -> Path:
        path = tmp_path / "experts.csv"
        path.write_text("\n".join((head, *rows)), encoding="utf-8")
        return path

    return write


def _run(path: Path, cast: Cast) -> importing.Plan:
    plan = importing.plan(path, by=cast.organizer, now=experts.NOW)
    operations.import_experts(plan, by=cast.organizer, now=experts.NOW)
    return plan


def test_a_sheet_is_taken_once(cast: Cast, sheet: Any) -> None:
    path = sheet(*ROWS)
    assert _run(path, cast).counts()[Fate.NEW] == 2
    one, two = queries.for_page(Expert.objects.order_by("pk"))
    assert (one.gender, one.person_id) == ("male", cast.expert.person_id)
    assert [skill.pk for skill in queries.skills_of(two)] == ["water"]
    assert (two.was_first_secretary, two.served_as) == (True, "2019至2021年任古龙村第一书记")
    assert [area.region_id for area in queries.areas_of(two)] == ["450422", "450422107"]
    again = _run(path, cast)
    assert (again.counts()[Fate.UNCHANGED], again.to_do) == (2, 0)
    assert Expert.objects.count() == 2


def test_what_a_sheet_says_otherwise_changes_the_entry(cast: Cast, sheet: Any) -> None:
    _run(sheet(ROWS[0]), cast)
    changed = _run(sheet("农向阳,,梧州市农科所,,茶叶种植与加工,,,,13877400001,,,,"), cast)
    assert changed.counts()[Fate.CHANGED] == 1
    kept = queries.for_page(Expert.objects.all()).get()
    assert (kept.unit, kept.post) == ("梧州市农科所", "高级农艺师")
    assert [skill.pk for skill in queries.skills_of(kept)] == ["tea"]
    assert len(queries.periods_of(kept)) == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",,,,茶叶,,,,,,,,", 1),
        ("甲,无,,,茶叶,,,,,,,,", 2),
        ("甲,,,,炼丹,,,,,,,,", 5),
        ("甲,,,,,,,,,,,,", 5),
        ("甲,,,,茶叶,,,龙口市,,,,,", 8),
        ("甲,,,,茶叶,,,,12,,,,", 9),
        ("甲,,,,茶叶,,,,,看情况,,,", 10),
        ("甲,,,,茶叶,,,,,,,,龙口市", 13),
    ],
)
def test_faults_are_told_by_cell(cast: Cast, sheet: Any, row: str, column: int) -> None:
    with pytest.raises(BadInput) as refusal:
        _run(sheet(ROWS[0], row), cast)
    assert list(refusal.value.faults) == [f"3:{column}"]
    assert not Expert.objects.exists()


def test_a_row_twice_is_taken_once(cast: Cast, sheet: Any) -> None:
    plan = _run(sheet(ROWS[0], ROWS[0]), cast)
    assert [row.fate for row in plan.rows] == [Fate.NEW, Fate.TWICE]


def test_a_sheet_without_names_is_refused(cast: Cast, sheet: Any) -> None:
    with pytest.raises(BadInput):
        _run(sheet("藤县茶叶站,茶叶", head="单位,专业领域"), cast)


def test_the_commands_take_in_and_out(cast: Cast, sheet: Any, tmp_path: Path, capsys: Any) -> None:
    people.account("organizer", of=cast.organizer.person)
    people.account("township", of=cast.township.person)
    path = sheet(*ROWS)
    call_command("import", "experts", str(path), "--as", "organizer", "--check")
    assert not Expert.objects.exists()
    call_command("import", "experts", str(path), "--as", "organizer")
    assert Expert.objects.count() == 2
    out = tmp_path / "out.csv"
    call_command("export", "experts", "-o", str(out), "--as", "organizer")
    assert PHONE in out.read_text(encoding="utf-8-sig")
    assert AuditRecord.objects.filter(action="expert.export").count() == 1
    call_command("export", "experts", "-o", str(out), "--as", "township")
    text = out.read_text(encoding="utf-8-sig")
    assert "农向阳" in text
    assert PHONE not in text
    capsys.readouterr()


def test_what_was_taken_out_can_be_sent_in(cast: Cast, sheet: Any, tmp_path: Path, capsys: Any) -> None:
    people.account("organizer", of=cast.organizer.person)
    _run(sheet(*ROWS), cast)
    out = tmp_path / "out.xlsx"
    call_command("export", "experts", "-o", str(out), "--as", "organizer")
    plan = importing.plan(out, by=cast.organizer, now=timezone.now())
    assert plan.faults == {}
    assert plan.counts()[Fate.UNCHANGED] == 2
    capsys.readouterr()


def test_the_pages_show_what_a_sheet_would_do_and_do_it(cast: Cast, sheet: Any) -> None:
    client = Client()
    client.force_login(people.account(of=cast.organizer.person))
    with sheet(*ROWS).open("rb") as file:
        sent = client.post("/experts/import/", {"sheet": file, "idempotency_key": "send-it-in-now"})
    assert sent.status_code == 303, sent.content.decode()
    shown = client.get(sent["Location"])
    assert "黎水生" in shown.content.decode()
    assert not Expert.objects.exists()
    done = client.post(sent["Location"], {"do": "run", "idempotency_key": "carry-it-out-now"})
    assert done.status_code == 303
    assert Expert.objects.count() == 2
    taken = client.get("/experts/export/?ending=.csv")
    assert taken.status_code == 200
    b"".join(taken.streaming_content)
    taken.close()
