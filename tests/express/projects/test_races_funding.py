"""Many hands on one pot at one moment: never more is given than there is, and who comes too late is told what is left."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from tests.factories import projects, sources
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import FundingEntry, Project, ProjectFunding
from zhitongche.express.projects.states import State
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import BadInput, NotNow

pytestmark = pytest.mark.django_db
HANDS = 50
InThreads = Callable[..., list[Any]]


@pytest.fixture
def cast(committed: str) -> Cast:
    """The people, in a database whose commits are real."""
    return projects.cast()


def told(answers: Sequence[Any]) -> Counter[str]:
    return Counter("done" if isinstance(one, Project) else type(one).__name__ for one in answers)


def hold_together() -> None:
    """Lines, projects, sources and townships add up, and the record holds."""
    for column in ("planned", "committed", "received", "spent"):
        name = f"{column}_amount"
        for project in Project.objects.all():
            lines = ProjectFunding.objects.filter(project=project).aggregate(sum=Sum(name))["sum"] or Decimal(0)
            assert getattr(project, name) == lines, (project.number, name)
    for source in FundingSource.objects.all():
        lines = ProjectFunding.objects.filter(source=source)
        sums = lines.aggregate(committed=Sum("committed_amount"), received=Sum("received_amount"))
        assert (source.committed_amount, source.received_amount) == (sums["committed"] or 0, sums["received"] or 0)
        assert source.committed_amount <= source.total_amount
    assert operations.recount(now=NOW) == 0
    assert verification.verify().holds


def waiting_projects(cast: Cast, source: FundingSource, count: int) -> list[Project]:
    found = []
    for number in range(count):
        project = projects.planned(cast.secretary, title=f"项目{number}", goal=f"目标{number}")
        named = {"source": source.number, "kind": source.kind, "planned": Decimal(1000)}
        operations.add_funding(project, by=cast.secretary, now=NOW, **named)
        found.append(project)
    return found


def test_fifty_commit_from_one_source_at_once(cast: Cast, in_threads: InThreads) -> None:
    source = sources.opened(cast.finance, total=Decimal("20000.00"))
    asked = waiting_projects(cast, source, HANDS)

    def commit(number: int) -> Project:
        project = Project.objects.get(pk=asked[number].pk)
        return operations.update_funding(project, by=cast.finance, now=NOW, funding=3, committed=Decimal(1000))

    answers = in_threads(commit, HANDS)
    assert told(answers) == {"done": 20, "BadInput": 30}
    assert all([*one.faults] == ["committed"] for one in answers if isinstance(one, BadInput))
    source.refresh_from_db()
    assert source.left_amount == 0
    hold_together()


def test_fifty_pay_one_line_at_once(cast: Cast, in_threads: InThreads) -> None:
    """All pay the same instalment: one is entered, the others are told that nothing would change."""
    source = sources.opened(cast.finance)
    project = projects.brought_to(State.LISTED, cast)
    named = {"source": source.number, "kind": source.kind, "planned": Decimal(1000), "committed": Decimal(1000)}
    operations.add_funding(project, by=cast.finance, now=NOW, **named)

    def pay(number: int) -> Project:
        mine = Project.objects.get(pk=project.pk)
        return operations.update_funding(mine, by=cast.finance, now=NOW, funding=3, received=Decimal(1000))

    assert told(in_threads(pay, HANDS)) == {"done": 1, "BadInput": HANDS - 1}
    assert FundingEntry.objects.filter(column="received").count() == 1
    hold_together()


def test_fifty_add_to_one_project_at_once(cast: Cast, in_threads: InThreads) -> None:
    """Each names another source: a project takes twenty lines, each at a place of its own."""
    project = projects.planned(cast.secretary)

    def add(number: int) -> Project:
        mine = Project.objects.get(pk=project.pk)
        named = {"source": f"企业{number}", "kind": "enterprise", "planned": Decimal("0.01")}
        return operations.add_funding(mine, by=cast.secretary, now=NOW, **named)

    assert told(in_threads(add, HANDS)) == {"done": 18, "BadInput": HANDS - 18}
    assert sorted(project.funding.values_list("position", flat=True)) == list(range(1, 21))
    hold_together()


def test_a_source_is_taken_back_while_it_is_committed_and_paid(cast: Cast, in_threads: InThreads) -> None:
    """Before or after, but never in between: what is committed after it was taken back is nought."""
    source = sources.opened(cast.finance)
    asked = waiting_projects(cast, source, 12)

    def act(number: int) -> Any:
        if number == 6:
            mine = FundingSource.objects.get(pk=source.pk)
            return operations.withdraw_source(mine, by=cast.finance, now=NOW, reason="上级收回。")
        project = Project.objects.get(pk=asked[number % 12].pk)
        return operations.update_funding(project, by=cast.finance, now=NOW, funding=3, committed=Decimal(500))

    answers = in_threads(act, 12)
    assert {type(one) for one in answers} <= {Project, FundingSource, NotNow}
    source.refresh_from_db()
    assert (source.state, source.committed_amount) == ("withdrawn", 0)
    hold_together()
