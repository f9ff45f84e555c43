import gc
import os
import subprocess
import sys
from pathlib import Path

from django.urls import clear_url_caches

from zhitongche.config import web


def test_load_opens_no_connection_before_the_fork(tmp_path: Path) -> None:
    asked = (
        "from zhitongche.config import web; web.load();"
        "from django.db import connections; import sys, threading;"
        "print([one.connection for one in connections.all(initialized_only=True)], threading.active_count())"
    )
    surroundings = os.environ | {"DATABASE_URL": "", "ZTC_HOME": str(tmp_path)}
    answer = subprocess.run([sys.executable, "-c", asked], env=surroundings, capture_output=True, check=True, text=True)
    assert answer.stdout in {"[] 1\n", "[None] 1\n"}


def test_load_freezes_what_lives_for_ever() -> None:
    try:
        web.load()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
        clear_url_caches()
