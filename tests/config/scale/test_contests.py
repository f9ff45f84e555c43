"""Synthetic contests are as the operations would have left them: states, histories, record, results; and go on from there."""

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import people
from zhitongche.arena.alliances.models import Alliance, Membership
from zhitongche.arena.contests import queries
from zhitongche.arena.contests.models import Contest, ContestRules, Entry
from zhitongche.arena.contests.rulebook import digest_of
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations as judging
from zhitongche.arena.judging import queries as panels
from zhitongche.arena.judging.models import JudgeSeat, ScoreSheet, ScoreVersion
from zhitongche.arena.titles.bundling import computed, document
from zhitongche.arena.titles.models import Result, Settlement, Title
from zhitongche.config.scale import season, writing
from zhitongche.foundation.audit import verification
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db

COUNT = 200
POINTS = {"site": "87.5", "oral": "90"}
PLACES = ("450422107205", "450422107206", "450422107207", "450421100201", "450102001001", "370681106214")


@pytest.fixture
def filled(committed: str) -> None:
    for code in PLACES:
        people.place(code)
    call_command("scale", entries=COUNT)


def test_contests_stand_in_every_state_with_as_many_entries_as_asked_for(filled: None) -> None:
    assert Entry.objects.count() == COUNT
    assert set(Contest.objects.values_list("state", flat=True)) == set(State) - {State.DRAFT}
    large = Entry.objects.filter(contest__region="450422").count()
    # Its city and its province have no more than the county where they have no other places.
    assert large >= COUNT * 3 // 100


def test_contests_are_chained_step_by_step(filled: None) -> None:
    assert list(verification.verify().faults) == []
    for contest in Contest.objects.prefetch_related("events"):
        steps = [(one.sequence, one.action, one.before) for one in contest.events.all()]
        assert [number for number, _action, _before in steps] == list(range(1, contest.event_count + 1))
        for _number, action, before in steps[1:]:
            assert before in Contest.MOVES[action].starts, (contest.state, action)
        last = contest.events.all()[len(steps) - 1]
        assert last.after == contest.state
        logged = AuditRecord.objects.filter(subject_kind="contest", subject_id=contest.number)
        assert [one.action for one in logged.order_by("sequence")] == [f"contest.{action}" for _n, action, _b in steps]


def test_members_of_an_alliance_enter_and_its_rules_are_the_template(filled: None) -> None:
    assert Alliance.objects.filter(parent=None).count() == 4
    for entry in Entry.objects.select_related("contest"):
        assert Membership.objects.filter(alliance=entry.contest.alliance_id, person=entry.person_id).exists()
    for kept in ContestRules.objects.all():
        assert kept.digest == digest_of(kept.rules, kept.names, kept.entries_close_at, kept.scores_close_at)


def test_results_are_those_of_the_sheets(filled: None) -> None:
    assert ScoreSheet.objects.count() == ScoreVersion.objects.count() > 0
    ended = Contest.objects.filter(state__in=[State.SETTLED, State.PUBLISHED, State.FINAL])
    assert Settlement.objects.count() == ended.count() > 0
    for kept in Settlement.objects.select_related("contest"):
        rules = queries.rules_of(kept.contest)
        assert rules is not None
        again = computed(document(kept.contest, rules.rules))
        assert (again.text, again.answer["digest"]) == (kept.answer, kept.digest)
        if kept.contest.state != State.SETTLED:
            assert kept.stability["is_stable"] or kept.reviewed_at
    champions = Result.objects.filter(is_champion=True, settlement__contest__state=State.FINAL)
    assert Title.objects.count() == champions.count()


def test_a_judge_goes_on_scoring_where_the_filling_ended(filled: None) -> None:
    contest = Contest.objects.filter(state=State.ENTRIES_CLOSED).first()
    assert contest is not None
    seat = JudgeSeat.objects.filter(contest=contest, submitted_at=None).select_related("posting__person").first()
    assert seat is not None
    now = timezone.now()
    for entry in panels.entries_to_judge(contest):
        judging.score(contest, by=seat.posting, now=now, entry=entry.serial, points=POINTS)
    judging.submit_scores(contest, by=seat.posting, now=now)
    keeper = Posting.objects.get(role="organizer", region=contest.region_id)
    closed = judging.close_scores(queries.afresh(contest), by=keeper, now=now, anyway=True)
    assert closed.state == State.SCORED


def test_a_second_filling_goes_on_where_the_first_ended(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WORTH_PROCESSES", 1)
    for code in PLACES[:3]:
        people.place(code)
    call_command("scale", entries=60)
    # The judges go on meanwhile: their sheets take the next keys.
    for contest in Contest.objects.filter(state=State.ENTRIES_CLOSED):
        for seat in JudgeSeat.objects.filter(contest=contest, submitted_at=None).select_related("posting__person"):
            for entry in panels.entries_to_judge(contest):
                judging.score(contest, by=seat.posting, now=timezone.now(), entry=entry.serial, points=POINTS)
    assert ScoreVersion.objects.filter(points=POINTS).count() > season.APART
    call_command("scale", entries=20)
    numbers: list[Any] = list(Contest.objects.values_list("number", flat=True))
    assert Entry.objects.count() == 80
    assert len(numbers) == len(set(numbers))
    # The same people belong to the same alliance.
    assert Alliance.objects.count() == 2
    assert list(verification.verify().faults) == []
