"""A file that is handed to the reader's browser to be kept."""

from urllib.parse import quote

from django.http import HttpResponse


def sent(whole: bytes, name: str, media: str) -> HttpResponse:
    """A file under its name; nothing in it may do anything in a browser."""
    answer = HttpResponse(whole, content_type=media)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
