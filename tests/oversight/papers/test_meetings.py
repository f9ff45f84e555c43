"""The papers of a meeting and the supervision notice say what the records say, each line traced to one."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import meetings, papers, people
from tests.factories.meetings import BEGINS, HELD, Cast
from zhitongche.express.meetings import operations as holding
from zhitongche.express.meetings.models import Meeting, MeetingItem
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.express.problems.models import Rectification
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.papers.blocks import Document, Labels, Paragraph, Sheet, Table
from zhitongche.foundation.papers.plain import to_text
from zhitongche.foundation.papers.setting import set_document
from zhitongche.oversight.papers import content, operations
from zhitongche.oversight.papers.kinds import AFTERWARDS, OF_A_MEETING, Kind
from zhitongche.oversight.reports import heard, minutes, supervision

pytestmark = pytest.mark.django_db
LATER = HELD + timedelta(days=200)


@pytest.fixture
def cast() -> Cast:
    return meetings.cast()


@pytest.fixture
def held(cast: Cast) -> Meeting:
    """Held: one of two items was answered with a promise, the other is carried over; attendance was taken."""
    made = meetings.brought_to(MeetingState.OPEN, cast)
    code = cast.liaison.department.code if cast.liaison.department else ""
    there: Any = [
        {"department": code, "village": "", "presence": "present", "came": "李志明"},
        {"department": "", "village": cast.secretary.scope, "presence": "absent", "came": ""},
    ]
    holding.record_attendance(made, by=cast.organizer, now=BEGINS, attendance=there)
    meetings.answer(made, cast)
    return holding.close(made, by=cast.organizer, now=HELD)


def drafted(cast: Cast, kind: str, record: str) -> Document:
    paper = operations.draft(by=cast.organizer, now=LATER, kind=kind, record=record)
    return content.document(paper)


def records_of(made: Document) -> set[str]:
    """Every record that a line or a cell of the document leads to."""
    runs = {run.record for block in made.blocks if isinstance(block, Paragraph) for run in block.runs}
    cells = {cell.record for block in made.blocks if isinstance(block, Table) for row in block.rows for cell in row}
    return (runs | cells) - {""}


@pytest.mark.parametrize("kind", sorted(OF_A_MEETING))
def test_draft_makes_each_paper_of_a_meeting(cast: Cast, held: Meeting, kind: str) -> None:
    made = drafted(cast, kind, held.number)
    assert held.title in made.title
    assert held.title in to_text(made)
    assert made.mark == "代拟稿"


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_a_notice_can_be_set_with_agenda_and_receipt_behind_it(cast: Cast, held: Meeting, ending: str) -> None:
    made = drafted(cast, Kind.NOTICE, held.number)
    text = to_text(made)
    assert "主持" not in text
    assert "附件：1. 会议议程；2. 参会回执" in text
    assert any(isinstance(block, Sheet) for block in made.blocks)
    assert set_document(made, ending)[:2] in {b"PK", b"%P"}


def test_every_line_of_the_minutes_leads_to_its_record(cast: Cast, held: Meeting) -> None:
    made = drafted(cast, Kind.MINUTES, held.number)
    promise = Rectification.objects.get(meeting=held.number)
    numbers = {held.number, promise.number, cast.problem.number, cast.second.number}
    assert records_of(made) == numbers
    lines = [block for block in made.blocks if isinstance(block, Paragraph) and not block.level]
    assert [block for block in lines if not all(run.record for run in block.runs)] == []
    text = to_text(made)
    assert "安排议题2项，答复1项，形成整改承诺1项" in text
    assert "提出措施：更换变压器，先接临时电，2026年7月31日前完成。" in text
    assert "结转下次会议" in text


def test_departments_that_sent_nobody_are_named(cast: Cast, held: Meeting) -> None:
    labels = next(block for block in drafted(cast, Kind.MINUTES, held.number).blocks if isinstance(block, Labels))
    said = {label.name: label.text for label in labels.items}
    assert set(said) == {"出席", "缺席"}
    assert said["出席"].endswith("（李志明）")
    assert "建新村" in said["缺席"]


def test_the_list_has_one_line_for_each_promise(cast: Cast, held: Meeting) -> None:
    table = next(block for block in drafted(cast, Kind.RECTIFICATION, held.number).blocks if isinstance(block, Table))
    promise = Rectification.objects.get(meeting=held.number)
    assert [row[3].record for row in table.rows] == [promise.number]
    assert [cell.text for cell in table.rows[0]][-2:] == ["2026年7月31日", "整改中"]
    assert table.is_landscape


@pytest.mark.parametrize("kind", sorted(AFTERWARDS))
def test_minutes_come_after_the_meeting(cast: Cast, kind: str) -> None:
    made = meetings.brought_to(MeetingState.OPEN, cast)
    with pytest.raises(BadInput) as bad:
        drafted(cast, kind, made.number)
    assert set(bad.value.faults) == {"record"}


def test_another_offices_meeting_is_none(cast: Cast, held: Meeting) -> None:
    with pytest.raises(BadInput):
        operations.draft(by=cast.city, now=LATER, kind=Kind.MINUTES, record=held.number)
    with pytest.raises(NotYourDuty):
        operations.draft(by=cast.liaison, now=LATER, kind=Kind.MINUTES, record=held.number)


def test_a_meeting_is_read_with_the_same_statements_however_long(
    cast: Cast, held: Meeting, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(READ):
        heard.heard(held)
    item = MeetingItem.objects.filter(meeting=held).latest("pk")
    for _time in range(3):
        item.pk, item.problem = None, papers.reports.problems.problem(_actors(cast), "pooled")
        item.save(force_insert=True)
    with django_assert_num_queries(READ):
        heard.heard(held)


# Items with parties, drafts and answers, invitations, promises, names.
READ = 7


def _actors(cast: Cast) -> Any:
    class Actors:
        def __getattr__(self, name: str) -> Any:
            return getattr(cast, {"power": "liaison", "water": "other"}.get(name, name))

    return Actors()


def test_minutes_of_forty_items_are_there_at_once(cast: Cast, held: Meeting) -> None:
    """Within three seconds, the Word file included."""
    told = heard.heard(held)
    many = heard.Heard(held, list(told.items) * 20, told.invitations, list(told.promises) * 40, told.places)
    begun = time.perf_counter()
    draft = minutes.minutes(many)
    paper = papers.Paper(region=cast.organizer.region, kind=Kind.MINUTES, title=draft.title, drafted_at=LATER)
    paper.text = operations.typed.written(draft.parts)
    for name, value in content.kept(draft).items():
        setattr(paper, name, value)
    assert set_document(content.document(paper), ".docx").startswith(b"PK")
    assert time.perf_counter() - begun <= 3 * LOADED


# The machine that tests is seldom idle.
LOADED = 4


# ---- the supervision notice ------------------------------------------------------------------------------------------


def test_a_supervision_notice_tells_of_a_late_promise(cast: Cast, held: Meeting) -> None:
    promise = Rectification.objects.get(meeting=held.number)
    made = drafted(cast, Kind.SUPERVISION, promise.number)
    assert records_of(made) == {promise.number}
    sheet = next(block for block in made.blocks if isinstance(block, Sheet))
    said = {label.name: label.text for row in sheet.rows for label in row}
    assert (said["记录编号"], said["原定时限"]) == (promise.number, "2026年7月31日")
    assert "已逾期142天" in said["督办要求"]
    assert said["责任单位"] == promise.department.name


def test_a_supervision_notice_tells_of_a_late_problem(cast: Cast, held: Meeting) -> None:
    made = drafted(cast, Kind.SUPERVISION, cast.problem.number)
    assert records_of(made) == {cast.problem.number}


def test_what_is_not_late_is_not_pressed_for(cast: Cast, held: Meeting) -> None:
    promise = Rectification.objects.get(meeting=held.number)
    for number, today in ((promise.number, people.TODAY), (cast.second.number, people.TODAY)):
        with pytest.raises(BadInput) as bad:
            supervision.late([cast.organizer], number, today)
        assert set(bad.value.faults) == {"record"}
