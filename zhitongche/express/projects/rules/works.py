"""The works: who plans their milestones, starts them, reports on them and accepts them, and when."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from ..models import Project
from .duties import not_a_keeper, not_the_organizer, suspended
from .library import gate_refusal


def why_not_set_milestones(posting: Posting, project: Project) -> Refused | None:
    return not_a_keeper(posting, project) or flow.why_not_now(project, "set_milestones")


def why_not_add_photos(posting: Posting, project: Project) -> Refused | None:
    return not_a_keeper(posting, project) or flow.why_not_now(project, "add_photos")


def why_not_start(posting: Posting, project: Project) -> Refused | None:
    """The first secretary, the township or the organizer, once everything is there."""
    if not posting.may(Permission.PROJECT_SUBMIT) or not posting.reaches(project.village_id):
        return NotYourDuty(_("Only the first secretary, the township and the organizer start the works."))
    return flow.why_not_now(project, "start") or suspended(project) or gate_refusal(project, "start")


def why_not_report_progress(posting: Posting, project: Project) -> Refused | None:
    """The village and its township; what stands still has nothing to report."""
    if not posting.may(Permission.PROJECT_REPORT) or not posting.reaches(project.village_id):
        return NotYourDuty(_("Only the village and its township report on the works."))
    return flow.why_not_now(project, "report_progress") or suspended(project)


def why_not_accept_work(posting: Posting, project: Project) -> Refused | None:
    """The organizer; nobody accepts works that they reported on themselves, for these are other people's duties."""
    refusal = not_the_organizer(posting, project, gettext_lazy("Only the organizer accepts the works."))
    return (
        refusal
        or flow.why_not_now(project, "accept_work")
        or suspended(project)
        # Open problems do not close the door: the operation asks why the works are accepted all the same.
        or gate_refusal(project, "accept_work", besides={"problems"})
    )
