"""办理情况反馈表: each row an act of that account, tried first, done once; and the same word for several at once."""

from datetime import date

import pytest

from tests.factories import files, lists, problems, workbooks
from zhitongche.express.problems.models import Problem, ProblemEvent, ProblemFile, Request
from zhitongche.express.problems.sheets import columns, feedback
from zhitongche.express.problems.sheets.exporting import OUTFLOW
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.files import operations as attachments
from zhitongche.foundation.interchange import reading, shelf
from zhitongche.foundation.interchange.outflow import Asked

pytestmark = pytest.mark.django_db
NOW, LATER = problems.NOW, problems.LATER
HEADINGS = [column.heading for column in columns.FEEDBACK]


def row(problem, progress="", state="", due="", reason="", names=""):
    return [problem.number, problem.title, "建新村", "", problem.due_on or "", progress, state, due, reason, names]


def sheet(tmp_path, *rows, name="back.xlsx"):
    return workbooks.book(tmp_path / name, [["办理情况反馈表"], HEADINGS, *rows])


def read(path, cast, sent=None):
    return feedback.read(path, sent or {}, postings=[cast.power])


def done(path, cast, sent=None):
    return feedback.act(read(path, cast, sent), postings=[cast.power], now=LATER)


@pytest.fixture
def two(cast):
    return [problems.problem(cast, State.IN_PROGRESS), problems.problem(cast, State.IN_PROGRESS)]


def test_the_sheet_holds_what_the_department_leads_and_room_to_write(cast, two):
    problems.problem(cast, State.POOLED)
    asked = Asked("feedback", ".xlsx")
    job = OUTFLOW.ask(asked, account=lists.account(cast.power), postings=[cast.power], now=NOW)
    copy = shelf.path_of(job.pk).with_suffix(".xlsx")
    copy.write_bytes(shelf.path_of(job.pk).read_bytes())
    rows = reading._rows(copy)
    assert rows[2] == HEADINGS
    assert [(line[0], line[3], line[5:]) for line in rows[3:5]] == [
        (problem.number, problems.PLAN["measures"], [""] * 5) for problem in two
    ]
    assert read(copy, cast).items == []


def test_each_row_becomes_an_act_of_that_account_and_untouched_rows_none(cast, two, tmp_path):
    path = sheet(tmp_path, row(two[0], "立杆 11 根"), row(two[1], state="办理中"))
    assert done(path, cast) == 1
    event = ProblemEvent.objects.get(action="report_progress")
    assert (event.problem, event.posting, event.body) == (two[0], cast.power, {"text": "立杆 11 根"})
    assert AuditRecord.objects.filter(action="problem.report_progress").count() == 1


def test_the_same_sheet_again_does_nothing(cast, two, tmp_path):
    path = sheet(tmp_path, row(two[0], "立杆 11 根"))
    assert (done(path, cast), done(path, cast)) == (1, 0)
    assert [item.is_done for item in read(path, cast).items] == [True]
    assert ProblemEvent.objects.filter(action="report_progress").count() == 1


def test_the_rectification_list_comes_back_in_unchanged_and_takes_new_words(cast, two, tmp_path):
    for problem, verb in ((two[0], "report_progress"), (two[1], "submit_closure")):
        problems.act(verb, problem, cast.power)
    job = OUTFLOW.ask(
        Asked("rectification", ".xlsx"), account=lists.account(cast.power), postings=[cast.power], now=NOW
    )
    copy = shelf.path_of(job.pk).with_suffix(".xlsx")
    copy.write_bytes(shelf.path_of(job.pk).read_bytes())
    back = read(copy, cast)
    assert (back.items, back.faults.in_order()) == ([], {})
    rows = reading._rows(copy)
    rows[3][rows[2].index("阶段进展")] = "立杆 20 根"
    changed = workbooks.book(tmp_path / "changed.xlsx", rows)
    assert [item.acts for item in read(changed, cast).items] == [
        [("report_progress", {"text": "立杆 20 根", "photos": []})]
    ]


def test_a_row_said_twice_in_one_sheet_is_done_once(cast, two, tmp_path):
    path = sheet(tmp_path, row(two[0], "立杆 11 根"), row(two[0], "立杆 11 根"), row(two[0], "立杆 12 根"))
    assert done(path, cast) == 2
    steps = ProblemEvent.objects.filter(action="report_progress").order_by("sequence")
    assert [step.body["text"] for step in steps] == ["立杆 11 根", "立杆 12 根"]


def test_colleagues_who_send_the_same_sheet_at_once_say_it_once(cast, two, tmp_path):
    """Both have looked before either wrote: the second is told so, and nothing of theirs stays."""
    path = sheet(tmp_path, row(two[0], "立杆 11 根"), row(two[1], "立杆 12 根"))
    first, second = read(path, cast), read(path, cast)
    assert feedback.act(first, postings=[cast.power], now=LATER) == 2
    with pytest.raises(NotNow):
        feedback.act(second, postings=[cast.power], now=LATER)
    assert ProblemEvent.objects.filter(action="report_progress").count() == 2
    assert AuditRecord.objects.filter(action="problem.report_progress").count() == 2


def test_asking_for_closing_takes_the_files_named_in_the_row(cast, two, tmp_path):
    account = lists.account(cast.power)
    photo = attachments.keep_photo(
        account=account, upload=files.upload(files.picture(), "现场.png"), by=cast.power, now=NOW
    )
    path = sheet(tmp_path, row(two[0], "已通电", "申请销号", names="现场.png"))
    assert done(path, cast, {photo.name: photo.pk}) == 1
    assert Problem.objects.get(pk=two[0].pk).state == State.CLOSING
    assert ProblemFile.objects.get().attachment_id == photo.pk


def test_a_later_date_becomes_a_request_with_its_reason(cast, two, tmp_path):
    path = sheet(tmp_path, row(two[0], "等待物资", due="2026年6月30日", reason="变压器未到货"))
    assert done(path, cast) == 1
    asked = Request.objects.get()
    assert (asked.verb, asked.body) == ("extend", {"due_on": date(2026, 6, 30).isoformat(), "reason": "变压器未到货"})


def test_a_check_tries_everything_and_leaves_nothing(cast, two, tmp_path):
    records = AuditRecord.objects.count()
    back = read(sheet(tmp_path, row(two[0], "立杆"), row(two[1], "已通", "申请销号")), cast)
    feedback.check(back, postings=[cast.power], now=LATER)
    assert (back.faults, len(back.to_do)) == ({}, 2)
    assert AuditRecord.objects.count() == records
    assert {one.state for one in Problem.objects.all()} == {State.IN_PROGRESS}


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"state": "申请销号"}, 6, "required|At least"),
        ({"progress": "x" * 2001}, 6, "2000"),
        ({"progress": "a", "state": "也许"}, 7, "申请销号"),
        ({"progress": "a", "due": "6月30日"}, 8, "year is missing"),
        ({"progress": "a", "due": "2026-07-01"}, 9, "required|At least"),
        ({"progress": "a", "due": "2026-05-25", "reason": "r"}, 8, "."),
        ({"progress": "a", "names": "没有.jpg"}, 10, "No file of this name"),
    ],
)
def test_one_faulty_row_keeps_all_from_being_done(cast, two, tmp_path, cells, column, said):
    path = sheet(tmp_path, row(two[0], "好"), row(two[1], **cells))
    back = read(path, cast)
    feedback.check(back, postings=[cast.power], now=LATER)
    assert list(back.faults) == [f"4:{column}"]
    assert any(word in str(back.faults[f"4:{column}"]) for word in said.split("|"))
    with pytest.raises(BadInput):
        done(path, cast)
    assert ProblemEvent.objects.filter(action="report_progress").count() == 0


def test_what_another_department_leads_is_refused_by_its_row(cast, two, tmp_path):
    path = sheet(tmp_path, row(two[0], "抢先"))
    back = feedback.read(path, {}, postings=[cast.water])
    with pytest.raises(BadInput) as caught:
        feedback.act(back, postings=[cast.water], now=LATER)
    assert list(caught.value.faults) == ["3:1"]


def test_an_unknown_number_is_a_fault(cast, two, tmp_path):
    made = row(two[0], "x")
    made[0] = "450422-2026-9999"
    assert list(read(sheet(tmp_path, made), cast).faults) == ["3:1"]


def test_several_at_once_are_done_one_by_one_with_a_result_each(cast, two):
    closing = problems.problem(cast, State.CLOSING)
    results = feedback.act_on_each(
        "report_progress", [*two, closing], {"text": "全面开工"}, postings=[cast.power], now=LATER
    )
    assert [(problem.pk, refusal is None) for problem, refusal in results] == [
        (two[0].pk, True),
        (two[1].pk, True),
        (closing.pk, False),
    ]
    assert ProblemEvent.objects.filter(action="report_progress").count() == 2
