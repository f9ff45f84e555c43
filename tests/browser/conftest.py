"""The people of the journeys, each with an account; and whoever sits in front of the browser."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.traveller import Picture, Traveller
from tests.factories import files, people, problems, projects
from tests.factories.problems import Cast
from tests.harness.browsers import Look, Visit
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import operations as regions

Come = Callable[..., Traveller]
Clock = dict[str, datetime]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The server's clock stands where the test sets it; sessions end by it too."""
    held = {"now": people.NOW}
    monkeypatch.setattr("django.utils.timezone.now", lambda: held["now"])
    return held


@pytest.fixture
def cast(committed: str) -> Cast:
    """The story's three people and the water department's liaison, with accounts called after what they are."""
    cast = problems.cast()
    people.place("450422107", "新庆镇")
    people.place("4504", "梧州市")
    for name in ("secretary", "organizer", "power", "water"):
        people.account(name, people.PASSWORD, getattr(cast, name).person)
    return cast


@pytest.fixture
def township(cast: Cast) -> Posting:
    """新庆镇's committee, which finds its villages by their names."""
    held = people.posting("township_committee", "450422107", people.person("黄志坚"))
    people.account("township", people.PASSWORD, held.person)
    regions._write_keys(problems.VILLAGE, "建新村")
    return held


@pytest.fixture
def library(committed: str) -> projects.Cast:
    """Those around the project library of 藤县, with accounts called after what they are."""
    cast = projects.cast()
    for name in ("secretary", "township", "organizer", "city", "finance", "planning"):
        people.account(name, people.PASSWORD, getattr(cast, name).person)
    regions._write_keys(projects.VILLAGE, "建新村")
    return cast


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "水泵.jpg"
    path.write_bytes(files.picture((800, 600)))
    return path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "验收报告.docx"
    path.write_bytes(files.office())
    return path


@pytest.fixture
def come(visit: Visit, look: Look, picture: Picture) -> Come:
    """`come()`: somebody new in front of a browser of their own; `come(seen_as)` in another language or width."""

    def arrive(seen_as: Look | None = None) -> Traveller:
        return Traveller(visit(seen_as), seen_as or look, picture)

    return arrive


@pytest.fixture
def come_without_script(live: str, look: Look, picture: Picture, new_context: Callable[..., BrowserContext]) -> Come:
    """Somebody whose browser runs no script at all."""

    def arrive() -> Traveller:
        context = new_context(
            base_url=live, viewport={"width": look.width, "height": look.height}, java_script_enabled=False
        )
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "django_language", "value": look.language, "url": live}])
        return Traveller(context.new_page(), look, picture)

    return arrive
