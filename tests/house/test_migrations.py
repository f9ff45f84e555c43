"""The history of the tables: one end for each app, and nothing in the models that it lacks."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = [app.label for app in apps.get_app_configs() if app.name.startswith("zhitongche.")]


@pytest.mark.parametrize("label", OURS)
def test_every_app_has_one_last_migration(label: str) -> None:
    folder = Path(apps.get_app_config(label).path) / "migrations"
    assert len(MigrationLoader(None).graph.leaf_nodes(label)) == int(folder.is_dir())


@pytest.mark.django_db
def test_the_models_and_the_migrations_agree(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    assert "No changes detected" in capsys.readouterr().out
