"""A project's money: who says what is hoped for, who commits and pays, who says what was spent, and when."""

from django.utils.translation import gettext as _

from zhitongche.express.sources.models import Kind
from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..models import FundingEntry, Project, ProjectFunding
from ..states import ALIVE, PAYABLE, State
from .duties import not_a_keeper, not_the_organizer, suspended

Column = FundingEntry.Column
# What the village gives itself, the village may commit itself.
OF_THE_VILLAGE = frozenset({Kind.VILLAGE, Kind.LABOUR})


def why_not_add_funding(posting: Posting, project: Project) -> Refused | None:
    """Those who keep the project, and the liaison of a department that has a source to give from."""
    if not_a_keeper(posting, project) and not queries.has_sources(posting):
        return NotYourDuty(_("Only those who keep the project and those who give money name its sources."))
    return flow.why_not_now(project, "add_funding") or suspended(project)


def why_not_update_funding(posting: Posting, project: Project) -> Refused | None:
    """Those who keep the project, and the liaison of a department that gives to it."""
    if not_a_keeper(posting, project) and not queries.gives_to(posting, project):
        return NotYourDuty(_("Only those who keep the project and those who give it money change its amounts."))
    if project.state == State.HANDED_OVER:
        return NotNow(_("It is handed over: its money is settled."), state=project.state)
    if not queries.has_lines(project):
        return NothingWaits(_("No source of money is named yet: add one first."), state=project.state)
    return None


def why_not_write(posting: Posting, project: Project, line: ProjectFunding, column: str) -> Refused | None:
    """Whether one amount of a line is the posting's to change, and may change in this state."""
    if refusal := _not_theirs(posting, project, line, column):
        return refusal
    if column == Column.PLANNED and project.state not in ALIVE:
        return NotNow(_("The works are accepted: what was planned is not changed any more."), state=project.state)
    if column in {Column.RECEIVED, Column.SPENT} and project.state not in PAYABLE:
        return NotNow(_("Money is paid only once the project stands in the library."), state=project.state)
    return None


def _not_theirs(posting: Posting, project: Project, line: ProjectFunding, column: str) -> Refused | None:
    keeps = not_a_keeper(posting, project) is None
    match column:
        case Column.PLANNED:
            return None if keeps else NotYourDuty(_("Only those who keep the project say what is planned."))
        case Column.SPENT:
            if keeps or _gives(posting, project, line):
                return None
            return NotYourDuty(_("Only those who keep the project and the giver say what was spent."))
    if _gives(posting, project, line) or (keeps and line.source is None and line.kind in OF_THE_VILLAGE):
        return None
    return NotYourDuty(
        _("What is committed and received is said by who gives it: %(giver)s.") % {"giver": _giver(line)}
    )


def _gives(posting: Posting, project: Project, line: ProjectFunding) -> bool:
    """The liaison of the source's department; the organizer where it has none, or stands there by its name only."""
    if not posting.may(Permission.FUNDING_GIVE):
        return False
    if line.source is not None and line.source.department_id is not None:
        return posting.department_id == line.source.department_id
    place = project.village_id if line.source is None else line.source.region_id
    return posting.department_id is None and posting.reaches(place)


def _giver(line: ProjectFunding) -> str:
    if line.source is not None and line.source.department is not None:
        return line.source.department.name
    return _("the organizer")


def why_not_confirm_overlap(posting: Posting, project: Project) -> Refused | None:
    """The organizer rules on what the product proposed."""
    return _not_ruling(posting, project, "confirm_overlap")


def why_not_dismiss_overlap(posting: Posting, project: Project) -> Refused | None:
    return _not_ruling(posting, project, "dismiss_overlap")


def _not_ruling(posting: Posting, project: Project, verb: str) -> Refused | None:
    sentence = _("Only the organizer rules on works that seem paid for twice.")
    if refusal := not_the_organizer(posting, project, sentence) or flow.why_not_now(project, verb):
        return refusal
    if not project.overlap_count:
        return NothingWaits(_("Nothing is proposed here that is not ruled on."), state=project.state)
    return None
