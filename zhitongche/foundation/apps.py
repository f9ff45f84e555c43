from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db import connections
from django.db.models.signals import post_migrate

from .audit import checks, triggers
from .search import engines


def guard_the_record(using: str, **kwargs: Any) -> None:
    """Put the operation log's triggers back: rebuilding a SQLite table drops them silently. And the index of search."""
    triggers.install(connections[using])
    engines.install(connections[using])


class FoundationConfig(AppConfig):
    name = "zhitongche.foundation"
    label = "foundation"

    def ready(self) -> None:
        register(checks.append_only, Tags.database)
        # The one receiver of the house.
        post_migrate.connect(guard_the_record, sender=self)
