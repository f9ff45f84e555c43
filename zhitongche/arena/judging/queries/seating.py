"""Reads of who sits on a panel, may come to sit on it, runs it or watches it."""

from datetime import date

from django.db.models import QuerySet

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import ancestors_of
from zhitongche.foundation.statements import Given as Place
from zhitongche.foundation.statements import Statement

from ..models import JudgeSeat

# What every score reads, written once.
_OWN = {"contest": Place("contest"), "person": Place("person"), "left_at": None}
_SITS = Statement(lambda: JudgeSeat.objects.filter(**_OWN).values_list("pk"))
_HELD = Statement(
    lambda: (
        JudgeSeat.objects.select_for_update(no_key=True, of=("self",))
        .select_related("posting")
        .filter(**_OWN)
        .order_by("pk")
    )
)


def seats_of(contest: Contest) -> QuerySet[JudgeSeat]:
    """All its seats by serial, of those who have left too."""
    return JudgeSeat.objects.filter(contest=contest).select_related("person", "posting").order_by("serial")


def seat_of(contest: Contest, person: int) -> JudgeSeat | None:
    """The seat that somebody holds in it today."""
    return seats_of(contest).filter(person=person, left_at=None).first()


def seat(contest: Contest, serial: int) -> JudgeSeat | None:
    return seats_of(contest).filter(serial=serial).first()


def has_seat(posting: Posting, contest: Contest) -> bool:
    """Whether a judge's posting sits on its panel."""
    if not posting.may(Permission.CONTEST_JUDGE):
        return False
    return _SITS.first(contest=contest.pk, person=posting.person_id) is not None


def held_seat(contest: Contest, person: int) -> JudgeSeat | None:
    """The seat that somebody holds in it today, with its posting, held until the unit ends."""
    seat: JudgeSeat | None = _HELD.thing(contest=contest.pk, person=person)
    return seat


def candidates(contest: Contest, on: date) -> QuerySet[Posting]:
    """The judges' postings in force on a day whose place holds the contest's: the pool a panel is drawn from."""
    rows = Posting.objects.in_force(on).filter(role=Role.JUDGE, region__in=ancestors_of(contest.region_id))
    return rows.select_related("person", "region").order_by("person__name", "pk")


def runners(contest: Contest, on: date) -> set[int]:
    """Persons who run the contest or watch it: its organizers and supervisors on a day."""
    rows = Posting.objects.in_force(on).filter(
        role__in=(Role.ORGANIZER, Role.SUPERVISOR), region__in=ancestors_of(contest.region_id)
    )
    return set(rows.values_list("person", flat=True))


def supervisors(contest: Contest, on: date) -> list[int]:
    """Persons who watch it on a day, to be told."""
    rows = Posting.objects.in_force(on).filter(role=Role.SUPERVISOR, region__in=ancestors_of(contest.region_id))
    return sorted(set(rows.values_list("person", flat=True)))


def seat_of_card(digest: str) -> JudgeSeat | None:
    """The seat that a card opens, with its person; whether it still opens it is the rule's question."""
    rows = JudgeSeat.objects.filter(card_digest=digest).select_related("contest", "person", "posting")
    return rows.first() if digest else None


def account_of(person: int) -> Account | None:
    return Account.objects.filter(person=person).first()
