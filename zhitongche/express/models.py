"""The express half's tables, room by room; they live beside the rules that guard them."""

from .problems.models import Category, Claim, Closure, NumberSeries, Problem, ProblemEvent, ProblemFile, Tally

__all__ = ["Category", "Claim", "Closure", "NumberSeries", "Problem", "ProblemEvent", "ProblemFile", "Tally"]
