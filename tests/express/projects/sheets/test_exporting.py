"""The library out: every column, what the reader may see, by the list's filters, recorded, and no formulas."""

import csv
import zipfile

import pytest
from django.core.management import call_command

from tests.factories import projects
from tests.factories.projects import Cast
from zhitongche.config import ticks
from zhitongche.express.projects.sheets.columns import PROJECTS
from zhitongche.express.projects.sheets.exporting import OUTFLOW
from zhitongche.express.projects.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import outflow, shelf, writing
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.outflow import Asked, Wanted

pytestmark = pytest.mark.django_db
NOW = projects.NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


def account(posting):
    return projects._account(posting)


def ask(posting, ending=".csv", region="", number="", **filters) -> Job:
    asked = Asked("projects", ending, region, number=number, filters=filters)
    return OUTFLOW.ask(asked, account=account(posting), postings=[posting], now=NOW)


def rows(job: Job) -> list[dict[str, str]]:
    path = shelf.path_of(job.pk)
    table = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert table[0] == ["项目库"]
    assert table[-1] == table[1]
    return [dict(zip(table[2], row, strict=True)) for row in table[3:-1]]


def test_each_column_says_what_the_record_knows(cast):
    project = projects.planned(cast.secretary, **projects.TOLD, household_count=86)
    (told,) = rows(ask(cast.organizer))
    assert list(told) == [column.heading for column in PROJECTS]
    assert (told["项目编号"], told["项目名称"], told["第一书记"]) == (project.number, "六堡茶园灌溉提升", "石广")
    assert (told["所在县"], told["乡镇"], told["村"]) == ("藤县", "新庆镇", "建新村")
    assert (told["财政衔接资金(万元)"], told["村集体资金(万元)"], told["社会资金(万元)"]) == ("30", "5", "")
    assert (told["总投资(万元)"], told["到位资金(万元)"], told["项目状态"]) == ("35", "0", "谋划")
    assert (told["建设起止时间"], told["村级公示情况"], told["受益户数"]) == ("2026-06-01至2026-12-31", "已公示", "86")


def test_a_telephone_is_told_to_the_organizer_of_its_place_only(cast):
    projects.planned(cast.secretary)
    person = cast.secretary.person
    person.phone = "13807740001"
    person.save()
    assert rows(ask(cast.organizer))[0]["联系电话"] == "13807740001"
    assert rows(ask(cast.township))[0]["联系电话"] == ""


def test_nobody_takes_out_what_they_do_not_see(cast):
    projects.planned(cast.secretary)
    assert rows(ask(cast.neighbour)) == []
    with pytest.raises(NotYourDuty):
        OUTFLOW.ask(Asked("projects", ".csv"), account=account(cast.organizer), postings=[], now=NOW)


def test_the_filters_of_the_list_narrow_it(cast):
    one = projects.planned(cast.secretary)
    assert rows(ask(cast.organizer, state=State.LISTED.value)) == []
    assert len(rows(ask(cast.organizer, industry="tea", number=one.number))) == 1
    assert rows(ask(cast.organizer, industry="tea", number="450422-X-2026-9999")) == []


@pytest.mark.parametrize("wrong", [{"region": "999999"}, {"ending": ".ods"}])
def test_what_cannot_be_asked_for_is_refused(cast, wrong):
    with pytest.raises(BadInput):
        ask(cast.organizer, **wrong)


def test_a_text_never_becomes_a_formula(cast):
    projects.planned(cast.secretary, title="=1+1", goal="@SUM(A1)")
    assert "'=1+1" in shelf.path_of(ask(cast.organizer).pk).read_text(encoding="utf-8-sig")
    with zipfile.ZipFile(shelf.path_of(ask(cast.organizer, ".xlsx").pk)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_each_list_is_a_line_of_the_log(cast):
    projects.planned(cast.secretary)
    ask(cast.organizer, region="450422")
    assert AuditRecord.objects.filter(action="project.export").count() == 1


def test_a_long_list_waits_for_the_worker(cast, monkeypatch):
    monkeypatch.setattr(writing, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(outflow, "EVERY", 1)
    projects.planned(cast.secretary)
    job = ask(cast.organizer)
    assert job.state == Job.State.WAITING
    ticks.run_jobs(now=NOW)
    job.refresh_from_db()
    assert (job.state, job.total_count, len(rows(job))) == ("done", 1, 1)


def test_the_cost_does_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    projects.planned(cast.secretary)
    wanted, which = Wanted((cast.organizer,), projects.TODAY, Asked("projects", ".csv")), OUTFLOW.lists["projects"]
    with django_assert_max_num_queries(4):
        assert len(list(which.rows(wanted))) == 1
    projects.planned(cast.secretary, title="茶叶烘干房")
    projects.planned(cast.member, title="生态停车场")
    with django_assert_max_num_queries(4):
        assert len(list(which.rows(wanted))) == 3


def test_the_page_offers_it_and_sends_it(cast, client):
    projects.planned(cast.secretary)
    client.force_login(account(cast.organizer))
    assert "projects/export/" in client.get("/projects/").content.decode()
    assert client.get("/projects/export/?industry=tea").status_code == 200
    taken = client.get("/projects/export/?ending=.csv&industry=tea")
    assert "六堡茶园灌溉提升" in b"".join(taken.streaming_content).decode("utf-8-sig")


def test_the_command_writes_it(cast, tmp_path):
    projects.planned(cast.secretary)
    who = account(cast.organizer)
    call_command("export", "projects", "-o", str(tmp_path / "list.csv"), "--as", who.username)
    assert "六堡茶园灌溉提升" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
