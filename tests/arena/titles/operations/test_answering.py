"""Objections: who files, accepts, decides and appeals, when, and who never learns of it."""

from datetime import date, timedelta

import pytest

from tests.factories import people, results
from tests.factories.contests import Cast
from tests.factories.results import PUBLISHED_AT
from zhitongche.arena.contests.models import Contest, ContestEvent
from zhitongche.arena.titles import operations, queries
from zhitongche.arena.titles.models import Objection
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NothingWaits, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REPLY = "经核对台账，得分无误。"


def decide(made: Contest, by: Posting, serial: int = 1, *, upheld: bool = False, at=PUBLISHED_AT) -> Contest:
    return operations.decide_objection(made, by=by, now=at, objection=serial, upheld=upheld, reply=REPLY)


def decide_appeal(made: Contest, by: Posting, serial: int = 1, *, upheld: bool = False) -> Contest:
    return operations.decide_appeal(made, by=by, now=PUBLISHED_AT, objection=serial, upheld=upheld, reply=REPLY)


def appealed(cast: Cast, made: Contest) -> Objection:
    one = results.decided(cast, made, upheld=False)
    operations.appeal(made, by=one.posting, now=PUBLISHED_AT + DAY, objection=1, text="仍有异议。")
    one.refresh_from_db()
    return one


def test_object_by_an_entrant_is_named_and_has_its_days(cast: Cast) -> None:
    made = results.published(cast)
    one = results.objected(cast, made)
    assert (one.serial, one.state, one.person) == (1, Objection.State.FILED, cast.secretaries[-1].person)
    assert one.accept_by == date(2026, 6, 5)
    assert one.settlement == results.settlement(made)
    assert {told.person_id for told in Notice.objects.filter(action="contest.object")} == {
        cast.organizer.person_id,
        cast.second_organizer.person_id,
    }


def test_object_by_a_member_who_did_not_enter(cast: Cast) -> None:
    made = results.published(cast)
    made.entries.filter(person=cast.secretaries[0].person).update(state="draft")
    assert results.objected(cast, made, cast.secretaries[0]).serial == 1


def test_object_refuses_strangers_the_late_and_a_second_one_meanwhile(cast: Cast) -> None:
    made = results.settled(cast)
    with pytest.raises(NotNow):
        results.objected(cast, made)
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    for other in (cast.alliances.northern[0], cast.judges[0], cast.supervisor, cast.organizer, cast.alliances.township):
        with pytest.raises(NotYourDuty):
            results.objected(cast, made, other)
    with pytest.raises(NotNow, match="over"):
        results.objected(cast, made, at=PUBLISHED_AT + 8 * DAY)
    results.objected(cast, made, at=PUBLISHED_AT + 7 * DAY)
    with pytest.raises(NotNow, match="not been answered"):
        results.objected(cast, made)


def test_accept_objection_starts_the_days_of_the_decision(cast: Cast) -> None:
    made = results.published(cast)
    one = results.accepted(cast, made)
    assert (one.state, one.accepted_by, one.decide_by) == ("accepted", cast.organizer, date(2026, 6, 11))
    assert [told.person_id for told in Notice.objects.filter(action="contest.accept_objection")] == [one.person_id]


def test_accept_objection_refuses_the_undutiful_and_what_does_not_wait(cast: Cast) -> None:
    made = results.published(cast)
    with pytest.raises(NothingWaits):
        operations.accept_objection(made, by=cast.organizer, now=PUBLISHED_AT, objection=1)
    one = results.objected(cast, made)
    for other in (cast.supervisor, cast.alliances.leader, one.posting):
        with pytest.raises(NotYourDuty):
            operations.accept_objection(made, by=other, now=PUBLISHED_AT, objection=1)
    with pytest.raises(BadInput):
        operations.accept_objection(made, by=cast.organizer, now=PUBLISHED_AT, objection=9)
    operations.accept_objection(made, by=cast.organizer, now=PUBLISHED_AT, objection=1)
    results.objected(cast, made, cast.secretaries[0])
    with pytest.raises(NotNow, match="Accepted"):
        operations.accept_objection(made, by=cast.organizer, now=PUBLISHED_AT, objection=1)


def test_decide_objection_with_a_reply_by_somebody_apart(cast: Cast) -> None:
    made = results.published(cast)
    one = results.accepted(cast, made)
    decide(made, cast.alliances.leader)
    one.refresh_from_db()
    assert (one.state, one.is_upheld, one.reply, one.decided_by) == ("decided", False, REPLY, cast.alliances.leader)
    told = {each.person_id for each in Notice.objects.filter(action="contest.decide_objection")}
    assert one.person_id in told


def test_decide_objection_refuses_whoever_had_a_part(cast: Cast) -> None:
    made = results.published(cast)
    results.accepted(cast, made)
    with pytest.raises(NotYourDuty, match="had a part"):
        decide(made, cast.organizer)
    for somebody in (cast.judges[0], cast.supervisor, cast.alliances.southern[0]):
        held = people.posting("leader", "370681", somebody.person)
        if somebody is cast.supervisor:
            # Who neither watched nor reviewed this one had no part in it.
            continue
        with pytest.raises(NotYourDuty, match="had a part"):
            decide(made, held)
    for other in (cast.alliances.neighbour, cast.supervisor, cast.judges[1], cast.alliances.township):
        with pytest.raises(NotYourDuty):
            decide(made, other)
    assert decide(made, cast.second_organizer).state == "published"


def test_decide_objection_refuses_a_supervisor_who_reviewed(cast: Cast) -> None:
    made = results.settled(cast)
    operations.review(made, by=cast.supervisor, now=PUBLISHED_AT, opinion="好")
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    results.accepted(cast, made)
    with pytest.raises(NotYourDuty, match="had a part"):
        decide(made, people.posting("leader", "370681", cast.supervisor.person))


def test_decide_objection_refuses_what_was_not_accepted(cast: Cast) -> None:
    made = results.published(cast)
    results.objected(cast, made)
    with pytest.raises(NothingWaits):
        decide(made, cast.second_organizer)
    results.accepted(cast, made, who=cast.secretaries[0])
    with pytest.raises(NotNow, match="Filed"):
        decide(made, cast.second_organizer)


def test_appeal_goes_to_the_chief_alliance(cast: Cast) -> None:
    made = results.published(cast)
    one = appealed(cast, made)
    assert (one.state, one.appeal, one.decide_by) == ("appealed", "仍有异议。", date(2026, 6, 12))


def test_decide_appeal_closes_it_at_the_chief_alliance(cast: Cast) -> None:
    made = results.published(cast)
    one = appealed(cast, made)
    decide_appeal(made, cast.alliances.leader, upheld=True)
    one.refresh_from_db()
    assert (one.state, one.is_appeal_upheld, one.appeal_decided_by) == ("closed", True, cast.alliances.leader)
    assert list(queries.upheld_against(made)) == [one]


def test_appeal_is_made_once(cast: Cast) -> None:
    made = results.published(cast)
    one = appealed(cast, made)
    decide_appeal(made, cast.alliances.leader, upheld=True)
    with pytest.raises(NothingWaits):
        operations.appeal(made, by=one.posting, now=PUBLISHED_AT, objection=1, text="再申诉")


def test_appeal_refuses_others_what_was_upheld_and_the_late(cast: Cast) -> None:
    made = results.published(cast)
    one = results.decided(cast, made, upheld=False)
    results.decided(cast, made, upheld=True, who=cast.secretaries[0])
    for other in (cast.secretaries[1], cast.organizer, cast.judges[0]):
        with pytest.raises(NotYourDuty):
            operations.appeal(made, by=other, now=PUBLISHED_AT, objection=1, text="申诉")
    with pytest.raises(NothingWaits):
        operations.appeal(made, by=cast.secretaries[0], now=PUBLISHED_AT, objection=2, text="申诉")
    with pytest.raises(BadInput):
        operations.appeal(made, by=one.posting, now=PUBLISHED_AT, objection=2, text="申诉")
    # The reply is of Thursday the 4th: the third working day after it is Tuesday the 9th.
    with pytest.raises(NotNow, match="over"):
        operations.appeal(made, by=one.posting, now=PUBLISHED_AT + 6 * DAY, objection=1, text="申诉")
    operations.appeal(made, by=one.posting, now=PUBLISHED_AT + 5 * DAY, objection=1, text="申诉")


def test_appeal_of_one_upheld_beside_a_dismissed_one(cast: Cast) -> None:
    made = results.published(cast)
    results.decided(cast, made, upheld=False)
    one = results.decided(cast, made, upheld=True)
    with pytest.raises(NotNow, match="upheld"):
        operations.appeal(made, by=one.posting, now=PUBLISHED_AT, objection=2, text="申诉")


def test_decide_appeal_refuses_the_first_decider_and_whoever_had_a_part(cast: Cast) -> None:
    made = results.published(cast)
    with pytest.raises(NothingWaits):
        decide_appeal(made, cast.second_organizer)
    appealed(cast, made)
    with pytest.raises(NotYourDuty, match="decided the objection"):
        decide_appeal(made, cast.second_organizer)
    with pytest.raises(NotYourDuty, match="had a part"):
        decide_appeal(made, cast.organizer)
    for other in (cast.alliances.neighbour, cast.judges[0], cast.secretaries[0]):
        with pytest.raises(NotYourDuty):
            decide_appeal(made, other)
    decide_appeal(made, cast.alliances.city)


def test_decide_appeal_of_several_refuses_ones_own_decision(cast: Cast) -> None:
    made = results.published(cast)
    appealed(cast, made)
    two = results.accepted(cast, made, who=cast.secretaries[0])
    decide(made, cast.alliances.leader, 2)
    operations.appeal(made, by=two.posting, now=PUBLISHED_AT, objection=2, text="申诉")
    with pytest.raises(NotYourDuty, match="decided the objection"):
        decide_appeal(made, cast.alliances.leader, 2)
    decide_appeal(made, cast.alliances.leader, 1)
    with pytest.raises(NotNow, match="Decided on appeal"):
        decide_appeal(made, cast.second_organizer, 1)


def test_an_objection_leaves_no_line_in_the_history_and_is_seen_by_nobody_else(cast: Cast) -> None:
    made = results.published(cast)
    before = ContestEvent.objects.filter(contest=made).count()
    count = made.event_count
    one = appealed(cast, made)
    decide_appeal(made, cast.alliances.leader)
    made.refresh_from_db()
    assert ContestEvent.objects.filter(contest=made).count() == before
    assert made.event_count == count

    def seen(posting: Posting) -> int:
        return queries.objections_seen([posting], made).count()

    for knows in (one.posting, cast.organizer, cast.second_organizer, cast.supervisor, cast.alliances.leader):
        assert seen(knows) == 1, knows
    others = (*cast.secretaries[:-1], *cast.judges, cast.alliances.township, cast.alliances.neighbour)
    assert [seen(other) for other in others] == [0] * len(others)
    verbs = {"object", "accept_objection", "decide_objection", "appeal", "decide_appeal"}
    assert {each.action for each in AuditRecord.objects.filter(action__in=[f"contest.{verb}" for verb in verbs])} == {
        f"contest.{verb}" for verb in verbs
    }
    assert not AuditRecord.objects.filter(facts__contains="台账").exists()
