"""A page that a hundred screens ask for at one moment is drawn once in each process, and not a hundred times."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta

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
