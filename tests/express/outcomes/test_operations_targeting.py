"""Targets of villages and counties."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories import outcomes
from tests.factories.projects import Cast
from zhitongche.express.outcomes import operations
from zhitongche.express.outcomes.models import OutcomeTarget
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty

pytestmark = pytest.mark.django_db


def put(by: Any, **told: Any) -> OutcomeTarget:
    return operations.set_target(
        by=by, now=outcomes.NOW, **{"kind": "dividend", "year": 2026, "q1": Decimal(100000), **told}
    )


@pytest.mark.parametrize(
    ("who", "region", "place"),
    [
        ("secretary", "", outcomes.VILLAGE),
        ("township", outcomes.VILLAGE, outcomes.VILLAGE),
        ("organizer", "", "450422"),
        ("organizer", outcomes.NEIGHBOUR, outcomes.NEIGHBOUR),
        ("city", "450422", "450422"),
    ],
)
def test_a_target_is_set_by_those_who_answer_for_the_place(cast: Cast, who: str, region: str, place: str) -> None:
    made = put(getattr(cast, who), region=region)
    assert (made.region_id, made.quarters) == (place, (Decimal(100000), None, None, None))
    record = AuditRecord.objects.get(action="outcometarget.set")
    assert record.subject_id == f"{place}:dividend:2026"


@pytest.mark.parametrize("who", ["member", "finance", "leader"])
def test_a_target_is_not_the_duty_of_others(cast: Cast, who: str) -> None:
    with pytest.raises(NotYourDuty):
        put(getattr(cast, who), region=outcomes.VILLAGE)


def test_what_stood_before_is_kept(cast: Cast) -> None:
    put(cast.secretary)
    made = put(cast.organizer, region=outcomes.VILLAGE, q1=Decimal(120000), q2=Decimal(0))
    assert made.former[0]["quarters"] == ["100000.00", None, None, None]
    assert "石广" in made.former[0]["by"]
    assert OutcomeTarget.objects.get().quarters == (Decimal(120000), Decimal(0), None, None)
    with pytest.raises(BadInput):
        put(cast.secretary, q1=Decimal(120000), q2=Decimal(0))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "wealth"}, "kind"),
        ({"year": 1999}, "year"),
        ({"q1": None}, "q1"),
        ({"q2": Decimal("0.001")}, "q2"),
        ({"q3": Decimal(-1)}, "q3"),
        ({"q4": Decimal("1e20")}, "q4"),
        ({"kind": "jobs", "q1": Decimal("1.5")}, "q1"),
        ({"region": outcomes.NEIGHBOUR}, "region"),
        ({"region": "450422107"}, "region"),
        ({"region": "nowhere"}, "region"),
    ],
)
def test_a_target_says_what_is_wrong(cast: Cast, told: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        put(cast.secretary, **told)
    assert set(bad.value.faults) == {field}
