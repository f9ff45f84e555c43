"""Settling, the supervisor's review, and the public notice."""

from datetime import date

import pytest

from tests.factories import contests, people, results
from tests.factories.contests import NOW, Cast
from tests.factories.results import PUBLISHED_AT, SETTLED_AT
from zhitongche.arena.contests.models import ContestEvent
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging.models import Given
from zhitongche.arena.titles import operations, queries
from zhitongche.arena.titles.models import Result, Settlement
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NothingWaits, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
# The last judge lifts the fourth entry over the second: without that judge the title goes to another.
UNSTABLE = {
    "records": (80, 80, 80, 80, 80),
    "by_judge": {at: (90, 80, 70, 75, 50) if at else (90, 80, 70, 100, 50) for at in range(3)},
    "rules": {**results.RULES, "method": "mean"},
}


@pytest.fixture
def unstable() -> results.Contest:
    return results.settled(contests.cast(judges=3), **UNSTABLE)


def test_settle_keeps_the_document_and_a_row_for_each_entry(cast: Cast) -> None:
    made = results.settled(cast)
    kept = results.settlement(made)
    assert (made.state, kept.version, kept.champions_allowed) == (State.SETTLED, 1, 2)
    rows = list(Result.objects.filter(settlement=kept).order_by("entry__serial"))
    assert [one.rank for one in rows] == [1, 2, 3, 4, 5]
    assert [one.is_champion for one in rows] == [True, True, False, False, False]
    assert rows[0].score == "89.50"
    assert queries.is_stable(kept)
    event = ContestEvent.objects.get(contest=made, action="settle")
    assert event.body == {"version": 1, "digest": kept.digest}
    record = AuditRecord.objects.get(action="contest.settle")
    assert kept.digest in record.facts


def test_settle_refuses_the_undutiful_and_the_late(cast: Cast) -> None:
    made = results.scored(cast)
    for other in (
        cast.supervisor,
        cast.judges[0],
        cast.secretaries[0],
        cast.alliances.leader,
        cast.alliances.neighbour,
    ):
        with pytest.raises(NotYourDuty):
            operations.settle(made, by=other, now=SETTLED_AT)
    operations.settle(made, by=cast.organizer, now=SETTLED_AT)
    with pytest.raises(NotNow):
        operations.settle(made, by=cast.organizer, now=SETTLED_AT)


def test_what_cannot_be_settled_is_told_in_words_by_name_and_changes_nothing(cast: Cast) -> None:
    made = results.scored(cast)
    Given.objects.filter(entry__serial=2, component="records").delete()
    with pytest.raises(BadInput) as refused:
        operations.settle(made, by=cast.organizer, now=SETTLED_AT)
    assert "南村202书记" in str(refused.value)
    assert "records" in refused.value.faults["bundle"]
    made.refresh_from_db()
    assert made.state == State.SCORED
    assert not Settlement.objects.exists()
    assert not ContestEvent.objects.filter(contest=made, action="settle").exists()


def test_review_is_needed_where_a_title_hangs_on_one_judge(unstable: results.Contest) -> None:
    made, organizer = unstable, unstable.events.get(action="settle").posting
    kept = results.settlement(made)
    assert queries.awaits_review(kept)
    assert list(kept.stability["lost"]) == ["EDDDDD"]
    supervisor = people.Posting.objects.get(role="supervisor")
    assert Notice.objects.filter(person=supervisor.person, action="contest.settle").exists()
    operations.review(made, by=supervisor, now=SETTLED_AT, opinion="复核无误。")
    kept.refresh_from_db()
    assert (kept.review, kept.reviewed_by) == ("复核无误。", supervisor)
    assert "复核" not in str(ContestEvent.objects.get(action="review").body)
    assert operations.publish(made, by=organizer, now=PUBLISHED_AT).state == State.PUBLISHED


def test_publish_waits_for_the_review_of_what_hangs_on_one_judge(unstable: results.Contest) -> None:
    organizer = unstable.events.get(action="settle").posting
    with pytest.raises(NotNow, match="hangs on one judge"):
        operations.publish(unstable, by=organizer, now=PUBLISHED_AT)


def test_review_refuses_the_undutiful_the_late_and_the_second(cast: Cast) -> None:
    made = results.scored(cast)
    with pytest.raises(NotNow):
        operations.review(made, by=cast.supervisor, now=SETTLED_AT, opinion="好")
    operations.settle(made, by=cast.organizer, now=SETTLED_AT)
    for other in (cast.organizer, cast.judges[0], cast.secretaries[0], cast.alliances.leader):
        with pytest.raises(NotYourDuty):
            operations.review(made, by=other, now=SETTLED_AT, opinion="好")
    both = people.posting("supervisor", "370681", cast.judges[0].person)
    with pytest.raises(NotYourDuty, match="judged"):
        operations.review(made, by=both, now=SETTLED_AT, opinion="好")
    operations.review(made, by=cast.supervisor, now=SETTLED_AT, opinion="好")
    with pytest.raises(NothingWaits):
        operations.review(made, by=cast.supervisor, now=SETTLED_AT, opinion="好")


def test_publish_counts_working_days_and_tells_who_may_object(cast: Cast) -> None:
    made = results.settled(cast)
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    # 4 June 2026 is a Thursday: the fifth working day after it is Thursday a week later.
    assert made.notice_ends_on == date(2026, 6, 11)
    assert (made.state, made.published_at) == (State.PUBLISHED, PUBLISHED_AT)
    told = Notice.objects.filter(action="contest.publish")
    assert {one.person_id for one in told} == {one.person_id for one in made.entries.all()}
    assert {one.title for one in told} == {made.title}


def test_publish_refuses_the_undutiful_and_the_early(cast: Cast) -> None:
    made = results.scored(cast)
    with pytest.raises(NotNow):
        operations.publish(made, by=cast.organizer, now=NOW)
    operations.settle(made, by=cast.organizer, now=SETTLED_AT)
    for other in (cast.supervisor, cast.judges[0], cast.alliances.leader, cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            operations.publish(made, by=other, now=PUBLISHED_AT)
