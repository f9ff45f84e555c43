"""What is like a problem, on pages: under the report form while it is typed, and on the page of one in hand."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.regions.fields import narrow
from zhitongche.foundation.web import pages
from zhitongche.foundation.web.access import SignedInRequest

from . import likeness, presenting
from .likeness import Told
from .views import find, own_village, reporting_form


@require_http_methods(["GET", "POST"])
def similar(request: SignedInRequest) -> HttpResponse:
    """While a report is typed: likely duplicates and solved cases; for htmx the part, else the form as it was typed."""
    kind = reporting_form(request)
    if kind is None:
        raise Http404
    found = _found(request, likeness.told_by(request.postings, request.POST))
    if request.headers.get("HX-Request"):
        return render(request, "express/problems/_similar.html", found)
    form = _as_typed(request, kind)
    narrow(form, request.postings, request.today)
    return pages.answer(request, "express/problems/report.html", form, {"village": own_village(request), **found})


@require_GET
def like(request: SignedInRequest, number: str) -> HttpResponse:
    """Solved cases like a problem, for whoever has to decide or to solve it."""
    problem = find(request, number)
    if not likeness.may_look(request.postings, problem):
        raise Http404
    told = Told(problem.description, problem.village_id, problem.category_id, problem.pk)
    context = {"problem": problem, "solved": likeness.solved(told, request.postings)}
    template = "express/problems/_solved.html" if request.headers.get("HX-Request") else "express/problems/solved.html"
    return render(request, template, context)


def _found(request: SignedInRequest, told: Told) -> dict[str, Any]:
    alike = likeness.duplicates(told, request.postings, request.now)
    rows = presenting.rows([one.problem for one in alike], request.today, with_county=False) if alike else []
    return {
        "asked": len(told.text) >= likeness.SHORTEST,
        "duplicates": list(zip(alike, rows, strict=True)),
        "solved": likeness.solved(told, request.postings),
    }


def _as_typed(request: SignedInRequest, kind: type[Form]) -> Form:
    """The form with what was typed and without faults: nothing has been sent yet. Files already received stay named."""
    initial = {}
    for name, field in kind.base_fields.items():
        if not field.widget.value_omitted_from_data(request.POST, request.FILES, name):
            initial[name] = field.widget.value_from_datadict(request.POST, {}, name)
    return kind(initial=initial)
