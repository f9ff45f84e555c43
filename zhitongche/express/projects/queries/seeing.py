"""Who sees which projects, and what one project is read with."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from zhitongche.foundation.people import shapes
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside, inside_q
from zhitongche.foundation.statements import Given, Statement, Statements

from ..models import Industry, Project, ProjectApproval, ProjectEvent, ProjectFile, ProjectFunding

T = TypeVar("T")
# A place's level by the length of its code, and the column that holds it.
LEVEL_COLUMNS = {2: "province", 4: "city", 6: "county", 12: "village_id"}


def within(rows: QuerySet[Project], code: str) -> QuerySet[Project]:
    """The projects of a place: by the derived column of its level, so that the level's index gives them in order."""
    if not code:
        return rows
    column = LEVEL_COLUMNS.get(len(code))
    return rows.filter(**{column: code}) if column else inside(rows, code, "village_id")


def visible_to(*postings: Posting | Shape) -> QuerySet[Project]:
    """Every project that at least one of these postings may see; of shapes without asking the database."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.PROJECT_READ)]
    if not conditions:
        return Project.objects.none()
    return Project.objects.filter(reduce(or_, conditions))


def _condition(posting: Posting | Shape) -> Q:
    """What one posting sees, as a condition.

    A place sees its villages'. A county's department sees its county's; a department above sees what stands in its
    level's library, and that to which it gives money or whose approval it decides.
    """
    code = posting.scope
    column = LEVEL_COLUMNS.get(len(code))
    here = Q(**{column: code}) if column else inside_q(code, "village_id")
    if posting.department_id is None or len(code) == 6:
        return here
    given = ProjectFunding.objects.filter(source__department=posting.department_id).values("project")
    decided = ProjectApproval.objects.filter(department=posting.department_id).values("project")
    return here & Q(level=Project.Tier.CITY) | Q(pk__in=given) | Q(pk__in=decided)


_FOUND = Statements()
_AFRESH = Statement(lambda: for_page(Project.objects.filter(pk=Given("project"))))
_EVENTS = Statement(
    lambda: (
        ProjectEvent.objects.filter(project=Given("project"))
        .select_related("posting__person", "posting__region", "posting__department")
        .order_by("sequence")
    )
)
_FILES = Statement(
    lambda: (
        ProjectFile.objects.filter(project=Given("project")).select_related("attachment").order_by("event", "position")
    )
)


def found(postings: Iterable[Posting], number: str) -> Project | None:
    """The project of that number with all its page needs, if one of the postings sees it."""
    reading = [posting for posting in postings if posting.may(Permission.PROJECT_READ)]
    shaped = [shapes.shaped(posting, position=position) for position, posting in enumerate(reading)]
    statement = _FOUND.get(
        tuple(one.key for one in shaped),
        lambda: for_page(visible_to(*(one.shape for one in shaped))).filter(number=Given("number")),
    )
    given = {name: value for one in shaped for name, value in one.given.items()}
    return statement.thing(number=number, **given)


def for_page(rows: QuerySet[Project]) -> QuerySet[Project]:
    """What the project's own page and the acts on it need, in a fixed number of statements."""
    return rows.select_related("industry", "village", "planner__person", "planner__region", "planner__department")


def afresh(project: Project) -> Project:
    """The project as it stands after an act, for somebody who has just acted on it."""
    fresh: Project = _AFRESH.things(project=project.pk)[0]
    return fresh


def history(project: Project) -> list[ProjectEvent]:
    """Its steps, oldest first, each with who did it and (`shown_files`) the files that came with it; two statements."""
    events: list[ProjectEvent] = _EVENTS.things(project=project.pk)
    hung: dict[int, list[ProjectFile]] = defaultdict(list)
    for file in files_of(project):
        hung[file.event_id].append(file)
    for event in events:
        event.shown_files = hung[event.pk]
    project.kept = {"files": [(file.side, file.spot) for event in events for file in event.shown_files]}
    if all(event.action != "instruct" for event in events):
        # Where none was ever left, nobody has to ask for one.
        project.kept["instruction"] = None
    return events


def once(project: Project, name: str, read: Callable[[], T]) -> T:
    """What `read` gives; on a project's page it is read once for all that ask."""
    if project.kept is None:
        return read()
    if name not in project.kept:
        project.kept[name] = read()
    found: T = project.kept[name]
    return found


def files_of(project: Project) -> list[ProjectFile]:
    """Every photo and paper that was ever hung on it, in the order it came."""
    return _FILES.things(project=project.pk)


def file_of(project: Project, attachment_id: UUID) -> ProjectFile | None:
    """One file of a project that the caller has found through `visible_to`."""
    return ProjectFile.objects.select_related("attachment").filter(project=project, attachment_id=attachment_id).first()


def place_of(project: Project) -> str:
    """The place whose organizer answers for it: its county, or its city once it stands in the city's library."""
    return project.village_id[:4] if project.level == Project.Tier.CITY else project.village_id[:6]


def industries() -> QuerySet[Industry]:
    """Those that can be chosen now, in the office's order."""
    return Industry.objects.filter(is_active=True)
