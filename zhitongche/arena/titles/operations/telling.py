"""Whom an act concerns is told: never a name, a score or a rank, and of an objection nobody whom it does not concern."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from zhitongche.arena.alliances import queries as alliances
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.queries import persons_in_post
from zhitongche.foundation.permissions.roles import Role

from .. import bundling


def tell(verb: str, contest: Contest, hearers: Iterable[int], *, by: Posting, now: datetime) -> None:
    """A notice to each of them but the actor: the contest's title and what was done."""
    notices.tell(
        hearers,
        action=f"contest.{verb}",
        subject_kind="contest",
        subject_number=contest.number,
        title=contest.title,
        by=by,
        now=now,
    )


def entrants(contest: Contest) -> set[int]:
    return {one.person_id for one in bundling.entries_of(contest)}


def concerned(contest: Contest, now: datetime) -> set[int]:
    """Its entrants and the members of its alliance: those who may object."""
    members = alliances.members(contest.alliance, timezone.localdate(now))
    return entrants(contest) | set(members.values_list("person", flat=True))


def in_post(role: Role, place: str, now: datetime) -> set[int]:
    """Who serves in a role at that very place."""
    return set(persons_in_post(role, timezone.localdate(now), region=place).values_list("pk", flat=True))
