"""Reads of a project's approvals: where each stands, its steps and papers, and what waits for whom."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from zhitongche.express.approvals.models import Material
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.statements import Given, Statement

from ..models import ApprovalMaterial, ApprovalStep, Project, ProjectApproval
from ..states import ALIVE
from .seeing import once, visible_to

State = ProjectApproval.State
Holder = ProjectApproval.Holder
_APPROVALS = Statement(
    lambda: (
        ProjectApproval.objects.filter(project=Given("project"))
        .select_related("item", "department")
        .order_by("position")
    )
)


def approvals_of(project: Project) -> list[ProjectApproval]:
    """Its approvals in their order, each with its item and the department that decides; one statement, once for a page."""
    if not project.approval_count:
        return []
    return once(project, "approvals", lambda: _APPROVALS.things(project=project.pk))


def decides(department: int, project: Project) -> bool:
    """Whether a department decides one of the project's approvals."""
    return any(one.department_id == department for one in approvals_of(project))


def steps_of(approvals: Sequence[ProjectApproval]) -> dict[int, list[ApprovalStep]]:
    """The steps of these approvals, oldest first, each with who entered it; one statement."""
    found: dict[int, list[ApprovalStep]] = defaultdict(list)
    rows = ApprovalStep.objects.filter(approval__in=[one.pk for one in approvals])
    for step in rows.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"):
        found[step.approval_id].append(step)
    return found


def last_step(approval: ProjectApproval) -> ApprovalStep | None:
    return ApprovalStep.objects.filter(approval=approval).order_by("-sequence").first()


def handed_in(approvals: Sequence[ProjectApproval]) -> dict[int, list[Material]]:
    """The papers handed in for each of these approvals, in the order of their codes; one statement."""
    found: dict[int, list[Material]] = defaultdict(list)
    rows = ApprovalMaterial.objects.filter(approval__in=[one.pk for one in approvals])
    for use in rows.select_related("material__attachment").order_by("material__code", "pk"):
        found[use.approval_id].append(use.material)
    return found


def paper_handed_in(project: Project, key: int) -> Material | None:
    """A paper that was handed in for one of the project's approvals."""
    return Material.objects.select_related("attachment").filter(uses__approval__project=project, pk=key).first()


def offices_near(village: str) -> QuerySet[Department]:
    """The departments that can decide for a village: its county's, then its city's."""
    rows = Department.objects.filter(region__in=(village[:6], village[:4]), until=None)
    return rows.select_related("region").order_by("-region", "code")


def office_called(village: str, code: str) -> Department | None:
    return offices_near(village).filter(code=code).first()


def waiting_for_update_approval(posting: Posting | Shape) -> QuerySet[Project]:
    """To the office: what was submitted to it and what it examines; to the village: what is its turn to hand in."""
    if posting.may(Permission.APPROVAL_HANDLE):
        theirs = Q(department=posting.department_id, state__in=(State.SUBMITTED, State.ACCEPTED))
    elif posting.may(Permission.PROJECT_PLAN):
        theirs = Q(holder=Holder.VILLAGE)
    else:
        return Project.objects.none()
    waiting = ProjectApproval.objects.filter(theirs).values("project")
    return visible_to(posting).filter(pk__in=waiting, state__in=ALIVE)
