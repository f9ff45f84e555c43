"""Where the files of jobs lie: beside the attachments, readable by the product alone, gone after a week."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings


def path_of(job_id: UUID, ending: str = "") -> Path:
    """The place of a job's file; its folder is made where it is missing."""
    folder = Path(settings.HOME) / "jobs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{job_id}{ending}"


def draft_of(job_id: UUID) -> Path:
    """Where a file is written until it is whole; each worker writes its own."""
    return path_of(job_id, f".{os.getpid()}.part")


def finish(draft: Path, target: Path) -> None:
    """Put a written file in its place at once: nobody ever finds half of it."""
    draft.chmod(0o600)
    draft.replace(target)


def remove(job_id: UUID) -> None:
    for path in path_of(job_id).parent.glob(f"{job_id}*"):
        path.unlink(missing_ok=True)


def lying(before: float) -> Iterator[UUID]:
    """The ids of all files last written before `before` (seconds since 1970)."""
    for path in (Path(settings.HOME) / "jobs").glob("*"):
        name = path.name[:36]
        if path.stat().st_mtime < before and len(name) == 36:
            yield UUID(name)
