"""Reads of the library: which version of an item counts at a place on a day, and the papers a village has given."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .models import ApprovalItem, Material


def place_read_by(postings: Iterable[Posting]) -> str | None:
    """The code of the place whose library a reader reads: the county, or the place above it; None for nobody's reader."""
    return next((posting.scope[:6] for posting in postings if posting.may(Permission.PROJECT_READ)), None)


def in_force(place: str, day: date) -> list[ApprovalItem]:
    """What counts at a place on a day, each item once: the place's own version before its city's before the shared one.

    In the order of the shared library, a place's own items last; one statement.
    """
    begun = _known_at(place).filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)
    found: dict[str, ApprovalItem] = {}
    for item in begun.order_by("pk"):
        known = found.get(item.code)
        if known is None or _nearness(item) >= _nearness(known):
            found[item.code] = item
    return list(found.values())


def version_in_force(code: str, place: str, day: date) -> ApprovalItem | None:
    """The version of one item that counts at a place on a day; one statement."""
    return next((item for item in in_force(place, day) if item.code == code), None)


def versions_of(code: str, place: str) -> list[ApprovalItem]:
    """Every version that a place could meet, its own before its city's before the shared ones, each newest first."""
    rows = _known_at(place).filter(code=code)
    return sorted(rows, key=lambda item: (_nearness(item), item.starts_on), reverse=True)


def item_at(code: str, place: str, day: date) -> ApprovalItem | None:
    """The version in force on a day; where there is none, the next to begin or the last that ended."""
    versions = versions_of(code, place)
    counting = [item for item in versions if item.starts_on <= day and (item.ends_on is None or item.ends_on > day)]
    return next(iter(counting or versions), None)


def own_versions(code: str, place: str) -> QuerySet[ApprovalItem]:
    """The versions that the place itself has made, the newest first."""
    return ApprovalItem.objects.filter(region=place, code=code).order_by("-starts_on")


def deciding_department(item: ApprovalItem, village: str) -> Department | None:
    """The department that decides an item for a village: the one the item names, else its county's of the office's name."""
    if item.department is not None:
        return item.department
    return offices_of([item.office], village).get(item.office)


def offices_of(offices: Collection[str], village: str) -> dict[str, Department]:
    """The departments of a village's county whose names end in these offices' names, where there is just one; one statement."""
    if not offices:
        return {}
    found: dict[str, list[Department]] = {office: [] for office in offices}
    for one in Department.objects.filter(region=village[:6], until=None).select_related("region").order_by("code"):
        for office, named in found.items():
            if one.name.endswith(office):
                named.append(one)
    return {office: named[0] for office, named in found.items() if len(named) == 1}


def papers_of(village: str, codes: Collection[str]) -> list[Material]:
    """What a village has given under these codes, the newest first; one statement."""
    rows = Material.objects.filter(village=village, code__in=codes)
    return list(rows.select_related("attachment").order_by("code", "-issued_on", "-pk"))


def paper_of(village: str, key: int) -> Material | None:
    return Material.objects.select_related("attachment").filter(village=village, pk=key).first()


def is_valid(paper: Material, day: date) -> bool:
    """Whether a paper may be handed in on a day."""
    return paper.issued_on <= day and (paper.valid_until is None or day < paper.valid_until)


def _known_at(place: str) -> QuerySet[ApprovalItem]:
    above = {place[:2], place[:4], place[:6]}
    return ApprovalItem.objects.filter(Q(region=None) | Q(region__in=above)).select_related("region", "department")


def _nearness(item: ApprovalItem) -> int:
    return len(item.region_id or "")
