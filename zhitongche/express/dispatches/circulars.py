"""Whom each step of a dispatch is told to. No name and no phone leaves the product with it: only that something waits."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from .models import Dispatch

# verb: the circles that hear of it.
CIRCLES: dict[str, tuple[str, ...]] = {
    "propose": ("expert", "village"),
    "accept": ("village", "sender"),
    "decline": ("sender", "village"),
    "report_visit": ("village", "sender"),
    "rate": ("expert", "sender"),
    "cancel": ("expert", "village"),
}
URGENT = frozenset({"propose", "cancel"})


def tell(dispatch: Dispatch, verb: str, *, by: Posting, now: datetime) -> None:
    """Leave a notice with everybody whom a step concerns, but not with who took it; nothing for a step told to nobody."""
    circles = CIRCLES.get(verb)
    if not circles:
        return
    notices.tell(
        {person for circle in circles for person in _circle(dispatch, circle, now)},
        action=f"dispatch.{verb}",
        subject_kind="dispatch",
        subject_number=dispatch.number,
        title=dispatch.title,
        by=by,
        now=now,
        is_urgent=verb in URGENT,
    )


def _circle(dispatch: Dispatch, name: str, now: datetime) -> Iterable[int]:
    if name == "expert":
        return [dispatch.expert.person_id] if dispatch.expert.person_id else []
    posts = Posting.objects.in_force(timezone.localdate(now))
    if name == "village":
        posts = posts.filter(role=Role.FIRST_SECRETARY, region=dispatch.village_id)
    else:
        posts = posts.filter(role=Role.ORGANIZER, region=dispatch.sender.region_id)
    return posts.values_list("person_id", flat=True)
