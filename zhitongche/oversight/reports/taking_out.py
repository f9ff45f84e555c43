"""A report for whoever asks for it now, without a paper being kept: who may, and the line in the operation log."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotYourDuty, Refused, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.papers.blocks import Document
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve

from . import briefing
from .periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

# Nobody's briefing is about more than this.
MOST_DAYS = 731


def why_not_read(posting: Posting, _nothing: object = None) -> Refused | None:
    """Organizers and leaders."""
    if posting.may(Permission.PAPER_READ):
        return None
    return NotYourDuty(_("Only organizers and leaders read papers."))


def place_of(code: str, by: Posting) -> Region:
    """The place a report is about: a county, city or province within reach; the reader's own for none. Raises BadInput."""
    place = resolve(code) if code else by.place
    if place is None or place.level > Level.COUNTY:
        raise BadInput({"region": _("A paper is about a county, a city or a province: name its code.")})
    if not by.reaches(place.code):
        raise BadInput({"region": _("%(place)s lies outside your area.") % {"place": place}})
    return place


def period_of(since: date | None, until: date | None) -> Period:
    """The time a report is about. Raises BadInput with the fault of each field."""
    faults: dict[str, Sentence] = {}
    if since is None:
        faults["since"] = _("Name the first day.")
    if until is None:
        faults["until"] = _("Name the day after the last.")
    if since is not None and until is not None:
        if until <= since:
            faults["until"] = _("It ends after it begins.")
        elif (until - since).days > MOST_DAYS:
            faults["until"] = _("At most two years.")
        else:
            return Period(since, until)
    raise BadInput(faults)


@operation
def brief(*, postings: "Sequence[Posting]", now: datetime, region: str, since: date, until: date) -> Document:
    """The briefing of a place and a time as the records stand; recorded. Raises NotYourDuty, BadInput."""
    by = next((one for one in postings if why_not_read(one) is None), None)
    if by is None:
        raise NotYourDuty(_("Only organizers and leaders read papers."))
    place, period = place_of(region, by), period_of(since, until)
    made = briefing.document(briefing.drafted(postings, place, period), place, period)
    audit.record(
        "paper.take_out", place, by=by, now=now, kind="briefing", since=since.isoformat(), until=until.isoformat()
    )
    return made
