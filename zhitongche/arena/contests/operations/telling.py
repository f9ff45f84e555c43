"""Who hears of what happens in a contest. Names, scores and texts stay out of messages."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web.ticks import leave

from .. import queries
from ..models import Contest

# Under which it is left to the worker that a contest has other entries to be judged than before.
ENTRIES_CHANGED = "entries_changed"


def tell_members(verb: str, contest: Contest, *, by: Posting | None, now: datetime) -> None:
    """A notice to everybody who belongs to its alliance today."""
    tell(verb, contest, queries.member_persons(contest, timezone.localdate(now)), by=by, now=now)


def tell(verb: str, contest: Contest, people: Iterable[int], *, by: Posting | None, now: datetime) -> None:
    """A notice to these persons, but never to who did it."""
    notices.tell(
        people,
        action=f"contest.{verb}",
        subject_kind="contest",
        subject_number=contest.number,
        title=contest.title,
        by=by,
        now=now,
    )


def leave_to_judging(contest: Contest, mark: str, now: datetime) -> None:
    """Leave it to the worker to look which judge is tied to what is judged now; each change leaves a mark of its own."""
    leave(ENTRIES_CHANGED, f"{contest.pk}:{mark}", now)
