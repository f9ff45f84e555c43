"""What waits for a posting, verb by verb."""

from django.db.models import Q, QuerySet
from django.db.models.functions import TruncMonth

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from ..models import Project, ProjectInstruction
from ..states import State
from .seeing import visible_to


def _duty(posting: Posting | Shape, permission: Permission) -> QuerySet[Project]:
    """What the posting sees, if its duty is to act on it; else nothing, without asking the database."""
    return visible_to(posting) if posting.may(permission) else Project.objects.none()


def waiting_for_submit(posting: Posting | Shape) -> QuerySet[Project]:
    """To the first secretary: what is planned and not yet submitted."""
    if posting.role != Role.FIRST_SECRETARY:
        return Project.objects.none()
    planned = _duty(posting, Permission.PROJECT_SUBMIT).filter(state=State.PLANNED)
    return planned.filter(submission=Project.Submission.NONE, is_suspended=False)


def waiting_for_admit(posting: Posting | Shape) -> QuerySet[Project]:
    """To the organizer: what was submitted to the library of the own place."""
    wanted = Project.Submission.COUNTY if len(posting.scope) == 6 else Project.Submission.CITY
    return _duty(posting, Permission.PROJECT_ADMIT).filter(submission=wanted)


def waiting_for_start(posting: Posting | Shape) -> QuerySet[Project]:
    """To the first secretary: what is in the library and whose works may begin, by what the place asks for."""
    if posting.role != Role.FIRST_SECRETARY:
        return Project.objects.none()
    listed = _duty(posting, Permission.PROJECT_SUBMIT).filter(state=State.LISTED, is_suspended=False)
    return listed.filter(is_startable=True)


def waiting_for_report_progress(posting: Posting | Shape) -> QuerySet[Project]:
    """To the village: what is under way and owes its report in this month; before that nobody need think of it."""
    if not posting.may(Permission.PROJECT_PLAN) or posting.today is None:
        return Project.objects.none()
    under_way = _duty(posting, Permission.PROJECT_REPORT).filter(state=State.UNDER_WAY, is_suspended=False)
    return under_way.alias(month=TruncMonth("report_on")).filter(month__lte=posting.today)


def waiting_for_accept_work(posting: Posting | Shape) -> QuerySet[Project]:
    """To the organizer of its library: works whose every milestone is done."""
    level = Project.Tier.COUNTY if len(posting.scope) == 6 else Project.Tier.CITY
    done = _duty(posting, Permission.PROJECT_ADMIT).filter(state=State.UNDER_WAY, level=level, progress=100)
    return done.filter(is_suspended=False)


def waiting_for_hand_over(posting: Posting | Shape) -> QuerySet[Project]:
    """To the first secretary: works that were accepted."""
    if posting.role != Role.FIRST_SECRETARY:
        return Project.objects.none()
    return _duty(posting, Permission.PROJECT_SUBMIT).filter(state=State.ACCEPTED)


def waiting_for_answer_instruction(posting: Posting | Shape) -> QuerySet[Project]:
    """To the village's first secretary, and to the organizer of its library: what a leader wants done."""
    instructed = ProjectInstruction.objects.filter(answered_at=None).values("project")
    if posting.role == Role.FIRST_SECRETARY:
        return visible_to(posting).filter(pk__in=instructed)
    level = Project.Tier.COUNTY if len(posting.scope) == 6 else Project.Tier.CITY
    return _duty(posting, Permission.PROJECT_ADMIT).filter(Q(level=level), pk__in=instructed)
