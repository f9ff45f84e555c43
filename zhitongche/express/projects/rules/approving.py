"""Who may add an approval to a project and take its steps, and when."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .. import handling
from ..handling import TURNS, Side, Step
from ..models import Project, ProjectApproval
from ..queries import approving as queries
from .duties import not_a_keeper


def why_not_add_approval(posting: Posting, project: Project) -> Refused | None:
    """Those who keep the project, until its works are accepted."""
    return not_a_keeper(posting, project) or flow.why_not_now(project, "add_approval")


def why_not_update_approval(posting: Posting, project: Project) -> Refused | None:
    """Those who keep the project, and the liaison of a department that decides one of its approvals."""
    if not_a_keeper(posting, project) and not _decides_here(posting, project):
        return NotYourDuty(
            _("Only those who keep the project and the offices that decide its approvals take this step.")
        )
    if refusal := flow.why_not_now(project, "update_approval"):
        return refusal
    return None if project.approval_count else NothingWaits(_("The project has no approvals yet."), state=project.state)


def why_not_take(
    posting: Posting, project: Project, approval: ProjectApproval, approvals: Iterable[ProjectApproval], step: Step
) -> Refused | None:
    """One step of one approval: whose it is, then its state, then what must be granted first."""
    if refusal := why_not_update_approval(posting, project) or _not_their_side(posting, project, approval, step):
        return refusal
    if approval.state not in TURNS[step].starts:
        state = ProjectApproval.State(approval.state)
        return NotNow(
            _("This step cannot be taken now: the approval is “%(state)s”.") % {"state": state.label}, state=state
        )
    missing = handling.missing_before(approval, approvals) if step in handling.WAITING else ()
    if missing:
        names = "、".join(str(one.item) for one in missing)
        return NotNow(_("First this must be granted: %(names)s.") % {"names": names}, state=approval.state)
    return None


def _not_their_side(posting: Posting, project: Project, approval: ProjectApproval, step: Step) -> Refused | None:
    """The village's steps are its keepers'; the office's its liaison's, or the keepers' where no department is named."""
    if TURNS[step].side == Side.VILLAGE or approval.department_id is None:
        return not_a_keeper(posting, project)
    if posting.may(Permission.APPROVAL_HANDLE) and posting.department_id == approval.department_id:
        return None
    return NotYourDuty(_("Only the liaison of the office that decides it takes this step."))


def _decides_here(posting: Posting, project: Project) -> bool:
    if not posting.may(Permission.APPROVAL_HANDLE) or posting.department_id is None:
        return False
    return queries.decides(posting.department_id, project)
