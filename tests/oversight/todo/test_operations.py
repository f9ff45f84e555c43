"""The daily count: once a working day, to whoever has something waiting, and by the robots."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from pytest_django import Settings

from tests.factories import problems
from tests.factories.notices import office
from tests.factories.problems import Cast
from tests.harness.vendors import Vendor, vendor
from zhitongche.express.problems.states import State
from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.notices.models import Count, Message, Notice
from zhitongche.foundation.people.models import Person
from zhitongche.oversight.todo import operations

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


MORNING = at("2026-05-21T08:31")


@pytest.fixture
def desk(settings: Settings) -> Iterator[Vendor]:
    with vendor(lambda asked: (200, '{"code": 0, "errcode": 0}')) as made:
        office(settings, made.address, "sms")
        yield made


@pytest.fixture
def cast(db: None) -> Cast:
    made = problems.cast()
    for number, posting in enumerate((made.secretary, made.organizer, made.power, made.water)):
        Person.objects.filter(pk=posting.person_id).update(phone=f"1380000000{number}")
    return made


def told() -> dict[str, tuple[str, int]]:
    rows = Message.objects.filter(person__isnull=False).select_related("person")
    return {row.person.name: (row.sentence, row.count) for row in rows if row.person}


def test_count_day_tells_each_how_much_waits(desk: Vendor, cast: Cast) -> None:
    problems.problem(cast, State.REPORTED)
    problems.problem(cast, State.REPORTED)
    Notice.objects.all().delete()
    Notice.objects.create(
        person=cast.water.person, action="x", subject_kind="x", subject_number="x", title="x", at=MORNING
    )
    assert operations.count_day(now=MORNING) == 4
    assert told() == {"陈立": ("tasks", 2), "王芳": ("news", 1)}
    assert operations.count_day(now=MORNING + timedelta(minutes=1)) == 0
    assert notices.deliver(now=MORNING) == 2
    assert sorted(asked.value()["phone"] for asked in desk.asked) == ["13800000001", "13800000003"]


@pytest.mark.parametrize("now", ["2026-05-21T08:29", "2026-05-23T09:00", "2026-10-01T09:00"])
def test_count_day_waits_for_the_hour_and_the_working_day(desk: Vendor, cast: Cast, now: str) -> None:
    problems.problem(cast, State.REPORTED)
    assert operations.count_day(now=at(now)) == 0
    assert Message.objects.count() == 0


def test_count_day_asks_nobody_who_cannot_be_reached(desk: Vendor, cast: Cast) -> None:
    problems.problem(cast, State.REPORTED)
    Person.objects.update(phone=None)
    operations.count_day(now=MORNING)
    assert told() == {}


def test_count_day_goes_on_where_it_left_off(desk: Vendor, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "BATCH", 2)
    problems.problem(cast, State.REPORTED)
    assert [operations.count_day(now=MORNING) for _round in range(4)] == [2, 2, 0, 0]
    assert Count.objects.get().is_done
    assert told()["陈立"] == ("tasks", 1)


def test_the_day_after_counts_anew(desk: Vendor, cast: Cast) -> None:
    problems.problem(cast, State.REPORTED)
    operations.count_day(now=MORNING)
    operations.count_day(now=MORNING + timedelta(days=1))
    assert Message.objects.filter(person=cast.organizer.person).count() == 2


def test_an_urgent_message_goes_along_with_the_count(desk: Vendor, cast: Cast) -> None:
    problems.problem(cast, State.REPORTED)
    Message.objects.create(
        person=cast.organizer.person,
        purpose="urgent",
        dedupe_key="u",
        sentence="tasks",
        next_at=MORNING,
        created_at=MORNING,
    )
    operations.count_day(now=MORNING)
    assert notices.deliver(now=MORNING) >= 1
    mine = Message.objects.filter(person=cast.organizer.person).order_by("pk")
    assert list(mine.values_list("purpose", "state")) == [("urgent", "dropped"), ("digest", "sent")]


def test_the_robots_tell_what_is_in_hand(desk: Vendor, cast: Cast) -> None:
    kept = {"by": cast.organizer, "now": MORNING, "name": "工作群"}
    notices.keep_robot(kind="wecom", key="0a1b2c3d-4e5f", **kept)
    notices.keep_robot(kind="dingtalk", key="0a1b2c3d4e5f", secret="SECabc", **kept)
    gone = notices.keep_robot(kind="wecom", key="ffffffff-4e5f", **kept)
    notices.remove_robot(gone, by=cast.organizer, now=MORNING)
    problems.problem(cast, State.POOLED)
    Person.objects.update(phone=None)
    operations.count_day(now=MORNING)
    assert list(Message.objects.values_list("robot__kind", "sentence", "count").order_by("pk")) == [
        ("wecom", "place", 1),
        ("dingtalk", "place", 1),
    ]
    assert notices.deliver(now=MORNING) == 2
    paths = sorted(asked.path.split("?")[0] for asked in desk.asked)
    assert paths == ["/cgi-bin/webhook/send", "/robot/send"]
    assert notices.deliver(now=MORNING + timedelta(hours=3)) == 0


def test_a_robot_is_silent_where_nothing_is_in_hand(desk: Vendor, cast: Cast) -> None:
    notices.keep_robot(kind="wecom", key="0a1b2c3d-4e5f", name="群", by=cast.organizer, now=MORNING)
    operations.count_day(now=MORNING)
    assert Message.objects.count() == 0


def test_two_workers_count_a_day_once(
    committed: str, settings: Settings, in_threads: Callable[..., list[object]]
) -> None:
    office(settings, "http://127.0.0.1:1", "sms")
    cast = problems.cast()
    Person.objects.filter(pk=cast.organizer.person_id).update(phone="13800000001")
    problems.problem(cast, State.REPORTED)
    answers = in_threads(lambda _n: operations.count_day(now=MORNING), 4)
    assert [one for one in answers if not isinstance(one, int)] == []
    assert Message.objects.count() == 1
    assert Count.objects.get(pk=date(2026, 5, 21)).is_done
