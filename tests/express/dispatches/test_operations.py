"""The life of a dispatch: what each step leaves, whose duty it is, when it is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import experts, files, problems
from tests.factories.experts import FIRST, LAST, NOW, VISIT, VISITED, Cast
from zhitongche.express.dispatches import operations, queries
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State
from zhitongche.express.experts import operations as pool
from zhitongche.express.experts.models import Expert, TakenDay
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.files.operations import keep_photo
from zhitongche.foundation.notices.models import Message, Notice
from zhitongche.foundation.people.models import Account


def _events(dispatch: Dispatch) -> list[str]:
    return [event.action for event in queries.history(dispatch)]


def _told(dispatch: Dispatch, verb: str) -> set[int]:
    kept = Notice.objects.filter(subject_number=dispatch.number, action=f"dispatch.{verb}")
    return set(kept.values_list("person", flat=True))


def test_dispatch_asks_the_expert_and_holds_the_days(cast: Cast) -> None:
    made = experts.dispatch(cast)
    assert (made.number, made.state, made.village_id) == ("PQ-450422-2026-0001", State.PROPOSED, problems.VILLAGE)
    assert made.title == cast.problem.title
    assert list(TakenDay.objects.order_by("day").values_list("day", flat=True)) == [FIRST, LAST]
    assert Expert.objects.get().open_count == 1
    assert _told(made, "propose") == {cast.expert.person_id, cast.secretary.person_id}
    record = AuditRecord.objects.get(action="dispatch.propose")
    assert (record.subject_id, record.chain) == (made.number, "450422")
    assert made.task not in record.facts


def test_dispatch_says_no_name_outside(cast: Cast) -> None:
    made = experts.dispatch(cast)
    for message in Message.objects.all():
        assert made.expert.name not in message.sentence
        assert made.title not in message.sentence


def test_dispatch_is_the_organizers(cast: Cast) -> None:
    whom = experts.expert(cast.organizer)
    for posting in (cast.secretary, cast.expert, cast.liaison, cast.township):
        with pytest.raises(NotYourDuty):
            operations.dispatch(by=posting, now=NOW, expert=whom.number, problem=cast.problem.number, **experts.TASK)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("expert", {"expert": "ZJ-450422-2026-0099"}),
        ("problem", {"problem": "450422-2026-0099"}),
        ("problem", {"problem": ""}),
        ("problem", {"project": "XM-450422-2026-0001"}),
        ("from_", {"from_": date(2026, 5, 19)}),
        ("until", {"until": FIRST - timedelta(days=1)}),
        ("until", {"until": FIRST + timedelta(days=31)}),
        ("until", {"from_": date(2027, 6, 1), "until": date(2027, 6, 2)}),
    ],
)
def test_dispatch_refuses_what_cannot_be_meant(cast: Cast, field: str, told: dict[str, Any]) -> None:
    whom = experts.expert(cast.organizer)
    given = {"expert": whom.number, "problem": cast.problem.number, **experts.TASK, **told}
    with pytest.raises(BadInput) as refusal:
        operations.dispatch(by=cast.organizer, now=NOW, **given)
    assert field in refusal.value.faults
    assert not TakenDay.objects.exists()


def test_dispatch_stays_inside_the_organizers_place(cast: Cast) -> None:
    whom = experts.expert(cast.organizer)
    with pytest.raises(BadInput):
        operations.dispatch(by=cast.stranger, now=NOW, expert=whom.number, problem=cast.problem.number, **experts.TASK)


def test_dispatch_refuses_days_on_which_the_expert_cannot_come(cast: Cast) -> None:
    whom = experts.expert(cast.organizer, free_days=[{"weekdays": [6, 7]}])
    with pytest.raises(BadInput) as refusal:
        experts.dispatch(cast, whom)
    assert "from_" in refusal.value.faults
    saturday = date(2026, 5, 30)
    made = experts.dispatch(cast, whom, from_=saturday, until=saturday + timedelta(days=1))
    assert made.state == State.PROPOSED


def test_dispatch_refuses_a_clash_and_names_the_other(cast: Cast) -> None:
    whom = experts.expert(cast.organizer)
    first = experts.dispatch(cast, whom)
    with pytest.raises(NotNow) as refusal:
        experts.dispatch(cast, whom, from_=LAST, until=LAST + timedelta(days=2))
    assert first.number in refusal.value.reason
    assert experts.dispatch(cast, whom, from_=LAST + timedelta(days=1), until=LAST + timedelta(days=1))


def test_dispatch_refuses_who_has_left_the_pool(cast: Cast) -> None:
    whom = experts.expert(cast.organizer)
    pool.retire(whom, by=cast.organizer, now=NOW, reason="已退休。")
    with pytest.raises(NotNow):
        experts.dispatch(cast, whom)


def test_dispatch_refuses_what_is_over(cast: Cast) -> None:
    problems.act("withdraw", cast.problem, cast.secretary)
    with pytest.raises(NotNow):
        experts.dispatch(cast)


def test_accept_says_that_the_expert_comes(cast: Cast) -> None:
    made = experts.dispatch(cast)
    operations.accept(made, by=cast.expert, now=NOW)
    assert (made.state, made.due_on) == (State.ACCEPTED, LAST)
    assert _told(made, "accept") == {cast.secretary.person_id, cast.organizer.person_id}
    assert queries.history(made)[-1].body == {}


def test_accept_on_the_experts_word_where_there_is_no_account(cast: Cast) -> None:
    made = experts.dispatch(cast)
    Account.objects.filter(person=cast.expert.person_id).update(is_active=False)
    operations.accept(made, by=cast.organizer, now=NOW)
    assert queries.history(made)[-1].body == {"on_word": True}
    assert "on_word" in AuditRecord.objects.get(action="dispatch.accept").facts


def test_accept_is_the_experts_alone(cast: Cast) -> None:
    made = experts.dispatch(cast)
    for posting in (cast.organizer, cast.secretary, cast.other, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.accept(made, by=posting, now=NOW)


def test_accept_comes_once(cast: Cast) -> None:
    made = experts.brought_to(State.ACCEPTED, cast)
    with pytest.raises(NotNow):
        operations.accept(made, by=cast.expert, now=NOW)


def test_decline_frees_the_days_and_asks_the_organizer(cast: Cast) -> None:
    made = experts.dispatch(cast)
    operations.decline(made, by=cast.expert, now=NOW, reason="出差在外。")
    assert made.state == State.DECLINED
    assert not TakenDay.objects.exists()
    assert Expert.objects.get().open_count == 0
    assert cast.organizer.person_id in _told(made, "decline")
    assert list(queries.waiting_for_replace(cast.organizer)) == [made]


def test_decline_is_the_experts_alone(cast: Cast) -> None:
    made = experts.dispatch(cast)
    with pytest.raises(NotYourDuty):
        operations.decline(made, by=cast.organizer, now=NOW, reason="代答。")


def test_decline_comes_too_late_after_the_visit(cast: Cast) -> None:
    made = experts.brought_to(State.VISITED, cast)
    with pytest.raises(NotNow):
        operations.decline(made, by=cast.expert, now=NOW, reason="晚了。")


def test_report_visit_keeps_what_was_found_and_frees_the_rest(cast: Cast) -> None:
    made = experts.brought_to(State.ACCEPTED, cast)
    photo = _photo(cast)
    operations.report_visit(made, by=cast.expert, now=VISITED, photos=[photo.pk], **VISIT)
    assert (made.state, made.visited_on, made.due_on) == (State.VISITED, FIRST, FIRST + timedelta(days=7))
    assert list(TakenDay.objects.values_list("day", flat=True)) == [FIRST]
    kept = Expert.objects.get()
    assert (kept.visit_count, kept.open_count) == (1, 0)
    assert [one.attachment_id for one in queries.files_of(made)] == [photo.pk]
    assert list(queries.waiting_for_rate(cast.secretary)) == [made]


def test_report_visit_on_the_experts_word(cast: Cast) -> None:
    made = experts.brought_to(State.ACCEPTED, cast)
    operations.report_visit(made, by=cast.organizer, now=VISITED, **VISIT)
    assert queries.history(made)[-1].body["on_word"] is True


@pytest.mark.parametrize("on", [FIRST - timedelta(days=1), VISITED.date() + timedelta(days=1)])
def test_report_visit_names_a_day_that_can_be(cast: Cast, on: date) -> None:
    made = experts.brought_to(State.ACCEPTED, cast)
    with pytest.raises(BadInput) as refusal:
        operations.report_visit(made, by=cast.expert, now=VISITED, **{**VISIT, "visited_on": on})
    assert set(refusal.value.faults) == {"visited_on"}


def test_report_visit_is_the_experts_or_the_organizers(cast: Cast) -> None:
    made = experts.brought_to(State.ACCEPTED, cast)
    for posting in (cast.secretary, cast.other, cast.township):
        with pytest.raises(NotYourDuty):
            operations.report_visit(made, by=posting, now=VISITED, **VISIT)


def test_report_visit_comes_after_the_acceptance(cast: Cast) -> None:
    made = experts.dispatch(cast)
    with pytest.raises(NotNow):
        operations.report_visit(made, by=cast.expert, now=VISITED, **VISIT)


@pytest.mark.parametrize("rating", ["good", "fair", "poor"])
def test_rate_is_kept_with_the_expert(cast: Cast, rating: str) -> None:
    made = experts.brought_to(State.VISITED, cast)
    operations.rate(made, by=cast.secretary, now=VISITED, rating=rating, comment="")
    kept = Expert.objects.get()
    assert made.state == State.RATED
    assert {name: getattr(kept, f"{name}_count") for name in ("good", "fair", "poor")} == {
        "good": 0,
        "fair": 0,
        "poor": 0,
        rating: 1,
    }
    assert _told(made, "rate") == {cast.expert.person_id, cast.organizer.person_id}


def test_rate_refuses_a_word_of_its_own(cast: Cast) -> None:
    made = experts.brought_to(State.VISITED, cast)
    with pytest.raises(BadInput):
        operations.rate(made, by=cast.secretary, now=VISITED, rating="great")


def test_rate_is_the_villages_alone(cast: Cast) -> None:
    made = experts.brought_to(State.VISITED, cast)
    for posting in (cast.organizer, cast.expert, cast.neighbour, cast.township):
        with pytest.raises(NotYourDuty):
            operations.rate(made, by=posting, now=VISITED, rating="good")


def test_rate_comes_after_the_visit_and_once(cast: Cast) -> None:
    made = experts.brought_to(State.RATED, cast)
    with pytest.raises(NotNow):
        operations.rate(made, by=cast.secretary, now=VISITED, rating="poor")


def test_replace_asks_another_for_the_same_task(cast: Cast) -> None:
    made = experts.brought_to(State.DECLINED, cast)
    other = experts.expert(cast.organizer, name="黎水生", phone="")
    new = operations.replace(made, by=cast.organizer, now=NOW, expert=other.number)
    assert (new.task, new.first_day, new.last_day, new.expert) == (made.task, FIRST, LAST, other)
    assert (made.state, made.replaced_by) == (State.DECLINED, new)
    assert not queries.waiting_for_replace(cast.organizer).exists()


def test_replace_is_the_organizers(cast: Cast) -> None:
    made = experts.brought_to(State.DECLINED, cast)
    for posting in (cast.expert, cast.secretary, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.replace(made, by=posting, now=NOW, expert=made.expert.number)


def test_replace_comes_once_and_after_a_refusal(cast: Cast) -> None:
    made = experts.brought_to(State.DECLINED, cast)
    other = experts.expert(cast.organizer, name="黎水生", phone="")
    operations.replace(made, by=cast.organizer, now=NOW, expert=other.number)
    with pytest.raises(NotNow):
        operations.replace(made, by=cast.organizer, now=NOW, expert=other.number)
    with pytest.raises(NotNow):
        operations.cancel(made, by=cast.organizer, now=NOW, reason="不必了。")


@pytest.mark.parametrize("state", [State.PROPOSED, State.ACCEPTED, State.DECLINED])
def test_cancel_frees_the_days(cast: Cast, state: State) -> None:
    made = experts.brought_to(state, cast)
    operations.cancel(made, by=cast.organizer, now=NOW, reason="问题已经解决。")
    assert made.state == State.CANCELLED
    assert not TakenDay.objects.exists()
    assert Expert.objects.get().open_count == 0


def test_cancel_is_the_organizers(cast: Cast) -> None:
    made = experts.dispatch(cast)
    for posting in (cast.expert, cast.secretary, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.cancel(made, by=posting, now=NOW, reason="不必了。")


def test_cancel_comes_before_the_visit(cast: Cast) -> None:
    made = experts.brought_to(State.VISITED, cast)
    with pytest.raises(NotNow):
        operations.cancel(made, by=cast.organizer, now=NOW, reason="晚了。")


def test_the_whole_way_is_told_in_order(cast: Cast) -> None:
    made = experts.brought_to(State.RATED, cast)
    assert _events(made) == ["propose", "accept", "report_visit", "rate"]
    assert [one.sequence for one in queries.history(made)] == [1, 2, 3, 4]


def _photo(cast: Cast) -> Attachment:
    account = Account.objects.get(person=cast.expert.person_id)
    return keep_photo(account=account, upload=files.upload(files.picture()), by=cast.expert, now=NOW)
