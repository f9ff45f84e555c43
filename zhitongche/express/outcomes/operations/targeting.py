"""Targets of a village or a county: set, and set anew with what stood before."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve

from .. import rules
from ..figures import most_of, wrong_hundredths
from ..kinds import MEASURES, Kind
from ..models import OutcomeTarget
from ..periods import FIRST_YEAR, LAST_YEAR
from .steps import refuse_if

NAMES = ("q1", "q2", "q3", "q4")


@operation
def set_target(
    *,
    by: Posting,
    now: datetime,
    kind: str,
    year: int,
    region: str = "",
    q1: Decimal | None = None,
    q2: Decimal | None = None,
    q3: Decimal | None = None,
    q4: Decimal | None = None,
) -> OutcomeTarget:
    """Say what a village or county means to reach in each quarter of a year, in yuan, people or mu.

    A quarter left out has no target. Raises NotYourDuty, BadInput with the fault of each field, NotNow.
    """
    refuse_if(rules.why_not_set_target(by))
    quarters = (q1, q2, q3, q4)
    place = resolve(region) if region else by.region
    if faults := {**_faults(kind, year, quarters), **_wrong_place(by, place)}:
        raise BadInput(faults)
    target = OutcomeTarget.objects.select_for_update().filter(region=place, kind=kind, year=year).first()
    if target is None:
        target = OutcomeTarget(region=place, kind=kind, year=year)
    elif target.quarters == quarters:
        raise BadInput({"__all__": _("This is what stands there already.")})
    else:
        target.former = [*target.former, _former(target)]
    target.q1, target.q2, target.q3, target.q4 = quarters
    target.set_by, target.set_at = by, now
    try:
        with audit.unit():
            target.save()
    except IntegrityError as error:
        raise NotNow(_("Someone else was faster: please look again at where it stands.")) from error
    words = digest(target.salt, canonical({"quarters": _told(quarters), "version": len(target.former) + 1}))
    audit.record("outcometarget.set", target, by=by, now=now, place=target.region_id, kind=kind, year=year, words=words)
    return target


def _former(target: OutcomeTarget) -> dict[str, Any]:
    return {"quarters": _told(target.quarters), "at": target.set_at.isoformat(), "by": called(target.set_by)}


def _told(quarters: Sequence[Decimal | None]) -> list[str | None]:
    return [None if one is None else str(one) for one in quarters]


def _faults(kind: str, year: int, quarters: Sequence[Decimal | None]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if kind not in Kind.values:
        return {"kind": _("There is no kind of outcome “%(code)s”.") % {"code": kind}}
    if not FIRST_YEAR <= year <= LAST_YEAR:
        faults["year"] = _("Write a year such as 2026.")
    if all(one is None for one in quarters):
        faults["q1"] = _("Say at least one quarter's target.")
    for name, value in zip(NAMES, quarters, strict=True):
        if value is None:
            continue
        if sentence := wrong_hundredths(value, most_of(kind)):
            faults[name] = sentence
        elif MEASURES[kind].main == "people" and value != value.to_integral_value():
            faults[name] = _("People are whole numbers.")
    return faults


def _wrong_place(by: Posting, place: Region | None) -> dict[str, Sentence]:
    if place is None or place.level not in {Level.VILLAGE, Level.COUNTY}:
        return {"region": _("A target is a village's or a county's: name one.")}
    if not by.reaches(place.code):
        return {"region": _("%(village)s lies outside your area.") % {"village": place}}
    return {}
