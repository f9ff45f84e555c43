"""Typed readers of environment variables: every setting of the product comes in through here."""

import os
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class BadSetting(ValueError):
    """An environment variable holds something its reader cannot use."""


def text(name: str, default: str = "") -> str:
    """The variable as it stands; `NAME_FILE` names a file to read instead, for secrets."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def number(name: str, default: int) -> int:
    """A whole number; raises `BadSetting` for anything else."""
    raw = text(name, str(default))
    try:
        return int(raw)
    except ValueError as error:
        raise BadSetting(f"{name} must be a whole number, not {raw!r}") from error


def switch(name: str, default: bool = False) -> bool:
    """Yes or no; raises `BadSetting` for a word that is neither."""
    raw = text(name, "1" if default else "0").strip().lower()
    if raw in TRUE_WORDS:
        return True
    if raw in FALSE_WORDS:
        return False
    raise BadSetting(f"{name} must be yes or no, not {raw!r}")


def clock(name: str, default: str) -> time:
    """A time of day such as 21:00; raises `BadSetting` for anything else."""
    raw = text(name, default)
    try:
        return time.fromisoformat(raw)
    except ValueError as error:
        raise BadSetting(f"{name} must be a time such as 21:00, not {raw!r}") from error


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def path(name: str, default: str) -> Path:
    """An absolute path; `~` is the home folder."""
    return Path(text(name, default)).expanduser().resolve()


def database(url: str, home: Path, sqlite_options: dict[str, Any]) -> dict[str, Any]:
    """Django's description of the database that `url` names; empty means the embedded one in `home`."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "zhitongche.sqlite3",
            "OPTIONS": sqlite_options,
        }
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(unquote(parts.path)),
            "OPTIONS": sqlite_options,
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(f"DATABASE_URL must begin with postgresql: or sqlite:, not {parts.scheme!r}")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        # A statement's plan is kept once the connection has sent it a few times: with many joins, planning costs more
        # than running. Behind a pooler that shares connections, `?prepare_threshold=off` turns this off.
        "OPTIONS": {
            "server_side_binding": True,
            # Whatever we read by a cursor we read to its end: a plan that is quick to its first row is three times as slow.
            "options": "-c cursor_tuple_fraction=1",
            **options,
            "prepare_threshold": _count(options, "prepare_threshold", 3),
        },
    }


def _count(options: dict[str, str], name: str, default: int) -> int | None:
    """A whole number from the address's query; `off` is None."""
    given = options.get(name, str(default))
    if given == "off":
        return None
    if not given.isdecimal():
        raise BadSetting(f"DATABASE_URL: {name} must be a whole number or off, not {given!r}")
    return int(given)
