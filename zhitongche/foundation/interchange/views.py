"""The reader's own jobs: how far each is, and its file while it is kept."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ..web.access import SignedInRequest
from ..web.paging import BadCursor, keyset
from . import queries, shelf
from .models import Job
from .operations import KEPT


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """The newest first; the page asks again by itself while one of them is not ended."""
    rows = queries.jobs_of(request.account)
    try:
        page = keyset(rows, queries.ORDER, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, queries.ORDER)
    lines = [_line(job) for job in page.items]
    context = {"lines": lines, "pager": page.links(request.GET), "is_busy": any(line["is_busy"] for line in lines)}
    return render(request, "foundation/interchange/jobs.html", context)


@require_GET
def file(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """The file of a job that is done, for its owner alone."""
    return send(_own(request, key))


def send(job: Job) -> HttpResponseBase:
    """A finished job's file. Raises Http404 where it has none, or no more."""
    if job.state != Job.State.DONE or not job.digest or not job.file_name:
        raise Http404
    try:
        content = shelf.path_of(job.pk).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=job.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _own(request: HttpRequest, key: UUID) -> Job:
    job = queries.job_of(request.account, key)  # type: ignore[attr-defined]  # see SignedInRequest
    if job is None:
        raise Http404
    return job


def _line(job: Job) -> dict[str, Any]:
    has_file = job.state == Job.State.DONE and job.digest and job.file_name
    page = job.parameters.get("page")
    return {
        "job": job,
        "is_busy": job.state in {Job.State.WAITING, Job.State.RUNNING},
        "file": reverse("jobs:file", args=[job.pk]) if has_file else "",
        "page": reverse(page, args=[job.pk]) if page and job.state == Job.State.HELD else "",
        "kept_until": job.created_at + KEPT,
    }
