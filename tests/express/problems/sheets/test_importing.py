"""The office's list of problems, in: each row's fate, all or nothing, safe to repeat."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import lists, people, problems
from zhitongche.express.numbers.models import NumberSeries
from zhitongche.express.problems import circulars, indexing
from zhitongche.express.problems.models import Problem, ProblemEvent, Tally
from zhitongche.express.problems.operations import collecting
from zhitongche.express.problems.sheets import importing, operations
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db
NOW, TODAY = problems.NOW, problems.TODAY


def planned(path, by):
    return importing.plan(path, by=by.as_of(TODAY), now=NOW)


def taken(path, by):
    made = planned(path, by)
    return operations.import_problems(made, by=by.as_of(TODAY), now=NOW), made


def fates(plan):
    return [row.fate for row in plan.rows]


def test_import_problems_reports_each_row_with_all_that_a_report_has(cast, tmp_path):
    rows = [
        lists.row(1),
        lists.row(2, description="路面塌陷", 紧急程度="紧急", 问题类别="", 提出人="李四", 提出时间="2026年4月3日"),
    ]
    made, _ = taken(lists.book(tmp_path / "a.xlsx", *rows), cast.organizer)
    first, second = (Problem.objects.get(pk=one.pk) for one in made)
    assert [first.number, second.number] == ["450422-2026-0001", "450422-2026-0002"]
    assert (first.village_id, first.category_id, first.amount) == (problems.VILLAGE, "electricity", Decimal(384000))
    assert (first.source, first.reported_by, first.request) == ("import", "石广", "增容")
    assert (second.urgency, second.category_id) == ("urgent", "other")
    assert timezone.localdate(second.reported_at) == date(2026, 4, 3)
    assert first.due_on is not None
    assert ProblemEvent.objects.filter(problem__in=[first, second], action="report", sequence=1).count() == 2
    records = AuditRecord.objects.filter(action="problem.report").order_by("sequence")
    assert [record.subject_id for record in records] == [first.number, second.number]
    assert Tally.objects.get(pk="450422").reported == 2


def test_import_problems_tells_each_organizer_once(cast, tmp_path):
    other = people.posting("organizer", "450422")
    taken(
        lists.book(tmp_path / "a.xlsx", *(lists.row(n, description=f"问题 {n}") for n in range(1, 6))), cast.organizer
    )
    notices = Notice.objects.filter(person=other.person_id)
    assert [(one.action, one.subject_number) for one in notices] == [("problem.report_all", "450422-2026-0001")]
    assert "450422-2026-0005" in notices[0].title


@pytest.mark.parametrize("breaks", ["keep", "tell_of_reports", "count"])
def test_an_import_that_breaks_half_way_leaves_nothing(cast, tmp_path, monkeypatch, breaks):
    """Whichever part of it breaks: no row, step, record, figure, notice or document of any of them stays."""
    kinds = (Problem, ProblemEvent, AuditRecord, Tally, Notice, SearchDocument, NumberSeries)
    before = [kind.objects.count() for kind in kinds]
    where = {"keep": indexing, "tell_of_reports": circulars, "count": collecting}[breaks]

    def broken(*_args, **_facts):
        raise RuntimeError("the lights went out")

    path = lists.book(tmp_path / "a.xlsx", lists.row(1), lists.row(2, description="路面塌陷"))
    with monkeypatch.context() as during:
        during.setattr(where, breaks, broken)
        with pytest.raises(RuntimeError):
            taken(path, cast.organizer)
    assert [kind.objects.count() for kind in kinds] == before
    made, plan = taken(path, cast.organizer)
    assert (len(made), fates(plan)) == (2, [Fate.NEW] * 2)


def test_a_sheet_sent_again_does_nothing(cast, tmp_path):
    path = lists.book(tmp_path / "a.xlsx", lists.row(1), lists.row(2, description="路"))
    taken(path, cast.organizer)
    made, again = taken(path, cast.organizer)
    assert (made, fates(again)) == ([], [Fate.UNCHANGED] * 2)
    assert [row.number for row in again.rows] == ["450422-2026-0001", "450422-2026-0002"]
    assert Problem.objects.count() == 2


def test_rows_that_say_the_same_are_taken_once(cast, tmp_path):
    rows = [
        lists.row(1),
        lists.row(2, description="水泵 抽不上水"),
        lists.row(3, description="水泵抽不上水", 村="龙山村"),
    ]
    plan = planned(lists.book(tmp_path / "a.xlsx", *rows), cast.organizer)
    assert fates(plan) == [Fate.NEW, Fate.TWICE, Fate.NEW]
    assert plan.rows[1].note == "The same as row 3."


def test_a_number_known_here_changes_nothing_and_says_where_the_sheet_differs(cast, tmp_path):
    here = problems.report(cast.secretary)
    rows = [
        lists.row(
            1, 问题编号=here.number, description=here.description, **{"涉及金额(万元)": "", "希望解决的事项": ""}
        ),
        lists.row(2, 问题编号="450422-2026-0999"),
    ]
    plan = planned(lists.book(tmp_path / "a.xlsx", *rows), cast.organizer)
    assert fates(plan) == [Fate.UNCHANGED, Fate.FAULTY]
    assert "no problem of this number" in str(plan.faults["4:2"])
    rows = [lists.row(1, 问题编号=here.number, description="别的", 紧急程度="紧急")]
    plan = planned(lists.book(tmp_path / "b.xlsx", *rows), cast.organizer)
    assert fates(plan) == [Fate.DIFFERS]
    assert "问题描述" in plan.rows[0].note
    taken(tmp_path / "b.xlsx", cast.organizer)
    assert Problem.objects.get().description == here.description


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"village": "无此村"}, 6, "no place of this name"),
        ({"village": "龙山村", "乡镇": ""}, 6, "Several villages have this name"),
        ({"village": "建新村", "乡镇": "塘步镇"}, 6, "does not lie in"),
        ({"village": ""}, 6, "Name the village"),
        ({"village": "新庆镇"}, 6, "not a village"),
        ({"description": ""}, 9, "The cell is empty"),
        ({"description": "长" * 2001}, 9, "2001"),
        ({"问题类别": "航天"}, 8, "no category"),
        ({"提出时间": "5月1日"}, 3, "The year is missing"),
        ({"提出时间": "昨天"}, 3, "not a date"),
        ({"提出时间": 46143}, 3, "a number and not a date"),
        ({"提出时间": "2026-02-30"}, 3, "no such day"),
        ({"提出时间": "2027-01-01"}, 3, "has not come yet"),
        ({"涉及金额(万元)": "很多"}, 10, "not an amount"),
        ({"涉及金额(万元)": "9" * 30}, 10, "not an amount"),
        ({"紧急程度": "看情况"}, 12, "紧急"),
        ({"提出人": ""}, 7, "who raised it"),
        ({"问题编号": 450422202600010001}, 2, "lost the last digits"),
    ],
)
def test_each_fault_is_named_by_row_and_column_and_nothing_is_written(cast, tmp_path, cells, column, said):
    path = lists.book(tmp_path / "a.xlsx", lists.row(1, description="好的一行"), lists.row(2, **cells))
    plan = planned(path, cast.organizer)
    assert list(plan.faults) == [f"4:{column}"]
    assert said in str(plan.faults[f"4:{column}"])
    assert fates(plan) == [Fate.NEW, Fate.FAULTY]
    with pytest.raises(BadInput):
        operations.import_problems(plan, by=cast.organizer, now=NOW)
    assert Problem.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026年5月1日", date(2026, 5, 1)), ("2026.5.1", date(2026, 5, 1)), ("2026/5/1", date(2026, 5, 1)), ("２０２６－０５－０１", date(2026, 5, 1)), (date(2026, 5, 1), date(2026, 5, 1))],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cast, tmp_path, text, day):
    plan = planned(lists.book(tmp_path / "a.xlsx", lists.row(1, 提出时间=text)), cast.organizer)
    assert (plan.rows[0].telling.raised_on, plan.faults) == (day, {})


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("３８", 380000), ("38万元", 380000), ("3800元", 3800), ("1,200.5", 12005000), ("-", None), (0.5, 5000)],
)
def test_an_amount_is_read_however_it_is_written(cast, tmp_path, cell, amount):
    plan = planned(lists.book(tmp_path / "a.xlsx", lists.row(1, **{"涉及金额(万元)": cell})), cast.organizer)
    assert (plan.rows[0].telling.amount, plan.faults) == (amount, {})


def test_a_heading_in_yuan_is_taken_as_yuan(cast, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("村,提出人,问题描述,金额（元）\n建新村,石广,缺水,3800\n", encoding="utf-8")
    assert planned(path, cast.organizer).rows[0].telling.amount == 3800


def test_what_is_over_stays_the_offices_history(cast, tmp_path):
    plan = planned(
        lists.book(
            tmp_path / "a.xlsx", lists.row(1, 办理状态="已销号"), lists.row(2, description="x", 办理状态="办理中")
        ),
        cast.organizer,
    )
    assert fates(plan) == [Fate.OVER, Fate.NEW]


def test_a_first_secretary_imports_for_the_own_village_only(cast, tmp_path):
    path = lists.book(
        tmp_path / "a.xlsx", lists.row(1, village=""), lists.row(2, village="龙山村", 县="", description="x")
    )
    plan = planned(path, cast.secretary)
    assert fates(plan) == [Fate.NEW, Fate.FAULTY]
    assert list(plan.faults) == ["4:6"]


def test_a_department_imports_nothing(cast, tmp_path):
    plan = planned(lists.book(tmp_path / "a.xlsx", lists.row(1)), cast.power)
    with pytest.raises((NotYourDuty, BadInput)):
        operations.import_problems(plan, by=cast.power, now=NOW)
    assert Problem.objects.count() == 0


def test_a_sheet_of_another_county_is_refused_row_by_row(cast, tmp_path):
    stranger = people.posting("organizer", "450421")
    plan = planned(lists.book(tmp_path / "a.xlsx", lists.row(1)), stranger)
    assert fates(plan) == [Fate.FAULTY]


def test_import_problems_from_the_command_says_what_it_did(cast, tmp_path):
    path = lists.book(tmp_path / "a.xlsx", lists.row(1))
    code, said = lists.run(path, "chen", "--check")
    assert (code, Problem.objects.count()) == (0, 0)
    assert "1 new" in said
    assert lists.run(path) == (
        0,
        "Problems: 1 new, 0 here already, 0 here already and told otherwise, 0 twice in the sheet, 0 over and left out.\n",
    )
    assert "0 new, 1 here already" in lists.run(path)[1]


def test_import_problems_from_the_command_names_each_fault(cast, tmp_path):
    path = lists.book(tmp_path / "a.xlsx", lists.row(1, village="无此村"), lists.row(2, 提出时间="5月1日"))
    code, said = lists.run(path)
    assert code == 1
    assert [line.split(": ")[0] for line in said.splitlines()] == ["3:6", "4:3"]
    assert lists.run(path, "power") == (1, "--as: No account of this name may enter this list today.\n")


def test_two_who_send_the_same_sheet_at_once_report_it_once(cast, tmp_path):
    """Both have looked before either wrote."""
    path = lists.book(tmp_path / "a.xlsx", lists.row(1))
    first, second = planned(path, cast.organizer), planned(path, cast.organizer)
    operations.import_problems(first, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.import_problems(second, by=cast.organizer, now=NOW)
    assert Problem.objects.count() == 1
    assert AuditRecord.objects.filter(action="problem.report").count() == 1


def test_a_long_list_is_found_once_the_worker_has_been_there(cast, tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "MOST_AT_ONCE", 2)
    rows = (lists.row(n, description=f"水泵 {n} 抽不上水") for n in range(1, 4))
    made, _ = taken(lists.book(tmp_path / "a.xlsx", *rows), cast.organizer)
    assert SearchDocument.objects.count() == 0
    assert indexing.build_left() == 3
    assert set(SearchDocument.objects.values_list("key", flat=True)) == {one.pk for one in made}
    assert indexing.build_left() == 0


def test_a_short_list_is_found_at_once(cast, tmp_path):
    taken(lists.book(tmp_path / "a.xlsx", lists.row(1), lists.row(2, description="路")), cast.organizer)
    assert SearchDocument.objects.count() == 2


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("水利", "water"),
        ("饮水与水利", "water"),
        ("供电", "electricity"),
        ("道路", "roads"),
        ("与", None),
        ("", None),
        ("航天", None),
        ("保障", None),
    ],
)
def test_a_category_is_known_by_a_part_of_its_name_that_no_other_has(word, code):
    names = {
        "饮水与水利": "water",
        "water": "water",
        "供电": "electricity",
        "道路交通": "roads",
        "就业保障": "jobs",
        "住房保障": "housing",
    }
    assert importing._category_of(word, names) == code
