"""The pages for what went wrong: what happened, and what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ..errors import Refused
from .access import opened


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin: nothing was written, and the page says how to go on."""
    return render(request, "foundation/errors/csrf.html", {"reason": reason}, status=403)


@opened
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "foundation/errors/403.html", {"reason": _said(exception)}, status=403)


@opened
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what does not exist and for what lies outside the reader's duty."""
    return render(request, "foundation/errors/404.html", status=404)


@opened
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "foundation/errors/400.html", status=400)


@opened
def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request and without the database: neither can be trusted now."""
    return HttpResponse(render_to_string("foundation/errors/500.html"), status=500)


def refused(request: HttpRequest, refusal: Refused, **context: Any) -> HttpResponse:
    """The page of a refused act (403 not your duty, 409 not now); `back` is where the reader may look again."""
    status = refusal.status if refusal.status in (403, 409) else 409
    return render(
        request, f"foundation/errors/{status}.html", {"reason": refusal.reason, **context}, status=refusal.status
    )


def _said(exception: Exception | None) -> str:
    """The sentence of our own refusals; Django's are for programmers."""
    return str(exception.reason) if isinstance(exception, Refused) else _("Your posting does not carry this duty.")
