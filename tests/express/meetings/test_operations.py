"""A meeting's life by its operations: what each does, whom it refuses, and what the closing makes of the answers."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, NOW, PROMISE, REPLY, Cast
from zhitongche.express.meetings import operations, queries
from zhitongche.express.meetings.models import Answer, DraftReply, Invitation, Meeting, MeetingItem
from zhitongche.express.meetings.states import State
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


def again(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


# ---- drawing up ------------------------------------------------------------------------------------------------------


def test_plan_makes_a_meeting_of_the_organizers_own_place(cast: Cast) -> None:
    made = operations.plan(by=cast.organizer, now=NOW, **meetings.PLAN)
    assert (made.number, made.region_id, made.state) == ("DJ-450422-2026-0001", "450422", State.PLANNED)
    with pytest.raises(BadInput, match="只举办本级会议"):
        operations.plan(by=cast.organizer, now=NOW, **meetings.PLAN, region="450421")
    with pytest.raises(NotYourDuty):
        operations.plan(by=cast.liaison, now=NOW, **meetings.PLAN)
    with pytest.raises(BadInput):
        operations.plan(by=cast.organizer, now=NOW, **{**meetings.PLAN, "starts_at": NOW - timedelta(hours=1)})


def test_add_item_keeps_reasons_departments_and_order(cast: Cast) -> None:
    made = meetings.meeting(cast)
    items = queries.items_of(again(made))
    assert [item.problem for item in items] == [cast.problem, cast.second]
    assert [one["code"] for one in items[0].reasons] == ["unled"]
    assert [party.department for party in items[0].parties.all()] == [cast.liaison.department]
    assert again(made).item_count == 2


def test_add_item_finds_who_answers_by_function(cast: Cast) -> None:
    made = operations.plan(by=cast.organizer, now=NOW, **meetings.PLAN)
    operations.add_item(made, by=cast.organizer, now=NOW, problems=[cast.problem.number])
    assert [one.department for one in queries.items_of(made)[0].parties.all()] == [cast.liaison.department]


def test_add_item_is_all_or_nothing_and_says_why(cast: Cast) -> None:
    made = meetings.meeting(cast)
    with pytest.raises(BadInput, match="已在议程中"):
        operations.add_item(made, by=cast.organizer, now=NOW, problems=[cast.problem.number])
    new = problems.report(
        by=cast.secretary, now=NOW, category="electricity", description="村里的路灯坏了，晚上看不见。"
    )
    with pytest.raises(BadInput, match="现在不能上会"):
        operations.add_item(made, by=cast.organizer, now=NOW, problems=[new.number])
    with pytest.raises(BadInput, match="没有"):
        operations.add_item(made, by=cast.organizer, now=NOW, problems=["450422-2026-9999"])
    assert again(made).item_count == 2


def test_remove_item_and_arrange(cast: Cast) -> None:
    made = meetings.meeting(cast)
    order = [cast.second.number, cast.problem.number]
    operations.arrange(made, by=cast.organizer, now=NOW, order=order)
    assert [item.problem.number for item in queries.items_of(made)] == order
    operations.remove_item(made, by=cast.organizer, now=NOW, problem=cast.second.number)
    assert [(item.problem.number, item.position) for item in queries.items_of(made)] == [(cast.problem.number, 1)]
    with pytest.raises(NotNow, match="议程已有变动"):
        operations.arrange(made, by=cast.organizer, now=NOW, order=order)


def test_make_timetable_puts_one_after_the_other(cast: Cast) -> None:
    made = meetings.meeting(cast)
    operations.make_timetable(made, by=cast.organizer, now=NOW)
    assert [item.starts_at for item in queries.items_of(made)] == [BEGINS, BEGINS + timedelta(minutes=10)]
    both = [{"problem": one.number, "room": 0, "starts_at": BEGINS} for one in (cast.problem, cast.second)]
    with pytest.raises(BadInput, match="同一会场同一时间"):
        operations.make_timetable(made, by=cast.organizer, now=NOW, times=both)
    with pytest.raises(BadInput, match="不存在的会场"):
        operations.make_timetable(made, by=cast.organizer, now=NOW, times=[{**both[0], "room": 3}, both[1]])


def test_revise_moves_the_meeting_and_drops_the_timetable(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.make_timetable(made, by=cast.organizer, now=NOW)
    later = BEGINS + timedelta(days=7)
    operations.revise(made, by=cast.organizer, now=NOW, **{**meetings.PLAN, "starts_at": later})
    assert {item.starts_at for item in queries.items_of(made)} == {None}
    assert Notice.objects.filter(action="meeting.revise", person=cast.liaison.person_id).exists()


# ---- inviting --------------------------------------------------------------------------------------------------------


def test_invite_sends_each_department_and_village_its_own(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    invited = {(one.department, one.village_id) for one in Invitation.objects.filter(meeting=made)}
    assert invited == {(cast.liaison.department, None), (None, cast.problem.village_id)}
    assert again(made).draft_due_on is not None
    told = set(Notice.objects.filter(action="meeting.invite").values_list("person", flat=True))
    assert told == {cast.liaison.person_id, cast.secretary.person_id}


def test_invite_needs_an_agenda_and_somebody_to_answer(cast: Cast) -> None:
    made = operations.plan(by=cast.organizer, now=NOW, **meetings.PLAN)
    with pytest.raises(NotNow, match="还没有议题"):
        operations.invite(made, by=cast.organizer, now=NOW)
    operations.add_item(made, by=cast.organizer, now=NOW, problems=[cast.problem.number])
    queries.items_of(made)[0].parties.all().delete()
    with pytest.raises(BadInput, match="请指定部门"):
        operations.invite(made, by=cast.organizer, now=NOW)


def test_an_item_put_on_later_invites_who_has_no_invitation(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    code = cast.other.department.code if cast.other.department else ""
    operations.amend_item(made, by=cast.organizer, now=NOW, problem=cast.second.number, departments=[code])
    assert Invitation.objects.filter(meeting=made, department=cast.other.department).count() == 1


def test_acknowledge_once(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.acknowledge(made, by=cast.liaison, now=NOW, attendees="李志明")
    operations.acknowledge(made, by=cast.secretary, now=NOW)
    with pytest.raises(NotNow, match="已经签收"):
        operations.acknowledge(made, by=cast.liaison, now=NOW)
    for stranger in (cast.other, cast.township, cast.organizer):
        with pytest.raises(NotYourDuty):
            operations.acknowledge(made, by=stranger, now=NOW)


def test_a_draft_waits_for_its_leader_and_is_sent_back(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.draft_reply(made, by=cast.liaison, now=NOW, problem=cast.problem.number, **REPLY)
    assert [one.department for one in queries.without_draft(made)] == [cast.liaison.department]
    operations.return_reply(made, by=cast.leader, now=NOW, problem=cast.problem.number, reason="写明资金。")
    with pytest.raises(NotNow):
        operations.approve_reply(made, by=cast.leader, now=NOW, problem=cast.problem.number)
    operations.draft_reply(made, by=cast.liaison, now=NOW, problem=cast.problem.number, **REPLY)
    operations.approve_reply(made, by=cast.leader, now=NOW, problem=cast.problem.number)
    assert DraftReply.objects.get().approved_by == cast.leader


def test_a_draft_without_a_leader_in_post_stands_as_filed(cast: Cast) -> None:
    cast.leader.delete()
    made = meetings.brought_to(State.INVITED, cast)
    operations.draft_reply(made, by=cast.liaison, now=NOW, problem=cast.problem.number, **REPLY)
    assert DraftReply.objects.get().approved_at == NOW


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"due_on": None}, "due_on"),
        ({"due_on": date(2020, 1, 1)}, "due_on"),
        ({"kind": "explained"}, "due_on"),
        ({"kind": "promised"}, "kind"),
        ({"problem": "450422-2026-9999"}, "problem"),
    ],
)
def test_a_wrong_draft_is_refused_by_field(cast: Cast, told: dict[str, Any], field: str) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    with pytest.raises(BadInput) as refused:
        operations.draft_reply(made, by=cast.liaison, now=NOW, **{"problem": cast.problem.number, **REPLY, **told})
    assert set(refused.value.faults) == {field}


# ---- the room --------------------------------------------------------------------------------------------------------


def test_open_stands_at_the_first_item(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    current = again(made).current
    assert current is not None
    assert current.problem == cast.problem
    operations.call_up(made, by=cast.organizer, now=BEGINS, problem=cast.second.number)
    current = again(made).current
    assert current is not None
    assert current.problem == cast.second


def test_every_change_in_the_room_moves_the_number_screens_ask_for(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    before = queries.version_of(made.screen_key)
    meetings.answer(made, cast)
    after = queries.version_of(made.screen_key)
    assert before is not None
    assert after == before + 1


def test_an_answer_is_amended_and_the_history_keeps_what_stood_before(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    meetings.answer(made, cast)
    operations.read_back(made, by=cast.organizer, now=BEGINS, problem=cast.problem.number)
    operations.sign(made, by=cast.liaison, now=BEGINS, problem=cast.problem.number)
    meetings.answer(made, cast, text="八月底前更换变压器。", seen=1)
    kept = Answer.objects.get()
    assert (kept.text, kept.signed_at) == ("八月底前更换变压器。", None)
    assert MeetingItem.objects.get(problem=cast.problem).read_back_at is None
    assert queries.history(made)[-1].body["before"]["text"] == REPLY["text"]
    assert again(made).answered_count == 1


def test_a_second_clerk_is_told_who_was_faster(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    meetings.answer(made, cast, seen=0)
    with pytest.raises(NotNow, match="陈立"):
        meetings.answer(made, cast, text="另一份记录。", seen=0)
    assert Answer.objects.get().text == REPLY["text"]


def test_an_answer_to_what_is_over_is_refused_with_its_state(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    problems.withdraw(Problem.objects.get(pk=cast.problem.pk), by=cast.secretary, now=BEGINS, reason="已自行解决。")
    with pytest.raises(NotNow, match="已经办结"):
        meetings.answer(made, cast)
    operations.close(made, by=cast.organizer, now=HELD)
    assert MeetingItem.objects.get(problem=cast.problem).closed_elsewhere == "withdrawn"


def test_attendance_names_who_sent_nobody(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    code = cast.liaison.department.code if cast.liaison.department else ""
    rows = [{"department": code, "presence": "absent"}]
    operations.record_attendance(made, by=cast.organizer, now=BEGINS, attendance=rows)
    assert Invitation.objects.get(department__code=code).presence == "absent"
    with pytest.raises(BadInput, match="未受邀"):
        operations.record_attendance(
            made, by=cast.organizer, now=BEGINS, attendance=[{"department": "x", "presence": ""}]
        )


# ---- closing ---------------------------------------------------------------------------------------------------------


def test_close_makes_one_item_for_a_promise_and_its_department_leads(cast: Cast) -> None:
    made = meetings.brought_to(State.CLOSED, cast)
    item = Rectification.objects.get()
    assert (item.meeting, item.department, item.due_on) == (made.number, cast.liaison.department, PROMISE)
    problem = Problem.objects.get(pk=cast.problem.pk)
    assert (problem.state, problem.lead) == ("in_progress", cast.liaison.department)
    assert Answer.objects.get().rectification == item
    assert again(made).promise_count == 1
    assert MeetingItem.objects.get(problem=cast.second).is_carried_over
    with pytest.raises(NotNow):
        operations.close(made, by=cast.organizer, now=HELD)
    assert Rectification.objects.count() == 1


def test_close_adds_an_item_beside_the_leads_own(cast: Cast) -> None:
    problem = Problem.objects.get(pk=cast.problem.pk)
    problems.claim(problem, by=cast.other, now=NOW, measures="更换水管。", due_on=PROMISE)
    made = meetings.brought_to(State.CLOSED, cast)
    promised = queries.promises_of(made)
    assert [(one.origin, one.department) for one in promised] == [("meeting", cast.liaison.department)]
    assert Problem.objects.get(pk=cast.problem.pk).lead == cast.other.department


@pytest.mark.parametrize(
    ("kind", "promises", "level"),
    [("solved", 1, "county"), ("explained", 0, "county"), ("raised_to_city", 0, "city"), ("survey", 1, "county")],
)
def test_what_closing_makes_of_each_answer(cast: Cast, kind: str, promises: int, level: str) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    meetings.answer(made, cast, kind=kind, due_on=PROMISE if kind == "survey" else None)
    operations.close(made, by=cast.organizer, now=HELD)
    assert Rectification.objects.count() == promises
    assert Problem.objects.get(pk=cast.problem.pk).level == level


def test_sign_after_the_meeting(cast: Cast) -> None:
    made = meetings.brought_to(State.CLOSED, cast)
    with pytest.raises(NotYourDuty):
        operations.sign(made, by=cast.other, now=HELD, problem=cast.problem.number)
    operations.sign(made, by=cast.liaison, now=HELD, problem=cast.problem.number)
    assert Answer.objects.get().signed_by == cast.liaison
    with pytest.raises(NotNow):
        operations.sign(made, by=cast.liaison, now=HELD, problem=cast.problem.number)


def test_the_next_agenda_begins_with_what_was_not_kept_and_what_was_carried_over(cast: Cast) -> None:
    meetings.brought_to(State.CLOSED, cast)
    late = HELD + timedelta(days=120)
    following = operations.plan(by=cast.organizer, now=late, **{**meetings.PLAN, "starts_at": late + timedelta(days=7)})
    found = queries.proposals(following, late.date())
    assert [one.candidate.problem for one in found] == [cast.problem, cast.second]
    assert [one.reasons[0]["code"] for one in found] == ["unkept", "carried"]


def test_call_off_tells_who_was_invited(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.call_off(made, by=cast.organizer, now=NOW, reason="台风。")
    assert again(made).is_called_off
    assert Notice.objects.filter(action="meeting.call_off", person=cast.secretary.person_id).exists()


# ---- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["invite", "open_", "close", "call_off"])
def test_only_the_places_own_organizer_runs_it(cast: Cast, verb: str) -> None:
    made = meetings.meeting(cast)
    told = {"reason": "雨。"} if verb == "call_off" else {}
    for posting in (cast.city, cast.neighbour, cast.liaison, cast.secretary, cast.leader):
        with pytest.raises(NotYourDuty):
            getattr(operations, verb)(made, by=posting, now=NOW, **told)


def test_who_sees_a_meeting_and_when(cast: Cast) -> None:
    everybody = {
        name: getattr(cast, name)
        for name in (
            "secretary",
            "organizer",
            "city",
            "liaison",
            "leader",
            "other",
            "neighbour",
            "township",
            "stranger",
        )
    }

    def seeing() -> set[str]:
        return {name for name, posting in everybody.items() if queries.visible_to(posting).exists()}

    made = meetings.meeting(cast)
    assert seeing() == {"organizer", "city"}
    operations.invite(made, by=cast.organizer, now=NOW)
    assert seeing() == {"organizer", "city", "secretary", "liaison", "leader", "township"}
