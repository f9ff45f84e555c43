"""Lists out: what the reader may see, with whose list it is, recorded; and back in unchanged."""

import csv
import json
import zipfile
from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import lists, people, problems
from zhitongche.express.problems import operations
from zhitongche.express.problems.sheets import columns, importing
from zhitongche.express.problems.sheets.exporting import OUTFLOW
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import operations as jobs
from zhitongche.foundation.interchange import outflow, reading, shelf, writing
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.interchange.writing import FORMULA_MARKS, Column, Head, safe, write

pytestmark = pytest.mark.django_db
NOW, TODAY = problems.NOW, problems.TODAY
ODD = "=1+1 水泵\n“跳闸”, '停水'"


def ask(asked: Asked, posting, now=NOW) -> Job:
    return OUTFLOW.ask(asked, account=lists.account(posting), postings=[posting], now=now)


def table(job: Job, ending: str) -> list[list[str]]:
    path = shelf.path_of(job.pk)
    if ending == ".csv":
        return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    copy = path.with_suffix(".xlsx")
    copy.write_bytes(path.read_bytes())
    return reading._rows(copy)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_short_list_is_there_at_once_with_whose_it_is(cast, ending):
    problems.report(cast.secretary, description=ODD, amount=384000)
    job = ask(Asked("problems", ending), cast.organizer)
    job.refresh_from_db()
    assert (job.state, job.total_count) == ("done", 1)
    rows = table(job, ending)
    assert rows[0][0] == "问题清单"
    assert "陈立" in rows[1][0]
    assert "2026-05-20 10:00" in rows[1][0]
    assert rows[2] == [column.heading for column in columns.PROBLEMS]
    assert len(columns.PROBLEMS) == 18
    told = dict(zip(rows[2], rows[3], strict=True))
    assert (told["问题编号"], told["村"], told["涉及金额(万元)"], told["提出人"]) == (
        "450422-2026-0001",
        "建新村",
        "38.4",
        "石广",
    )
    assert rows[-1][0] == rows[1][0]


def test_a_text_never_becomes_a_formula(cast):
    problems.report(cast.secretary, description=ODD)
    job = ask(Asked("problems", ".csv"), cast.organizer)
    assert "'=1+1" in shelf.path_of(job.pk).read_text(encoding="utf-8-sig")
    job = ask(Asked("problems", ".xlsx"), cast.organizer)
    with zipfile.ZipFile(shelf.path_of(job.pk)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("kind", ["problems", "rectification", "register", "feedback"])
def test_no_text_of_any_list_becomes_a_formula(kind, cast):
    """Every word that somebody wrote, in every list that has a column for it."""
    words = dict.fromkeys(("description", "request", "reported_by"), "=1+1")
    problem = problems.report(cast.secretary, **words)
    for verb, by, body in (
        ("accept", cast.organizer, {}),
        ("claim", cast.power, {"measures": "+1+1", "due_on": problems.DUE}),
        ("report_progress", cast.power, {"text": "@SUM(1)"}),
        ("submit_closure", cast.power, {"evidence": "-1+1"}),
        ("confirm", cast.secretary, {"satisfaction": "satisfied"}),
        ("verify", cast.organizer, {"opinion": "＝1+1"}),
    ):
        if (kind, verb) == ("feedback", "submit_closure"):
            break
        getattr(operations, verb)(problem, by=by, now=problems.LATER, **body)
    reader = cast.power if kind == "feedback" else cast.organizer
    rows = table(ask(Asked(kind, ".csv"), reader.as_of(problems.LATER.date()), problems.LATER), ".csv")
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA_MARKS)] == []
    assert [cell for cell in cells if cell.startswith("'")]


@given(st.text())
def test_a_text_comes_back_as_it_was(text):
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe(text).removeprefix("'") == text


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_list_comes_back_in_unchanged(cast, ending):
    for description in (ODD, "路面塌陷", "'引号开头", "－全角减号"):
        problems.report(cast.secretary, description=description, amount=12345, request="修", urgency="urgent")
    job = ask(Asked("problems", ending), cast.organizer)
    copy = shelf.path_of(job.pk).with_name(f"back{ending}")
    copy.write_bytes(shelf.path_of(job.pk).read_bytes())
    plan = importing.plan(copy, by=cast.organizer, now=NOW)
    assert (plan.faults, [row.fate for row in plan.rows]) == ({}, [Fate.UNCHANGED] * 4)


def test_a_list_holds_what_its_reader_sees_and_nothing_else(cast):
    problems.problem(cast, State.POOLED)
    problems.report(cast.secretary, description="还未受理")
    stranger = people.posting("organizer", "450421")
    people.account("far", of=stranger.person)
    counts = [
        Job.objects.get(pk=ask(Asked("problems", ".csv"), one).pk).total_count
        for one in (cast.organizer, cast.power, stranger.as_of(TODAY))
    ]
    assert counts == [2, 1, 0]


def test_a_list_is_narrowed_by_place_and_days(cast):
    problems.report(cast.secretary)
    for narrowed, count in (
        ({"region": "450422107"}, 1),
        ({"region": "450422103"}, 0),
        ({"since": date(2026, 5, 21)}, 0),
        ({"until": date(2026, 5, 20)}, 0),
        ({"until": date(2026, 5, 21)}, 1),
        ({"number": "450422-2026-0001"}, 1),
    ):
        job = ask(Asked("problems", ".csv", **narrowed), cast.organizer)
        assert Job.objects.get(pk=job.pk).total_count == count, narrowed


def test_each_list_taken_out_is_recorded_with_its_digest(cast):
    job = ask(Asked("problems", ".csv", "450422"), cast.organizer)
    record = AuditRecord.objects.get(action="problem.export")
    facts = json.loads(record.facts)
    assert (record.subject_id, facts["list"], facts["region"], facts["count"]) == (str(job.pk), "problems", "450422", 0)
    assert facts["digest"] == Job.objects.get(pk=job.pk).digest


def test_a_long_list_waits_for_a_worker_and_shows_how_far_it_is(cast, monkeypatch):
    monkeypatch.setattr(writing, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(outflow, "EVERY", 1)
    for number in range(4):
        problems.report(cast.secretary, description=f"问题 {number}")
    job = ask(Asked("problems", ".csv"), cast.organizer)
    assert (job.state, AuditRecord.objects.filter(action="problem.export").count()) == ("waiting", 0)
    seen = []
    monkeypatch.setattr(
        jobs.Progress, "__call__", lambda self, done: seen.append((done, Job.objects.get(pk=job.pk).total_count))
    )
    assert jobs.run_waiting({OUTFLOW.kind: OUTFLOW.job}, now=NOW, clock=lambda: NOW) == 1
    job.refresh_from_db()
    assert (job.state, job.done_count, seen) == ("done", 4, [(1, 4), (2, 4), (3, 4), (4, 4)])
    assert len(table(job, ".csv")) == 8


def test_a_list_is_written_as_its_owner_may_see_it_by_then(cast, monkeypatch):
    monkeypatch.setattr(writing, "MOST_AT_ONCE", 0)
    problems.report(cast.secretary)
    job = ask(Asked("problems", ".csv"), cast.organizer)
    type(cast.organizer).objects.filter(pk=cast.organizer.pk).update(ends_on=TODAY)
    jobs.run_waiting({OUTFLOW.kind: OUTFLOW.job}, now=NOW, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.state == "failed"
    assert AuditRecord.objects.filter(action="problem.export").count() == 0


def test_the_rectification_list_and_the_register_tell_how_it_ended(cast):
    made = problems.problem(cast, State.CLOSED)
    rows = table(ask(Asked("rectification", ".csv"), cast.organizer), ".csv")
    told = dict(zip(rows[2], rows[3], strict=True))
    assert len(columns.RECTIFICATION) == 21
    assert (told["问题编号"], told["责任单位"], told["是否销号"]) == (made.number, "藤县供电局", "是")
    assert (told["整改措施"], told["核查意见"], told["联系电话"]) == (problems.PLAN["measures"], "属实。", "")
    rows = table(ask(Asked("register", ".csv"), cast.organizer), ".csv")
    told = dict(zip(rows[2], rows[3], strict=True))
    assert (told["销号序号"], told["问题编号"], told["满意度"], told["核查人"]) == ("1", made.number, "满意", "陈立")


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (Asked("nonsense", ".csv"), "kind"),
        (Asked("problems", ".ods"), "output"),
        (Asked("problems", ".exe"), "output"),
        (Asked("problems", ".csv", "999999"), "region"),
    ],
)
def test_what_cannot_be_taken_out_is_refused_by_its_field(cast, asked, place):
    with pytest.raises(BadInput) as caught:
        ask(asked, cast.organizer)
    assert list(caught.value.faults) == [place]
    assert Job.objects.count() == 0


def test_who_reads_no_problems_takes_none_out(cast):
    judge = people.posting("judge")
    people.account("judge", of=judge.person)
    with pytest.raises(NotYourDuty):
        ask(Asked("problems", ".csv"), judge)


def test_export_from_the_command_writes_the_file_and_records_it(cast, tmp_path, capsys):
    problems.report(cast.secretary)
    target = tmp_path / "out.csv"
    call_command("export", "problems", "-o", str(target), "--as", "chen")
    assert capsys.readouterr().out.strip() == "1"
    assert "450422-2026-0001" in target.read_text(encoding="utf-8-sig")
    assert AuditRecord.objects.filter(action="problem.export").count() == 1
    for wrong in (["--as", "nobody"], ["--as", "chen", "--region", "999999"]):
        with pytest.raises(SystemExit):
            call_command("export", "problems", "-o", str(target), *wrong)


def test_a_hundred_columns_of_anything_are_written(tmp_path):
    values = ["=1", None, 3, date(2026, 5, 1), "'x", "", "&"]
    kinds = [Column(f"c{place}", f"列{place}") for place in range(len(values))]
    for ending in (".xlsx", ".csv"):
        path = tmp_path / f"a{ending}"
        digest = write(path, ending, Head("名 & 目", "某人 & 某处"), kinds, [values, values])
        assert len(digest) == 64
        assert reading._rows(path)[3] == ["=1", "", "3", "2026-05-01", "'x", "", "&"]
