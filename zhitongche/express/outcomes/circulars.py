"""Whom each step is told to."""

from collections.abc import Iterable
from datetime import datetime

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting

from .models import Outcome


def tell(outcome: Outcome, verb: str, hearers: Iterable[Posting], *, by: Posting, now: datetime) -> None:
    """Leave a notice with whoever recorded or checked the figure, but not with who took the step."""
    notices.tell(
        [posting.person_id for posting in hearers],
        action=f"outcome.{verb}",
        subject_kind="outcome",
        subject_number=outcome.number,
        title=outcome.office_title,
        by=by,
        now=now,
    )
