"""Reads of alliances and their members; `visible_to` is the only way to their rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import ancestors_of, inside_q
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from .models import Alliance, AllianceEvent, AlliancePlace, Membership
from .states import State

# A chief alliance is founded before its subs, so that they follow it.
ORDER = ("region_id", "id")
BY_VILLAGE = ("region_id", "id")


def visible_to(*postings: Posting) -> QuerySet[Alliance]:
    """The alliances of the readers' places, of places inside them, and of those above that reach them."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.ALLIANCE_READ)]
    return Alliance.objects.filter(reduce(or_, conditions)) if conditions else Alliance.objects.none()


def _condition(posting: Posting) -> Q:
    above = [code for code in ancestors_of(posting.scope) if code != posting.scope] if posting.scope else []
    return inside_q(posting.scope, "region_id") | Q(region__in=above)


def for_page(rows: QuerySet[Alliance]) -> QuerySet[Alliance]:
    """With its places and its chief alliance, in a fixed number of statements."""
    return rows.select_related("region", "parent").prefetch_related("alliance_places__region")


def found(postings: Sequence[Posting], number: str) -> Alliance | None:
    """The alliance of that number, if one of the postings sees it."""
    return for_page(visible_to(*postings)).filter(number=number).first()


def afresh(alliance: Alliance) -> Alliance:
    """The alliance as it stands after an act, for somebody who has just acted on it."""
    return for_page(Alliance.objects.filter(pk=alliance.pk)).get()


def page_of(
    postings: Sequence[Posting], *, state: str = "", cursor: str | None = None, limit: int = PAGE_ROWS
) -> Page[Alliance]:
    """One page of the visible ones by place, the active ones unless `state` says otherwise. Raises BadCursor."""
    rows = visible_to(*postings)
    if state != "any":
        rows = rows.filter(state=state or State.ACTIVE)
    return keyset(for_page(rows), ORDER, cursor, limit)


def places_of(alliance: Alliance) -> list[AlliancePlace]:
    """The places named for it; reads what was fetched with it. None named: the whole of its region."""
    return list(alliance.alliance_places.all())


def within(alliance: Alliance, column: str) -> Q:
    """The condition that a column holds a place of the alliance."""
    named = [one.region_id for one in places_of(alliance)] or [alliance.region_id]
    return reduce(or_, (inside_q(code, column) for code in named))


def subs_of(alliance: Alliance) -> list[Alliance]:
    """Its sub-alliances that are active, in the order of their founding."""
    return list(for_page(Alliance.objects.filter(parent=alliance, state=State.ACTIVE)).order_by("id"))


def chiefs(posting: Posting) -> QuerySet[Alliance]:
    """The active alliances without a chief that a posting keeps: a sub-alliance may be founded in these."""
    inside = inside_q(posting.scope, "region_id")
    return Alliance.objects.filter(inside, parent=None, state=State.ACTIVE).order_by(*ORDER)


def kept_beside(alliance: Alliance) -> QuerySet[Alliance]:
    """The other active alliances of its family, where a member can be transferred."""
    family = Q(parent=alliance.parent_id) | Q(pk=alliance.parent_id) if alliance.parent_id else Q(parent=alliance)
    return Alliance.objects.filter(family, state=State.ACTIVE).exclude(pk=alliance.pk).order_by(*ORDER)


def member_counts(alliances: Iterable[Alliance], on: date) -> dict[int, int]:
    """How many belonged to each on a day, by key: its own and, of a chief alliance, those of its subs; one statement."""
    counts: dict[int, int] = {}
    keys = [one.pk for one in alliances]
    rows = Membership.objects.in_force(on).filter(Q(alliance__in=keys) | Q(alliance__parent__in=keys))
    for key, chief, count in rows.values_list("alliance", "alliance__parent").annotate(count=Count("pk")):
        counts[key] = counts.get(key, 0) + count
        if chief is not None:
            counts[chief] = counts.get(chief, 0) + count
    return counts


def has_subs(alliance: Alliance) -> bool:
    return Alliance.objects.filter(parent=alliance, state=State.ACTIVE).exists()


def members(alliance: Alliance, on: date) -> QuerySet[Membership]:
    """Who belonged to it on a day; to a chief alliance also those of its subs."""
    family = Alliance.objects.filter(Q(pk=alliance.pk) | Q(parent=alliance)).values("pk")
    rows = Membership.objects.in_force(on).filter(alliance__in=family)
    return rows.select_related("person", "posting", "region", "alliance")


def member_page(alliance: Alliance, on: date, cursor: str | None = None, limit: int = PAGE_ROWS) -> Page[Membership]:
    """One page of its members on a day, by village. Raises BadCursor."""
    return keyset(members(alliance, on), BY_VILLAGE, cursor, limit)


def has_members(alliance: Alliance, on: date) -> bool:
    """Whether anybody belongs to it on a day or will later."""
    not_ended = Q(ends_on=None) | Q(ends_on__gt=on), Q(posting__ends_on=None) | Q(posting__ends_on__gt=on)
    return Membership.objects.filter(*not_ended, alliance=alliance).exists()


def belonging(person: int, on: date) -> Membership | None:
    """Where somebody belonged on a day."""
    rows = Membership.objects.in_force(on).filter(person=person)
    return rows.select_related("alliance__parent", "region").first()


def own_members(alliance: Alliance, on: date) -> list[Membership]:
    """Those who belong to this very alliance on a day, by village."""
    rows = Membership.objects.in_force(on).filter(alliance=alliance)
    return list(rows.select_related("person", "region").order_by(*BY_VILLAGE))


def serving(alliance: Alliance, on: date) -> QuerySet[Posting]:
    """The first secretaries who serve in its places on a day."""
    rows = Posting.objects.in_force(on).filter(within(alliance, "region_id"), role=Role.FIRST_SECRETARY)
    return rows.select_related("person", "region").order_by("region_id", "id")


def outside(alliance: Alliance, on: date) -> QuerySet[Posting]:
    """Those who serve in its places on a day and belong to no alliance then."""
    belongs = Membership.objects.in_force(on).filter(person=OuterRef("person"))
    return serving(alliance, on).filter(~Exists(belongs))


def strays(alliance: Alliance, codes: Iterable[str], on: date) -> int:
    """How many members would serve outside, were these its places."""
    rows = Membership.objects.in_force(on).filter(alliance=alliance)
    return rows.exclude(reduce(or_, (inside_q(code, "region_id") for code in codes))).count()


def history(alliance: Alliance) -> list[AllianceEvent]:
    """What became of it, oldest first."""
    events = AllianceEvent.objects.filter(alliance=alliance)
    return list(events.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"))
