"""The one way into the operation log. `record` only collects; the outermost `unit` writes, as its last statements."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction

from .chain import ALGORITHM, canonical, link
from .models import AuditHead, AuditRecord

if TYPE_CHECKING:
    from ..people.models import Posting


class Subject(Protocol):
    """What a record can be about: it knows its chain and the name it goes by in the log."""

    @property
    def audit_chain(self) -> str: ...
    @property
    def audit_id(self) -> str: ...


@dataclass(frozen=True)
class Origin:
    """The account and network address an act comes from; the middleware, a token or a command sets it."""

    account_id: int | None = None
    address: str = ""


@dataclass
class _Unit:
    collected: list[dict[str, Any]] = field(default_factory=list)


origin: ContextVar[Origin] = ContextVar("origin", default=Origin())
_unit: ContextVar[_Unit | None] = ContextVar("unit", default=None)


@contextmanager
def unit() -> Iterator[None]:
    """One transaction of record: all that was done and its lines in the log, or nothing.

    Units nest; the outermost commits. A nested one that fails and is caught takes its own lines with it.
    """
    outer = _unit.get()
    if outer is not None:
        kept = len(outer.collected)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            del outer.collected[kept:]
            raise
        return
    mine = _Unit()
    token = _unit.set(mine)
    try:
        with transaction.atomic():
            yield
            _append(mine.collected)
    finally:
        _unit.reset(token)


def record(
    action: str,
    subject: Subject,
    *,
    by: "Posting | None",
    now: datetime,
    before: str = "",
    after: str = "",
    **facts: Any,
) -> None:
    """Collect one line for the log: ids, codes, states, dates and digests in `facts`, never a free text.

    Raises RuntimeError outside a unit: an act without its record is a fault of the programmer.
    """
    current = _unit.get()
    if current is None:
        raise RuntimeError(f"{action} was recorded outside a unit of work")
    source = origin.get()
    current.collected.append(
        {
            "chain": subject.audit_chain,
            "at": now,
            "action": action,
            "subject_kind": type(subject).__name__.lower(),
            "subject_id": subject.audit_id,
            "account_id": source.account_id,
            "person_id": by.person_id if by else None,
            "posting_id": by.pk if by else None,
            "role": by.role if by else "",
            "address": source.address,
            "before": before,
            "after": after,
            "facts": canonical(facts),
            "algorithm": ALGORITHM,
        }
    )


def _append(collected: list[dict[str, Any]]) -> None:
    """Write the lines, chain by chain in one order for everybody, so that two writers never wait for each other."""
    for chain in sorted({line["chain"] for line in collected}):
        head = _locked_head(chain)
        rows = []
        for line in collected:
            if line["chain"] != chain:
                continue
            head.size += 1
            line |= {"sequence": head.size, "previous_hash": head.hash}
            head.hash = link(line)
            rows.append(AuditRecord(**line, hash=head.hash))
        AuditRecord.objects.bulk_create(rows)
        AuditHead.objects.filter(pk=chain).update(size=head.size, hash=head.hash)


def _locked_head(chain: str) -> AuditHead:
    """The end of a chain, held until the transaction ends."""
    head = AuditHead.objects.select_for_update().filter(pk=chain).first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get(pk=chain)
    return head
