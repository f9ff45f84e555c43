"""Every write on the library: versions of items by day, and the papers a village gives."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, Refused, Sentence
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.people.queries import departments_of
from zhitongche.foundation.regions.models import Region

from . import queries, rules
from .models import ApprovalItem, Material
from .path import circle_in

CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
# What every installation begins with counts from here on, before any project of the product.
FIRST_DAY = date(2025, 1, 1)
DAY = timedelta(days=1)


@operation
def load_items(rows: Iterable[Mapping[str, Any]], *, now: datetime) -> int:
    """Add the shared versions that are missing, each by its code and first day; returns how many were new.

    A row without `starts_on` counts from the beginning. What is there already is never changed.
    """
    known = {(item.code, item.starts_on) for item in ApprovalItem.objects.filter(region=None)}
    count = 0
    for row in rows:
        starts_on = row.get("starts_on", FIRST_DAY)
        if (row["code"], starts_on) in known:
            continue
        before = ApprovalItem.objects.filter(region=None, code=row["code"], starts_on__lt=starts_on, ends_on=None)
        before.update(ends_on=starts_on)
        ApprovalItem.objects.create(**{**row, "starts_on": starts_on})
        count += 1
    return count


@operation
def add_item(*, by: Posting, now: datetime, code: str, starts_on: date | None = None, **told: Any) -> ApprovalItem:
    """An item of the organizer's own place. Raises NotYourDuty, BadInput."""
    place = _place(by, rules.why_not_keep(by))
    if not CODE.fullmatch(code):
        raise BadInput({"code": _("A code begins with a small letter; then small letters, digits, - and _.")})
    if queries.versions_of(code, place.code):
        raise BadInput({"code": _("This code is taken: %(code)s.") % {"code": code}})
    return _write(place, code, starts_on or timezone.localdate(now), by=by, now=now, **told)


@operation
def revise_item(
    item: ApprovalItem, *, by: Posting, now: datetime, starts_on: date | None = None, **told: Any
) -> ApprovalItem:
    """A new version of an item for the organizer's place; the one before ends that day. Projects keep what they have.

    Of a shared item, or the city's, it makes the place's own first version. Raises NotYourDuty, BadInput.
    """
    place = _place(by, rules.why_not_keep(by, item))
    starts_on = starts_on or timezone.localdate(now)
    newest = queries.own_versions(item.code, place.code).first()
    if newest is not None and starts_on <= newest.starts_on:
        told_of = {"day": newest.starts_on.isoformat()}
        raise BadInput({"starts_on": _("A version begins on %(day)s; a new one begins after it.") % told_of})
    made = _write(place, item.code, starts_on, by=by, now=now, **told)
    if newest is not None and (newest.ends_on is None or newest.ends_on > starts_on):
        _end(newest, starts_on)
    return made


@operation
def drop_item(item: ApprovalItem, *, by: Posting, now: datetime) -> ApprovalItem:
    """End the place's newest version today: the city's or the shared one counts again, where there is one.

    One that has not begun is taken away, and the version before it goes on. Raises NotYourDuty, NotNow.
    """
    place = _place(by, rules.why_not_drop(by, item))
    # Once more behind the lock: somebody else may have dropped it meanwhile.
    if refusal := rules.why_not_drop(by, item):
        raise refusal
    own = queries.own_versions(item.code, place.code)
    newest, today = own[0], timezone.localdate(now)
    audit.record("approvalitem.drop", newest, by=by, now=now)
    if newest.starts_on > today:
        before = own.filter(ends_on=newest.starts_on).first()
        newest.delete()
        if before is not None:
            _end(before, None)
    else:
        # What began today has counted today.
        _end(newest, max(today, newest.starts_on + DAY))
    return item


def keep_paper(
    village: Region,
    *,
    by: Posting,
    now: datetime,
    code: str,
    name: str,
    file: UUID,
    issued_on: date,
    valid_until: date | None,
    field: str,
) -> Material:
    """Keep a paper that a village gives, its file attached; part of the unit of the step it is given with.

    Raises BadInput naming `field` where the file is not the actor's own or waits no more.
    """
    attachment = attach([(field, file)], by=by, now=now)[0]
    paper = Material.objects.create(
        village=village,
        code=code,
        name=name,
        attachment=attachment,
        issued_on=issued_on,
        valid_until=valid_until,
        posting=by,
        at=now,
    )
    audit.record("material.give", paper, by=by, now=now, code=code, file=str(attachment.pk))
    return paper


def _place(by: Posting, refusal: Refused | None) -> Region:
    """The actor's place, its library locked until the unit ends, so that no two make the same version."""
    if refusal is not None:
        raise refusal
    return Region.objects.select_for_update(no_key=True).get(pk=by.region_id)


def _end(item: ApprovalItem, day: date | None) -> None:
    item.ends_on = day
    item.save(update_fields=["ends_on"])


def _write(
    place: Region,
    code: str,
    starts_on: date,
    *,
    by: Posting,
    now: datetime,
    department: str = "",
    materials: Sequence[Mapping[str, Any]] = (),
    predecessors: Sequence[str] = (),
    **told: Any,
) -> ApprovalItem:
    if starts_on < timezone.localdate(now):
        raise BadInput({"starts_on": _("A version begins today or later.")})
    faults: dict[str, Sentence] = {}
    decides = _department(place, department, faults)
    papers = _papers(materials, faults)
    before = _predecessors(place, code, starts_on, predecessors, faults)
    if faults:
        raise BadInput(faults)
    item = ApprovalItem(
        region=place,
        code=code,
        starts_on=starts_on,
        department=decides,
        materials=papers,
        predecessors=before,
        salt=new_salt(),
        **told,
    )
    item.save(force_insert=True)
    words = {**told, "materials": papers, "predecessors": before, "department": department}
    audit.record(
        "approvalitem.keep",
        item,
        by=by,
        now=now,
        starts_on=starts_on.isoformat(),
        limit_days=item.limit_days,
        words=digest(item.salt, canonical(words)),
    )
    return item


def _department(place: Region, code: str, faults: dict[str, Sentence]) -> Department | None:
    if not code:
        return None
    found = departments_of(place).filter(code=code).first()
    if found is None:
        faults["department"] = _("This is not a department of the place.")
    return found


def _papers(materials: Sequence[Mapping[str, Any]], faults: dict[str, Sentence]) -> list[dict[str, Any]]:
    papers = [{"months": None, **dict(one)} for one in materials]
    codes = [paper["code"] for paper in papers]
    for place, code in enumerate(codes):
        if not CODE.fullmatch(code):
            faults[f"materials.{place}.code"] = _(
                "A code begins with a small letter; then small letters, digits, - and _."
            )
        elif codes.index(code) < place:
            faults[f"materials.{place}.code"] = _("This code is taken: %(code)s.") % {"code": code}
    return papers


def _predecessors(
    place: Region, code: str, starts_on: date, wanted: Sequence[str], faults: dict[str, Sentence]
) -> list[str]:
    """Codes that come before, known at the place and in no circle with what they wait for themselves."""
    items = {item.code: item for item in queries.in_force(place.code, starts_on)}
    before = list(dict.fromkeys(wanted))
    unknown = next((one for one in before if one not in items and one != code), None)
    if unknown is not None:
        faults["predecessors"] = _("There is no item “%(code)s” in the library.") % {"code": unknown}
        return before
    circle = circle_in({**{one: item.predecessors for one, item in items.items()}, code: before})
    if circle:
        faults["predecessors"] = circular([items[one].name if one in items else one for one in circle])
    return before


def circular(names: Sequence[str]) -> str:
    """The refusal of approvals that wait for each other: A → B → A."""
    return _("They would wait for each other: %(names)s.") % {"names": " → ".join(names)}
