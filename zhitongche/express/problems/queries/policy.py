"""What a place has set for itself, and what counts where it has not."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from zhitongche.foundation.statements import Given, Statement

from ..models import EvidenceRule, Limit, Problem, Rulebook


@dataclass(frozen=True)
class Limits:
    """Working days: to claim, to give the first reply, to solve."""

    claim: int
    reply: int
    solve: int


@dataclass(frozen=True)
class Policy:
    """How a place works. `accept` is working days, `confirm` calendar days."""

    accept: int
    confirm: int
    has_township_check: bool = False
    has_leader_approval: bool = False


_HERE = Q(region=Given("city")) | Q(region=Given("county"))
_BOOKS = Statement(lambda: Rulebook.objects.filter(_HERE))
_LIMITS = Statement(lambda: Limit.objects.filter(_HERE))


def policy_of(village: str) -> Policy:
    """The rulebook of the village's county, else of its city, else the installation's settings; one statement."""
    return policies_of(village)[0]


def policies_of(village: str) -> tuple[Policy, Policy]:
    """How the village's county works, and how its city does for what was raised to it; one statement."""
    found = {book.region_id: book for book in _BOOKS.things(city=village[:4], county=village[:6])}
    citys = found.get(village[:4])
    return _policy(found.get(village[:6]) or citys), _policy(citys)


def _policy(book: Rulebook | None) -> Policy:
    if book is None:
        return Policy(settings.ACCEPT_DAYS, settings.CONFIRM_DAYS)
    return Policy(
        settings.ACCEPT_DAYS if book.accept_days is None else book.accept_days,
        settings.CONFIRM_DAYS if book.confirm_days is None else book.confirm_days,
        book.has_township_check,
        book.has_leader_approval,
    )


def limits_of(village: str, category: str, urgency: str) -> Limits:
    """The most telling row of the village's county, else of its city, else the installation's settings; one statement.

    The county goes before the city; within a place the category goes before the urgency.
    """
    rows = _LIMITS.things(city=village[:4], county=village[:6])
    fitting = [row for row in rows if row.category_id in {None, category} and row.urgency in {"", urgency}]
    best = max(fitting, key=lambda row: (row.region_id, row.category_id or "", row.urgency), default=None)
    if best is not None:
        return Limits(best.claim_days, best.reply_days, best.solve_days)
    solve = settings.SOLVE_DAYS_URGENT if urgency == Problem.Urgency.URGENT else settings.SOLVE_DAYS
    return Limits(settings.CLAIM_DAYS, settings.REPLY_DAYS, solve)


def place_of(problem: Problem) -> str:
    """The code of the place whose organizer and rules count: its county, or its city once it was raised."""
    return problem.village_id[:4] if problem.level == Problem.Tier.CITY else problem.county_code


def evidence_rule(problem: Problem) -> EvidenceRule | None:
    """What closing it needs: the county's rule for its category, else the city's; one statement."""
    places = {problem.village_id[:4], place_of(problem)}
    rows = EvidenceRule.objects.filter(region__in=places, category=problem.category_id)
    return max(rows, key=lambda row: row.region_id, default=None)
