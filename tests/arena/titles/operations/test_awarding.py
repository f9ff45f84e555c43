"""The end, its titles, and a title that is taken back."""

from datetime import timedelta
from random import Random

import pytest

from tests.factories import contests, results
from tests.factories.contests import Cast
from tests.factories.results import AFTER, PUBLISHED_AT
from zhitongche.arena.contests.models import Contest, ContestEvent
from zhitongche.arena.contests.states import State
from zhitongche.arena.titles import operations, queries
from zhitongche.arena.titles.models import Settlement, Title
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def finalise(cast: Cast, made: Contest, at=AFTER) -> Contest:
    return operations.finalise(made, by=cast.organizer, now=at)


def test_finalise_writes_numbered_titles_with_codes_of_their_own(cast: Cast) -> None:
    made = results.final(cast)
    titles = results.titles(made)
    assert made.state == State.FINAL
    assert [one.number for one in titles] == ["LZ-370681-2026-0001", "LZ-370681-2026-0002"]
    assert [one.entry.serial for one in titles] == [1, 2]
    assert {one.kind for one in titles} == {Title.Kind.CHAMPION}
    assert len({one.code for one in titles}) == 2
    assert all(len(one.code) == 12 for one in titles)
    assert queries.certificate(f" {titles[0].code.lower()[:6]}-{titles[0].code[6:]} ") == titles[0]
    assert AuditRecord.objects.filter(action="title.award").count() == 2
    assert Notice.objects.filter(action="contest.finalise").count() == 5


def test_finalise_of_a_final_makes_grand_champions(cast: Cast) -> None:
    made = results.final(cast, kind=Contest.Kind.FINAL)
    assert {one.kind for one in results.titles(made)} == {Title.Kind.GRAND_CHAMPION}


def test_finalise_refuses_the_undutiful_and_the_early(cast: Cast) -> None:
    made = results.settled(cast)
    with pytest.raises(NotNow):
        finalise(cast, made)
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    for other in (cast.supervisor, cast.alliances.leader, cast.alliances.neighbour, cast.secretaries[0]):
        with pytest.raises(NotYourDuty):
            operations.finalise(made, by=other, now=AFTER)
    # Somebody may object until the end of the last day.
    with pytest.raises(NotNow, match="not over"):
        finalise(cast, made, PUBLISHED_AT + 7 * DAY)
    finalise(cast, made, PUBLISHED_AT + 8 * DAY)


def test_finalise_waits_for_every_answer_and_for_the_time_of_an_appeal(cast: Cast) -> None:
    made = results.published(cast)
    one = results.accepted(cast, made)
    with pytest.raises(NotNow, match="unanswered"):
        finalise(cast, made)
    late = PUBLISHED_AT + 7 * DAY
    operations.decide_objection(made, by=cast.second_organizer, now=late, objection=1, upheld=False, reply="答复")
    with pytest.raises(NotNow, match="appealed against"):
        finalise(cast, made, late + DAY)
    operations.appeal(made, by=one.posting, now=late + DAY, objection=1, text="申诉")
    with pytest.raises(NotNow, match="unanswered"):
        finalise(cast, made)
    operations.decide_appeal(made, by=cast.alliances.leader, now=late, objection=1, upheld=False, reply="终审")
    finalise(cast, made, late + DAY)


def test_finalise_waits_for_the_correction_of_what_was_upheld(cast: Cast) -> None:
    made = results.published(cast)
    results.decided(cast, made, upheld=True)
    with pytest.raises(NotNow, match="correct the result first"):
        finalise(cast, made)
    operations.correct(made, by=cast.organizer, now=AFTER, reason="复核")
    with pytest.raises(NotNow, match="not over"):
        finalise(cast, made)
    finalise(cast, made, AFTER + 14 * DAY)


@pytest.mark.parametrize("count", range(3, 12))
def test_never_more_titles_than_the_quota_allows_whatever_is_tied(count: int) -> None:
    cast = contests.cast(judges=3)
    draw = Random(count)
    tied = [draw.choice((60, 90)) for _entry in range(count)]
    made = results.final(cast, records=tied, rules={**results.RULES, "quota": "0.20", "method": "mean"})
    kept = results.settlement(made)
    assert kept.champions_allowed == count // 5
    assert len(results.titles(made)) <= kept.champions_allowed


def test_finalise_breaks_rather_than_go_above_the_quota(cast: Cast) -> None:
    made = results.published(cast)
    Settlement.objects.filter(contest=made).update(champions_allowed=1)
    with pytest.raises(RuntimeError, match="quota"):
        finalise(cast, made)
    assert not Title.objects.exists()


def test_revoke_leaves_the_place_empty_and_says_so(cast: Cast) -> None:
    made = results.final(cast)
    one, other = results.titles(made)
    operations.revoke(made, by=cast.organizer, now=AFTER, title=one.number, reason="材料造假。")
    one.refresh_from_db()
    assert (one.state, one.revoked_by, one.revoked_because) == ("revoked", cast.organizer, "材料造假。")
    assert [each.pk for each in results.titles(made)] == [one.pk, other.pk]
    assert ContestEvent.objects.get(action="revoke").body == {"title": one.number}
    assert [told.person_id for told in Notice.objects.filter(action="contest.revoke")] == [one.person_id]


def test_revoke_takes_a_title_back_once(cast: Cast) -> None:
    made = results.final(cast)
    one = results.titles(made)[0]
    operations.revoke(made, by=cast.organizer, now=AFTER, title=one.number, reason="材料造假。")
    with pytest.raises(NotNow, match="revoked already"):
        operations.revoke(made, by=cast.organizer, now=AFTER, title=one.number, reason="再次")


def test_revoke_refuses_the_undutiful_the_early_and_the_unknown(cast: Cast) -> None:
    made = results.published(cast)
    with pytest.raises(NotNow):
        operations.revoke(made, by=cast.organizer, now=AFTER, title="LZ-1", reason="无")
    finalise(cast, made)
    number = results.titles(made)[0].number
    for other in (cast.supervisor, cast.alliances.leader, cast.alliances.neighbour, cast.secretaries[0]):
        with pytest.raises(NotYourDuty):
            operations.revoke(made, by=other, now=AFTER, title=number, reason="无")
    with pytest.raises(BadInput):
        operations.revoke(made, by=cast.organizer, now=AFTER, title="LZ-370681-2026-9999", reason="无")
