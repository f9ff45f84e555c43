"""The caller's own jobs for programs: how far each is, and its file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema

from ..web.api import ListQuery, json_answer, page_of
from . import queries
from .models import Job
from .views import send

router = Router(tags=["jobs"])


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
