"""What is looked at before the product serves: that the operation log is still append-only."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution
from django.db import connections

from .triggers import weaknesses


def append_only(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """One message, `foundation.W001`, for each guard that is missing or altered; `serve` does not start over it.

    A warning and no error, because Django asks this before every migrate, and migrate is what puts the guards back.
    """
    return [
        Caution(
            f"The operation log is not protected: {weakness}.",
            hint="Run `ztc audit verify`, find out who removed it, then `ztc migrate` puts it back.",
            id="foundation.W001",
        )
        for alias in databases or ()
        for weakness in weaknesses(connections[alias])
    ]
