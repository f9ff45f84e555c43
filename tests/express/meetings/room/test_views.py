"""The room's pages: what each shows to whom, what is refused with all that was typed, and how little a screen asks."""

from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import histories, meetings, people
from tests.factories.meetings import BEGINS, HELD, REPLY, Cast
from zhitongche.express.meetings import operations
from zhitongche.express.meetings.models import Answer, Meeting, MeetingItem
from zhitongche.express.meetings.states import State
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
_keys = count(1)


@pytest.fixture
def open_(cast: Cast) -> Meeting:
    return meetings.brought_to(State.OPEN, cast)


def signed_in(by: Posting) -> Client:
    client = Client()
    client.force_login(people.account(of=by.person))
    return client


def code(cast: Cast) -> str:
    return cast.liaison.department.code if cast.liaison.department else ""


def set_down(client: Client, meeting: Meeting, cast: Cast, **told: Any) -> Any:
    """The clerk's form as it is sent; due in ten days by the clock of today."""
    given = {
        "problem": cast.problem.number,
        "department": code(cast),
        "kind": "measures",
        "text": REPLY["text"],
        "due_on": "10天内",
        "speaker": "李志明",
        "seen": "0",
        "idempotency_key": f"clerk-{next(_keys)}",
    }
    return client.post(f"/meetings/{meeting.number}/room/answer/", {**given, **told})


# ---- the number that screens ask for -------------------------------------------------------------------------------


def test_a_screen_that_knows_the_number_costs_one_statement(open_: Meeting, cast: Cast) -> None:
    """Also in a browser where somebody is signed in: no session, no account, no posting is read."""
    client = signed_in(cast.organizer)
    address = f"/meetings/screens/{open_.screen_key}/version/"
    first = client.get(address)
    assert (first.status_code, first.content) == (200, f"{open_.event_count}\n".encode())
    with CaptureQueriesContext(connection) as asked:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert len(asked) == 1
    assert "Set-Cookie" not in again.headers


def test_a_screen_hears_of_every_change(open_: Meeting, cast: Cast) -> None:
    address = f"/meetings/screens/{open_.screen_key}/version/"
    known = Client().get(address)["ETag"]
    meetings.answer(open_, cast)
    heard = Client().get(address, headers={"If-None-Match": known})
    assert heard.status_code == 200
    assert heard["ETag"] != known
    # A proxy that compresses makes the tag a weak one.
    weak = Client().get(address, headers={"If-None-Match": f"W/{heard['ETag']}"})
    assert weak.status_code == 304


@pytest.mark.parametrize("ending", ["", "version/"])
def test_a_key_that_opens_nothing_is_not_found(open_: Meeting, ending: str) -> None:
    assert Client().get(f"/meetings/screens/{uuid4()}/{ending}").status_code == 404
    assert Client().get(f"/meetings/screens/no-key/{ending}").status_code in {302, 404}


# ---- the hall's screen -----------------------------------------------------------------------------------------------


def hall(meeting: Meeting) -> str:
    answer = Client().get(f"/meetings/screens/{meeting.screen_key}/")
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    return answer.content.decode()


def test_the_screen_shows_item_reply_and_what_is_next(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    for item in (cast.problem, cast.second):
        operations.draft_reply(made, by=cast.liaison, now=meetings.NOW, problem=item.number, **REPLY)
    operations.open_(made, by=cast.organizer, now=BEGINS)
    Problem.objects.filter(pk=cast.second.pk).update(title="村口的桥断了")
    # Its leader has not approved the draft: nobody's word yet.
    page = hall(made)
    assert cast.problem.title in page
    assert "村口的桥断了" in page
    assert REPLY["text"] not in page
    made.items.get(problem=cast.problem).drafts.update(approved_at=BEGINS)
    operations.call_up(made, by=cast.organizer, now=BEGINS, problem=cast.problem.number)
    assert REPLY["text"] in hall(made)
    meetings.answer(made, cast, text="八月底前更换变压器。", speaker="李志明")
    page = hall(made)
    assert "八月底前更换变压器。" in page
    assert "李志明" in page
    assert REPLY["text"] not in page


def test_the_screen_shames_nobody_and_shows_a_clock_only_where_it_is_wanted(open_: Meeting, cast: Cast) -> None:
    Problem.objects.filter(pk=cast.problem.pk).update(due_on=timezone.localdate().replace(year=2020))
    page = hall(open_)
    assert "light-red" not in page
    assert "逾期" not in page
    assert "data-clock" not in page
    operations.show_clock(open_, by=cast.organizer, now=BEGINS, is_shown=True)
    assert "data-clock" in hall(open_)


def test_the_screen_before_and_after(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    page = hall(made)
    assert made.place in page
    assert cast.problem.title not in page
    operations.open_(made, by=cast.organizer, now=BEGINS)
    meetings.answer(made, cast)
    operations.close(made, by=cast.organizer, now=HELD)
    page = hall(made)
    assert "对接会到此结束" in page
    assert REPLY["text"] not in page


def test_the_screen_of_a_meeting_called_off_says_so(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.call_off(made, by=cast.organizer, now=meetings.NOW, reason="台风。")
    assert "不再召开" in hall(made)


def test_the_screen_says_what_is_over_by_now(open_: Meeting, cast: Cast) -> None:
    problems.withdraw(Problem.objects.get(pk=cast.problem.pk), by=cast.secretary, now=BEGINS, reason="已自行解决。")
    assert "这个问题已经办结" in hall(open_)


def test_the_screen_is_drawn_once_for_all_that_ask(open_: Meeting, cast: Cast) -> None:
    """Seven statements however long the agenda is, for the first; one for those that ask at the same moment."""
    address = f"/meetings/screens/{open_.screen_key}/"
    with CaptureQueriesContext(connection) as two:
        Client().get(address)
    operations.call_up(open_, by=cast.organizer, now=BEGINS, problem=cast.second.number)
    with CaptureQueriesContext(connection) as one:
        drawn = Client().get(address)
    with CaptureQueriesContext(connection) as none:
        again = Client().get(address)
    assert (len(two), len(one), len(none)) == (7, 7, 1)
    assert drawn.content == again.content
    english = Client(headers={"Cookie": "django_language=en"}).get(address)
    assert "Item 2 of 2" in english.content.decode()


# ---- the clerk's desk ------------------------------------------------------------------------------------------------


def test_the_desk_stands_at_the_item_of_the_room_and_begins_with_the_draft(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    operations.draft_reply(made, by=cast.liaison, now=meetings.NOW, problem=cast.problem.number, **REPLY)
    operations.open_(made, by=cast.organizer, now=BEGINS)
    client = signed_in(cast.organizer)
    answer = client.get(f"/meetings/{made.number}/room/")
    assert answer.context["form"]["text"].value() == REPLY["text"]
    assert answer.context["form"]["due_on"].value() == "2026-07-31"
    assert answer.context["seen"] == "0"
    other = client.get(f"/meetings/{made.number}/room/?item={cast.second.number}")
    assert other.context["at"].item.problem == cast.second
    assert other.context["form"]["text"].value() is None
    assert not other.context["is_here"]


def test_the_desk_is_the_organizers(open_: Meeting, cast: Cast) -> None:
    for posting in (cast.city, cast.liaison, cast.secretary, cast.neighbour):
        assert signed_in(posting).get(f"/meetings/{open_.number}/room/").status_code == 404
        cast.organizer.refresh_from_db()


def test_what_the_clerk_sets_down_is_a_record_with_its_day(open_: Meeting, cast: Cast) -> None:
    answer = set_down(signed_in(cast.organizer), open_, cast)
    assert (answer.status_code, answer["Location"]) == (303, f"/meetings/{open_.number}/room/")
    kept = Answer.objects.get()
    assert (kept.text, kept.speaker, kept.due_on) == (REPLY["text"], "李志明", histories.ahead(10))


def test_an_answer_to_another_item_than_the_rooms_goes_back_to_it(open_: Meeting, cast: Cast) -> None:
    answer = set_down(signed_in(cast.organizer), open_, cast, problem=cast.second.number)
    assert answer["Location"] == f"/meetings/{open_.number}/room/?item={cast.second.number}"


def test_the_same_key_sets_it_down_once(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    first = set_down(client, open_, cast, idempotency_key="k")
    again = set_down(client, open_, cast, idempotency_key="k")
    assert first["Location"] == again["Location"]
    assert MeetingItem.objects.get(problem=cast.problem).answer_version == 1


def test_a_second_clerk_is_told_and_keeps_what_was_typed(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    set_down(client, open_, cast)
    second = set_down(client, open_, cast, text="另一份记录。")
    page = second.content.decode()
    assert second.status_code == 409
    assert "另一份记录。" in page
    assert f"陈立 已先记录：“{REPLY['text']}”" in page
    # What stands has now been seen: the same text may be sent again.
    assert second.context["seen"] == "1"
    assert set_down(client, open_, cast, text="另一份记录。", seen="1").status_code == 303


def test_a_faulty_day_leaves_what_was_seen_as_it_was(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    set_down(client, open_, cast)
    faulty = set_down(client, open_, cast, due_on="尽快")
    assert faulty.status_code == 422
    assert faulty.context["seen"] == "0"
    assert faulty.context["form"]["due_on"].value() == "尽快"


def test_what_is_closed_meanwhile_is_told_with_what_was_typed(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    problems.withdraw(Problem.objects.get(pk=cast.problem.pk), by=cast.secretary, now=BEGINS, reason="已自行解决。")
    over = set_down(client, open_, cast, text="记到一半")
    assert over.status_code == 409
    assert "记到一半" in over.content.decode()
    operations.close(open_, by=cast.organizer, now=HELD)
    closed = set_down(client, open_, cast, text="记到一半")
    assert closed.status_code == 409
    assert "记到一半" in closed.content.decode()
    assert not Answer.objects.exists()


def test_only_the_organizer_acts_in_the_room(open_: Meeting, cast: Cast) -> None:
    refused = set_down(signed_in(cast.liaison), open_, cast)
    assert refused.status_code == 403
    assert cast.second.title not in refused.content.decode()
    assert set_down(signed_in(cast.neighbour), open_, cast).status_code == 404
    organizer = signed_in(cast.organizer)
    assert organizer.post(f"/meetings/{open_.number}/room/close/", {"idempotency_key": "k"}).status_code == 404
    assert organizer.get(f"/meetings/{open_.number}/room/answer/").status_code == 405


def test_call_up_turns_every_desk_and_the_screen(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    told = {"problem": cast.second.number, "idempotency_key": "next"}
    assert client.post(f"/meetings/{open_.number}/room/call_up/", told).status_code == 303
    desk = client.get(f"/meetings/{open_.number}/room/")
    assert desk.context["at"].item.problem == cast.second
    operations.close(Meeting.objects.get(pk=open_.pk), by=cast.organizer, now=HELD)
    late = client.post(f"/meetings/{open_.number}/room/call_up/", {**told, "idempotency_key": "late"})
    assert late.status_code == 409
    assert "data-refusal" in late.content.decode()


def test_another_department_speaks(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    water = cast.other.department.code if cast.other.department else ""
    desk = client.get(f"/meetings/{open_.number}/room/?item={cast.problem.number}&department={water}")
    assert [tab["is_chosen"] for tab in desk.context["tabs"]] == [False, True]
    assert desk.context["form"]["text"].value() is None
    assert set_down(client, open_, cast, department=water).status_code == 303
    # The item's own department has not spoken: the desk waits for it.
    desk = client.get(f"/meetings/{open_.number}/room/")
    assert desk.context["department"] == cast.liaison.department


def test_an_item_for_nobody_asks_who_speaks(open_: Meeting, cast: Cast) -> None:
    open_.items.get(problem=cast.problem).parties.all().delete()
    desk = signed_in(cast.organizer).get(f"/meetings/{open_.number}/room/")
    assert desk.status_code == 200
    assert "data-clerk" not in desk.content.decode()
    assert 'name="department"' in desk.content.decode()


def test_the_desk_of_a_meeting_without_items_or_not_open(cast: Cast) -> None:
    client = signed_in(cast.organizer)
    made = operations.plan(by=cast.organizer, now=meetings.NOW, **meetings.PLAN)
    assert client.get(f"/meetings/{made.number}/room/").status_code == 200
    invited = meetings.brought_to(State.INVITED, cast)
    page = client.get(f"/meetings/{invited.number}/room/").content.decode()
    assert f"/meetings/{invited.number}/room/open/" in page
    assert "data-clerk" not in page
    opened = client.post(f"/meetings/{invited.number}/room/open/", {"idempotency_key": "open"})
    assert opened["Location"] == f"/meetings/{invited.number}/room/"


def test_the_citys_own_meeting_raises_nothing_to_the_city(cast: Cast) -> None:
    made = operations.plan(by=cast.city, now=meetings.NOW, **meetings.PLAN)
    MeetingItem.objects.create(
        meeting=made, problem=cast.problem, village_id=cast.problem.village_id, position=1, minutes=10
    ).parties.create(department=cast.liaison.department, position=1)
    Meeting.objects.filter(pk=made.pk).update(state=State.OPEN, item_count=1)
    form = signed_in(cast.city).get(f"/meetings/{made.number}/room/").context["form"]
    assert "raised_to_city" not in dict(form.fields["kind"].choices)


@pytest.mark.parametrize("items", [1, 3])
def test_the_desk_asks_the_same_however_long_the_agenda_is(cast: Cast, items: int) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    if items == 1:
        made.items.get(problem=cast.second).delete()
    else:
        story = "村口的漫水桥被冲断，学生绕行。"
        third = problems.report(by=cast.secretary, now=meetings.NOW, category="electricity", description=story)
        problems.accept(third, by=cast.organizer, now=meetings.NOW)
        operations.add_item(made, by=cast.organizer, now=BEGINS, problems=[third.number])
    client = signed_in(cast.organizer)
    client.get(f"/meetings/{made.number}/room/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/meetings/{made.number}/room/")
    assert len(asked) == 10


# ---- read aloud ------------------------------------------------------------------------------------------------------


def test_what_was_promised_is_read_back_item_by_item(open_: Meeting, cast: Cast) -> None:
    client = signed_in(cast.organizer)
    empty = client.get(f"/meetings/{open_.number}/aloud/")
    assert empty.context["rows"] == []
    meetings.answer(open_, cast)
    page = client.get(f"/meetings/{open_.number}/aloud/").content.decode()
    assert REPLY["text"] in page
    told = {"problem": cast.problem.number, "idempotency_key": "read"}
    done = client.post(f"/meetings/{open_.number}/room/read_back/", told)
    assert done["Location"] == f"/meetings/{open_.number}/aloud/#item-{cast.problem.number}"
    assert MeetingItem.objects.get(problem=cast.problem).read_back_at is not None


def test_what_was_not_answered_cannot_be_read_back(open_: Meeting, cast: Cast) -> None:
    told = {"problem": cast.second.number, "idempotency_key": "read"}
    refused = signed_in(cast.organizer).post(f"/meetings/{open_.number}/room/read_back/", told)
    assert refused.status_code == 422
    assert cast.second.number in refused.content.decode()


def test_only_the_organizer_reads_aloud(open_: Meeting, cast: Cast) -> None:
    assert signed_in(cast.liaison).get(f"/meetings/{open_.number}/aloud/").status_code == 404


# ---- a day as people say it ------------------------------------------------------------------------------------------


def test_the_clerk_sees_which_day_was_meant(cast: Cast) -> None:
    client = signed_in(cast.organizer)
    wanted = histories.ahead(10)
    answer = client.get("/meetings/day/", {"said": "十天内"})
    assert (
        answer.content.decode() == f"{wanted.month} 月 {wanted.day} 日" or str(wanted.year) in answer.content.decode()
    )
    assert client.get("/meetings/day/", {"said": "尽快"}).content == b""
    assert signed_in(cast.secretary).get("/meetings/day/").status_code == 404
