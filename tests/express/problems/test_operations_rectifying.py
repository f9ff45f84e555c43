"""整改清单: a promise is finished by its own department; the lead's own by asking for closing."""

from datetime import timedelta

import pytest

from tests.factories import people, problems
from tests.factories.problems import DUE, LATER, NOW, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Problem, Rectification, RectificationEvent
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
LATE = DUE + timedelta(days=5)


def supported(cast: Cast, state: State = State.IN_PROGRESS) -> Rectification:
    act("support", problems.problem(cast, state), cast.water)
    return Rectification.objects.get(origin="support")


def own(problem: Problem) -> Rectification:
    return Rectification.objects.get(problem=problem, origin="claim")


def verbs(item: Rectification) -> list[str]:
    return list(RectificationEvent.objects.filter(rectification=item).values_list("action", flat=True))


def test_finish_says_what_came_of_it(cast: Cast) -> None:
    item = supported(cast)
    operations.finish(item, by=cast.water, now=LATER, text="电表已迁移。")
    item.refresh_from_db()
    record = AuditRecord.objects.get(action="rectification.finish")
    assert (item.state, item.finished_at, item.finished_by, item.result) == ("done", LATER, cast.water, "电表已迁移。")
    assert verbs(item) == ["support", "finish"]
    assert (record.subject_id, record.chain, record.before, record.after) == (item.number, "450422", "open", "done")
    heard = set(Notice.objects.filter(action="rectification.finish").values_list("person_id", flat=True))
    assert heard == {cast.power.person_id, cast.organizer.person_id}


def test_finish_is_the_own_departments(cast: Cast) -> None:
    item = supported(cast)
    for other in (cast.power, cast.organizer, cast.secretary):
        with pytest.raises(NotYourDuty):
            operations.finish(item, by=other, now=LATER, text="……")


def test_finish_twice_is_too_late(cast: Cast) -> None:
    item = supported(cast)
    operations.finish(item, by=cast.water, now=LATER, text="电表已迁移。")
    for write in (operations.finish, operations.extend_promise):
        body = {"text": "……"} if write is operations.finish else {"due_on": LATE, "reason": "……"}
        with pytest.raises(NotNow):
            write(item, by=cast.water, now=LATER, **body)


def test_finish_of_the_leads_own_goes_by_asking_for_closing(cast: Cast) -> None:
    problem = problems.problem(cast, State.IN_PROGRESS)
    with pytest.raises(NotNow):
        operations.finish(own(problem), by=cast.power, now=LATER, text="……")
    act("submit_closure", problem, cast.power)
    assert (own(problem).state, own(problem).result, verbs(own(problem))) == ("done", "已通电。", ["claim", "finish"])


def test_refuse_opens_the_leads_own_again(cast: Cast) -> None:
    problem = act("refuse", problems.problem(cast, State.CLOSING), cast.secretary)
    assert (own(problem).state, own(problem).due_on, own(problem).finished_at) == ("open", DUE, None)
    assert verbs(own(problem)) == ["claim", "finish", "reopen"]


def test_reopen_opens_it_with_the_new_limit(cast: Cast) -> None:
    problem = act("reopen", problems.problem(cast, State.CLOSED), cast.secretary)
    assert (own(problem).state, own(problem).due_on) == ("open", problem.due_on)


def test_verify_waits_for_every_other_department(cast: Cast) -> None:
    item = supported(cast)
    problem = act("submit_closure", item.problem, cast.power)
    act("confirm", problem, cast.secretary)
    with pytest.raises(NotNow) as refused:
        act("verify", Problem.objects.get(pk=problem.pk), cast.organizer)
    assert "藤县水利局" in str(refused.value.reason)
    operations.finish(Rectification.objects.get(pk=item.pk), by=cast.water, now=LATER, text="电表已迁移。")
    assert act("verify", Problem.objects.get(pk=problem.pk), cast.organizer).state == State.CLOSED


def test_extend_promise_puts_it_off_twice_at_most(cast: Cast) -> None:
    item = supported(cast)
    for turn in (1, 2):
        day = DUE + timedelta(days=turn)
        operations.extend_promise(item, by=cast.water, now=LATER, due_on=day, reason="等待材料。")
    item.refresh_from_db()
    assert (item.due_on, item.extension_count, item.state) == (DUE + timedelta(days=2), 2, "open")
    assert item.soon_on < item.due_on
    with pytest.raises(NotNow):
        operations.extend_promise(item, by=cast.water, now=LATER, due_on=LATE, reason="等待材料。")


def test_extend_promise_comes_before_the_day(cast: Cast) -> None:
    item = supported(cast)
    with pytest.raises(NotNow):
        operations.extend_promise(item, by=cast.water, now=NOW + timedelta(days=40), due_on=LATE, reason="……")
    with pytest.raises(BadInput):
        operations.extend_promise(item, by=cast.water, now=LATER, due_on=DUE, reason="……")


def test_extend_promise_is_the_own_departments_and_not_the_leads(cast: Cast) -> None:
    item = supported(cast)
    with pytest.raises(NotYourDuty):
        operations.extend_promise(item, by=cast.power, now=LATER, due_on=LATE, reason="……")
    with pytest.raises(NotNow):
        operations.extend_promise(own(item.problem), by=cast.power, now=LATER, due_on=LATE, reason="……")


def test_waiting_for_finish_is_what_one_supports(cast: Cast) -> None:
    item = supported(cast)
    assert queries.waiting_for_finish(cast.water).get() == item
    assert not queries.waiting_for_finish(cast.power).exists()
    assert not queries.waiting_for_finish(people.posting("leader", "450422")).exists()
