"""The vendors' access tokens: fetched once, kept for all processes until shortly before they end."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache

# A token is not used in its last minutes: the message is still on its way then.
SPARE_SECONDS = 300


@dataclass(frozen=True)
class Token:
    text: str
    seconds: int


class TokenRefused(Exception):
    """The vendor gave no token; the message is its code."""


def kept(channel: str, fetch: Callable[[], Token]) -> str:
    """The channel's token, from the cache or fetched. Raises what `fetch` raises."""
    name = _name(channel)
    found = cache.get(name)
    if isinstance(found, str):
        return found
    token = fetch()
    cache.set(name, token.text, max(token.seconds - SPARE_SECONDS, 1))
    return token.text


def forget(channel: str) -> None:
    """The vendor no longer takes it."""
    cache.delete(_name(channel))


def _name(channel: str) -> str:
    return f"notices:token:{channel}"
