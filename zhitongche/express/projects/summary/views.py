"""The roll-up of the library: from the province down to the township, each level the sum of what lies in it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.access import SignedInRequest

from .. import queries
from . import presenting


@require_GET
def page(request: SignedInRequest) -> HttpResponse:
    """The reader's own place, or one in it; 404 for those who see single projects only."""
    scope = asked(request, request.GET.get("region", ""))
    context = {"summary": presenting.summary(scope, request.today), "own": queries.scope_within(request.postings, "")}
    return render(request, "express/projects/summary.html", context)


def asked(request: SignedInRequest, region: str) -> str:
    """The scope of the place asked for. Raises Http404 where the reader does not see it whole."""
    code = scope_of(region) if region else ""
    scope = None if code is None else queries.scope_within(request.postings, code)
    if scope is None:
        raise Http404
    return scope
