"""A paper is drafted, edited, reviewed by somebody else, issued with a number, and recalled by two people only."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.factories import papers
from tests.factories.papers import NOW
from tests.factories.reports import MONTH, Office
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.papers.blocks import from_json
from zhitongche.foundation.papers.plain import to_text
from zhitongche.oversight.papers import content, files, operations, queries
from zhitongche.oversight.papers.actions import ACTIONS
from zhitongche.oversight.papers.models import Paper, PaperEvent, PaperFile
from zhitongche.oversight.papers.states import MOVES, State

pytestmark = pytest.mark.django_db


# ---- drafting --------------------------------------------------------------------------------------------------------


def test_draft_proposes_the_text_and_keeps_its_figures(office: Office) -> None:
    paper = papers.drafted(office)
    assert (paper.number, paper.state, paper.region_id) == ("WG-450422-2026-0001", State.DRAFT, "450422")
    assert "销号[[closed]]个" in paper.text
    assert f"@{office.solved.number} " in paper.text
    assert paper.figures["closed"]["numbers"] == [office.solved.number]
    assert AuditRecord.objects.get(action="paper.draft").subject_id == paper.number
    assert content.document(paper).mark == "代拟稿"
    assert "销号1个" in to_text(content.document(paper))


@pytest.mark.parametrize("who", ["leader", "secretary"])
def test_draft_is_the_organizers_duty(office: Office, who: str) -> None:
    with pytest.raises(NotYourDuty):
        operations.draft(by=getattr(office, who), now=NOW, **papers.BRIEFING)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"since": None}, "since"),
        ({"until": MONTH.since}, "until"),
        ({"kind": "minutes"}, "record"),
        ({"kind": "minutes", "record": "DJ-450422-2026-0099"}, "record"),
        ({"kind": "supervision", "record": "450422-2026-9999"}, "record"),
    ],
)
def test_draft_says_what_is_wrong_at_its_field(office: Office, told: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        papers.drafted(office, **told)
    assert set(bad.value.faults) == {field}
    assert not Paper.objects.exists()


def test_the_next_briefing_stands_beside_the_last_issue(office: Office) -> None:
    first = papers.brought_to(State.ISSUED, office, since=MONTH.before().since, until=MONTH.before().until)
    paper = papers.drafted(office)
    assert paper.former == first.figures
    assert queries.next_issue(paper, NOW.year) == "第2期"


# ---- every verb ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [*ACTIONS])
def test_every_verb_moves_as_the_table_says(office: Office, verb: str) -> None:
    paper = papers.brought_to(papers.FROM[verb], office)
    before = PaperEvent.objects.filter(paper=paper).count()
    papers.act(verb, paper, office)
    kept = Paper.objects.get(pk=paper.pk)
    assert kept.state == (MOVES[verb].end or papers.FROM[verb])
    assert kept.event_count == before + 1 == PaperEvent.objects.filter(paper=paper).count()
    assert AuditRecord.objects.filter(action=f"paper.{verb}", subject_id=paper.number).exists()


@pytest.mark.parametrize("verb", [*ACTIONS])
def test_every_verb_has_its_own_people(office: Office, verb: str) -> None:
    paper = papers.brought_to(papers.FROM[verb], office)
    others = [office.secretary, office.neighbour, office.above]
    others += [office.organizer] if verb in papers.SIGNERS else [office.leader]
    for by in others:
        with pytest.raises(NotYourDuty):
            papers.act(verb, paper, office, by=by)


@pytest.mark.parametrize("verb", [*ACTIONS])
def test_every_verb_has_its_own_time(office: Office, verb: str) -> None:
    wrong = State.RECALLED if verb != "propose_recall" else State.DRAFT
    paper = papers.brought_to(wrong, office)
    with pytest.raises(NotNow) as refused:
        papers.act(verb, paper, office)
    assert refused.value.state == wrong


def test_a_second_organizer_signs_and_the_drafter_never(office: Office) -> None:
    paper = papers.brought_to(State.IN_REVIEW, office)
    with pytest.raises(NotYourDuty):
        papers.act("issue", paper, office, by=office.organizer)
    assert papers.act("issue", paper, office, by=office.second).signer == "韦明"


# ---- editing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["共[[nothing]]个。", "= 没有的表", "   \n  "])
def test_revise_refuses_what_the_paper_has_not(office: Office, text: str) -> None:
    paper = papers.drafted(office)
    with pytest.raises(BadInput) as bad:
        papers.act("revise", paper, office, text=text)
    assert set(bad.value.faults) == {"text"}
    assert Paper.objects.get(pk=paper.pk).text == paper.text


def test_choose_cases_puts_them_where_the_old_ones_stood(office: Office) -> None:
    paper = papers.drafted(office)
    papers.act("revise", paper, office, text="# 总体情况\n= 主要指标\n# 下一步\n继续。")
    papers.act("choose_cases", paper, office)
    lines = paper.text.splitlines()
    assert lines[2] == "# 典型案例"
    assert lines[3].startswith(f"@{office.solved.number} ")
    with pytest.raises(BadInput):
        papers.act("choose_cases", paper, office, problems=["450422-2026-9999"])


def test_draw_anew_keeps_what_was_typed(office: Office) -> None:
    paper = papers.drafted(office)
    Problem.objects.filter(pk=office.solved.pk).update(closed_at=MONTH.end)
    papers.act("draw_anew", paper, office)
    assert paper.figures["closed"]["value"] == "0"
    assert "典型案例" not in paper.text
    papers.act("revise", paper, office)
    typed = paper.text
    papers.act("draw_anew", paper, office)
    assert paper.text == typed


# ---- issuing and after -----------------------------------------------------------------------------------------------


def test_issue_freezes_the_document_and_tells_the_drafter(office: Office) -> None:
    paper = papers.brought_to(State.ISSUED, office)
    kept = Paper.objects.get(pk=paper.pk)
    assert (kept.issue, kept.signer, kept.issue_year) == ("第1期", "覃书记", NOW.year)
    assert from_json(kept.document) == content.document(kept)
    assert content.document(kept).mark == ""
    assert AuditRecord.objects.get(action="paper.issue").facts.count(kept.digest) == 1
    assert Notice.objects.filter(action="paper.issue", person=office.organizer.person_id).exists()
    assert Notice.objects.filter(action="paper.submit", person=office.leader.person_id).exists()
    assert not Notice.objects.filter(action="paper.submit", person=office.organizer.person_id).exists()


def test_no_two_papers_bear_one_number(office: Office) -> None:
    papers.brought_to(State.ISSUED, office)
    other = papers.brought_to(State.IN_REVIEW, office)
    with pytest.raises(BadInput) as bad:
        papers.act("issue", other, office)
    assert set(bad.value.faults) == {"issue"}
    assert papers.act("issue", other, office, issue="第2期").state == State.ISSUED


def test_the_database_keeps_the_document_of_what_was_issued(office: Office) -> None:
    paper = papers.drafted(office)
    with pytest.raises(IntegrityError):
        Paper.objects.filter(pk=paper.pk).update(state=State.ISSUED)


def test_a_recall_is_a_proposal_until_somebody_else_signs(office: Office) -> None:
    paper = papers.brought_to(State.RECALL_PROPOSED, office)
    assert paper in queries.visible_to(office.above)
    with pytest.raises(NotYourDuty):
        papers.act("recall", paper, office, by=office.organizer)
    assert papers.act("keep", paper, office).state == State.ISSUED
    papers.act("propose_recall", paper, office, by=office.second)
    with pytest.raises(NotYourDuty):
        papers.act("recall", paper, office, by=office.second)
    assert papers.act("recall", paper, office).state == State.RECALLED


def test_an_old_briefing_says_which_figures_have_changed(office: Office) -> None:
    paper = papers.brought_to(State.ISSUED, office)
    assert [one for one in content.checked(paper, [office.leader]) if one.has_changed] == []
    Problem.objects.filter(pk=office.solved.pk).update(closed_at=MONTH.end)
    changed = {one.cited.key: one for one in content.checked(paper, [office.leader]) if one.has_changed}
    assert {"closed", "year_closed", "open_at_end"} <= set(changed)
    assert changed["closed"].gone == [office.solved.number]
    assert Paper.objects.get(pk=paper.pk).figures["closed"]["value"] == "1"


def test_archive_keeps_the_final_files_once(office: Office) -> None:
    paper = papers.brought_to(State.ISSUED, office)
    papers.drafted(office)
    drawn = files.made(paper, ".docx")
    assert files.archive_issued(now=NOW) == 1
    assert files.archive_issued(now=NOW) == 0
    kept = {one.ending: bytes(one.content) for one in PaperFile.objects.filter(paper=paper)}
    assert set(kept) == {".docx", ".pdf"}
    assert kept[".docx"] == drawn == files.made(paper, ".docx")
    assert AuditRecord.objects.filter(action="paper.archive", subject_id=paper.number).count() == 1


def test_drafts_are_the_offices_own(office: Office) -> None:
    paper = papers.drafted(office)
    assert paper in queries.visible_to(office.leader)
    for posting in (office.above, office.neighbour, office.secretary):
        assert paper not in queries.visible_to(posting)


# ---- races -----------------------------------------------------------------------------------------------------------


def test_of_two_who_sign_at_once_one_wins(
    committed: Any, in_threads: Callable[..., list[Any]], rounds: Callable[..., int]
) -> None:
    office = papers.office()
    for number in range(rounds(short=2, long=20)):
        paper = papers.brought_to(State.IN_REVIEW, office)

        def sign(place: int, key: int = paper.pk, issue: str = f"第{number + 1}期") -> str:
            try:
                mine = queries.afresh(Paper(pk=key))
                return papers.act("issue", mine, office, by=(office.leader, office.second)[place], issue=issue).state
            finally:
                connection.close()

        answers = in_threads(sign, 2)
        assert [one for one in answers if one == State.ISSUED] == [State.ISSUED]
        assert sum(isinstance(one, NotNow) for one in answers) == 1
