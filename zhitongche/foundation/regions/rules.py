"""What may be done with a place, and the sentence that refuses it. Only a system administrator changes places."""

from datetime import date

from django.utils.translation import gettext as _

from ..errors import NotNow, NotYourDuty, Refused
from ..people.models import Posting
from ..permissions.catalogue import Permission
from .models import Level, Region


def why_not_manage(posting: Posting, region: Region) -> Refused | None:
    """None where the posting keeps the places of this region's part of the country."""
    if not posting.may(Permission.REGION_MANAGE):
        return NotYourDuty(_("Only a system administrator may change places."))
    if not posting.reaches(region.code):
        return NotYourDuty(_("This place lies outside the area you keep."))
    return None


def _why_not_closed(posting: Posting, region: Region) -> Refused | None:
    if refusal := why_not_manage(posting, region):
        return refusal
    return why_not_open(region, None)


def why_not_open(region: Region, day: date | None) -> Refused | None:
    """None where the place counts on `day` (None: has not been closed at all); else when it closed, and into what."""
    if region.until is None or (day is not None and region.is_open_on(day)):
        return None
    if region.successor:
        return NotNow(
            _("“%(name)s” was closed on %(day)s and merged into “%(successor)s”.")
            % {"name": region.short_name, "day": region.until.isoformat(), "successor": region.successor.short_name}
        )
    return NotNow(_("“%(name)s” was closed on %(day)s.") % {"name": region.short_name, "day": region.until.isoformat()})


def why_not_rename(posting: Posting, region: Region) -> Refused | None:
    return _why_not_closed(posting, region)


def why_not_close(posting: Posting, region: Region) -> Refused | None:
    return _why_not_closed(posting, region)


def why_not_merge(posting: Posting, region: Region) -> Refused | None:
    return _why_not_closed(posting, region)


def why_not_open_custom(posting: Posting, region: Region) -> Refused | None:
    """Whether an area of one's own may be opened inside `region`."""
    if refusal := _why_not_closed(posting, region):
        return refusal
    if region.level == Level.VILLAGE:
        return NotNow(_("Nothing can lie inside a village."))
    return None
