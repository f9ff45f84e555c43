"""The plan of a contest as a Word file."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.papers.setting import CannotSet, set_document
from zhitongche.foundation.web.access import SignedInRequest

from .. import planning, presenting
from .contests import find

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def plan(request: SignedInRequest, number: str) -> HttpResponse:
    """Made when it is asked for; where this machine cannot, the page says why."""
    contest = find(request, number)
    try:
        whole = set_document(planning.document(contest, request.now), ".docx")
    except CannotSet as error:
        context = {**presenting.head(contest), "reason": str(error), "package": error.package}
        return render(request, "arena/contests/cannot.html", context, status=503)
    answer = HttpResponse(whole, content_type=WORD)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(planning.name(contest))}.docx"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
