"""Sources of money of the tests, opened by the very operations that real ones go through."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import people
from zhitongche.express.projects.models import Project, ProjectFunding
from zhitongche.express.sources import operations
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.people.models import Posting

NOW = people.NOW
SOURCE: dict[str, Any] = {
    "name": "2026年财政衔接推进乡村振兴补助资金",
    "kind": "fiscal",
    "total": Decimal("500000.00"),
    "basis": "藤财农〔2026〕12号",
    "apply_by": date(2099, 9, 30),
}


def opened(by: Posting, **told: Any) -> FundingSource:
    """A source of the posting's department, or of its place."""
    return operations.open_source(by=by, now=NOW, **{**SOURCE, **told})


def line(project: Project, position: int = 1) -> ProjectFunding:
    return ProjectFunding.objects.get(project=project, position=position)


def amounts(project: Project, position: int = 1) -> tuple[str, str, str, str]:
    """Planned, committed, received, spent of a line, as text."""
    found = line(project, position)
    return tuple(str(getattr(found, f"{name}_amount")) for name in ("planned", "committed", "received", "spent"))  # type: ignore[return-value]  # four of them
