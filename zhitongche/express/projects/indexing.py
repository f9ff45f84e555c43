"""A project as search knows it: its words as planned, what each step adds, and from where it is seen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import LENGTHS, ancestors_of, names_of
from zhitongche.foundation.search import building, index
from zhitongche.foundation.search.engines import Row
from zhitongche.foundation.web.ticks import leave, when_left

from .models import Project, ProjectEvent

KIND = "project"
PREFIX = "XM-"
COUNTY_DIGITS = 6
# The fields of an act that somebody wrote in words; the others are codes, days and figures.
SAID = (
    *("title", "goal", "scope_of_works", "difficulties", "benefit", "batch"),
    *("reason", "opinion", "text", "note", "custodian"),
)
# A sheet with more rows is searchable a moment after it was taken: half the time of taking it would go into that.
MOST_AT_ONCE = 500
LEFT = "index_projects"


def keep(projects: Sequence[Project], now: datetime) -> None:
    """Write the documents of projects that were planned just now; of a long sheet's the worker does (`build_left`)."""
    if len(projects) > MOST_AT_ONCE:
        leave(LEFT, projects[0].number, now)
        return
    names = _names(projects)
    index.keep_many(index.document(KIND, one.pk, **facts(one, names)) for one in projects)


def follow(project: Project, body: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Add what a step said, and where the project lies now: one statement, none for a step without words."""
    texts, scopes = said(body), []
    if "village" in changes:
        scopes = ancestors_of(project.village_id)
        texts += _places(project, _names([project]))
    index.extend(KIND, project.pk, texts=texts, scopes=scopes, title=changes.get("title"))


def scopes_of(postings: Iterable[Posting], region: str = "") -> list[str] | None:
    """Where the readers' projects are found, narrowed to a place where one is named; None is everywhere.

    Candidates only: of what lies in a department's place, `queries.visible_to` says what it sees. Whoever gives money
    or decides an approval does so for a place that holds the village.
    """
    found = {posting.scope for posting in postings if posting.may(Permission.PROJECT_READ)}
    if region.isascii() and region.isdigit() and len(region) in LENGTHS:
        found = {max(one, region, key=len) for one in found if one.startswith(region) or region.startswith(one)}
    return None if "" in found else sorted(found)


def facts(project: Project, names: Mapping[str, str], later: str = "") -> dict[str, Any]:
    """The arguments of `index.keep`. `names` are of the village and the places it lies in."""
    line = ancestors_of(project.village_id)
    texts = [
        *(project.goal, project.scope_of_works, project.difficulties, project.benefit, project.batch),
        *(project.number, f"{names.get(line[-3], '')}-XM{project.number[len(PREFIX) + COUNTY_DIGITS :]}"),
        *(project.industry.name, project.industry.name_en),
        *_places(project, names),
    ]
    return {"title": project.title, "texts": texts, "scopes": line, "at": project.planned_at, "later": later}


def said(body: Mapping[str, Any]) -> list[str]:
    """The words of a step, by the contract's names of its fields."""
    return [body[name] for name in SAID if isinstance(body.get(name), str) and body[name]]


def build(told: Callable[[int], None]) -> int:
    """Write the documents of all projects that have none; tells each batch's size, returns how many there were."""
    return building.build(KIND, Project.objects.select_related("industry"), _documents, told)


def build_left() -> int:
    """Write what long sheets have left; returns how many documents there were."""
    return when_left(LEFT, lambda _marks: build(lambda _count: None))


def _documents(projects: Sequence[Project]) -> Iterator[Row]:
    names = _names(projects)
    words: dict[int, list[str]] = {project.pk: [] for project in projects}
    events = ProjectEvent.objects.filter(project__in=projects, sequence__gt=1).order_by("project", "sequence")
    for key, body in events.values_list("project_id", "body"):
        words[key] += said(body)
    for project in projects:
        yield index.document(KIND, project.pk, **facts(project, names, "\n".join(words[project.pk])))


def _names(projects: Iterable[Project]) -> dict[str, str]:
    return names_of(sorted({code for project in projects for code in ancestors_of(project.village_id)}))


def _places(project: Project, names: Mapping[str, str]) -> list[str]:
    """As they are written together, with the township and without, and the places around them."""
    line = ancestors_of(project.village_id)
    county, township, village = (names.get(code, "") for code in line[-3:])
    return [f"{county}{township}{village}", f"{county}{village}", *(names.get(code, "") for code in line[:-3])]
