"""One thing of every kind that is searched for, all of them about 灌溉 in 建新村 of 藤县."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.factories import experts, outcomes, projects, sources
from tests.factories.experts import Cast
from zhitongche.config.reference import INDUSTRIES
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.experts.models import Expert
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.operations import load_industries
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.search import queries

WORD = "灌溉"


@dataclass(frozen=True)
class Every:
    """One of each, and those around them."""

    cast: Cast
    problem: Problem
    project: Project
    source: FundingSource
    expert: Expert
    dispatch: Dispatch
    outcome: Outcome

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each by its kind."""
        kinds = ("problem", "project", "source", "expert", "dispatch", "outcome")
        return {kind: getattr(self, kind).number for kind in kinds}


def every() -> Every:
    """Made by the very operations that real ones go through."""
    actors = experts.cast()
    load_industries(INDUSTRIES, now=experts.NOW)
    whom = experts.expert(actors.organizer, unit="藤县灌溉试验站")
    return Every(
        cast=actors,
        problem=actors.problem,
        project=projects.planned(actors.secretary),
        source=sources.opened(actors.organizer, name="2026年灌溉补助资金"),
        expert=whom,
        dispatch=experts.dispatch(actors, whom),
        outcome=outcomes.recorded(actors.secretary, source="灌溉合作社分红名册"),
    )


def problems_found(
    postings: Sequence[Posting], asked: str, cursor: str | None = None, limit: int = 50
) -> tuple[list[Problem], str | None]:
    """One page of the problems that search gives, and the cursor of the next one."""
    page = queries.found(postings, asked, cursor, limit, kind="problem")
    return [thing for _kind, thing in page.things], page.next
