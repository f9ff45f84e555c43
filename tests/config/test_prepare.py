import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from zhitongche.config.reference import CATEGORIES
from zhitongche.express.problems.models import Category


@pytest.mark.django_db
def test_prepare_twice_changes_nothing_more(committed: str) -> None:
    call_command("prepare")
    Category.objects.filter(pk="roads").update(name="修路")
    said = StringIO()
    call_command("prepare", stdout=said)
    assert said.getvalue() == ""
    assert list(Category.objects.order_by("position").values_list("code", flat=True)) == [
        code for code, _name, _english in CATEGORIES
    ]
    assert Category.objects.get(pk="roads").name == "修路"


@pytest.mark.django_db
def test_the_cache_is_a_table_of_the_database() -> None:
    assert "cache" in connection.introspection.table_names()
    cache.set("door", "open", 60)
    assert cache.get("door") == "open"


def test_prepare_makes_a_database_from_nothing(tmp_path: Path) -> None:
    surroundings = os.environ | {"DATABASE_URL": "", "ZTC_HOME": str(tmp_path / "home")}
    ztc = [sys.executable, "-m", "zhitongche.config.console"]
    subprocess.run([*ztc, "prepare"], env=surroundings, check=True, capture_output=True)
    kept = tmp_path / "home" / "zhitongche.sqlite3"
    assert kept.stat().st_size > 0
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o777 == 0o600
