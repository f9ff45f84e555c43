"""What `ztc bench` knows to measure: name → (seconds, clients) → figures, one after another."""

from collections.abc import Callable, Iterator
from typing import Any

from . import acting, listing

BENCHES: dict[str, Callable[[float, int], Iterator[dict[str, Any]]]] = {"list": listing.bench, "act": acting.bench}
