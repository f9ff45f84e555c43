"""A record as an auditor reads it: a sentence, who, from where, and whether its link holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.audit.chain import ALGORITHM, GENESIS, link
from zhitongche.foundation.audit.models import AuditRecord

from . import queries, wording
from .queries import Names

SHORT_HASH = 12


@dataclass(frozen=True)
class Row:
    """One line of the log in the reader's language."""

    record: AuditRecord
    sentence: str
    who: str
    role: str
    kind: str
    place: str
    before: str
    after: str
    short_hash: str


def rows(records: Sequence[AuditRecord]) -> list[Row]:
    """Lines for a page; the names in three statements, however many lines."""
    known = queries.names(records)
    return [_row(record, known) for record in records]


def _row(record: AuditRecord, known: Names) -> Row:
    return Row(
        record=record,
        sentence=wording.sentence(record.action),
        who=_who(record, known),
        role=wording.role(record.role),
        kind=wording.kind(record.subject_kind),
        place=_("The system") if record.chain == "system" else known.places.get(record.chain, record.chain),
        before=wording.state(record.before, record.subject_kind),
        after=wording.state(record.after, record.subject_kind),
        short_hash=record.hash[:SHORT_HASH],
    )


def _who(record: AuditRecord, known: Names) -> str:
    """The person, else the account's; the log outlives both."""
    if record.person_id is not None:
        return known.persons.get(record.person_id) or _("Somebody since deleted")
    if record.account_id is not None:
        return known.accounts.get(record.account_id) or _("Somebody since deleted")
    # Whoever fails to sign in is nobody yet, but comes from somewhere.
    return _("Not signed in") if record.address else _("The system")


def link_faults(record: AuditRecord) -> list[str]:
    """What is wrong with a record and its link to the one before it, as sentences; empty where it holds."""
    faults = []
    if record.algorithm != ALGORITHM or link(queries.columns(record)) != record.hash:
        faults.append(_("The hash is not that of the record: it was changed."))
    previous = queries.before(record)
    if record.sequence == 1:
        is_linked = record.previous_hash == GENESIS
    else:
        is_linked = previous is not None and record.previous_hash == previous.hash
    if not is_linked:
        faults.append(_("It is not chained to the record before it."))
    return faults


def as_json(row: Row) -> dict[str, Any]:
    """A record for programs: every column as it is stored, and the names of today beside it."""
    return {
        **queries.columns(row.record),
        "sentence": row.sentence,
        "by": {"name": row.who, "role": row.role},
        "place": row.place,
    }
