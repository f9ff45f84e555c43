"""A screen of the benchmark asks as the hall's script does: the number, and the page when it is another number."""

import threading
import time
from urllib.parse import urlsplit

import pytest

from tests.factories import meetings
from zhitongche.config.bench import screens
from zhitongche.express.meetings import queries
from zhitongche.express.meetings.states import State

pytestmark = pytest.mark.django_db


def test_a_screen_notes_when_it_had_read_which_version(live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "EVERY", 0.05)
    # The first page of a new process takes its time.
    monkeypatch.setattr(screens, "PATIENCE", 120.0)
    cast = meetings.cast()
    made = meetings.brought_to(State.OPEN, cast)
    screen = screens.Screen(urlsplit(live).port or 0, f"/meetings/screens/{made.screen_key}/", 0)
    is_over = threading.Event()
    thread = threading.Thread(target=screen.run, args=(is_over,))
    thread.start()
    try:
        screens._wait([screen], made.event_count, time.monotonic())
        sent = time.monotonic()
        meetings.answer(made, cast)
        [delay] = screens._wait([screen], queries.version_of(made.screen_key) or 0, sent)
        while not (screen.asked_ms or screen.wrong):
            time.sleep(0.01)
    finally:
        is_over.set()
        thread.join()
    assert 0 < delay < screens.PATIENCE
    assert screen.wrong == 0
    told = screens._told([screen], [delay])
    assert (told["screens"], told["answers"], told["wrong"]) == (1, 1, 0)


def test_a_screen_that_never_shows_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "PATIENCE", 0.05)
    with pytest.raises(RuntimeError, match="1 of 1 screens"):
        screens._wait([screens.Screen(0, "/", 0)], 1, time.monotonic())
