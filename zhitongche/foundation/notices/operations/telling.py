"""Telling inside the act that causes it, and reading by whom it is for."""

from collections.abc import Iterable
from datetime import datetime

from ... import flow
from ...people.models import Posting
from ...statements import insert_all
from .. import wording
from ..channels import offered
from ..models import Message, Notice

# At a time: a pooled problem may concern every liaison of a city.
BATCH = 500


def tell(
    hearers: Iterable[int],
    *,
    action: str,
    subject_kind: str,
    subject_number: str,
    title: str,
    by: Posting | None,
    now: datetime,
    is_urgent: bool = False,
) -> int:
    """Leave a notice with each of these persons, but never with who did it; returns how many.

    Only `action`, the actor's posting and plain facts are kept; the sentence is made when it is read. It is called
    inside the act's own unit: no act without its notices, no notice without its act. The record of the act is the act's
    own. An urgent one also leaves a message for the worker to send outside; any other only raises the daily count.
    """
    persons = sorted(set(hearers) - {by.person_id if by else None})
    insert_all(
        [
            Notice(
                person_id=person_id,
                action=action,
                subject_kind=subject_kind,
                subject_number=subject_number,
                posting=by,
                title=title[:120],
                is_urgent=is_urgent,
                at=now,
            )
            for person_id in persons
        ]
    )
    if is_urgent and persons and offered():
        _send_out(persons, subject_number, now)
    return len(persons)


def _send_out(persons: Iterable[int], subject_number: str, now: datetime) -> None:
    """One row each for the outbox. No two acts write the same key, so that none waits for another here."""
    Message.objects.bulk_create(
        (
            Message(
                person_id=person_id,
                purpose=Message.Purpose.URGENT,
                dedupe_key=f"urgent:{person_id}:{subject_number}:{now:%Y%m%d%H%M%S%f}",
                sentence=wording.TASKS,
                next_at=now,
                created_at=now,
            )
            for person_id in persons
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


@flow.operation
def mark_read(notice: Notice, *, now: datetime) -> None:
    """The person has seen it; seen once is seen. What somebody has read is nobody else's to know: not recorded."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now)


@flow.operation
def mark_all_read(person_id: int, *, now: datetime) -> int:
    """The person has seen all that came until `now`; returns how many were new."""
    return Notice.objects.filter(person_id=person_id, read_at=None, at__lte=now).update(read_at=now)
