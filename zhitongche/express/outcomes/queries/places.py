"""The places whose figures somebody may look at."""

from collections.abc import Iterable

from zhitongche.express.projects import queries as projects
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve


def village_seen(postings: Iterable[Posting], code: str) -> Region | None:
    """The village of that code, if one of the postings sees its figures."""
    place = place_seen(postings, code)
    return place if place is not None and place.level == Level.VILLAGE else None


def place_seen(postings: Iterable[Posting], code: str) -> Region | None:
    """The place of that code, or without one the reader's own; None where it lies outside what they see."""
    reading = [posting for posting in postings if posting.may(Permission.OUTCOME_READ)]
    if not code:
        return next((posting.place for posting in reading if posting.place is not None), None)
    place = resolve(code)
    return place if place is not None and any(posting.reaches(place.code) for posting in reading) else None


def project_keys(posting: Posting, numbers: Iterable[str]) -> dict[str, int]:
    """The keys of those of these projects that the posting sees, by number."""
    wanted = sorted({number for number in numbers if number})
    if not wanted:
        return {}
    return dict(projects.visible_to(posting).filter(number__in=wanted).values_list("number", "pk"))
