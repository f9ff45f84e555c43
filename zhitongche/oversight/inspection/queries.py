"""Reads of the operation log: newest first, by place, event, subject, person and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Account, Person, Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region

NEWEST_FIRST = ("-at", "-chain", "-sequence")
# Inside one chain its own order is the truth: clocks step back, numbers do not.
LAST_FIRST = ("-sequence",)
COUNTY_DIGITS = 6
SYSTEM = "system"


@dataclass(frozen=True)
class Filters:
    """What an auditor asks for; empty asks for all. `until` is the last day shown."""

    chain: str = ""
    action: str = ""
    subject: str = ""
    person: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Names:
    """Who and where the ids of some records are today; what is gone has no name."""

    persons: dict[int, str]
    accounts: dict[int, str]
    places: dict[str, str]


def visible_to(*postings: Posting) -> QuerySet[AuditRecord]:
    """The chains of the places where a posting may read the log; of the whole installation, the system's too."""
    return _within(_scopes(postings))


def listed(postings: Iterable[Posting], filters: Filters) -> tuple[QuerySet[AuditRecord], tuple[str, ...]]:
    """The records asked for and the order they are paged in."""
    scopes = _narrowed(_scopes(postings), filters.chain)
    rows = _within(scopes)
    exact = {"action": filters.action, "subject_id": filters.subject, "person_id": filters.person}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if filters.since:
        rows = rows.filter(at__gte=begins(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=begins(filters.until) + timedelta(days=1))
    is_one_chain = len(scopes) == 1 and all(_is_chain(scope) for scope in scopes)
    return rows, LAST_FIRST if is_one_chain else NEWEST_FIRST


def names(records: Iterable[AuditRecord]) -> Names:
    """The names behind the ids of some records, in three statements."""
    records = tuple(records)
    return Names(
        persons=dict(Person.objects.filter(pk__in={one.person_id for one in records}).values_list("pk", "name")),
        accounts=dict(
            Account.objects.filter(pk__in={one.account_id for one in records}).values_list("pk", "person__name")
        ),
        places=dict(Region.objects.filter(pk__in={one.chain for one in records}).values_list("pk", "short_name")),
    )


def before(record: AuditRecord) -> AuditRecord | None:
    """The record that this one is chained to."""
    return AuditRecord.objects.filter(chain=record.chain, sequence=record.sequence - 1).first()


def columns(record: AuditRecord) -> dict[str, Any]:
    """Every column by its name, as it is stored."""
    return {field.attname: getattr(record, field.attname) for field in record._meta.local_concrete_fields}


def _scopes(postings: Iterable[Posting]) -> set[str]:
    """Where the log may be read: codes of places, empty for the whole installation."""
    return {posting.scope[:COUNTY_DIGITS] for posting in postings if posting.may(Permission.AUDIT_READ)}


def _narrowed(scopes: set[str], chain: str) -> set[str]:
    """What is left of the scopes inside one place: one plain condition on the key instead of two."""
    wider = {chain for scope in scopes if chain.startswith(scope) and (chain != SYSTEM or not scope)}
    return wider or {scope for scope in scopes if scope.startswith(chain)}


def _within(scopes: set[str]) -> QuerySet[AuditRecord]:
    if not scopes:
        return AuditRecord.objects.none()
    inside = Q()
    for scope in scopes if "" not in scopes else ():
        inside |= _inside(scope)
    return AuditRecord.objects.filter(inside)


def _inside(scope: str) -> Q:
    """A county's chain, or a city's or province's with all the counties' inside it: a range of the key."""
    if _is_chain(scope):
        return Q(chain=scope)
    return Q(chain__gte=scope, chain__lt=f"{int(scope) + 1:0{len(scope)}}")


def _is_chain(scope: str) -> bool:
    """Whether a scope is one chain and no range of them."""
    return scope == SYSTEM or len(scope) == COUNTY_DIGITS
