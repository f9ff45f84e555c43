"""Instructions of a problem, and the limit with which it begins anew."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from ..clock import Effect, within
from ..models import Instruction, Problem
from .policy import limits_of, place_of


def instructions_of(problem: Problem) -> list[Instruction]:
    """All of them, oldest first, with whoever left them; read once for all that ask about this instance."""
    if not hasattr(problem, "kept_instructions"):
        rows = Instruction.objects.filter(problem=problem).order_by("pk")
        problem.kept_instructions = list(rows.select_related("posting__person", "posting__region"))
    return problem.kept_instructions


def oldest_instruction(problem: Problem) -> Instruction | None:
    """The one to be answered next, if any waits."""
    return next((one for one in instructions_of(problem) if one.answered_at is None), None)


def fresh_limit(problem: Problem, *, has_lead: bool) -> Effect:
    """The limits of a problem that is taken up again: of its lead to work it over, or of its place to claim it."""
    limits = limits_of(place_of(problem), problem.category_id, problem.urgency)
    if has_lead:
        return within(settings.REWORK_DAYS, solve=limits.solve)
    return within(limits.claim, reply=limits.reply, solve=limits.solve)


def last_reminded(problem: Problem) -> date | None:
    """The day of the last reminder of its present limit, in Shanghai, of a problem whose history was read."""
    day = timezone.localdate(problem.reminded_at) if problem.reminded_at else None
    return day if day and problem.limit_from and day >= problem.limit_from else None
