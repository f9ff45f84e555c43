"""A month of 藤县 for reports: problems in many states, promises, projects and dividends, all by operations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories import outcomes, people, problems, projects
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.foundation.papers.blocks import Paragraph
from zhitongche.foundation.people.models import Posting
from zhitongche.oversight.reports.periods import Period, month_of

NOW = people.NOW
TODAY = people.TODAY
MONTH: Period = month_of(TODAY)
COUNTY = "450422"
# When whoever reads the report reads it.
AFTER: datetime = NOW + timedelta(days=60)


@dataclass(frozen=True)
class Office:
    """Who works on papers in 藤县, and who may not."""

    organizer: Posting
    second: Posting
    leader: Posting
    above: Posting
    neighbour: Posting
    secretary: Posting
    solved: Problem


def office() -> Office:
    """The month's work is done; the people who report on it stand ready."""
    actors = problems.cast()
    solved = problems.problem(actors, State.CLOSED)
    for state in (State.POOLED, State.IN_PROGRESS, State.SHELVED, State.WITHDRAWN):
        problems.problem(actors, state, outcome="partly")
    problems.problem(actors, State.IN_PROGRESS, now=NOW - timedelta(days=70))
    people.place("4504", "梧州市")
    people.place("450421", "苍梧县")
    return Office(
        organizer=actors.organizer.as_of(TODAY),
        second=people.posting("organizer", COUNTY, people.person("韦明")).as_of(TODAY),
        leader=people.posting("leader", COUNTY, people.person("覃书记")).as_of(TODAY),
        above=people.posting("organizer", "4504", people.person("梁市")).as_of(TODAY),
        neighbour=people.posting("organizer", "450421", people.person("邻县")).as_of(TODAY),
        secretary=actors.secretary.as_of(TODAY),
        solved=solved,
    )


def with_projects() -> None:
    """A project in the library, and a dividend of its village; beside the problems' people."""
    cast = projects.cast()
    projects.brought_to(ProjectState.LISTED, cast)
    outcomes.recorded(cast.secretary)


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def told(made: Any) -> list[str]:
    """The texts of a document's paragraphs."""

    return ["".join(run.text for run in block.runs) for block in made.blocks if isinstance(block, Paragraph)]
