"""The one write: the boundaries of a city's places, laid anew by each upload."""

from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.regions.queries import scope_of

from . import outlines, rules
from .models import Boundary

FIELDS = ("path", "west", "north", "east", "south", "middle_x", "middle_y")


@operation
def lay_boundaries(*, by: Posting, now: datetime, data: bytes, approval: str) -> int:
    """Take the outlines of a GeoJSON file for places inside the actor's city; returns how many. Raises BadInput.

    A place that the file does not hold keeps what it had. All or nothing: a code that is no place of the city is a fault.
    """
    if refusal := rules.why_not_lay_boundaries(by):
        raise refusal
    if not approval.strip():
        raise BadInput({"approval": _("Say the approval number of the map.")})
    found = {scope_of(one.code) or one.code: one for one in outlines.read(data)}
    places = Region.objects.filter(pk__in=[code for code in found if code.startswith(by.scope)], until=None)
    known = {place.code for place in places}
    strange = sorted(set(found) - known)
    if strange:
        sentence = _("These codes name no place of the city: %(codes)s") % {"codes": ", ".join(strange[:10])}
        raise BadInput({"file": sentence})
    rows = [
        Boundary(
            region_id=code,
            approval=approval.strip(),
            laid_by=by,
            laid_at=now,
            **{name: getattr(one, name) for name in FIELDS},
        )
        for code, one in found.items()
    ]
    Boundary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["region"],
        update_fields=[*FIELDS, "approval", "laid_by", "laid_at"],
    )
    city = Region.objects.get(pk=by.scope)
    audit.record("region.lay_boundaries", city, by=by, now=now, count=len(rows), content=sha256(data).hexdigest())
    return len(rows)
