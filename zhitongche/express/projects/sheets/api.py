"""The list out for programs: the same rows and the same record as the page."""

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router

from zhitongche.foundation.interchange import queries as jobs
from zhitongche.foundation.interchange.api import present
from zhitongche.foundation.interchange.views import send
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.api import json_answer

from ..api import ProjectQuery
from . import exporting

router = Router(tags=["projects"])
PAGING = {"cursor", "limit"}


class ProjectExportQuery(ProjectQuery):
    """As which kind of file, narrowed by the filters of the list, or one number."""

    format: str = Field("xlsx", description="xlsx, csv, docx or pdf")
    number: str = ""


@router.get("/export", url_name="projects-export", openapi_extra={"responses": {202: {"description": "A job."}}})
def export_projects(request: Any, query: Query[ProjectExportQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it."""
    if not any(posting.may(Permission.PROJECT_READ) for posting in request.postings):
        raise Http404
    given = query.dict(exclude={*PAGING, "format"})
    asked = exporting.Asked("projects", f".{query.format}", **given)
    job = exporting.ask(asked, account=request.account, postings=request.postings, now=request.now)
    job = jobs.job_of(request.account, job.pk) or job
    if job.is_ended:
        return send(job)
    return json_answer({"job": job.pk, **present(job)}, 202)
