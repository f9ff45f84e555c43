"""Every write on jobs and on what sheets mean: asked for, taken by one worker at a time, ended once, purged after a week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from .. import flow
from ..audit import operations as audit
from ..errors import BadInput, NotNow, Refused
from ..people.models import Account, Posting
from . import shelf
from .bulk import create_all
from .guard import MOST_BYTES
from .models import ColumnMapping, Job, SheetLine

KEPT = timedelta(days=7)
# A worker says so much oftener that it is still at work; whoever is silent for longer has died.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 3
# At a time, when looking which files on disk have a row.
BATCH = 500
WITH = ("owner__person", "posting__person", "posting__region", "posting__department__region")


class LeaseLost(Exception):
    """Another worker has taken the job in the meantime; what was written so far is thrown away."""


@dataclass(frozen=True)
class Progress:
    """Tells the job's page how far it is, and keeps the lease; the clock is asked each time, for work takes long."""

    job: Job
    clock: Callable[[], datetime]

    def __call__(self, done: int) -> None:
        """Raises LeaseLost where somebody else holds the job now."""
        held = _held(self.job)
        if not held.update(done_count=done, lease_until=self.clock() + LEASE):
            raise LeaseLost


# Writes the job's file to the path, sets `total_count` to its rows and returns its digest; no digest, no file. Raises Refused for what its
# owner may not or cannot have.
Work = Callable[[Job, Path, Callable[[int], None], datetime], str]


@dataclass(frozen=True)
class Kind:
    """How one kind of job is called, done, and recorded: `record(job, now)` runs in the unit that ends it."""

    label: Any
    work: Work
    record: Callable[[Job, datetime], None]


@flow.operation
def ask(
    kind: str,
    *,
    by: Posting,
    now: datetime,
    owner: Account,
    parameters: Mapping[str, Any],
    total_count: int = 0,
    file_name: str = "",
    state: Job.State = Job.State.WAITING,
) -> Job:
    """Put work into the queue; where the same waits already for the same account, that one is the answer."""
    wanted = {"kind": kind, "owner": owner, "parameters": dict(parameters)}
    if state == Job.State.WAITING:
        waiting = Job.objects.filter(**wanted, state__in=[Job.State.WAITING, Job.State.RUNNING]).first()
        if waiting is not None:
            return waiting
    return Job.objects.create(
        **wanted, posting=by, state=state, total_count=total_count, file_name=file_name, created_at=now
    )


@flow.operation
def hold(
    upload: "UploadedFile[Any]",
    kind: str,
    *,
    by: Posting,
    now: datetime,
    owner: Account,
    page: str,
    parameters: Mapping[str, Any],
) -> Job:
    """Keep a sheet until its sender has seen what it would do; `page` is the name of the address that shows it.

    Raises BadInput (`sheet`) for a file that is too large.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise BadInput({"sheet": _("The file is larger than 20 MB.")})
    name = "".join(sign for sign in upload.name or "" if sign.isprintable())[-120:]
    given = {**parameters, "page": page}
    job = ask(kind, by=by, now=now, owner=owner, parameters=given, file_name=name, state=Job.State.HELD)
    with sheet_of(job).open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    return job


def sheet_of(job: Job) -> Path:
    """Where a held sheet lies; it keeps its ending, which says what it is."""
    ending = PurePath(job.file_name).suffix.lower()
    return shelf.path_of(job.pk, ending if ending[1:].isalnum() and len(ending) < 6 else "")


def run_at_once(job: Job, kind: Kind, now: datetime, path: Path | None = None) -> Job:
    """Do a small job while its owner waits; `path` is where the file goes instead of the shelf.

    Raises what the work raises; the job is then gone with the transaction it was asked in.
    """
    target = path or shelf.path_of(job.pk)
    draft = shelf.draft_of(job.pk)
    try:
        digest = kind.work(job, draft, lambda _done: None, now)
        shelf.finish(draft, target) if path is None else target.write_bytes(draft.read_bytes())
    finally:
        draft.unlink(missing_ok=True)
    if path is not None:
        Job.objects.filter(pk=job.pk).update(file_name="")
    end(job, by=job.posting, now=now, digest=digest, record=kind.record)
    return job


def run_waiting(kinds: Mapping[str, Kind], *, now: datetime, clock: Callable[[], datetime]) -> int:
    """Do every job that waits, and those whose worker has died; returns how many were done."""
    count = 0
    while (job := take(now)) is not None:
        count += _run(job, kinds[job.kind], clock)
        now = clock()
    return count


def take(now: datetime) -> Job | None:
    """The oldest job that nobody works on, now ours for the length of a lease; None where there is none."""
    free = Job.objects.filter(Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now))
    for key in list(free.order_by("created_at").values_list("pk", flat=True)[:10]):
        taken = free.filter(pk=key).update(
            state=Job.State.RUNNING,
            started_at=now,
            lease_until=now + LEASE,
            attempt_count=F("attempt_count") + 1,
            done_count=0,
        )
        if taken:
            return Job.objects.select_related(*WITH).get(pk=key)
    return None


def _run(job: Job, kind: Kind, clock: Callable[[], datetime]) -> int:
    draft = shelf.draft_of(job.pk)
    try:
        if job.attempt_count > MOST_ATTEMPTS:
            raise Refused(_("It was begun three times and never ended. Ask for less at once."))
        digest = kind.work(job, draft, Progress(job, clock), clock())
        end(job, by=job.posting, now=clock(), digest=digest, record=kind.record, draft=draft if digest else None)
    except LeaseLost:
        return 0
    except Refused as refused:
        _fail(job, str(refused), clock())
        return 0
    except Exception:
        _fail(job, _("Something broke on our side. Ask for it again."), clock())
        raise
    finally:
        draft.unlink(missing_ok=True)
    return 1


@flow.operation
def end(
    job: Job,
    *,
    by: Posting,
    now: datetime,
    digest: str,
    record: Callable[[Job, datetime], None],
    draft: Path | None = None,
) -> None:
    """The job is done, once: whoever lost the lease ends nothing. Its file is put in its place as the last step."""
    job.digest = digest
    ended = _held(job).update(
        state=Job.State.DONE,
        digest=digest,
        ended_at=now,
        lease_until=None,
        done_count=job.total_count,
        total_count=job.total_count,
    )
    if not ended:
        raise LeaseLost
    record(job, now)
    if draft is not None:
        shelf.finish(draft, shelf.path_of(job.pk))


def size(job: Job) -> None:
    """Say how much there is to do, once the work has counted it."""
    _held(job).update(total_count=job.total_count)


@flow.operation
def settle(job: Job, *, by: Posting, now: datetime, count: int) -> None:
    """A held sheet was carried out; the acts it asked for are recorded as such. Raises NotNow where it was before."""
    job.total_count = count
    try:
        end(job, by=by, now=now, digest="", record=lambda _job, _now: None)
    except LeaseLost as lost:
        raise NotNow(_("This sheet was carried out already.")) from lost


@flow.operation
def release(job: Job, *, by: Posting, now: datetime, count: int) -> None:
    """A held sheet of `count` rows is to be carried out by a worker. Raises NotNow where it was before, or is being."""
    if not Job.objects.filter(pk=job.pk, state=Job.State.HELD).update(state=Job.State.WAITING, total_count=count):
        raise NotNow(_("This sheet was carried out already."))


@flow.operation
def drop(job: Job, *, by: Posting, now: datetime) -> None:
    """The owner does not want what is held."""
    if Job.objects.filter(pk=job.pk, state=Job.State.HELD).delete()[0]:
        shelf.remove(job.pk)


@flow.operation
def choose_columns(
    *, by: Posting, now: datetime, kind: str, office: str, fingerprint: str, columns: Mapping[str, int]
) -> None:
    """Remember what the columns of a sheet with these headings mean; the last choice counts."""
    ColumnMapping.objects.update_or_create(
        kind=kind,
        office=office,
        fingerprint=fingerprint,
        defaults={"columns": dict(columns), "chosen_by": by, "chosen_at": now},
    )


def remember_lines(kind: str, taken: Mapping[str, str], now: datetime) -> None:
    """Mark lines as acted on, {fingerprint: number}; part of the act's own unit, so that both are there or neither.

    Raises NotNow where somebody else has taken one of them since this one looked.
    """
    try:
        with audit.unit():
            create_all([SheetLine(kind=kind, fingerprint=one, number=number, at=now) for one, number in taken.items()])
    except IntegrityError as error:
        raise NotNow(_("Somebody has sent these rows in the same moment. Look at the sheet again.")) from error


def purge_jobs(now: datetime) -> int:
    """Drop jobs older than a week with their files, and files no job knows; returns how many went."""
    old = Job.objects.filter(created_at__lt=now - KEPT)
    keys = list(old.values_list("pk", flat=True))
    for key in keys:
        shelf.remove(key)
    old.filter(pk__in=keys).delete()
    _sweep(now)
    return len(keys)


def _sweep(now: datetime) -> None:
    lying = sorted(set(shelf.lying((now - KEPT).timestamp())))
    known = set[UUID]()
    for start in range(0, len(lying), BATCH):
        known |= set(Job.objects.filter(pk__in=lying[start : start + BATCH]).values_list("pk", flat=True))
    for key in lying:
        if key not in known:
            shelf.remove(key)


def _held(job: Job) -> Any:
    """The job's row while it is still this attempt's: a guarded UPDATE on it fails for whoever lost the lease."""
    open_states = [Job.State.HELD, Job.State.WAITING, Job.State.RUNNING]
    return Job.objects.filter(pk=job.pk, attempt_count=job.attempt_count, state__in=open_states)


def _fail(job: Job, sentence: str, now: datetime) -> None:
    _held(job).update(state=Job.State.FAILED, error=sentence[:300], ended_at=now, lease_until=None)
