"""The list of outcomes in and out: each row's fate, all or nothing, safe to repeat, its units said by the heading."""

from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories import outcomes, people, projects, sheets, workbooks
from tests.factories.projects import Cast
from zhitongche.express.outcomes import queries
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.outcomes.sheets import importing, operations
from zhitongche.express.outcomes.sheets.exporting import OUTFLOW
from zhitongche.express.outcomes.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import writing
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db
HEADINGS = ("县", "乡镇", "村", "期间", "成效类别", "金额(元)", "人数", "面积(亩)", "数据来源", "更正原因")
DIVIDEND = ("藤县", "新庆镇", "建新村", "2026年第一季度", "分红", 120000, 52, "", "分红名册", "")


def book(path: Path, *rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    return workbooks.book(path / "list.xlsx", [["藤县成效台账"], headings, *rows])


def plan(path: Path, by: Posting) -> importing.Plan:
    return importing.plan(path, by=by.as_of(outcomes.TODAY), now=outcomes.NOW)


def taken(path: Path, by: Posting) -> list[Outcome]:
    return operations.import_outcomes(plan(path, by), by=by, now=outcomes.NOW)


def fates(path: Path, by: Posting) -> list[Fate]:
    return [row.fate for row in plan(path, by).rows]


def faults(path: Path, by: Posting) -> dict[str, str]:
    return {place: str(sentence) for place, sentence in plan(path, by).faults.items()}


def row(**cells: Any) -> tuple[Any, ...]:
    return tuple(cells.get(heading, cell) for heading, cell in zip(HEADINGS, DIVIDEND, strict=True))


# ---- in --------------------------------------------------------------------------------------------------------------


def test_each_row_is_recorded_with_all_that_recording_does(cast: Cast, tmp_path: Path) -> None:
    area = row(
        村="古龙村", 成效类别="种植面积", 期间="2026年", 人数="", 数据来源="测绘", **{"金额(元)": "—", "面积(亩)": 4000}
    )
    first, second = taken(book(tmp_path, DIVIDEND, area), cast.organizer)
    assert (first.village_id, first.kind, first.period, first.amount, first.people) == (
        *(outcomes.VILLAGE, "dividend", "2026Q1"),
        *(Decimal(120000), 52),
    )
    assert (second.village_id, second.period, second.area, second.amount) == (
        outcomes.NEIGHBOUR,
        "2026",
        Decimal(4000),
        None,
    )
    assert AuditRecord.objects.filter(action="outcome.record").count() == 2
    assert queries.rollup("450422", 2026).own["dividend"].quarters[0].amount == Decimal(120000)


def test_sending_it_again_does_nothing(cast: Cast, tmp_path: Path) -> None:
    path = book(tmp_path, DIVIDEND, row(期间="2025Q4"))
    assert fates(path, cast.organizer) == [Fate.NEW, Fate.NEW]
    taken(path, cast.organizer)
    assert fates(path, cast.organizer) == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert taken(path, cast.organizer) == []
    assert Outcome.objects.count() == 2


def test_another_figure_is_refused_by_its_cell_unless_the_sheet_says_why(cast: Cast, tmp_path: Path) -> None:
    made = outcomes.outcome(cast, State.CHECKED, source="分红名册")
    other = row(**{"金额(元)": 118000})
    found = faults(book(tmp_path, other), cast.organizer)
    assert list(found) == ["3:6"]
    assert made.number in found["3:6"]
    with pytest.raises(BadInput):
        taken(book(tmp_path, other), cast.organizer)
    with_reason = book(tmp_path, row(更正原因="一户重复登记", **{"金额(元)": 118000}))
    assert fates(with_reason, cast.organizer) == [Fate.CORRECTION]
    (corrected,) = taken(with_reason, cast.organizer)
    assert (corrected.number, corrected.amount, corrected.state) == (made.number, Decimal("118000.00"), State.RECORDED)
    assert queries.history(corrected)[-1].body["stood"]["amount"] == "120000.00"
    assert fates(with_reason, cast.organizer) == [Fate.UNCHANGED]


@pytest.mark.parametrize(
    ("heading", "cell", "yuan"),
    [
        ("金额(元)", 120000, "120000.00"),
        ("金额（万元）", 12, "120000.00"),
        ("金额(万元)", "12.5", "125000.00"),
        ("金额(万元)", 0.000001, "0.01"),
        ("金额(元)", "120,000.50元", "120000.50"),
        ("金额", "12万元", "120000.00"),
        ("金额", "¥120000元", "120000.00"),
        ("金额(元)", 0, "0.00"),
    ],
)
def test_amounts_are_read_by_the_unit_that_is_said(
    cast: Cast, tmp_path: Path, heading: str, cell: Any, yuan: str
) -> None:
    headings = tuple(heading if one == "金额(元)" else one for one in HEADINGS)
    (made,) = taken(book(tmp_path, row(**{"金额(元)": cell}), headings=headings), cast.organizer)
    assert str(made.amount) == yuan


@pytest.mark.parametrize(
    ("heading", "cells", "place"),
    [
        ("金额(元)", {"金额(元)": "12万元"}, "3:6"),
        ("金额(万元)", {"金额(元)": "120000元"}, "3:6"),
        ("金额(元/万元)", {}, "2:6"),
        ("金额", {}, "3:6"),
        ("金额(元)", {"金额(元)": "1.0000000001"}, "3:6"),
        ("金额(万元)", {"金额(元)": "0.0000001"}, "3:6"),
        ("金额(元)", {"金额(元)": -5}, "3:6"),
        ("金额(元)", {"金额(元)": "十二万"}, "3:6"),
        ("金额(元)", {"金额(元)": ""}, "3:6"),
        ("金额(元)", {"人数": "52.5"}, "3:7"),
        ("金额(元)", {"人数": "52户"}, "3:7"),
        ("金额(元)", {"面积(亩)": 3}, "3:8"),
        ("金额(元)", {"村": "无此村"}, "3:3"),
        ("金额(元)", {"期间": "2026年5月"}, "3:4"),
        ("金额(元)", {"期间": "2027Q1"}, "3:4"),
        ("金额(元)", {"成效类别": "幸福"}, "3:5"),
        ("金额(元)", {"数据来源": ""}, "3:9"),
    ],
)
def test_a_fault_is_named_by_its_cell_and_nothing_is_taken(
    cast: Cast, tmp_path: Path, heading: str, cells: dict[str, Any], place: str
) -> None:
    headings = tuple(heading if one == "金额(元)" else one for one in HEADINGS)
    path = book(
        tmp_path, row(**cells), row(期间="2025Q4", **{"金额(元)": "1元" if heading == "金额" else 1}), headings=headings
    )
    assert place in faults(path, cast.organizer)
    with pytest.raises(BadInput):
        taken(path, cast.organizer)
    assert not Outcome.objects.exists()


def test_rows_that_say_the_same_village_and_period_twice(cast: Cast, tmp_path: Path) -> None:
    assert fates(book(tmp_path, DIVIDEND, DIVIDEND), cast.organizer) == [Fate.NEW, Fate.TWICE]
    found = faults(book(tmp_path, DIVIDEND, row(**{"金额(元)": 1})), cast.organizer)
    assert list(found) == ["4:6"]


def test_a_project_is_named_by_its_number(cast: Cast, tmp_path: Path) -> None:
    project = projects.planned(cast.secretary)
    headings = (*HEADINGS, "项目编号")
    (made,) = taken(book(tmp_path, (*DIVIDEND, project.number), headings=headings), cast.organizer)
    assert made.project == project
    assert list(faults(book(tmp_path, (*DIVIDEND, "XM-450422-2026-0099"), headings=headings), cast.organizer)) == [
        "3:11"
    ]


def test_a_secretary_sends_only_the_own_village(cast: Cast, tmp_path: Path) -> None:
    assert list(faults(book(tmp_path, row(村="古龙村", 乡镇="", 县="")), cast.secretary)) == ["3:3"]
    headings = ("期间", "成效类别", "金额(元)", "数据来源")
    (made,) = taken(book(tmp_path, ("2026Q1", "村集体收入", 80000, "账目"), headings=headings), cast.secretary)
    assert made.village_id == outcomes.VILLAGE


def test_a_sheet_without_its_columns_says_which(cast: Cast, tmp_path: Path) -> None:
    assert list(faults(book(tmp_path, ("建新村", 1), headings=("村", "金额(元)")), cast.organizer)) == ["2:1"]
    assert list(faults(book(tmp_path), cast.organizer)) == ["2:1"]


def test_the_command_checks_first_and_repeats_without_harm(cast: Cast, tmp_path: Path) -> None:
    path = book(tmp_path, DIVIDEND)
    code, said = sheets.run(path, "chen", "--check", kind="outcomes")
    assert (code, Outcome.objects.count()) == (0, 0)
    assert "1 new" in said
    assert sheets.run(path, "chen", kind="outcomes")[0] == 0
    code, said = sheets.run(path, "chen", kind="outcomes")
    assert (code, Outcome.objects.count()) == (0, 1)
    assert "0 new" in said
    assert "1 here already" in said
    code, said = sheets.run(book(tmp_path, row(期间="x")), "chen", kind="outcomes")
    assert code == 1
    assert said.startswith("3:4: ")


# ---- out -------------------------------------------------------------------------------------------------------------


def exported(path: Path, username: str = "chen", *flags: str) -> str:
    out = StringIO()
    call_command("export", "outcomes", "-o", str(path), "--as", username, *flags, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_went_out_comes_back_unchanged(cast: Cast, tmp_path: Path, ending: str) -> None:
    project = projects.planned(cast.secretary)
    outcomes.outcome(cast, State.CHECKED)
    outcomes.recorded(cast.secretary, project=project.number, amount=Decimal("0.01"), people=None)
    outcomes.recorded(cast.neighbour, kind="area", period="2026", amount=None, people=None, area=Decimal("4000.5"))
    outcomes.recorded(cast.neighbour, source="=HYPERLINK(1)", kind="jobs", amount=None, people=0)
    outcomes.outcome(cast, State.WITHDRAWN, period="2025Q1")
    path = tmp_path / f"out.{ending}"
    assert exported(path) == "4"
    assert fates(path, cast.organizer) == [Fate.UNCHANGED] * 4
    assert exported(path, "chen", "--region", outcomes.NEIGHBOUR) == "2"
    assert exported(path, "shi") == "2"
    record = AuditRecord.objects.filter(action="outcome.export").latest("sequence")
    assert '"count":2' in record.facts.replace(" ", "")


def test_a_list_is_marked_and_holds_no_formula(cast: Cast, tmp_path: Path) -> None:
    outcomes.recorded(cast.secretary, source="=1+1")
    path = tmp_path / "out.csv"
    exported(path)
    text = path.read_text(encoding="utf-8-sig")
    assert "'=1+1" in text
    assert text.count("陈立") == 2


def test_who_reads_nothing_takes_nothing_out(cast: Cast) -> None:
    admin = people.posting("security_admin", "")
    asked = Asked("outcomes", ".csv")
    with pytest.raises(NotYourDuty):
        OUTFLOW.ask(asked, account=people.account(of=admin.person), postings=[admin], now=outcomes.NOW)


def test_a_long_list_waits_for_a_worker(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes.recorded(cast.secretary)
    monkeypatch.setattr(writing, "MOST_AT_ONCE", 0)
    asked = Asked("outcomes", ".xlsx")
    owner = Account.objects.get(username="chen")
    job = OUTFLOW.ask(asked, account=owner, postings=[cast.organizer], now=outcomes.NOW)
    assert (job.state, job.kind) == ("waiting", OUTFLOW.kind)
    with pytest.raises(BadInput):
        OUTFLOW.ask(
            Asked("outcomes", ".xlsx", region="99"),
            account=owner,
            postings=[cast.organizer],
            now=outcomes.NOW,
        )
