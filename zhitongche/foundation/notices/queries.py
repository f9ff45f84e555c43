"""Reads of notices: everybody's own."""

from django.db.models import QuerySet

from .models import Notice

ORDER = ("-at", "-id")
# “99+” says as much as any larger number.
MOST_COUNTED = 99


def of(person_id: int) -> QuerySet[Notice]:
    """A person's notices, newest first."""
    return Notice.objects.filter(person_id=person_id).order_by(*ORDER)


def newest(person_id: int, limit: int = 5) -> list[Notice]:
    return list(of(person_id)[:limit])


def unread_count(person_id: int) -> int:
    """How many the person has not read, counted up to a hundred; one statement over the index of unread ones."""
    unread = Notice.objects.filter(person_id=person_id, read_at=None).order_by().values_list("pk", flat=True)
    return len(unread[: MOST_COUNTED + 1])


def unread_words(count: int) -> str:
    """The number as the bell shows it; empty for none."""
    if count > MOST_COUNTED:
        return f"{MOST_COUNTED}+"
    return str(count) if count else ""
