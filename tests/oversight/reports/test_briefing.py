"""The briefing says what the records say, and nothing else; every figure is recomputed from raw rows."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import reports
from tests.factories.documents import HOSTILE
from tests.factories.reports import COUNTY, MONTH, Office
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.problems.models import Closure, Problem, Rectification
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.papers.blocks import Document, Table, plain
from zhitongche.foundation.papers.setting import set_document
from zhitongche.foundation.regions.models import Region
from zhitongche.oversight.reports import briefing, cases, counting, taking_out
from zhitongche.oversight.reports.parts import Part, length_of, runs_of, unknown_in
from zhitongche.oversight.reports.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    made = reports.office()
    reports.with_projects()
    return made


def made_of(office: Office, period: Period = MONTH) -> Document:
    place = Region.objects.get(pk=COUNTY)
    return briefing.document(briefing.drafted([office.organizer], place, period), place, period)


def raw(period: Period) -> dict[str, Any]:
    """Every figure of a county, from the rows, in plain Python."""
    year = period.year()[0]
    problems = list(Problem.objects.filter(village__code__startswith=COUNTY))
    promises = [one for one in Rectification.objects.all() if not one.is_dropped]
    spoken = [
        one for one in Closure.objects.all() if _within(one.confirmed_at, period) and not one.is_unconfirmed_by_raiser
    ]
    library = [one for one in Project.objects.all() if one.listed_at and one.listed_at < period.end]
    shared = [
        one
        for one in Outcome.objects.all()
        if one.kind == "dividend" and one.state != "withdrawn" and _within(one.recorded_at, period)
    ]

    def closed(during: Period) -> int:
        return sum(one.state == "closed" and _within(one.closed_at, during) for one in problems)

    def is_open(one: Problem) -> bool:
        over = one.closed_at if one.state == "closed" else one.state_since
        is_over = one.state in {"closed", "withdrawn", "merged"} and over is not None and over < period.end
        return one.reported_at < period.end and not is_over

    done = {one.pk: timezone.localdate(one.finished_at) for one in promises if one.finished_at}
    return {
        "meetings": 0,
        "year_meetings": 0,
        "received": sum(_within(one.reported_at, period) for one in problems),
        "year_received": sum(_within(one.reported_at, year) for one in problems),
        "closed": closed(period),
        "year_closed": closed(year),
        "open_at_end": sum(is_open(one) for one in problems),
        "long_open": sum(is_open(one) and one.reported_at < period.end - timedelta(days=30) for one in problems),
        "promised": sum(_within(one.made_at, period) for one in promises),
        "kept": sum(
            period.since <= one.due_on < period.until and one.pk in done and done[one.pk] <= one.due_on
            for one in promises
        ),
        "broken": sum(
            one.due_on < period.until
            and one.made_at < period.end
            and (one.finished_at is None or one.finished_at >= period.end)
            for one in promises
        ),
        "confirmed": len(spoken),
        "content": sum(one.satisfaction in {"satisfied", "fairly"} for one in spoken),
        "library": len(library),
        "new_projects": sum(_within(one.listed_at, period) for one in library),
        "investment": sum((one.investment_amount for one in library), Decimal(0)),
        "dividends": sum((one.amount or Decimal(0) for one in shared), Decimal(0)),
        "sharers": sum(one.people or 0 for one in shared),
    }


def _within(moment: Any, period: Period) -> bool:
    return moment is not None and period.first <= moment < period.end


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_every_figure_equals_a_recount_of_raw_rows(office: Office, shift: int) -> None:
    period = MONTH
    for _time in range(shift):
        period = Period(period.until, period.until + timedelta(days=31))
    figures = briefing.gathered([office.organizer], COUNTY, period)
    assert {key: Decimal(one.value) for key, one in figures.items()} == {
        key: Decimal(value) for key, value in raw(period).items()
    }


def test_the_word_file_shows_these_figures_and_no_others(office: Office) -> None:
    xml = zipfile.ZipFile(io.BytesIO(set_document(made_of(office), ".docx"))).read("word/document.xml").decode()
    shown = re.findall(r'w:name="figure_(\w+?)_\d+"/>.*?<w:t[^>]*>([^<]*)</w:t>', xml, re.DOTALL)
    figures = briefing.gathered([office.organizer], COUNTY, MONTH)
    assert len(shown) > 15
    assert [(key, text) for key, text in shown if text != figures[key].words] == []


def test_the_sentence_of_the_article_comes_from_records(office: Office) -> None:
    county, city = Region.objects.get(pk=COUNTY), Region.objects.get(pk="4504")
    assert briefing.sentence_of_year(city, MONTH).startswith("今年以来，市县两级召开项目对接会[[year_meetings]]场次")
    figures = briefing.gathered([office.organizer], COUNTY, MONTH)
    said = "".join(run.text for run in runs_of(briefing.sentence_of_year(county, MONTH), figures))
    assert said == "今年以来，全县召开项目对接会0场次，协调解决问题1个。"


def test_a_large_number_is_said_as_reports_say_it(office: Office) -> None:
    figures = briefing.gathered([office.organizer], COUNTY, MONTH)
    many = counting.Figure.of({**figures["closed"].kept(), "value": "73"})
    assert [run.text for run in runs_of("解决[[closed~]]个", {"closed": many})] == ["解决", "70多", "个"]
    assert [run.text for run in runs_of("解决[[closed]]个", {"closed": many})] == ["解决", "73", "个"]


def test_the_table_sets_the_time_beside_the_one_before(office: Office) -> None:
    table = next(block for block in made_of(office).blocks if isinstance(block, Table))
    rows = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    assert rows["收集问题（个）"] == ("5", "0")
    assert rows["期末在办问题（个）"] == ("4", "1")


def test_typical_cases_are_solved_in_the_time_and_found_good(office: Office) -> None:
    found = cases.proposed([office.organizer], COUNTY, MONTH)
    assert [case.number for case in found] == [office.solved.number]
    assert "群众表示满意" in found[0].text
    assert "藤县供电局牵头办理" in found[0].text
    assert cases.proposed([office.organizer], COUNTY, MONTH.before()) == []


def test_what_is_lacking_is_said_only_where_something_is(office: Office) -> None:
    texts = reports.told(made_of(office))
    assert any("超过30天未办结的问题1个" in text for text in texts)
    empty = Period(MONTH.since - timedelta(days=400), MONTH.since - timedelta(days=370))
    assert any("没有到期未完成" in text for text in reports.told(made_of(office, empty)))


def test_hostile_words_of_a_village_stay_words(office: Office) -> None:
    Problem.objects.filter(pk=office.solved.pk).update(description=HOSTILE.replace("\x00", ""))
    made = made_of(office)
    assert any('#panic("x")' in text for text in reports.told(made))
    assert set_document(made, ".pdf").startswith(b"%PDF-")
    assert set_document(made, ".docx").startswith(b"PK")
    assert plain(HOSTILE) != HOSTILE


def test_a_name_in_brackets_that_is_no_figure_stays_as_it_was_typed(office: Office) -> None:
    figures = briefing.gathered([office.organizer], COUNTY, MONTH)
    part = Part("text", "共[[nothing]]个[[closed]]件[[ ]]")
    assert unknown_in([part], figures) == ["nothing"]
    assert "".join(run.text for run in runs_of(part.text, figures)) == "共[[nothing]]个1件[[ ]]"
    assert length_of([part], figures) == len("共[[nothing]]个1件[[]]")


def test_a_changed_record_changes_the_digest_also_where_the_count_is_the_same(office: Office) -> None:
    figure = briefing.gathered([office.organizer], COUNTY, MONTH)["investment"]
    assert counting.again(figure, [office.organizer]) == figure
    Project.objects.update(listed_at=MONTH.end)
    assert counting.again(figure, [office.organizer]).digest != figure.digest


def test_a_figure_asks_one_statement_however_many_records(
    office: Office, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _time in (1, 3):
        with django_assert_num_queries(len(counting.MEASURES)):
            briefing.gathered([office.organizer], COUNTY, MONTH)


def test_brief_is_recorded_and_kept_within_reach(office: Office) -> None:
    told = {"now": reports.AFTER, "region": COUNTY, "since": MONTH.since, "until": MONTH.until}
    assert taking_out.brief(postings=[office.above], **told).title == "藤县第一书记项目直通车工作情况"
    assert AuditRecord.objects.filter(action="paper.take_out", subject_id=COUNTY).exists()
    with pytest.raises(BadInput):
        taking_out.brief(postings=[office.neighbour], **told)
    with pytest.raises(NotYourDuty):
        taking_out.brief(postings=[office.secretary], **told)
    for wrong in ({"until": MONTH.since}, {"until": MONTH.since + timedelta(days=800)}, {"region": "450422107205"}):
        with pytest.raises(BadInput):
            taking_out.brief(postings=[office.above], **{**told, **wrong})
