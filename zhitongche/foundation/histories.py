"""The history of a thing with a life: its lines as a table, and the guarded step that writes one with its record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import models

from . import flow
from .audit import operations as audit
from .audit.chain import canonical, digest
from .errors import Refused
from .people.models import Posting, new_salt
from .statements import Plus, insert

Thing = TypeVar("Thing", bound=models.Model)


class HistoryLine(models.Model):
    """One step of a thing, with the words that were said; the record has only their digest.

    A room's own table names the thing by a foreign key, and that key by `OF`. The thing counts its lines in `event_count`.
    """

    OF: ClassVar[str]

    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        abstract = True


def begin(
    thing: Any, line: type[HistoryLine], verb: str, *, by: Posting | None, now: datetime, body: Mapping[str, Any]
) -> None:
    """The first line of a thing that was just inserted with `event_count` 1, and its record."""
    salt = new_salt()
    _write(thing, line, verb, by=by, now=now, before="", body=body, salt=salt)
    words = digest(salt, canonical(dict(body)))
    audit.record(f"{thing._meta.model_name}.{verb}", thing, by=by, now=now, after=thing.state, words=words)


def step(
    thing: Any,
    line: type[HistoryLine],
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    **facts: Any,
) -> None:
    """Move a thing on by its guarded UPDATE with its record (`flow.move`), and write the history's line.

    Raises NotNow as `flow.move` does.
    """
    salt = new_salt()
    written = {**(changes or {}), "event_count": Plus(1)}
    words = digest(salt, canonical(dict(body)))
    before = flow.move(thing, verb, by=by, now=now, changes=written, words=words, **facts)
    _write(thing, line, verb, by=by, now=now, before=before, body=body, salt=salt)


def hold(thing: Thing) -> Thing:
    """Lock the row until the unit ends and read it again."""
    thing.refresh_from_db(from_queryset=type(thing)._default_manager.select_for_update(no_key=True))
    return thing


def refuse_if(refusal: Refused | None) -> None:
    """Raise what a rule answered, if it answered anything."""
    if refusal is not None:
        raise refusal


def _write(
    thing: Any,
    line: type[HistoryLine],
    verb: str,
    *,
    by: Posting | None,
    now: datetime,
    before: str,
    body: Mapping[str, Any],
    salt: str,
) -> None:
    told = {"action": verb, "posting": by, "at": now, "before": before, "after": thing.state, "body": dict(body)}
    insert(line(sequence=thing.event_count, salt=salt, **told, **{line.OF: thing}))
