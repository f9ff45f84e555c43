"""The first word about a project, and the figures kept with it."""

from decimal import Decimal

import pytest

from tests.factories import projects
from tests.factories.projects import NOW, PLAN, VILLAGE, Cast
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.models import Project, ProjectTally
from zhitongche.express.projects.operations.keeping import counted
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty

pytestmark = pytest.mark.django_db


def test_plan_gives_a_number_and_sums_its_money(cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    assert project.number == "XM-450422-2026-0001"
    assert (project.state, project.investment_amount, project.planned_amount) == (
        "planned",
        Decimal("350000.00"),
        Decimal("350000.00"),
    )
    assert [(line.name, line.planned_amount) for line in project.funding.all()] == [
        ("财政衔接资金", Decimal("300000.00")),
        ("村集体自筹", Decimal("50000.00")),
    ]
    assert AuditRecord.objects.get(action="project.plan").subject_id == project.number


def test_plan_keeps_the_townships_figures(project: Project, cast: Cast) -> None:
    projects.planned(cast.township, village=VILLAGE, investment=Decimal("400000.10"))
    tally = ProjectTally.objects.get()
    assert (tally.township, tally.state, tally.count) == ("450422107", "planned", 2)
    assert tally.investment_amount == Decimal("750000.10")
    assert operations.recount(now=NOW) == 0
    assert counted()["450422107", "planned"]["investment_amount"] == Decimal("750000.10")


def test_step_moves_the_figures_with_the_state(project: Project, cast: Cast) -> None:
    money = {"committed_amount": Decimal("0.10"), "received_amount": Decimal("0.10")}
    with audit.unit():
        for _time in range(3):
            operations.step(project, "add_funding", by=cast.organizer, now=NOW, body={}, money=money)
        operations.step(project, "admit", by=cast.organizer, now=NOW, body={})
    assert (project.committed_amount, project.state) == (Decimal("0.30"), "listed")
    kept = {tally.state: (tally.count, tally.received_amount) for tally in ProjectTally.objects.all()}
    assert kept == {"planned": (0, Decimal("0.00")), "listed": (1, Decimal("0.30"))}
    assert operations.recount(now=NOW) == 0


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"industry": "gold"}, "industry"),
        ({"ends_on": PLAN["starts_on"].replace(year=2025)}, "ends_on"),
        ({"village": "370681108231"}, "village"),
        ({"funding": []}, "investment"),
        ({"funding": [{"source": "县里", "kind": "gold", "planned": Decimal(1)}]}, "funding.0.kind"),
        ({"funding": [{"source": "县里", "kind": "fiscal", "planned": Decimal(-1)}]}, "funding.0.planned"),
        ({"funding": [{"source": "县里", "kind": "fiscal", "planned": Decimal("0.001")}]}, "funding.0.planned"),
        ({"investment": Decimal("1E+13")}, "investment"),
    ],
)
def test_plan_names_each_field_at_fault(cast: Cast, told: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as bad:
        projects.planned(cast.secretary, **told)
    assert field in bad.value.faults
    assert not Project.objects.exists()


def test_plan_is_a_villages_townships_or_organizers_duty(cast: Cast) -> None:
    for stranger in (cast.finance, cast.leader):
        with pytest.raises(NotYourDuty):
            projects.planned(stranger)


def test_found_shows_a_project_to_its_places_only(project: Project, cast: Cast) -> None:
    for reader in (cast.secretary, cast.member, cast.township, cast.organizer, cast.city, cast.finance, cast.leader):
        assert queries.found([reader], project.number) == project
    for stranger in (cast.neighbour, cast.stranger):
        assert queries.found([stranger], project.number) is None
