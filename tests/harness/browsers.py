"""Debian's Chromium, as a phone reading Chinese or a desk reading English, visiting the running product."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from playwright.sync_api import BrowserContext, Page, Playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = Path(__file__).parents[2] / "var" / "journeys"


@dataclass(frozen=True)
class Look:
    """How a visitor sees the product: the language's code, and the window in CSS pixels."""

    language: str
    width: int
    height: int

    @property
    def is_phone(self) -> bool:
        return self.width < 640

    @property
    def name(self) -> str:
        return f"{self.language}-{self.width}"


PHONE = Look("zh-hans", 390, 844)
DESK = Look("en", 1440, 900)
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("Chromium is not installed. Run as root: apt-get install -y chromium fonts-noto-cjk", pytrace=False)
    return {"executable_path": program, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def playwright(playwright: Playwright) -> Iterator[Playwright]:
    """What is opened beside Playwright's event loop has to be closed beside it: nobody finds it again afterwards."""
    yield playwright
    connections.close_all()


@pytest.fixture
def look() -> Look:
    """Chinese on a phone where the run is on SQLite, English on a desk where it is on PostgreSQL."""
    return PHONE if connection.vendor == "sqlite" else DESK


@pytest.fixture
def visit(live: str, look: Look, new_context: Callable[..., BrowserContext]) -> Iterator[Visit]:
    """`visit(look=None)`: a new visitor with cookies of their own; returns their page, which fails on a script's error."""
    faults: list[str] = []

    def come(seen_as: Look | None = None) -> Page:
        how = seen_as or look
        context = new_context(
            base_url=live,
            viewport={"width": how.width, "height": how.height},
            locale="zh-CN" if how.language == "zh-hans" else "en-GB",
            timezone_id="Asia/Shanghai",
            has_touch=how.is_phone,
            device_scale_factor=1,
        )
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": how.language, "url": live}])
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield come
    assert faults == []


@pytest.fixture
def page(visit: Visit) -> Page:
    """One visitor, where one is enough."""
    return visit()


@pytest.fixture
def picture(request: pytest.FixtureRequest, look: Look) -> Callable[[Page, str], None]:
    """`picture(page, "claimed")`: keeps what the visitor sees under var/journeys, named after test, look and moment."""

    def take(page: Page, moment: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{request.node.originalname}-{look.name}-{moment}.png", full_page=True)

    return take
