"""Reads of notices, which are everybody's own, and of the outbox."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count as CountOf
from django.db.models import QuerySet

from ..people.models import Person, Posting
from ..permissions.catalogue import Permission
from ..regions.queries import inside_any
from ..statements import Given, Statement
from . import channels
from .models import Count, Message, Notice, Reach, Robot

ORDER = ("-at", "-id")
TROUBLES = ("-created_at", "-id")
# “99+” says as much as any larger number.
MOST_COUNTED = 99
MOST_SHOWN = 5
# Who did it, as `people.wording.called` names a posting.
ACTOR = ("posting__person", "posting__region", "posting__department")
TROUBLED = (Message.State.FAILED, Message.State.UNKNOWN)


_UNREAD = Statement(
    lambda: Notice.objects.filter(person_id=Given("person"), read_at=None).values_list("pk")[: MOST_COUNTED + 1]
)
_NEWEST = Statement(lambda: of(Given("person"))[:MOST_SHOWN])


def of(person_id: int | Given) -> QuerySet[Notice]:
    """A person's notices, newest first, each with who did it; one statement."""
    return Notice.objects.filter(person_id=person_id).select_related(*ACTOR).order_by(*ORDER)


def newest(person_id: int) -> list[Notice]:
    """The first of a person's notices, as many as the first page of the day shows."""
    return _NEWEST.things(person=person_id)


def unread_count(person_id: int) -> int:
    """How many the person has not read, counted up to a hundred; one statement over the index of unread ones."""
    return len(_UNREAD.rows(person=person_id))


def unread_words(count: int) -> str:
    """The number as the bell shows it; empty for none."""
    if count > MOST_COUNTED:
        return f"{MOST_COUNTED}+"
    return str(count) if count else ""


def unread_counts(persons: Iterable[int]) -> dict[int, int]:
    """How many notices each of these persons has not read; one statement."""
    unread = Notice.objects.filter(person__in=list(persons), read_at=None).order_by()
    return dict(unread.values_list("person_id").annotate(number=CountOf("pk")))


# ---- how people are reached -------------------------------------------------------------------------------------------


def reach_of(person: Person) -> Reach | None:
    """What the person has chosen; None: nothing yet."""
    return Reach.objects.filter(person=person).first()


def reachable(persons: Sequence[int]) -> set[int]:
    """Those of these persons who can be reached outside the product at all; two statements."""
    kept = {reach.person_id: reach for reach in Reach.objects.filter(person__in=persons)}
    rows = Person.objects.filter(pk__in=persons).only("phone")
    return {person.pk for person in rows if channels.order_of(person, kept.get(person.pk))}


def address_of(message: Message) -> str:
    """Where a person's message goes by its channel; read when it is sent, so that a corrected address counts."""
    if message.person is None:
        return ""
    return channels.address_of(message.person, reach_of(message.person), message.channel)


def last_tests(person: Person) -> dict[str, Message]:
    """The newest test by each channel."""
    rows = Message.objects.filter(person=person, purpose=Message.Purpose.TEST).order_by("pk")
    return {row.channel: row for row in rows}


def robots_of(*postings: Posting) -> QuerySet[Robot]:
    """The robots of the places whose ways of working these postings settle."""
    places = {posting.scope for posting in postings if posting.may(Permission.POLICY_MANAGE)}
    return Robot.objects.filter(region__in=places, removed_at=None).select_related("region").order_by("pk")


def robots_in(places: Iterable[str]) -> list[Robot]:
    return list(Robot.objects.filter(region__in=list(places), removed_at=None).order_by("pk"))


def places_with_robots() -> list[str]:
    return list(Robot.objects.filter(removed_at=None).values_list("region_id", flat=True).distinct())


# ---- the outbox -------------------------------------------------------------------------------------------------------


def due(now: datetime, limit: int) -> list[Message]:
    """What waits and may be tried, the longest waiting first."""
    rows = Message.objects.filter(state=Message.State.WAITING, next_at__lte=now)
    return list(rows.select_related("person__reach", "robot").order_by("next_at", "pk")[:limit])


def first_tries(person: Person, now: datetime) -> QuerySet[Message]:
    """What waits for a person and has not been taken yet."""
    purposes = (Message.Purpose.URGENT, Message.Purpose.DIGEST)
    return Message.objects.filter(
        person=person, state=Message.State.WAITING, channel="", purpose__in=purposes, next_at__lte=now
    )


def abandoned(now: datetime) -> list[Message]:
    """What somebody took and did not finish within the lease."""
    rows = Message.objects.filter(state=Message.State.SENDING, lease_until__lt=now)
    return list(rows.select_related("person", "robot").order_by("pk"))


def troubled(*postings: Posting) -> QuerySet[Message]:
    """Messages that did not arrive, or perhaps did, to people and robots inside a system administrator's place."""
    scopes = {posting.scope for posting in postings if posting.may(Permission.PERSON_MANAGE)}
    inside = inside_any(scopes, "person__region_id") | inside_any(scopes, "robot__region_id")
    return Message.objects.filter(inside, state__in=TROUBLED).select_related("person", "robot")


def counted_until(day: date) -> int | None:
    """The last person of the day's count so far; None once it is done."""
    row = Count.objects.filter(pk=day).first()
    if row is None:
        return 0
    return None if row.is_done else row.after_person


def serving_beyond(person_id: int, on: date, limit: int) -> dict[int, list[Posting]]:
    """The next persons by key who serve on `on`, each with what they serve as; two statements."""
    rows = Posting.objects.in_force(on)
    keys = list(
        rows.filter(person__gt=person_id).order_by("person").values_list("person", flat=True).distinct()[:limit]
    )
    found: dict[int, list[Posting]] = {key: [] for key in keys}
    for posting in rows.filter(person__in=keys).select_related("person", "region", "department__region"):
        found[posting.person_id].append(posting.as_of(on))
    return found
