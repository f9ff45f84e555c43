"""Ways in for the benchmarks: accounts of people who are there, a session or a token for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.base import CommandError

from zhitongche.config.management.commands.scale import LARGE
from zhitongche.express.problems.models import Tally
from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Account, ApiToken, Person, Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.models import Region


def large_county() -> str:
    """The county with the most open work, that the benchmarks read; 藤县 where `ztc scale` filled the database."""
    if Tally.objects.filter(pk=LARGE).exists():
        return LARGE
    row = Tally.objects.order_by("-closed").first()
    if row is None:
        raise CommandError("There is nothing to measure yet. Run: ztc scale --problems 10000")
    return row.county


def organizer_of(place: str, now: datetime) -> Account:
    """An organizer of the place with an account; one is appointed where there is none."""
    posting = Posting.objects.filter(role=Role.ORGANIZER, region=place, ends_on=None).first()
    if posting is None:
        person = Person.objects.create(name=f"测速 {place}", created_at=now)
        region = Region.objects.get(pk=place)
        posting = Posting.objects.create(
            person=person, role=Role.ORGANIZER, region=region, starts_on=now.date(), created_at=now
        )
    return account_of(posting, now)


def serving(role: Role, **where: Any) -> Posting:
    """The first who serves so there, with all that an act asks of a posting."""
    return (
        Posting.objects.filter(role=role, ends_on=None, **where)
        .select_related("person", "region", "department__region")
        .order_by("pk")[:1]
        .get()
    )


def secretary_of(county: str) -> Posting:
    """A first secretary of one of the county's villages."""
    return serving(Role.FIRST_SECRETARY, region__code__gte=county, region__code__lt=f"{county}~")


def account_of(posting: Posting, now: datetime) -> Account:
    """The account of the posting's person; one without a password is made where there is none."""
    found = Account.objects.filter(person=posting.person_id).first()
    if found is not None:
        return found
    return operations.create_account(posting.person, by=None, now=now, username=f"bench-{posting.pk}", password=None)


def session_of(account: Account) -> str:
    """The key of a session of the account, as signing in would have made it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    key: str = session.session_key
    return key


@contextmanager
def token_of(account: Account, now: datetime) -> Iterator[str]:
    """A fresh API token of the account, revoked afterwards: an account may hold only so many."""
    plain = operations.new_token(account, by=None, now=now)
    try:
        yield plain
    finally:
        kept = ApiToken.objects.select_related("account__person").get(digest=operations.token_digest(plain))
        operations.revoke_token(kept, by=None, now=now)
