"""Pages are drawn once for all who ask within two seconds."""

from datetime import UTC, datetime, timedelta

from zhitongche.foundation.web import screens
from zhitongche.foundation.web.screens import Drawer

NOW = datetime(2026, 3, 13, 1, 0, tzinfo=UTC)


def test_a_page_is_drawn_anew_after_two_seconds() -> None:
    drawer, drawn = Drawer(), []

    def draw() -> bytes:
        drawn.append(1)
        return f"{len(drawn)}".encode()

    assert drawer.get("a", NOW, draw) == b"1"
    assert drawer.get("a", NOW + timedelta(seconds=1.9), draw) == b"1"
    assert drawer.get("b", NOW, draw) == b"2"
    assert drawer.get("a", NOW + timedelta(seconds=2), draw) == b"3"
    # A clock that was set back must not make a page last.
    assert drawer.get("a", NOW - timedelta(hours=1), draw) == b"4"


def test_the_drawer_does_not_grow() -> None:
    drawer = Drawer()
    for number in range(3 * screens.MOST):
        drawer.get(number, NOW, lambda: b"")
    assert len(drawer._pages) <= screens.MOST
