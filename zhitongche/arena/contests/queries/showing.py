"""Reads of the showcase: comments, who learns from whom, pledges and what became of them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from zhitongche.arena.alliances import queries as alliances
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside_q

from ..models import Comment, Contest, Entry, Learn, Pledge, PledgePhoto


def comments_on(entries: Iterable[Entry]) -> dict[int, list[Comment]]:
    """What was said of each entry, by its key, oldest first; one statement."""
    keys = [entry.pk for entry in entries]
    rows = Comment.objects.filter(entry__in=keys).select_related(
        "posting__person", "posting__region", "posting__department"
    )
    found: dict[int, list[Comment]] = {key: [] for key in keys}
    for row in rows.order_by("pk"):
        found[row.entry_id].append(row)
    return found


def question(entry: Entry, key: int) -> Comment | None:
    """A question on this entry, by its key."""
    rows = Comment.objects.filter(entry=entry, pk=key, kind=Comment.Kind.QUESTION)
    return rows.select_related("posting").first()


def learned(entry: Entry, person: int) -> Learn | None:
    return Learn.objects.filter(entry=entry, person=person).first()


def learns_in(contest: Contest) -> list[Learn]:
    """Who learned from whom in it, in the order it was said; one statement."""
    rows = Learn.objects.filter(entry__contest=contest)
    return list(rows.select_related("entry__person", "entry__region", "person", "region").order_by("pk"))


def pledges_of(contest: Contest) -> QuerySet[Pledge]:
    """All of a contest, in the order they were made."""
    return with_source(Pledge.objects.filter(contest=contest)).order_by("pk")


def with_source(rows: QuerySet[Pledge]) -> QuerySet[Pledge]:
    return rows.select_related("contest", "person", "posting", "region", "learn__entry__region", "learn__entry__person")


def pledges_visible_to(*postings: Posting) -> QuerySet[Pledge]:
    """The pledges of the readers' places; a first secretary's are the own ones and those of the own alliance's contests."""
    conditions = [condition for posting in postings if (condition := _condition(posting)) is not None]
    rows = Pledge.objects.filter(reduce(or_, conditions)) if conditions else Pledge.objects.none()
    return with_source(rows)


def _condition(posting: Posting) -> Q | None:
    if posting.may(Permission.CONTEST_ENTER):
        membership = alliances.belonging(posting.person_id, posting.today or date.max)
        own = Q(person=posting.person_id)
        if membership is None:
            return own
        return own | Q(contest__alliance__in=[membership.alliance_id, membership.alliance.parent_id])
    if posting.may(Permission.CONTEST_READ) or posting.may(Permission.CONTEST_WATCH):
        return inside_q(posting.scope, "region_id")
    return None


def looks_after(postings: Sequence[Posting], village: str) -> bool:
    """Whether one of the postings reads contests and its place holds the village: the own one, or one of the own place."""
    return any(posting.may(Permission.CONTEST_READ) and posting.reaches(village) for posting in postings)


def learns_of_village(code: str) -> list[Learn]:
    """What a village took up at others', and what others took up at its own, the newest first; one statement."""
    rows = Learn.objects.filter(Q(region=code) | Q(entry__region=code))
    return list(
        rows.select_related("entry__contest", "entry__person", "entry__region", "person", "region").order_by("-pk")
    )


def open_pledges(contest: Contest, person: int) -> QuerySet[Pledge]:
    """Somebody's own that wait for a report, the next to be due first."""
    return pledges_of(contest).filter(person=person, state=Pledge.State.OPEN).order_by("due_on", "pk")


def pledge_photos(pledges: Iterable[Pledge]) -> dict[int, list[PledgePhoto]]:
    """What was done, seen: the photos of each pledge by its key; one statement."""
    keys = [pledge.pk for pledge in pledges]
    found: dict[int, list[PledgePhoto]] = {key: [] for key in keys}
    for row in PledgePhoto.objects.filter(pledge__in=keys).select_related("file").order_by("pk"):
        found[row.pledge_id].append(row)
    return found


def pledge_photo(contest: Contest, attachment_id: UUID) -> PledgePhoto | None:
    rows = PledgePhoto.objects.select_related("file", "pledge")
    return rows.filter(pledge__contest=contest, file=attachment_id).first()
