"""What the base template needs on every page."""

from typing import Any

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader's postings; empty on pages that are open to everybody."""
    return {"postings": getattr(request, "postings", ())}
