"""Score sheets as a file: all of them for the organizer, the own one for a judge; empty until the scores are closed."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.factories import contests, people, results
from tests.factories.contests import Cast
from zhitongche.arena.contests import queries as contests_queries
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import papers, presenting
from zhitongche.arena.judging.models import JudgeSeat, Recusal
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.papers import blocks
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> Contest:
    """Being judged: the first judge has scored the first entry whole, the second one half of it."""
    made = contests.running(cast)
    first, second = JudgeSeat.objects.filter(contest=made)[:2]
    entry = made.entries.get(serial=1)
    results.sheet(first, entry, site=91, oral=82.5)
    results.sheet(second, entry, site=77)
    return made


def address(made: Contest) -> str:
    return f"/contests/{made.number}/judging/sheets/"


def taken(who: Posting, made: Contest, status: int = 200, **asked: str) -> bytes:
    client = Client()
    account = Account.objects.filter(person=who.person_id).first() or people.account(of=who.person)
    client.force_login(account)
    answer = client.get(address(made), asked)
    assert answer.status_code == status
    return answer.content


def lines(content: bytes) -> list[list[Any]]:
    """The rows of the list below its headings, without the blank one and the mark at its end."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[3:-2]


def close(made: Contest) -> Contest:
    Contest.objects.filter(pk=made.pk).update(state=State.SCORED)
    return contests_queries.afresh(made)


def test_no_sealed_mark_leaves_on_a_sheet_whoever_takes_it(cast: Cast, made: Contest) -> None:
    every = lines(taken(cast.organizer, made, ending=".xlsx"))
    assert len(every) == 5 * len(cast.secretaries)
    assert {(row[6], row[7], row[8]) for row in every} == {("", "", "")}
    own = lines(taken(cast.judges[0], made, ending=".xlsx"))
    assert {row[1] for row in own} == {cast.judges[0].person.name}
    assert {(row[6], row[7], row[8]) for row in own} == {("", "", "")}


def test_once_the_scores_are_closed_the_marks_stand_in_them(cast: Cast, made: Contest) -> None:
    close(made)
    every = lines(taken(cast.organizer, made, ending=".xlsx"))
    assert every[0][6:9] == [91, 82.5, 86.75]
    assert next(row[6:9] for row in every if row[1] == cast.judges[1].person.name) == [77, "", ""]
    own = lines(taken(cast.judges[1], made, ending=".xlsx"))
    assert {row[1] for row in own} == {cast.judges[1].person.name}


def test_a_recused_entry_stands_on_no_sheet_and_who_left_keeps_theirs(cast: Cast, made: Contest) -> None:
    first, second = JudgeSeat.objects.filter(contest=made)[:2]
    entry = made.entries.get(serial=1)
    Recusal.objects.create(
        seat=second,
        entry=entry,
        ground=Recusal.Ground.OWN_VILLAGE,
        state=Recusal.State.CONFIRMED,
        raised_at=contests.NOW,
    )
    JudgeSeat.objects.filter(pk=first.pk).update(left_at=contests.NOW)
    rules = contests_queries.rules_of(made)
    assert [one["serial"] for one in presenting.score_sheets(made, rules)] == [2, 3, 4, 5]
    found = {one["serial"]: one for one in presenting.score_sheets(close(made), rules)}
    assert [one["serial"] for one in found[1]["entries"]] == [1]
    assert 1 not in [one["serial"] for one in found[2]["entries"]]


def test_the_pdf_has_a_page_for_each_judge(cast: Cast, made: Contest) -> None:
    content = taken(cast.organizer, made)
    assert content.startswith(b"%PDF")
    sheets = presenting.score_sheets(made, contests_queries.rules_of(made))
    whole = papers.document(made, sheets, "某人导出")
    assert sum(isinstance(one, blocks.PageBreak) for one in whole.blocks) == 4
    [table, *_more] = [one for one in whole.blocks if isinstance(one, blocks.Table)]
    assert [one.heading for one in table.columns] == [
        "编号",
        "参评项目",
        "现场观摩（0～100分）",
        "陈述答辩（0～100分）",
    ]
    assert {cell.text for row in table.rows for cell in row[2:]} == {""}
    assert papers.document(made, [], "某人导出").blocks


def test_each_taking_out_is_recorded(cast: Cast, made: Contest) -> None:
    taken(cast.judges[2], made, ending=".xlsx")
    record = AuditRecord.objects.get(action="contest.take_out_sheets")
    assert '"judge":3' in record.facts.replace(" ", "")
    assert '"filled":false' in record.facts.replace(" ", "")


def test_others_are_refused_and_there_is_none_before_the_closing(cast: Cast, made: Contest) -> None:
    for other in (cast.secretaries[0], cast.supervisor, cast.alliances.leader):
        taken(other, made, 403)
    taken(cast.alliances.stranger, made, 404)
    taken(cast.organizer, made, 404, ending=".exe")
    JudgeSeat.objects.filter(contest=made, serial=1).update(declared_at=None)
    taken(cast.judges[0], made, 409)
    Contest.objects.filter(pk=made.pk).update(state=State.OPEN)
    taken(cast.organizer, made, 409)
    assert not AuditRecord.objects.filter(action="contest.take_out_sheets").exists()


def test_a_name_that_looks_like_a_formula_stays_a_text(cast: Cast, made: Contest) -> None:
    person = cast.secretaries[0].person
    type(person).objects.filter(pk=person.pk).update(name="=1+1")
    content = taken(cast.organizer, made, ending=".xlsx")
    assert lines(content)[0][5] == "=1+1"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_the_page_to_print_leads_there_once_there_are_any(cast: Cast, made: Contest) -> None:
    client = Client()
    client.force_login(people.account(of=cast.organizer.person))
    page = f"/contests/{made.number}/judging/paper/print/"
    assert address(made) in client.get(page).content.decode()
    Contest.objects.filter(pk=made.pk).update(state=State.OPEN)
    assert address(made) not in client.get(page).content.decode()
