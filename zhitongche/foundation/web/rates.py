"""How many requests a minute one account may make, counted by each web process for itself."""

from threading import Lock

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..errors import Refused

MINUTE = 60
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class TooMany(Refused):
    """429: the account's minute is used up; `retry_after` seconds from now a new one begins."""

    status = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(_("Too many requests in one minute. Wait a moment, then go on."))
        self.retry_after = retry_after


class _Minute:
    """The counts of the minute that runs; the next one begins empty, so that the memory is bounded."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.number = 0
        self.counts: dict[tuple[int, bool], int] = {}

    def add(self, number: int, account_id: int, is_write: bool) -> int:
        with self.lock:
            if number != self.number:
                self.number, self.counts = number, {}
            key = (account_id, is_write)
            self.counts[key] = self.counts.get(key, 0) + 1
            return self.counts[key]


_minute = _Minute()


def count(account_id: int, method: str, at: float) -> None:
    """Count one request of an account at `at` (seconds since 1970). Raises TooMany beyond the limit; a limit of 0 is none."""
    is_write = method not in SAFE_METHODS
    limit = settings.RATE_WRITES if is_write else settings.RATE_READS
    if limit and _minute.add(int(at // MINUTE), account_id, is_write) > limit:
        raise TooMany(retry_after=MINUTE - int(at % MINUTE))
