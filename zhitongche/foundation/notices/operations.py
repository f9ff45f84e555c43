"""Every write on notices: told inside the act that causes them, read by whom they are for."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from .. import flow
from ..people.models import Posting
from ..people.wording import called
from .models import Notice

# At a time: a pooled problem may concern every liaison of a city.
BATCH = 500


def tell(
    hearers: QuerySet[Posting],
    *,
    action: str,
    subject_kind: str,
    subject_number: str,
    title: str,
    by: Posting | None,
    now: datetime,
) -> int:
    """Leave a notice with whoever serves in one of `hearers`, but never with who did it; returns how many.

    Only `action` and plain facts are kept; the sentence is made when it is read. It is called inside the act's own
    unit: no act without its notices, no notice without its act. The record of the act is the act's own.
    """
    # Kept in the office's language, whatever the actor reads in: many others will read it.
    with translation.override(settings.LANGUAGE_CODE):
        actor = called(by)[:120] if by else ""
    persons = set(hearers.values_list("person_id", flat=True)) - {by.person_id if by else None}
    Notice.objects.bulk_create(
        (
            Notice(
                person_id=person_id,
                action=action,
                subject_kind=subject_kind,
                subject_number=subject_number,
                actor=actor,
                title=title[:120],
                at=now,
            )
            for person_id in sorted(persons)
        ),
        batch_size=BATCH,
    )
    return len(persons)


@flow.operation
def mark_read(notice: Notice, *, now: datetime) -> None:
    """The person has seen it; seen once is seen. What somebody has read is nobody else's to know: not recorded."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)


@flow.operation
def mark_all_read(person_id: int, *, now: datetime) -> int:
    """The person has seen all that came until `now`; returns how many were new."""
    return Notice.objects.filter(person_id=person_id, read_at=None, at__lte=now).update(read_at=now)
