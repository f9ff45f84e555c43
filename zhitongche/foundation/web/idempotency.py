"""A key makes an act happen once: its answer is kept in the same transaction as the effect, and given again."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from ..audit import operations as audit
from ..errors import BadInput, Refused
from ..people.models import Account
from ..statements import adapted
from .models import IdempotencyKey

HEADER = "Idempotency-Key"
# The hidden field in which a page's form carries its key.
FIELD = "idempotency_key"
KEPT = timedelta(days=30)
LONGEST_KEY = 200
# Fields of a page's form that say nothing about what is asked.
WITHOUT_MEANING = frozenset({FIELD, "csrfmiddlewaretoken"})


class NoKey(Refused):
    """400: an act came without the key that makes it safe to repeat."""

    status = 400


class KeyReused(BadInput):
    """422: the key came before with another address or body."""

    part = "header"

    def __init__(self) -> None:
        super().__init__({HEADER: _("This Idempotency-Key was used for something else. Send a new one.")})


class StillRunning(Refused):
    """409: the first request of this key has not ended; `retry_after` seconds from now it may have."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("Another request holds this at the moment. Try again shortly."))
        self.retry_after = 2


# Written without the ORM: every act sends the first two.
TAKE = (
    'INSERT INTO foundation_idempotencykey (account_id, "key", address, fingerprint, status, answer, created_at) '
    "VALUES (%s, %s, %s, %s, 0, '', %s) ON CONFLICT DO NOTHING RETURNING id"
)
KEEP = "UPDATE foundation_idempotencykey SET status = %s, answer = %s WHERE id = %s"
DROP = "DELETE FROM foundation_idempotencykey WHERE id = %s"


@dataclass(frozen=True)
class Answer:
    """What an act answers: the status, and JSON text, or the address a page goes on to."""

    status: int
    body: str
    is_replay: bool = False


def new_key() -> str:
    """A fresh key for a page's form."""
    return get_random_string(32)


def key_of(request: HttpRequest) -> str:
    """The key a request carries, in its header or in its form. Raises NoKey where it is missing or cannot be one."""
    key = request.headers.get(HEADER) or ""
    if not key and not (request.content_type or "").endswith("json"):
        key = request.POST.get(FIELD, "")
    key = key.strip()
    if not key:
        raise NoKey(_("Every act needs an Idempotency-Key, so that it can be repeated safely."))
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise NoKey(_("The Idempotency-Key must be at most 200 printable characters."))
    return key


def fingerprint(request: HttpRequest) -> str:
    """The digest of a body: raw bytes, or for a form its parts, so that a new multipart boundary makes no difference."""
    whole = hashlib.sha256()
    if request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        for part in _parts(request):
            # The length before each part keeps two parts from reading as one.
            whole.update(f"{len(part)}:".encode() + part)
    else:
        whole.update(request.body)
    return whole.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    for name, values in sorted(request.POST.lists()):
        if name not in WITHOUT_MEANING:
            yield from (f"{name}={value}".encode("utf-8", "surrogatepass") for value in values)
    for name, uploads in sorted(request.FILES.lists()):
        yield from (f"{name}:{_digest(upload)}".encode("utf-8", "surrogatepass") for upload in uploads)


def _digest(upload: UploadedFile) -> str:
    whole = hashlib.sha256()
    for chunk in upload.chunks():
        whole.update(chunk)
    upload.seek(0)
    return whole.hexdigest()


def once(
    *, account: Account, key: str, address: str, fingerprint: str, now: datetime, effect: Callable[[], Answer]
) -> Answer:
    """Run `effect` the first time the account sends `key`, and give that answer ever after.

    The key's row is inserted first: on PostgreSQL a second request waits there until the first has committed, on
    SQLite it waits for the write lock. Only answers below 400 are kept; whatever `effect` raises leaves nothing.
    Raises KeyReused where the key came before with another address or body, StillRunning where it cannot be known yet.
    """
    asked = {"address": address[:200], "fingerprint": fingerprint}
    try:
        return _first(account, key, asked, now, effect) or _again(account, key, asked)
    except OperationalError as error:
        if not _is_wait_ended(error):
            raise
        raise StillRunning from error


def _first(
    account: Account, key: str, asked: dict[str, str], now: datetime, effect: Callable[[], Answer]
) -> Answer | None:
    """Take the key, act, and keep the answer with it; None where the key was taken before."""
    with audit.unit(lends=True), connection.cursor() as cursor:
        cursor.execute(TAKE, [account.pk, key, asked["address"], asked["fingerprint"], adapted(now)])
        taken = cursor.fetchone()
        if taken is None:
            return None
        answer = effect()
        if answer.status < 400:
            cursor.execute(KEEP, [answer.status, answer.body, taken[0]])
        else:
            cursor.execute(DROP, [taken[0]])
        return answer


def _again(account: Account, key: str, asked: dict[str, str]) -> Answer:
    row = IdempotencyKey.objects.filter(account_id=account.pk, key=key).first()
    if row is None:
        raise StillRunning
    if {"address": row.address, "fingerprint": row.fingerprint} != asked:
        raise KeyReused
    return Answer(row.status, row.answer, is_replay=True)


def _is_wait_ended(error: OperationalError) -> bool:
    """Whether the database gave up waiting for a lock, as opposed to being broken."""
    code: Any = getattr(error.__cause__, "sqlstate", None)
    return code in {"55P03", "40P01"} or "locked" in str(error)


def purge(now: datetime) -> int:
    """Drop the keys older than thirty days; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()[0]
