"""What gates ask for at a place: who sets it, whose word counts, and that it is recorded."""

import json
from typing import Any

import pytest

from tests.factories import people, projects
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.actions import POLICY
from zhitongche.express.projects.gates import GATES, NAMES
from zhitongche.express.projects.models import GatePolicy
from zhitongche.express.projects.schemas.configuring import Gate
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return projects.cast()


@pytest.fixture
def county(cast: Cast) -> Region:
    return Region.objects.get(pk="450422")


@pytest.fixture
def city(cast: Cast) -> Region:
    return Region.objects.get(pk="4504")


def set_gate(place: Region, by: Posting, *waived: str, gate: str = "submit") -> None:
    operations.set_gate(place, by=by, now=NOW, gate=gate, waived=waived)


def spared(gate: str = "submit") -> set[str]:
    return set(queries.waived_at(projects.VILLAGE, gate))


def test_every_gate_has_a_name_and_a_word_of_the_api() -> None:
    assert set(GATES) == set(NAMES) == set(Gate.__args__)


def test_set_gate_lets_projects_pass_without_what_is_waived(cast: Cast, county: Region) -> None:
    project = projects.planned(cast.secretary)
    with pytest.raises(NotNow):
        operations.submit(project, by=cast.secretary, now=NOW)
    set_gate(county, cast.organizer, *(one.code for one in GATES["submit"]))
    operations.submit(queries.afresh(project), by=cast.secretary, now=NOW)


def test_set_gate_keeps_one_word_a_gate_in_the_gates_own_order_and_records_it(cast: Cast, county: Region) -> None:
    set_gate(county, cast.organizer, "before")
    set_gate(county, cast.organizer, "money", "scope", "money")
    set_gate(county, cast.organizer, gate="start")
    kept = dict(GatePolicy.objects.values_list("gate", "waived"))
    assert kept == {"submit": ["scope", "money"], "start": []}
    line = AuditRecord.objects.filter(action="policy.set_gate").order_by("sequence")[1]
    assert (line.chain, json.loads(line.facts)) == ("450422", {"gate": "submit", "waived": ["scope", "money"]})


def test_a_countys_word_goes_before_its_citys_until_it_is_dropped(cast: Cast, county: Region, city: Region) -> None:
    set_gate(city, cast.city, "scope")
    assert spared() == {"scope"}
    set_gate(county, cast.organizer)
    assert spared() == set()
    operations.drop_gate(county, by=cast.organizer, now=NOW, gate="submit")
    assert spared() == {"scope"}
    assert AuditRecord.objects.filter(action="policy.drop_gate", chain="450422").count() == 1


def test_drop_gate_finds_nothing_where_only_the_city_has_set_it(cast: Cast, county: Region, city: Region) -> None:
    set_gate(city, cast.city, "scope")
    with pytest.raises(NotNow):
        operations.drop_gate(county, by=cast.organizer, now=NOW, gate="submit")
    assert spared() == {"scope"}


@pytest.mark.parametrize("verb", POLICY)
@pytest.mark.parametrize(
    ("role", "seat"), [("organizer", "4504"), ("organizer", "370681"), ("leader", "450422"), ("organizer", "45")]
)
def test_a_gate_is_set_by_the_organizer_of_the_very_place(county: Region, verb: str, role: str, seat: str) -> None:
    with pytest.raises(NotYourDuty):
        POLICY[verb].run(county, by=people.posting(role, seat), now=NOW, gate="submit")
    assert not AuditRecord.objects.filter(action__startswith="policy.").exists()


@pytest.mark.parametrize(
    ("verb", "told", "field"),
    [
        ("set_gate", {"gate": "revise"}, "gate"),
        ("drop_gate", {"gate": ""}, "gate"),
        ("set_gate", {"gate": "start", "waived": ["scope"]}, "waived"),
    ],
)
def test_a_gate_knows_only_its_own_requirements(
    cast: Cast, county: Region, verb: str, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        POLICY[verb].run(county, by=cast.organizer, now=NOW, **told)
    assert list(refused.value.faults) == [field]
    assert not GatePolicy.objects.exists()
