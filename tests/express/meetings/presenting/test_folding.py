"""A meeting's page is short: what concerns its reader is open, the rest is a line that says how far it is."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import meetings
from tests.factories.meetings import BEGINS, HELD, NOW, Cast
from zhitongche.express.meetings import operations, presenting, queries
from zhitongche.express.meetings.models import Meeting
from zhitongche.express.meetings.states import State
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
Visit = Callable[[Posting], Client]


def marks(made: Meeting, by: Posting) -> list[str]:
    return [one.mark for one in presenting.agenda_of(made, queries.items_of(made), [by])]


def opened(client: Client, made: Meeting) -> list[bool]:
    """Of each item of the agenda, whether its page shows it unfolded."""
    html = client.get(f"/meetings/{made.number}/").content.decode()
    return [bool(found) for found in re.findall(r'class="agenda-item[^>]*>\n<details( open)?>', html)]


def test_a_line_says_how_far_an_item_is(cast: Cast) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    assert marks(made, cast.organizer)[0].startswith("尚未提交拟答复：")
    assert marks(made, cast.liaison) == ["", ""]
    meetings.draft(made, cast)
    assert marks(made, cast.organizer)[0] == ""
    operations.open_(made, by=cast.organizer, now=BEGINS)
    meetings.answer(made, cast)
    assert cast.liaison.department
    assert marks(made, cast.secretary)[0] == f"{cast.liaison.department.short_name} 提出措施，限期办理"
    operations.close(made, by=cast.organizer, now=HELD)
    assert marks(made, cast.organizer)[1] == "转入下次会议。"


def test_what_was_over_before_the_end_says_so(cast: Cast) -> None:
    made = meetings.brought_to(State.OPEN, cast)
    problems.withdraw(Problem.objects.get(pk=cast.second.pk), by=cast.secretary, now=BEGINS, reason="已自行解决。")
    operations.close(made, by=cast.organizer, now=HELD)
    assert marks(made, cast.organizer)[1] == "会议结束前问题已办结。"


def test_what_concerns_the_reader_is_open(cast: Cast, visit: Visit) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    assert opened(visit(cast.organizer), made) == [False, False]
    assert opened(visit(cast.liaison), made) == [True, True]
    assert opened(visit(cast.secretary), made) == [True, True]
    assert opened(visit(cast.township), made) == [False, False]
    operations.open_(made, by=cast.organizer, now=BEGINS)
    operations.call_up(made, by=cast.organizer, now=BEGINS, problem=cast.second.number)
    assert opened(visit(cast.city), made) == [False, True]


def test_the_turnout_is_one_line_and_names_who_sent_nobody(cast: Cast, visit: Visit) -> None:
    made = meetings.brought_to(State.INVITED, cast)
    department = cast.liaison.department
    assert department

    def shown() -> dict[str, str]:
        return presenting.turnout(presenting.invited(queries.invitations_to(made)))

    assert shown() == {"words": "2份通知已签收0份", "absent": ""}
    operations.acknowledge(made, by=cast.secretary, now=NOW)
    assert shown()["words"] == "2份通知已签收1份"
    operations.open_(made, by=cast.organizer, now=BEGINS)
    rows = [
        {"department": department.code, "presence": "absent"},
        {"village": cast.problem.village_id, "presence": "present", "came": "石广"},
    ]
    operations.record_attendance(made, by=cast.organizer, now=BEGINS, attendance=rows)
    assert shown() == {"words": "应到2，实到1", "absent": department.name}
    page = visit(cast.organizer).get(f"/meetings/{made.number}/").content.decode()
    assert f"没有派人参加：{department.name}" in page
