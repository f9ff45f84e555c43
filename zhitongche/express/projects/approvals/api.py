"""A project's approvals for programs; their acts are verbs of the project."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from zhitongche.foundation.web.api import json_answer

from .. import approving
from ..api import find
from ..queries.approving import approvals_of
from ..schemas.approving import ApprovalsOut

router = Router(tags=["projects"])


@router.get("/{number}/approvals", response=ApprovalsOut, url_name="project-approvals")
def list_approvals(request: Any, number: str) -> HttpResponse:
    """Where each approval stands, who holds it since when, its clock, and what the whole hangs on."""
    project = find(request, number)
    return json_answer(approving.resource(project, approvals_of(project), request.today))
