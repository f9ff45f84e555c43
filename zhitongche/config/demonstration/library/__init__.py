"""The project library of the demonstration: the article's 37 projects, their money, papers and works, as acts."""

from .elsewhere import ELSEWHERE
from .plans import SOURCES, Plan, Source
from .tengxian_business import BUSINESS
from .tengxian_works import WORKS

__all__ = ["PLANS", "SOURCES", "Plan", "Source"]

PLANS: tuple[Plan, ...] = (*BUSINESS, *WORKS, *ELSEWHERE)
