"""Requests a minute, by account and by kind."""

from typing import Any

import pytest

from zhitongche.foundation.web.rates import TooMany, count

MINUTE = 60_000_000 * 60.0


def test_count_refuses_what_is_beyond_the_limit_until_the_minute_ends(settings: Any) -> None:
    settings.RATE_WRITES = 2
    count(1, "POST", MINUTE)
    count(1, "POST", MINUTE + 1)
    with pytest.raises(TooMany) as refused:
        count(1, "POST", MINUTE + 45.5)
    assert (refused.value.status, refused.value.retry_after) == (429, 15)
    count(1, "POST", MINUTE + 60)


def test_count_keeps_accounts_and_kinds_apart(settings: Any) -> None:
    settings.RATE_WRITES = settings.RATE_READS = 1
    at = MINUTE + 600
    count(1, "POST", at)
    count(1, "GET", at)
    count(2, "POST", at)
    with pytest.raises(TooMany):
        count(1, "HEAD", at)


def test_count_of_zero_is_no_limit(settings: Any) -> None:
    settings.RATE_READS = 0
    for _number in range(50):
        count(3, "GET", MINUTE + 1200)
