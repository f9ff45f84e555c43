"""Whom an act concerns is told: never a name, a score or a rank, and of an objection nobody whom it does not concern."""

from datetime import datetime

from django.utils import timezone

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.operations.telling import tell
from zhitongche.foundation.people.queries import persons_in_post
from zhitongche.foundation.permissions.roles import Role

from .. import bundling

__all__ = ["concerned", "entrants", "in_post", "tell"]


def entrants(contest: Contest) -> set[int]:
    return {one.person_id for one in bundling.entries_of(contest)}


def concerned(contest: Contest, now: datetime) -> set[int]:
    """Its entrants and the members of its alliance: those who may object."""
    return entrants(contest) | set(contests.member_persons(contest, timezone.localdate(now)))


def in_post(role: Role, place: str, now: datetime) -> set[int]:
    """Who serves in a role at that very place."""
    return set(persons_in_post(role, timezone.localdate(now), region=place).values_list("pk", flat=True))
