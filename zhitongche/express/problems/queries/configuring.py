"""How a place works, as its organizer set it and as it counts."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from ..models import Category, EvidenceRule, Limit, Problem, ReplyTemplate, Rulebook
from .policy import Limits, place_of


@dataclass(frozen=True)
class ShownCategory:
    """A category as a place's organizer sees it."""

    category: Category
    is_own: bool
    is_hidden: bool


def offered_at(place: str) -> Q:
    """The shared categories, and those that the place or its city added; hidden ones too."""
    return Q(is_active=True) & (Q(region=None) | Q(region__in={place[:4], place[:6]}))


def categories_at(place: str) -> QuerySet[Category]:
    """Those that can be chosen for a village or county: shared or its own, and not hidden there."""
    return Category.objects.filter(offered_at(place)).exclude(pk__in=hidden_in([place[:6]])[place[:6]])


def hidden_in(counties: Collection[str]) -> dict[str, frozenset[str]]:
    """The shared categories that each county, or its city, does not offer; one statement."""
    codes = {*counties, *(county[:4] for county in counties)}
    books = dict(Rulebook.objects.filter(region__in=codes).values_list("region", "hidden_categories"))
    return {county: frozenset([*books.get(county, ()), *books.get(county[:4], ())]) for county in counties}


def categories_of(place: str) -> list[ShownCategory]:
    """All that the place could offer, with whether it does; two statements."""
    codes = {code for book in Rulebook.objects.filter(region=place) for code in book.hidden_categories}
    return [
        ShownCategory(one, one.region_id == place, one.code in codes)
        for one in Category.objects.filter(offered_at(place))
    ]


def rulebook_of(place: str) -> Rulebook | None:
    return Rulebook.objects.filter(region=place).first()


def limits_set_by(place: str) -> QuerySet[Limit]:
    return Limit.objects.filter(region=place).select_related("category").order_by("category__position", "urgency", "pk")


def default_limits(urgency: str) -> Limits:
    """The installation's settings."""
    solve = settings.SOLVE_DAYS_URGENT if urgency == Problem.Urgency.URGENT else settings.SOLVE_DAYS
    return Limits(settings.CLAIM_DAYS, settings.REPLY_DAYS, solve)


def evidence_set_by(place: str) -> QuerySet[EvidenceRule]:
    return EvidenceRule.objects.filter(region=place).select_related("category").order_by("category__position", "pk")


def texts_set_by(place: str) -> QuerySet[ReplyTemplate]:
    return ReplyTemplate.objects.filter(region=place).order_by("verb", "title")


def texts_for(problem: Problem, verb: str) -> list[ReplyTemplate]:
    """The texts a reply about the problem may start from: its county's and its city's; one statement."""
    places = {problem.village_id[:4], place_of(problem)}
    return list(ReplyTemplate.objects.filter(region__in=places, verb=verb).order_by("title", "pk"))
