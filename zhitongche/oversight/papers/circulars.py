"""Whom each step of a paper is told to."""

from datetime import datetime

from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting

from . import queries
from .models import Paper

# To those who may sign, and to whoever drafted it.
TO_SIGNERS = frozenset({"submit", "propose_recall"})
TO_DRAFTER = frozenset({"draft", "return", "issue", "recall", "keep"})


def tell(paper: Paper, verb: str, *, by: Posting | None, now: datetime) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it."""
    if verb in TO_SIGNERS:
        posts = Posting.objects.in_force(timezone.localdate(now)).filter(queries.signers_of(paper))
        hearers = set(posts.values_list("person_id", flat=True))
    elif verb in TO_DRAFTER:
        hearers = {paper.drafter.person_id} | ({paper.asked_by.person_id} if paper.asked_by else set())
    else:
        return
    notices.tell(
        hearers,
        action=f"paper.{verb}",
        subject_kind="paper",
        subject_number=paper.number,
        title=paper.title,
        by=by,
        now=now,
    )
