"""Opening, revising, closing and reopening sources of money."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import people, projects, sources
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations as project_operations
from zhitongche.express.sources import operations, queries
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty

pytestmark = pytest.mark.django_db
YUAN = Decimal


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


@pytest.fixture
def source(cast: Cast) -> FundingSource:
    return sources.opened(cast.finance)


def faults(act: Any, *args: Any, **told: Any) -> list[str]:
    with pytest.raises(BadInput) as refused:
        act(*args, **told)
    return [*refused.value.faults]


def test_open_source_of_the_own_department(source: FundingSource, cast: Cast) -> None:
    assert source.number == "LY-450422-2026-0001"
    assert (source.region_id, source.department, source.year, source.state) == (
        "450422",
        cast.finance.department,
        2026,
        "open",
    )
    assert [one.action for one in queries.history(source)] == ["open"]
    assert AuditRecord.objects.get(action="fundingsource.open").subject_id == source.number


def test_open_source_by_the_organizer_for_a_place_or_a_department(cast: Cast) -> None:
    own = sources.opened(cast.organizer)
    named = sources.opened(cast.organizer, department="450422-11", region="450422107")
    city = sources.opened(cast.city)
    assert (own.department, named.department, named.region_id) == (None, cast.finance.department, "450422107")
    assert city.number == "LY-4504-2026-0001"


def test_open_source_is_a_duty_of_liaisons_and_organizers(cast: Cast) -> None:
    for stranger in (cast.secretary, cast.township, cast.leader):
        with pytest.raises(NotYourDuty):
            sources.opened(stranger)
    assert faults(sources.opened, cast.organizer, region="370681") == ["region"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"total": YUAN(0)}, "total"),
        ({"total": YUAN("0.001")}, "total"),
        ({"total": YUAN("NaN")}, "total"),
        ({"least": YUAN(-1)}, "least"),
        ({"least": YUAN(2), "most": YUAN(1)}, "most"),
        ({"most_percent": 101}, "most_percent"),
        ({"spend_by": date(2099, 1, 1)}, "spend_by"),
        ({"kind": "gold"}, "kind"),
        ({"name": " "}, "name"),
        ({"year": 1066}, "year"),
        ({"region": "99"}, "region"),
        ({"department": "none-such"}, "department"),
    ],
)
def test_open_source_refuses_what_is_no_source(cast: Cast, told: dict[str, Any], field: str) -> None:
    assert faults(sources.opened, cast.organizer, **told) == [field]


def test_open_source_for_industries_that_there_are(cast: Cast) -> None:
    told = {**sources.SOURCE, "industries": ["gold"]}
    assert faults(project_operations.open_source, by=cast.finance, now=NOW, **told) == ["industries"]
    made = project_operations.open_source(by=cast.finance, now=NOW, **{**told, "industries": ["tea", "tea"]})
    assert made.industries == ["tea"]


def told_of(source: FundingSource, **changes: Any) -> dict[str, Any]:
    return {
        "name": source.name,
        "total": source.total_amount,
        "basis": source.basis,
        "apply_by": source.apply_by,
    } | changes


def test_revise_keeps_what_stood_before(source: FundingSource, cast: Cast) -> None:
    operations.revise(source, by=cast.finance, now=NOW, **told_of(source, total=YUAN("600000.50")))
    source.refresh_from_db()
    assert source.total_amount == YUAN("600000.50")
    body = queries.history(source)[-1].body
    assert (body["total"], body["was"]) == ("600000.50", {"total": "500000.00"})
    assert faults(operations.revise, source, by=cast.finance, now=NOW, **told_of(source)) == [""]


def test_revise_never_below_what_is_committed(source: FundingSource, cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    named = {"source": source.number, "kind": source.kind, "planned": YUAN(100), "committed": YUAN("100.01")}
    project_operations.add_funding(project, by=cast.finance, now=NOW, **named)
    assert faults(operations.revise, source, by=cast.finance, now=NOW, **told_of(source, total=YUAN(100))) == ["total"]
    operations.revise(source, by=cast.finance, now=NOW, **told_of(source, total=YUAN("100.01")))
    assert source.left_amount == 0


def test_close_and_reopen(source: FundingSource, cast: Cast) -> None:
    operations.close(source, by=cast.finance, now=NOW, reason="额度已用完。")
    with pytest.raises(NotNow):
        operations.close(source, by=cast.finance, now=NOW, reason="再次。")
    project = projects.planned(cast.secretary)
    named = {"source": source.number, "kind": source.kind, "planned": YUAN(100)}
    assert faults(project_operations.add_funding, project, by=cast.secretary, now=NOW, **named) == ["source"]
    operations.reopen(source, by=cast.organizer, now=NOW, reason="追加额度。")
    project_operations.add_funding(project, by=cast.secretary, now=NOW, **named)
    with pytest.raises(NotNow):
        operations.reopen(source, by=cast.organizer, now=NOW, reason="再次。")


@pytest.mark.parametrize("verb", ["close", "reopen", "revise"])
def test_every_act_is_its_keepers(source: FundingSource, cast: Cast, verb: str) -> None:
    body = told_of(source) if verb == "revise" else {"reason": "更正。"}
    for stranger in (cast.secretary, cast.planning, cast.stranger, cast.leader):
        with pytest.raises(NotYourDuty):
            getattr(operations, verb)(source, by=stranger, now=NOW, **body)


def test_a_source_is_seen_by_its_places_and_by_those_it_reaches(source: FundingSource, cast: Cast) -> None:
    people.place("450421", "苍梧县")
    town = sources.opened(cast.organizer, region="450422107")
    county, city = source, sources.opened(cast.city)
    seen = {
        name: {one.number for one in queries.visible_to(getattr(cast, name))}
        for name in ("secretary", "township", "planning", "city", "stranger")
    }
    assert seen["secretary"] == seen["township"] == {town.number, county.number, city.number}
    assert seen["planning"] == seen["city"] == seen["secretary"]
    assert seen["stranger"] == set()
    assert {one.number for one in queries.open_for("450422107206")} == seen["secretary"]
    assert {one.number for one in queries.open_for("450421101201")} == {city.number}
