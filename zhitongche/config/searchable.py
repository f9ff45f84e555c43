"""Everything that is searched for, kind by kind, and the documents of what has none."""

from collections.abc import Callable

from zhitongche.express.dispatches import indexing as dispatches
from zhitongche.express.experts import indexing as experts
from zhitongche.express.outcomes import indexing as outcomes
from zhitongche.express.problems import indexing as problems
from zhitongche.express.projects import indexing as projects
from zhitongche.express.sources import indexing as sources

Build = Callable[[Callable[[int], None]], int]
BUILDERS: dict[str, Build] = {
    "problems": problems.build,
    "projects": projects.build,
    "sources": sources.build,
    "experts": experts.build,
    "dispatches": dispatches.build,
    "outcomes": outcomes.build,
}


def build(told: Callable[[str], None]) -> int:
    """Write the documents of all that has none; tells each batch in words, returns how many there were."""
    return sum(
        one(lambda count, name=name: told(f"{count} {name} made searchable"))  # type: ignore[misc]
        for name, one in BUILDERS.items()
    )


def build_left() -> int:
    """Write what long sheets have left; returns how many documents there were."""
    return problems.build_left() + projects.build_left()
