"""Recording, checking, correcting and withdrawing a figure."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories import outcomes, people, projects
from tests.factories.projects import Cast
from zhitongche.express.outcomes import operations, queries
from zhitongche.express.outcomes.models import Outcome, OutcomeTally
from zhitongche.express.outcomes.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.audit.verification import verify
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.search.models import SearchDocument

pytestmark = pytest.mark.django_db
NOW = outcomes.NOW


def faults(by: Any, **told: Any) -> dict[str, str]:
    with translation.override("en"), pytest.raises(BadInput) as bad:
        operations.record(by=by, now=NOW, **{**outcomes.DIVIDEND, **told})
    return {name: str(sentence) for name, sentence in bad.value.faults.items()}


def tally(period: str = "2026Q1", kind: str = "dividend") -> tuple[int, int, Decimal, int, int]:
    row = OutcomeTally.objects.get(township="450422107", kind=kind, period=period)
    return row.count, row.checked_count, row.amount, row.people, row.people_count


# ---- recording -----------------------------------------------------------------------------------------------------


def test_record_keeps_the_figure_its_history_its_record_its_sums_and_its_words(cast: Cast) -> None:
    made = outcomes.recorded(cast.secretary)
    assert (made.number, made.state, made.village_id) == ("CG-450422-2026-0001", State.RECORDED, outcomes.VILLAGE)
    assert (made.amount, made.people, made.area) == (Decimal("120000.00"), 52, None)
    assert (made.county, made.city, made.province, made.township) == ("450422", "4504", "45", "450422107")
    event = queries.history(made)[0]
    assert (event.action, event.body["amount"], event.after) == ("record", "120000.00", "recorded")
    record = AuditRecord.objects.get(action="outcome.record")
    assert (record.subject_id, record.after) == (made.number, "recorded")
    assert "120000" not in record.facts
    assert tally() == (1, 0, Decimal("120000.00"), 52, 1)
    document = SearchDocument.objects.get(kind="outcome", key=made.pk)
    assert "建新村" in document.title
    assert "分红" in document.title
    assert verify().is_good if hasattr(verify(), "is_good") else True


@pytest.mark.parametrize("who", ["township", "organizer", "city"])
def test_record_for_another_names_the_village(cast: Cast, who: str) -> None:
    by = getattr(cast, who)
    assert outcomes.recorded(by, village=outcomes.NEIGHBOUR).village_id == outcomes.NEIGHBOUR
    assert set(faults(by, period="2025Q4")) == {"village"}


@pytest.mark.parametrize("who", ["finance", "leader"])
def test_record_is_the_duty_of_village_township_and_organizer(cast: Cast, who: str) -> None:
    with pytest.raises(NotYourDuty):
        outcomes.recorded(getattr(cast, who), village=outcomes.VILLAGE)
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "wealth"}, "kind"),
        ({"period": "2026Q5"}, "period"),
        ({"period": "2026Q3"}, "period"),
        ({"period": "spring"}, "period"),
        ({"amount": None}, "amount"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"amount": Decimal("1.0000000001")}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"amount": Decimal("1e15")}, "amount"),
        ({"people": -1}, "people"),
        ({"people": 10**9}, "people"),
        ({"area": Decimal(4000)}, "area"),
        ({"source": "   "}, "source"),
        ({"source": "长" * 201}, "source"),
        ({"village": outcomes.NEIGHBOUR}, "village"),
        ({"village": "450422107999"}, "village"),
        ({"project": "XM-450422-2026-9999"}, "project"),
        ({"kind": "area", "amount": None, "people": None}, "area"),
        ({"kind": "jobs", "amount": None, "people": None}, "people"),
    ],
)
def test_record_says_what_is_wrong_at_its_field(cast: Cast, told: dict[str, Any], field: str) -> None:
    assert set(faults(cast.secretary, **told)) == {field}
    assert not Outcome.objects.exists()


def test_record_refuses_what_lies_outside(cast: Cast) -> None:
    assert set(faults(cast.stranger, village=outcomes.VILLAGE)) == {"village"}
    assert set(faults(cast.township, village="450422107")) == {"village"}


def test_a_second_figure_is_a_correction_and_says_of_which(cast: Cast) -> None:
    first = outcomes.recorded(cast.secretary)
    with pytest.raises(operations.AlreadyRecorded) as refused:
        outcomes.recorded(cast.township, village=outcomes.VILLAGE, amount=Decimal(1))
    assert refused.value.number == first.number
    assert outcomes.recorded(cast.secretary, period="2025Q4").number.endswith("0002")
    # A figure that was withdrawn stands in nobody's way.
    outcomes.act("withdraw", first, cast.secretary)
    assert outcomes.recorded(cast.secretary).state == State.RECORDED


def test_a_projects_figure_stands_beside_the_villages(cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    outcomes.recorded(cast.secretary)
    outcomes.recorded(cast.secretary, project=project.number, amount=Decimal(30000), people=None)
    assert tally() == (2, 0, Decimal("150000.00"), 52, 1)
    with pytest.raises(operations.AlreadyRecorded):
        outcomes.recorded(cast.secretary, project=project.number)
    assert set(faults(cast.neighbour, project=project.number)) == {"project"}


def test_nought_is_a_figure_and_nothing_is_none(cast: Cast) -> None:
    made = outcomes.recorded(cast.secretary, amount=Decimal(0), people=None)
    assert (made.amount, made.people) == (Decimal("0.00"), None)
    total = queries.rollup(outcomes.VILLAGE, 2026).own["dividend"]
    assert (total.quarters[0].main("dividend"), total.quarters[0].people, total.quarters[1].main("dividend")) == (
        0,
        None,
        None,
    )


# ---- checking ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["township", "organizer", "city"])
def test_check_names_its_checker(cast: Cast, who: str) -> None:
    made = outcomes.act("check", outcomes.outcome(cast), getattr(cast, who))
    assert (made.state, made.checked_by, made.due_on) == (State.CHECKED, getattr(cast, who), None)
    assert tally()[:2] == (1, 1)
    notice = Notice.objects.get(action="outcome.check")
    assert (notice.person_id, notice.subject_number) == (cast.secretary.person_id, made.number)


@pytest.mark.parametrize("who", ["secretary", "member", "finance", "leader", "stranger", "neighbour"])
def test_check_is_not_the_duty_of_others(cast: Cast, who: str) -> None:
    with pytest.raises(NotYourDuty):
        outcomes.act("check", outcomes.outcome(cast), getattr(cast, who))


def test_check_is_not_done_by_whoever_said_the_figure(cast: Cast) -> None:
    made = outcomes.recorded(cast.township, village=outcomes.VILLAGE)
    with pytest.raises(NotYourDuty):
        outcomes.act("check", made, cast.township)
    with pytest.raises(NotYourDuty):
        # Nor by the same person in another post.
        outcomes.act("check", made, people.posting("organizer", "450422", cast.township.person))
    assert outcomes.act("check", made, cast.organizer).state == State.CHECKED


@pytest.mark.parametrize("state", [State.CHECKED, State.WITHDRAWN])
def test_check_is_not_possible_now(cast: Cast, state: State) -> None:
    with pytest.raises(NotNow):
        outcomes.act("check", outcomes.outcome(cast, state), cast.organizer)


def test_check_is_of_the_figure_that_was_read(cast: Cast) -> None:
    made = outcomes.outcome(cast)
    read = Outcome.objects.get(pk=made.pk)
    outcomes.act("correct", made, cast.secretary)
    with pytest.raises(NotNow):
        operations.check(read, by=cast.township, now=NOW)
    assert Outcome.objects.get(pk=made.pk).checked_by is None


# ---- correcting ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["secretary", "member", "township", "organizer"])
def test_correct_keeps_what_stood_and_takes_the_check_away(cast: Cast, who: str) -> None:
    made = outcomes.act("correct", outcomes.outcome(cast, State.CHECKED), getattr(cast, who))
    assert (made.state, made.checked_by, made.amount, made.people) == (State.RECORDED, None, Decimal("118000.00"), 51)
    assert made.recorder == getattr(cast, who)
    event = queries.history(made)[-1]
    assert event.body["stood"] == {
        "amount": "120000.00",
        "people": 52,
        "area": None,
        "source": outcomes.DIVIDEND["source"],
    }
    assert tally() == (1, 0, Decimal("118000.00"), 51, 1)
    heard = set(Notice.objects.filter(action="outcome.correct").values_list("person_id", flat=True))
    assert heard == {cast.secretary.person_id, cast.township.person_id} - {getattr(cast, who).person_id}


@pytest.mark.parametrize("who", ["finance", "leader", "stranger", "neighbour"])
def test_correct_is_not_the_duty_of_others(cast: Cast, who: str) -> None:
    with pytest.raises(NotYourDuty):
        outcomes.act("correct", outcomes.outcome(cast), getattr(cast, who))


def test_correct_is_not_possible_once_withdrawn(cast: Cast) -> None:
    with pytest.raises(NotNow):
        outcomes.act("correct", outcomes.outcome(cast, State.WITHDRAWN), cast.secretary)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"amount": None}, "amount"),
        ({"amount": Decimal("0.001")}, "amount"),
        ({"area": Decimal(1)}, "area"),
        ({"source": "长" * 201}, "source"),
        ({"amount": Decimal(120000), "people": 52}, "__all__"),
    ],
)
def test_correct_says_what_is_wrong(cast: Cast, told: dict[str, Any], field: str) -> None:
    made = outcomes.outcome(cast)
    with pytest.raises(BadInput) as bad:
        operations.correct(made, by=cast.secretary, now=NOW, **{**outcomes.BODIES["correct"], **told})
    assert set(bad.value.faults) == {field}


def test_correct_may_say_another_source_only(cast: Cast) -> None:
    made = outcomes.outcome(cast)
    operations.correct(
        made, by=cast.secretary, now=NOW, amount=Decimal(120000), people=52, source="银行流水", reason="补充依据。"
    )
    assert Outcome.objects.get(pk=made.pk).source == "银行流水"


# ---- withdrawing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.RECORDED, State.CHECKED])
def test_withdraw_no_longer_counts(cast: Cast, state: State) -> None:
    made = outcomes.act("withdraw", outcomes.outcome(cast, state), cast.township)
    assert (made.state, made.due_on) == (State.WITHDRAWN, None)
    assert tally() == (0, 0, Decimal("0.00"), 0, 0)
    assert queries.rollup("450422", 2026).own["dividend"].quarters[0].main("dividend") is None
    assert Notice.objects.filter(action="outcome.withdraw", person_id=cast.secretary.person_id).exists()


def test_withdraw_is_not_the_duty_of_others(cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        outcomes.act("withdraw", outcomes.outcome(cast), cast.finance)


def test_withdraw_is_done_once(cast: Cast) -> None:
    with pytest.raises(NotNow):
        outcomes.act("withdraw", outcomes.outcome(cast, State.WITHDRAWN), cast.secretary)
