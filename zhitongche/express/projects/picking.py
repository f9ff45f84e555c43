"""Projects as other rooms' forms offer them: the page that a search field asks."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.forms import Option

from .models import Project
from .queries import picking


@require_GET
def pick(request: SignedInRequest) -> HttpResponse:
    """What a search finds: for htmx the cards of a form's field, else a page of its own."""
    if not any(posting.may(Permission.PROJECT_READ) for posting in request.postings):
        raise Http404
    name = request.GET.get("name", "")
    words = request.GET.get("q") or request.GET.get(f"{name}_q") or ""
    found = picking.found_by(words, request.postings)
    context = {"options": options_of(found), "name": name or "number", "words": words.strip()}
    template = "foundation/form/_options.html" if request.headers.get("HX-Request") else "express/projects/pick.html"
    return render(request, template, context)


def options_of(projects: Iterable[Project]) -> tuple[Option, ...]:
    """Projects as cards: the title, and under it the number and where it stands."""
    return tuple(Option(one.number, one.title, f"{one.number} · {one.get_state_display()}") for one in projects)
