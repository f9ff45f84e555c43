"""What is taken out of a contest: its plan as a Word file, the sheet of its entries."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.interchange.outflow import Asked
from zhitongche.foundation.interchange.writing import WRITTEN
from zhitongche.foundation.papers.setting import CannotSet, set_document
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.access import SignedInRequest

from .. import planning, presenting, rules
from ..finding import find
from ..sheets.exporting import OUTFLOW

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


@require_GET
def entries_sheet(request: SignedInRequest, number: str) -> HttpResponseBase:
    """The sheet of entries, as the kind of file that `ending` names, for who runs the contest. Raises NotYourDuty, NotNow."""
    contest, ending = find(request, number), request.GET.get("ending", WRITTEN[0])
    acts.sender(rules.why_not_take_out, request.postings, contest)
    if ending not in WRITTEN:
        raise Http404
    return OUTFLOW.handed(request, Asked("entries", ending, number=contest.number))
