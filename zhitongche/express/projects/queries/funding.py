"""A project's lines, what was entered on them, and who gives to which."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F, Q, QuerySet

from zhitongche.express.sources import queries as sources
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside

from ..models import FundingEntry, Industry, Overlap, Project, ProjectFunding
from ..states import ALIVE
from .seeing import once, visible_to

# A township has a few dozen projects; more than these are not compared.
MOST_COMPARED = 200


def lines_of(project: Project) -> list[ProjectFunding]:
    """Its lines in their order, each with its source and who gives it; one statement, once for a page."""
    rows = ProjectFunding.objects.filter(project=project).select_related("source__department").order_by("position")
    return once(project, "lines", lambda: list(rows))


def entries_of(project: Project) -> list[FundingEntry]:
    """Every change of an amount, the newest first, each with its line and who made it; one statement."""
    rows = FundingEntry.objects.filter(line__project=project)
    return list(
        rows.select_related("line", "posting__person", "posting__region", "posting__department").order_by("-pk")
    )


def has_lines(project: Project) -> bool:
    """Whether a source is named; what money is planned from is known without asking."""
    return bool(project.planned_amount) or bool(lines_of(project))


def has_sources(posting: Posting) -> bool:
    """Whether the posting's department has a source to give from; asks nothing of those who have no department."""
    return posting.department_id is not None and sources.of_department(posting).exists()


def gives_to(posting: Posting, project: Project) -> bool:
    """Whether a source of the posting's department is among the project's."""
    if posting.department_id is None or not posting.may(Permission.FUNDING_GIVE):
        return False
    return any(line.source and line.source.department_id == posting.department_id for line in lines_of(project))


def lines_from(source: FundingSource, postings: Iterable[Posting]) -> QuerySet[ProjectFunding]:
    """What a source gives, of the projects that these postings see."""
    seen = visible_to(*postings).values("pk")
    rows = ProjectFunding.objects.filter(source=source, project__in=seen)
    return rows.select_related("project__village").order_by("-project_id")


def waiting_for_update_funding(posting: Posting | Shape) -> QuerySet[Project]:
    """To a department's liaison: what is planned from its sources and not committed yet."""
    if posting.department_id is None or not posting.may(Permission.FUNDING_GIVE):
        return Project.objects.none()
    asked = ProjectFunding.objects.filter(
        source__department=posting.department_id,
        source__state="open",
        planned_amount__gt=F("committed_amount"),
    ).values("project")
    return visible_to(posting).filter(pk__in=asked, state__in=sorted(ALIVE), is_suspended=False)


def overlaps_of(project: Project) -> list[Overlap]:
    """Works that seem paid for twice: this project and another, either way round; one statement."""
    rows = Overlap.objects.filter(project=project) | Overlap.objects.filter(other=project)
    return list(rows.select_related("project__village", "other__village", "ruled_by__person").order_by("pk"))


def has_money(project: Project) -> bool:
    """Whether money is planned for it or committed to it."""
    return bool(project.planned_amount or project.committed_amount)


def funded_in(township: str) -> list[Project]:
    """The newest projects of a township that have money, any year's: as far as one of them is compared, and itself; one statement."""
    rows = inside(Project.objects.all(), township, "village_id").filter(
        Q(planned_amount__gt=0) | Q(committed_amount__gt=0)
    )
    read = rows.only("number", "title", "scope_of_works", "goal", "village_id").order_by("-pk")
    return list(read[: MOST_COMPARED + 1])


def waiting_for_ruling(posting: Posting | Shape) -> QuerySet[Project]:
    """To the organizer of its library: works that seem paid for twice."""
    if not posting.may(Permission.PROJECT_ADMIT):
        return Project.objects.none()
    level = Project.Tier.COUNTY if len(posting.scope) == 6 else Project.Tier.CITY
    return visible_to(posting).filter(level=level, overlap_count__gt=0)


def voucher_of(project: Project, attachment: UUID) -> Attachment | None:
    """The paper of one entry, of a project that the caller has found through `visible_to`."""
    entries = FundingEntry.objects.select_related("voucher").filter(line__project=project, voucher=attachment)
    entry = entries.first()
    return entry.voucher if entry else None


def industries_named(codes: Sequence[str]) -> list[Industry]:
    """The industries of these codes in their order; asks nothing where none is named."""
    return list(Industry.objects.filter(code__in=codes)) if codes else []
