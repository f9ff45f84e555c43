"""Who asks: an account together with all it serves as, in one statement that every request sends.

Nothing is remembered between requests: a posting that ended, an account that was disabled, a token that was revoked
counts at once, in every process.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from ..regions.models import Region
from ..statements import Given, Row, Statement
from .models import Account, Department, Person, Posting

ACCOUNT = tuple(field.attname for field in Account._meta.concrete_fields)
# What rules, pages and the record ask of a person, a posting, its place and its department.
PERSON = ("id", "name", "region_id", "is_demonstration")
POSTING = ("id", "person_id", "role", "region_id", "department_id", "starts_on", "ends_on")
DEPARTMENT = ("id", "code", "name", "short_name", "region_id")
PLACE = ("code", "level", "name", "short_name")
# The parts of a row: where each is found from the account, and its columns.
PARTS = (
    ("", ACCOUNT),
    ("person__", PERSON),
    ("person__postings__", POSTING),
    ("person__postings__region__", PLACE),
    ("person__postings__department__", DEPARTMENT),
    ("person__postings__department__region__", PLACE),
)
COLUMNS = tuple(path + column for path, columns in PARTS for column in columns)
ORDER = ("person__postings__starts_on", "person__postings__pk")

_BY_KEY = Statement(lambda: Account.objects.filter(pk=Given("key")).order_by(*ORDER).values_list(*COLUMNS))
_BY_TOKEN = Statement(
    lambda: (
        Account.objects.filter(tokens__digest=Given("digest"), tokens__revoked_at=None, is_active=True)
        .order_by(*ORDER)
        .values_list(*COLUMNS)
    )
)


def account_by_key(key: int) -> Account | None:
    """The account with this key, whether or not it is active."""
    return _account(_BY_KEY.rows(key=key))


def account_by_token(digest: str) -> Account | None:
    """Whom the token with this digest stands for; None where it opens nothing, or the account is disabled."""
    return _account(_BY_TOKEN.rows(digest=digest))


def postings_of(account: Account, on: date) -> tuple[Posting, ...]:
    """What the person serves as on `on`, oldest first, of an account that this module has read."""
    return tuple(posting.as_of(on) for posting in account.postings_read if posting.is_in_force(on))


def _account(rows: Sequence[Row]) -> Account | None:
    """One account from its rows, one a posting; a person without any has one row with nothing in their place."""
    if not rows:
        return None
    account, person, *_rest = _parts(rows[0])
    made: Account = _made(Account, ACCOUNT, account)
    made.person = _made(Person, PERSON, person)
    made.postings_read = tuple(_posting(made.person, row) for row in rows if row[_KEY_OF_POSTING] is not None)
    return made


def _posting(person: Person, row: Row) -> Posting:
    _account_part, _person_part, posting, region, department, place = _parts(row)
    made: Posting = _made(Posting, POSTING, posting)
    made.person = person
    made.region = _made(Region, PLACE, region)
    made.department = _made(Department, DEPARTMENT, department)
    if made.department is not None:
        made.department.region = _made(Region, PLACE, place)
    return made


def _parts(row: Row) -> list[Row]:
    return [row[start:end] for start, end in _ENDS]


def _made(kind: type[models.Model], columns: Sequence[str], values: Row) -> Any:
    """An instance with these columns, the others read when asked for; None where the row has none."""
    return None if values[0] is None else kind.from_db(DEFAULT_DB_ALIAS, columns, values)


def _ends() -> list[tuple[int, int]]:
    """Where in a row each part begins and ends."""
    ends, at = [], 0
    for _path, columns in PARTS:
        ends.append((at, at + len(columns)))
        at += len(columns)
    return ends


_ENDS = _ends()
_KEY_OF_POSTING = _ENDS[2][0]
