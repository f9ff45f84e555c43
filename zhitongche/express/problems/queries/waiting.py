"""What waits for a posting, verb by verb."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from ..models import Instruction, Problem
from ..states import State
from .policy import policies_of
from .relating import not_held_for_check
from .seeing import visible_to


def _duty(posting: Posting, permission: Permission) -> QuerySet[Problem]:
    """What is open and the posting sees, if its duty is to act on it; else nothing, without asking the database."""
    return visible_to(posting).filter(is_open=True) if posting.may(permission) else Problem.objects.none()


def waiting_for_accept(posting: Posting) -> QuerySet[Problem]:
    """Reports that nobody has accepted yet, oldest limit first."""
    reported = _duty(posting, Permission.PROBLEM_ACCEPT).filter(state=State.REPORTED)
    return not_held_for_check(reported, posting.today) if posting.today else reported


def waiting_for_verify(posting: Posting) -> QuerySet[Problem]:
    """Closings that the village has confirmed."""
    return _duty(posting, Permission.PROBLEM_VERIFY).filter(
        state=State.CLOSING, closures__ended_at=None, closures__confirmed_at__isnull=False
    )


def waiting_for_claim(posting: Posting) -> QuerySet[Problem]:
    """The pool of the department's place; its own level only. What is suggested to it waits for its answer as such."""
    level = Problem.Tier.COUNTY if len(posting.scope) == 6 else Problem.Tier.CITY
    pool = _duty(posting, Permission.PROBLEM_CLAIM).filter(state=State.POOLED, level=level)
    return pool.exclude(suggested=posting.department_id) if posting.department_id is not None else pool


def waiting_for_progress(posting: Posting) -> QuerySet[Problem]:
    """What the department leads and has in hand."""
    return _duty(posting, Permission.PROBLEM_LEAD).filter(lead=posting.department_id, state=State.IN_PROGRESS)


def waiting_for_confirm(posting: Posting) -> QuerySet[Problem]:
    """Closings on which the village has not spoken yet; to the township committee those on which it speaks instead."""
    if posting.role == Role.TOWNSHIP_COMMITTEE:
        rows = _left_by_the_village(posting)
    else:
        rows = _duty(posting, Permission.PROBLEM_CONFIRM)
    return rows.filter(state=State.CLOSING, closures__ended_at=None, closures__confirmed_at__isnull=True)


def _left_by_the_village(posting: Posting) -> QuerySet[Problem]:
    """What has stood for the days that the village has to speak, and what is of villages with nobody in post.

    The same words as `rules.why_not_confirm`; what was raised goes by the city's days.
    """
    if posting.today is None:
        return Problem.objects.none()
    in_post = Posting.objects.in_force(posting.today).filter(role=Role.FIRST_SECRETARY, region=OuterRef("village"))
    theirs = ~Q(Exists(in_post))
    for level, policy in zip(Problem.Tier, policies_of(posting.scope), strict=True):
        began = posting.today - timedelta(days=policy.confirm - 1)
        theirs |= Q(level=level, state_since__lt=begins(began))
    return visible_to(posting).filter(theirs)


def waiting_for_resubmit(posting: Posting) -> QuerySet[Problem]:
    """Reports that came back: all of the village's to its first secretary, to others their own."""
    returned = visible_to(posting).filter(state=State.RETURNED)
    if posting.role == Role.FIRST_SECRETARY:
        return returned
    if posting.may(Permission.PROBLEM_REPORT) or posting.may(Permission.PROBLEM_REPORT_FOR_ANOTHER):
        return returned.filter(reporter__person=posting.person_id)
    return returned.none()


def waiting_for_revive(posting: Posting) -> QuerySet[Problem]:
    """What was shelved until a day that has come, of the organizer's own level."""
    shelved = _at_own_level(posting).filter(state=State.SHELVED)
    return shelved.filter(review_on__lte=posting.today) if posting.today else shelved.none()


def waiting_for_answer_instruction(posting: Posting) -> QuerySet[Problem]:
    """What a leader wants done: of the lead's where there is one, else of the organizer of its level."""
    instructed = Instruction.objects.filter(answered_at=None).values("problem")
    if posting.may(Permission.PROBLEM_LEAD):
        return visible_to(posting).filter(lead=posting.department_id, pk__in=instructed)
    return _at_own_level(posting).filter(lead=None, pk__in=instructed)


def _at_own_level(posting: Posting) -> QuerySet[Problem]:
    """What stands at the level whose organizer the posting is."""
    level = Problem.Tier.COUNTY if len(posting.scope) == 6 else Problem.Tier.CITY
    return _duty(posting, Permission.PROBLEM_ACCEPT).filter(level=level)
