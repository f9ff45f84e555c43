"""Sheets for programs: a list in, a list out, and the caller's own jobs, how far each is, and its file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from ..errors import BadInput
from ..web import acts
from ..web.api import KEY_PARAMETER, ListQuery, json_answer, page_of
from . import fates, operations, queries, shelf
from .guard import MOST_BYTES, WORKBOOKS
from .intake import Intake, P
from .models import Job
from .outflow import Asked, Outflow
from .views import send

router = Router(tags=["jobs"])
FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
SENDS = {
    "parameters": [KEY_PARAMETER],
    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FILE}}},
}


class SheetFaultOut(Schema):
    column: str
    msg: str


class SheetRowOut(Schema):
    """`fate` is what becomes of the row; `number` the thing it is, once it is one."""

    row: int
    fate: fates.Fate
    number: str | None
    note: str | None
    faults: list[SheetFaultOut]


class JobOut(Schema):
    """`state` is held, waiting, running, done or failed; `file` the address of its file once it is done."""

    id: UUID
    kind: str
    state: str
    done: int
    total: int
    error: str | None
    created_at: datetime
    ended_at: datetime | None
    file: str | None


class JobList(Schema):
    items: list[JobOut]
    next: str | None


def imported(
    request: Any, intake: Intake[P], tell: Callable[[P, int], dict[str, Any]], *, is_check: bool
) -> tuple[int, Any]:
    """The answer to a list sent: 200 what it would do, 201 what it did, 202 the job that takes a long one.

    Raises NotYourDuty, and BadInput with each fault as `rows.row.column`, for the file as a whole as `file`.
    """
    by = acts.sender(intake.why_not, request.postings)
    with _sheet_sent(request) as path:
        try:
            plan = intake.plan(path, by=by, now=request.now)
        except BadInput as bad:
            raise BadInput({"file": next(iter(bad.faults.values()))}) from bad
    if is_check:
        return 200, tell(plan, 0)
    if plan.has_faults:
        raise BadInput({_within(place): said for place, said in plan.faults_told().items()})
    if intake.is_long(plan):
        job = intake.hold(request.FILES["file"], request, by)
        operations.release(job, by=by, now=request.now, count=plan.to_do)
        job.refresh_from_db()
        return 202, {"job": job.pk, **present(job)}
    count, _said = intake.run(plan, by=by, now=request.now)
    return 201, tell(plan, count)


class FormatQuery(Schema):
    """As which kind of file."""

    format: str = Field("xlsx", description="xlsx, csv, docx or pdf")


class SheetQuery(FormatQuery):
    """As which kind of file, narrowed by place and by the days it was told on, or one number."""

    region: str = ""
    since: date | None = None
    until: date | None = Field(None, description="before this day")
    number: str = ""

    def asked(self, kind: str) -> Asked:
        return Asked(kind, f".{self.format}", self.region, self.since, self.until, self.number)


GIVES = {"responses": {202: {"description": "A job."}}}


def exported(request: Any, outflow: Outflow, asked: Asked) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it. Raises Http404 for whoever reads none of it."""
    if not any(outflow.reads(posting) for posting in request.postings):
        raise Http404
    job = outflow.taken(request, asked)
    return send(job) if job.is_ended else json_answer({"job": job.pk, **present(job)}, 202)


def _within(place: str) -> str:
    """`3:4` of the list as `rows.3.4`, `problems 3:4` of a second one as `problems.3.4`."""
    before, _blank, cell = place.rpartition(" ")
    return f"{before or 'rows'}.{cell.replace(':', '.')}"


@contextmanager
def _sheet_sent(request: Any) -> Iterator[Path]:
    """The file sent, on the disk as long as it is read. Raises BadInput (`file`)."""
    upload = request.FILES.get("file")
    if upload is None:
        raise BadInput({"file": _("Send the list as the part “file” of a multipart form.")})
    ending = PurePath(upload.name or "").suffix.lower()
    path = shelf.path_of(uuid4(), ending if ending in {*WORKBOOKS, ".csv", ".xls"} else ".other")
    try:
        with path.open("wb") as file:
            # One byte beyond the limit is enough for the guard to refuse it.
            file.write(upload.read(MOST_BYTES + 1))
        yield path
    finally:
        path.unlink(missing_ok=True)


def present(job: Job) -> dict[str, Any]:
    """A job as the contract shows it."""
    has_file = job.state == Job.State.DONE and job.digest and job.file_name
    return {
        "id": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": job.done_count,
        "total": job.total_count,
        "error": job.error or None,
        "created_at": job.created_at,
        "ended_at": job.ended_at,
        "file": f"/api/v1/jobs/{job.pk}/file" if has_file else None,
    }


def find(request: Any, key: str) -> Job:
    """A job of the caller's own. Raises Http404 else, and for what is no id."""
    try:
        job = queries.job_of(request.account, UUID(key))
    except ValueError as error:
        raise Http404 from error
    if job is None:
        raise Http404
    return job


@router.get("", response=JobList, url_name="jobs")
def list_jobs(request: Any, query: Query[ListQuery]) -> HttpResponse:
    """The caller's own, newest first."""
    return json_answer(page_of(queries.jobs_of(request.account), queries.ORDER, query, present))


@router.get("/{key}", response=JobOut, url_name="job")
def read_job(request: Any, key: str) -> HttpResponse:
    return json_answer(present(find(request, key)))


@router.get("/{key}/file", url_name="job-file", openapi_extra={"responses": {200: {"description": "The sheet."}}})
def read_file(request: Any, key: str) -> HttpResponseBase:
    """The sheet itself, kept for seven days."""
    return send(find(request, key))
