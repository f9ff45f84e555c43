"""The daily count: one message for each person who has something to do, one for each robot."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from ... import flow
from .. import queries, wording
from ..models import Count, Message


class Waiting(NamedTuple):
    """What waits for one person: things to do, and notices not read."""

    tasks: int
    news: int


@flow.operation
def keep_count(day: date, counts: Mapping[int, Waiting], *, after: int, last: int | None, now: datetime) -> bool:
    """Write one batch of a day's count: the persons with keys beyond `after` up to `last` (None: there are no more).

    False where another worker has written this batch; then nothing is written.
    """
    Count.objects.bulk_create([Count(day=day)], ignore_conflicts=True)
    changes = {"is_done": True} if last is None else {"after_person": last}
    if not Count.objects.filter(pk=day, after_person=after, is_done=False).update(**changes):
        return False
    Message.objects.bulk_create(
        (_message(person, count, day, now) for person, count in counts.items() if count.tasks or count.news),
        ignore_conflicts=True,
    )
    return True


def _message(person: int, count: Waiting, day: date, now: datetime) -> Message:
    return Message(
        person_id=person,
        purpose=Message.Purpose.DIGEST,
        dedupe_key=f"digest:{day}:{person}",
        sentence=wording.TASKS if count.tasks else wording.NEWS,
        count=count.tasks or count.news,
        next_at=now,
        created_at=now,
    )


@flow.operation
def robots_due(day: date, counts: Mapping[str, int], *, now: datetime) -> int:
    """Let the robots of these places tell how much is in hand there; `counts` by the places' codes. Returns how many."""
    robots = [robot for robot in queries.robots_in(counts) if counts[robot.region_id]]
    made = Message.objects.bulk_create(
        (
            Message(
                robot=robot,
                purpose=Message.Purpose.DIGEST,
                dedupe_key=f"robot:{day}:{robot.pk}",
                sentence=wording.PLACE,
                count=counts[robot.region_id],
                next_at=now,
                created_at=now,
            )
            for robot in robots
        ),
        ignore_conflicts=True,
    )
    return len(made)
