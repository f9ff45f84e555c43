"""What screens of a hall ask for: the number they follow, and a page drawn once for a hundred of them."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

# What the number does not count (a problem closed elsewhere, the clock) is shown as late as this at the most.
LASTS = timedelta(seconds=2)
# One for each language of each meeting that is held at one time; beyond that the drawer is emptied.
MOST = 200


class Drawer:
    """Pages by what they show; each lasts for two seconds."""

    def __init__(self) -> None:
        self._pages: dict[Hashable, tuple[datetime, bytes]] = {}

    def get(self, name: Hashable, now: datetime, draw: Callable[[], bytes]) -> bytes:
        """The page of that name, drawn where it is not there or too old. Two threads may draw it at once: both are right."""
        kept = self._pages.get(name)
        if kept is not None and timedelta(0) <= now - kept[0] < LASTS:
            return kept[1]
        page = draw()
        if len(self._pages) >= MOST:
            self._pages.clear()
        self._pages[name] = (now, page)
        return page


def numbered(request: HttpRequest, number: int) -> HttpResponse:
    """How often what is shown has changed, as a number and as an ETag: 304 where that is what the asker knows."""
    tag = f'"{number}"'
    is_known = request.headers.get("If-None-Match", "").removeprefix("W/") == tag
    answer = HttpResponseNotModified() if is_known else HttpResponse(f"{number}\n", content_type="text/plain")
    answer["ETag"] = tag
    answer["Cache-Control"] = "no-cache"
    return answer


def by_key(page: bytes) -> HttpResponse:
    """A page that its address alone opens: the key in it must not travel on to another place."""
    answer = HttpResponse(page)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    return answer
