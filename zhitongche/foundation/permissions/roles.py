"""Who may do what: the whole policy on one page. What a person may see and do follows from the postings in force."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .catalogue import Permission as P


class Role(models.TextChoices):
    """The mission's roles, by its codes. 群众 have no account."""

    FIRST_SECRETARY = "first_secretary", _("First secretary")
    TEAM_MEMBER = "team_member", _("Team member")
    DEPARTMENT_LIAISON = "department_liaison", _("Department liaison")
    DEPARTMENT_LEADER = "department_leader", _("Department leader")
    ORGANIZER = "organizer", _("Organizer")
    TOWNSHIP_COMMITTEE = "township_committee", _("Township committee")
    JUDGE = "judge", _("Judge")
    SUPERVISOR = "supervisor", _("Supervisor")
    EXPERT = "expert", _("Expert")
    LEADER = "leader", _("Leader")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDITOR = "auditor", _("Auditor")


class Seat(StrEnum):
    """What a posting of a role is tied to."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    PLACE = "place"  # a county, city or province
    DEPARTMENT = "department"
    INSTALLATION = "installation"  # a place, or the whole installation where none is named


@dataclass(frozen=True)
class Duty:
    """A role as people read it: what it is tied to, what it may do, and why it exists."""

    seat: Seat
    permissions: frozenset[P]
    description: str | Promise


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
# A province's organizers and leaders only read: this is what is left to them of their duty.
READING_ONLY = frozenset(
    {
        P.ALLIANCE_READ,
        P.CONTEST_READ,
        P.MEETING_READ,
        P.PICTURE_READ,
        P.PAPER_READ,
        P.PROBLEM_READ,
        P.PROJECT_READ,
        P.OUTCOME_READ,
        P.EXPERT_READ,
    }
)

DUTIES: dict[Role, Duty] = {
    Role.FIRST_SECRETARY: Duty(
        Seat.VILLAGE,
        frozenset(
            {
                P.ALLIANCE_READ,
                P.CONTEST_READ,
                P.CONTEST_ENTER,
                P.MEETING_READ,
                P.PROBLEM_READ,
                P.PROBLEM_REPORT,
                P.PROBLEM_CONFIRM,
                P.PROBLEM_REOPEN,
                P.PROJECT_READ,
                P.PROJECT_PLAN,
                P.PROJECT_SUBMIT,
                P.PROJECT_REPORT,
                P.OUTCOME_READ,
                P.OUTCOME_RECORD,
                P.EXPERT_READ,
                P.DISPATCH_RATE,
            }
        ),
        _(
            "Lives in the village, plans its projects, reports its problems and confirms that they are solved; records outcomes."
        ),
    ),
    Role.TEAM_MEMBER: Duty(
        Seat.VILLAGE,
        frozenset(
            {
                P.MEETING_READ,
                P.PROBLEM_READ,
                P.PROBLEM_REPORT,
                P.PROJECT_READ,
                P.PROJECT_PLAN,
                P.PROJECT_REPORT,
                P.OUTCOME_READ,
                P.OUTCOME_RECORD,
            }
        ),
        _("Reports problems, progress and outcomes for the village; never confirms."),
    ),
    Role.DEPARTMENT_LIAISON: Duty(
        Seat.DEPARTMENT,
        frozenset(
            {
                P.MEETING_READ,
                P.MEETING_ANSWER,
                P.PICTURE_READ,
                P.PROBLEM_READ,
                P.PROBLEM_CLAIM,
                P.PROBLEM_LEAD,
                P.PROJECT_READ,
                P.FUNDING_GIVE,
                P.SOURCE_MANAGE,
                P.APPROVAL_HANDLE,
                P.OUTCOME_READ,
                P.EXPERT_READ,
            }
        ),
        _("Claims problems for the department, answers at meetings, handles approvals and gives money."),
    ),
    Role.DEPARTMENT_LEADER: Duty(
        Seat.DEPARTMENT,
        frozenset(
            {
                P.MEETING_READ,
                P.MEETING_APPROVE,
                P.PICTURE_READ,
                P.PROBLEM_READ,
                P.PROBLEM_APPROVE,
                P.PROJECT_READ,
                P.OUTCOME_READ,
            }
        ),
        _("Approves what the department promises, where the office wants it, and is told before it is late."),
    ),
    Role.ORGANIZER: Duty(
        Seat.PLACE,
        frozenset(
            {
                P.ALLIANCE_READ,
                P.ALLIANCE_MANAGE,
                P.CONTEST_READ,
                P.CONTEST_RUN,
                P.CONTEST_DECIDE,
                P.INDICATOR_MANAGE,
                P.MEETING_READ,
                P.MEETING_HOLD,
                P.PAPER_READ,
                P.PAPER_DRAFT,
                P.PAPER_SIGN,
                P.PICTURE_READ,
                P.PROBLEM_READ,
                P.PROBLEM_ACCEPT,
                P.PROBLEM_VERIFY,
                P.PROBLEM_REOPEN,
                P.PROBLEM_REPORT_FOR_ANOTHER,
                P.PROBLEM_INSTRUCT,
                P.POLICY_MANAGE,
                P.PROJECT_READ,
                P.PROJECT_PLAN_FOR_ANOTHER,
                P.PROJECT_SUBMIT,
                P.PROJECT_ADMIT,
                P.PROJECT_INSTRUCT,
                P.FUNDING_GIVE,
                P.SOURCE_MANAGE,
                P.APPROVAL_MANAGE,
                P.OUTCOME_READ,
                P.OUTCOME_RECORD,
                P.OUTCOME_CHECK,
                P.EXPERT_READ,
                P.EXPERT_MANAGE,
                P.DISPATCH_SEND,
            }
        ),
        _(
            "Accepts reports, admits projects, holds meetings, verifies closing and answers for fairness; a province's only reads."
        ),
    ),
    Role.TOWNSHIP_COMMITTEE: Duty(
        Seat.TOWNSHIP,
        frozenset(
            {
                P.ALLIANCE_READ,
                P.CONTEST_READ,
                P.MEETING_READ,
                P.PICTURE_READ,
                P.PROBLEM_READ,
                P.PROBLEM_CHECK,
                P.PROBLEM_REPORT_FOR_ANOTHER,
                P.PROJECT_READ,
                P.PROJECT_PLAN_FOR_ANOTHER,
                P.PROJECT_SUBMIT,
                P.PROJECT_REPORT,
                P.OUTCOME_READ,
                P.OUTCOME_RECORD,
                P.OUTCOME_CHECK,
                P.EXPERT_READ,
            }
        ),
        _(
            "Checks its villages' reports and figures, plans and reports on their behalf, confirms where a village is silent."
        ),
    ),
    Role.JUDGE: Duty(
        Seat.PLACE, frozenset({P.CONTEST_JUDGE}), _("Scores the bouts assigned to the judge and sees nothing else.")
    ),
    Role.SUPERVISOR: Duty(
        Seat.PLACE, frozenset({P.CONTEST_WATCH}), _("Watches the count of the bouts assigned; neither runs nor judges.")
    ),
    Role.EXPERT: Duty(
        Seat.PLACE, frozenset({P.DISPATCH_VISIT, P.EXPERT_READ}), _("Visits villages on request and reports the visit.")
    ),
    Role.LEADER: Duty(
        Seat.PLACE,
        frozenset(
            {
                P.ALLIANCE_READ,
                P.CONTEST_READ,
                P.CONTEST_DECIDE,
                P.MEETING_READ,
                P.PAPER_READ,
                P.PAPER_SIGN,
                P.PICTURE_READ,
                P.PROBLEM_READ,
                P.PROBLEM_INSTRUCT,
                P.PROJECT_READ,
                P.PROJECT_INSTRUCT,
                P.OUTCOME_READ,
                P.EXPERT_READ,
            }
        ),
        _("Reads the picture, drills down to the record and leaves an instruction; a province's only reads."),
    ),
    Role.SYSTEM_ADMIN: Duty(
        Seat.INSTALLATION,
        frozenset({P.PERSON_MANAGE, P.DEPARTMENT_MANAGE, P.REGION_MANAGE}),
        _("Keeps persons, accounts, departments and places; grants no posting and reads no log."),
    ),
    Role.SECURITY_ADMIN: Duty(
        Seat.INSTALLATION,
        frozenset({P.POSTING_MANAGE}),
        _("Grants and ends postings; creates no account and reads no log."),
    ),
    Role.AUDITOR: Duty(
        Seat.INSTALLATION,
        frozenset({P.AUDIT_READ}),
        _("Reads and verifies the operation log; changes nothing."),
    ),
}
