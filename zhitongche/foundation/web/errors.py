"""The pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its proof of origin: nothing was written, and the page says how to go on."""
    return render(request, "foundation/errors/csrf.html", {"reason": reason}, status=403)
