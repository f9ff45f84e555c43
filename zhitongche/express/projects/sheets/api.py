"""The list out for programs: the same rows and the same record as the page."""

from typing import Any

from django.http.response import HttpResponseBase
from ninja import Field, Query, Router

from zhitongche.foundation.interchange.api import GIVES, exported
from zhitongche.foundation.interchange.outflow import Asked

from ..api import ProjectQuery
from .exporting import OUTFLOW

router = Router(tags=["projects"])
PAGING, OWN = {"cursor", "limit"}, {"format", "region", "since", "until", "number"}


class ProjectExportQuery(ProjectQuery):
    """As which kind of file, narrowed by the filters of the list, or one number."""

    format: str = Field("xlsx", description="xlsx, csv, docx or pdf")
    number: str = ""


@router.get("/export", url_name="projects-export", openapi_extra=GIVES)
def export_projects(request: Any, query: Query[ProjectExportQuery]) -> HttpResponseBase:
    """The list itself; for a long one 202 and the job that writes it."""
    given = query.dict(exclude={*PAGING, *OWN})
    asked = Asked("projects", f".{query.format}", query.region, query.since, query.until, query.number, given)
    return exported(request, OUTFLOW, asked)
