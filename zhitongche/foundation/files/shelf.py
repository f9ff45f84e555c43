"""Where files lie on disk: outside the web's folders, readable by the product alone, named by id."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

PICTURE = ""
THUMBNAIL = "-small"


def path_of(file_id: UUID, size: str = PICTURE) -> Path:
    """The place of a file; two letters of its id spread them over 256 folders."""
    return Path(settings.HOME) / "files" / file_id.hex[:2] / f"{file_id}{size}"


def put(file_id: UUID, content: bytes, size: str = PICTURE) -> None:
    """Write a new file to the disk for good. Raises FileExistsError: nothing is ever written over."""
    path = path_of(file_id, size)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def remove(file_id: UUID) -> None:
    """Take a file and its thumbnail off the shelf, if they are there."""
    for size in (PICTURE, THUMBNAIL):
        path_of(file_id, size).unlink(missing_ok=True)


def lying(before: float) -> Iterator[UUID]:
    """The ids of all files written before `before` (seconds since 1970); one with a thumbnail comes twice."""
    for path in (Path(settings.HOME) / "files").glob("??/*"):
        name = path.name.removesuffix(THUMBNAIL)
        if _is_id(name) and path.stat().st_mtime < before:
            yield UUID(name)


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
