"""Random hands on the money of several projects: whatever they try, every sum holds, and no refusal leaves a trace."""

import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, Q, Sum

from tests.factories import projects, sources
from tests.factories.projects import NOW, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import FundingEntry, Project, ProjectFunding
from zhitongche.express.projects.states import State
from zhitongche.express.sources import operations as source_operations
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.audit import verification
from zhitongche.foundation.errors import Refused

pytestmark = pytest.mark.django_db
COLUMNS = ("planned_amount", "committed_amount", "received_amount", "spent_amount")
AMOUNTS = [
    Decimal(text) for text in ("0", "0.01", "0.10", "999.99", "1000", "25000.05", "50000", "99999.99", "1E+30", "-1")
]
HANDS = 8


class Hands:
    """One hand: draws what it tries from its own seed, so that a run can be told again."""

    def __init__(self, seed: int, cast: Cast) -> None:
        self.draw = random.Random(seed)
        self.people = [
            cast.secretary,
            cast.township,
            cast.organizer,
            cast.finance,
            cast.finance,
            cast.planning,
            cast.city,
        ]
        self.taken: Counter[str] = Counter()

    def step(self) -> None:
        verb = self.draw.choices(["update", "add", "revise", "close", "reopen", "withdraw"], [900, 40, 20, 10, 25, 5])[
            0
        ]
        try:
            getattr(self, verb)(self.draw.choice(self.people))
        except Refused:
            self.taken["refused"] += 1
        else:
            self.taken[verb] += 1

    def amount(self) -> Decimal:
        return self.draw.choice(AMOUNTS)

    def project(self) -> Project:
        return self.draw.choice(list(Project.objects.all()))

    def source(self) -> FundingSource:
        return self.draw.choice(list(FundingSource.objects.all()))

    def update(self, by: Any) -> None:
        """Mostly what a careful hand would enter by whoever's it is, and one in three whatever comes to mind."""
        told: dict[str, Any] = {"note": self.draw.choice(["", "更正。", "更正。", "更正。"])}
        lines = list(ProjectFunding.objects.select_related("source"))
        if self.draw.random() < 0.33 or not lines:
            names = self.draw.sample(["planned", "committed", "received", "spent"], self.draw.choice([1, 1, 2]))
            told |= {name: self.amount() for name in names} | {"funding": self.draw.randint(1, 6)}
            operations.update_funding(self.project(), by=by, now=NOW, **told)
            return
        line = self.draw.choice(lines)
        column = self.draw.choice(["planned", "committed", "received", "spent"])
        told |= {"funding": line.position, column: self._careful(line, column)}
        project = Project.objects.get(pk=line.project_id)
        operations.update_funding(project, by=self._whose(line, column), now=NOW, **told)

    def _careful(self, line: ProjectFunding, column: str) -> Decimal:
        """An amount between what stands below and above it."""
        left = line.source.left_amount if line.source else Decimal(50_000)
        low, high = {
            "planned": (Decimal(0), Decimal(90_000)),
            "committed": (line.received_amount, line.committed_amount + left),
            "received": (line.spent_amount, line.committed_amount),
            "spent": (Decimal(0), line.received_amount),
        }[column]
        return Decimal(self.draw.randint(int(100 * low), int(100 * max(low, high)))).scaleb(-2)

    def _whose(self, line: ProjectFunding, column: str) -> Any:
        secretary, _township, organizer, finance, *_others = self.people
        if column in {"planned", "spent"}:
            return secretary
        if line.source is None:
            return organizer
        if line.source.department_id is not None:
            return finance
        return self.people[-1] if line.source.region_id == "4504" else organizer

    def add(self, by: Any) -> None:
        source = self.source() if self.draw.random() < 0.7 else None
        named = (source.number, source.kind) if source else (f"企业{self.draw.randint(1, 9)}", "enterprise")
        told = dict(zip(("source", "kind"), named, strict=True))
        operations.add_funding(self.project(), by=by, now=NOW, planned=self.amount(), **told)

    def revise(self, by: Any) -> None:
        source = self.source()
        source_operations.revise(source, by=by, now=NOW, name=source.name, total=self.amount() + 1000)

    def close(self, by: Any) -> None:
        source_operations.close(self.source(), by=by, now=NOW, reason="额度用完。")

    def reopen(self, by: Any) -> None:
        source_operations.reopen(self.source(), by=by, now=NOW, reason="追加额度。")

    def withdraw(self, by: Any) -> None:
        operations.withdraw_source(self.source(), by=by, now=NOW, reason="上级收回。")
        sources.opened(by, total=Decimal(100_000), name="新的一批")


def everything_adds_up() -> None:
    """Entries make lines, lines make projects and sources, projects make townships; the record holds."""
    for project in Project.objects.all():
        sums = ProjectFunding.objects.filter(project=project).aggregate(**{name: Sum(name) for name in COLUMNS})
        assert {name: getattr(project, name) for name in COLUMNS} == sums, project.number
    for source in FundingSource.objects.all():
        lines = ProjectFunding.objects.filter(source=source)
        sums = lines.aggregate(committed=Sum("committed_amount"), received=Sum("received_amount"))
        assert (source.committed_amount, source.received_amount) == (sums["committed"] or 0, sums["received"] or 0)
        assert 0 <= source.received_amount <= source.committed_amount <= source.total_amount
    broken = Q(spent_amount__gt=F("received_amount")) | Q(received_amount__gt=F("committed_amount"))
    assert not ProjectFunding.objects.filter(broken).exists()
    for line in ProjectFunding.objects.all():
        stands = {column: Decimal(0) for column in FundingEntry.Column.values}
        first: dict[str, Decimal] = {}
        for number, entry in enumerate(FundingEntry.objects.filter(line=line).order_by("sequence"), start=1):
            assert entry.sequence == number
            before = stands[entry.column] if entry.column in first else entry.before_amount
            assert entry.before_amount == before
            stands[entry.column] = first[entry.column] = entry.after_amount
        assert all(getattr(line, f"{column}_amount") == amount for column, amount in first.items())
    assert operations.recount(now=NOW) == 0
    assert verification.verify().holds


def test_random_hands_lose_no_cent(
    committed: str,
    in_threads: Callable[..., list[Any]],
    rounds: Callable[..., int],
    figure: Callable[[str, object], None],
) -> None:
    cast = projects.cast()
    for number, state in enumerate((State.PLANNED, State.LISTED, State.UNDER_WAY, State.LISTED)):
        projects.brought_to(state, cast, title=f"项目{number}")
    for by in (cast.finance, cast.finance, cast.organizer, cast.city):
        sources.opened(by, total=Decimal(120_000))
    steps = rounds(short=160, long=10_000) // HANDS

    def run(seed: int) -> Counter[str]:
        hands = Hands(seed, cast)
        for _step in range(steps):
            hands.step()
        return hands.taken

    found = in_threads(run, HANDS)
    assert not [one for one in found if isinstance(one, Exception)]
    total: Counter[str] = sum(found, Counter())
    figure("steps taken", sum(total.values()) - total["refused"])
    figure("steps refused", total["refused"])
    assert total.total() == steps * HANDS
    everything_adds_up()
    assert total["update"]
    # Among so few steps of a short run it may happen that nobody names a source.
    if steps * HANDS > 1_000:
        assert total["add"]
