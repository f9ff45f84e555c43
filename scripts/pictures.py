"""Take the README's pictures from the running product: `make pictures`.

Builds the demonstration in a folder of its own, serves it, and visits it as two of its people: a first secretary
reading Chinese on a phone, a county's organizer reading English on a desk. Pictures go to docs/pictures.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
ZTC = Path(sys.executable).with_name("ztc")
PICTURES = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
COUNTY = "450422"
PROBLEM = re.compile(r"/problems/\d{6}-\d{4}-\d+/?$")


@dataclass(frozen=True)
class Visitor:
    """Who looks, and how: `name` ends the pictures' names."""

    name: str
    role: str
    language: str
    width: int
    height: int


VISITORS = (
    Visitor("zh", "first_secretary", "zh-hans", 390, 844),
    Visitor("en", "organizer", "en", 1440, 900),
)


@contextmanager
def running() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The demonstration, served; yields its address and its accounts."""
    home = tempfile.mkdtemp(prefix="ztc-pictures-")
    surroundings = os.environ | {"ZTC_HOME": home, "DATABASE_URL": ""}
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    subprocess.run([ZTC, "demo", "--no-serve"], env=surroundings, check=True, stdout=subprocess.DEVNULL)
    told = subprocess.run([ZTC, "token", "--demo"], env=surroundings, check=True, capture_output=True, text=True)
    server = subprocess.Popen([ZTC, "serve", "--port", str(port)], env=surroundings)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/healthz")
        yield address, [json.loads(line) for line in told.stdout.splitlines()]
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    sys.exit("The product did not get ready.")


def account(accounts: list[dict[str, str]], role: str) -> dict[str, str]:
    """The first of that role inside the county."""
    return next(each for each in accounts if each["role"] == role and each["region"].startswith(COUNTY))


def visit(browser: Browser, address: str, visitor: Visitor, who: dict[str, str]) -> None:
    context = browser.new_context(
        base_url=address,
        viewport={"width": visitor.width, "height": visitor.height},
        device_scale_factor=2 if visitor.width < 640 else 1,
        locale="zh-CN" if visitor.language == "zh-hans" else "en-GB",
        timezone_id="Asia/Shanghai",
    )
    context.add_cookies([{"name": "django_language", "value": visitor.language, "url": address}])
    page = context.new_page()
    page.goto("/")
    keep(page, "signin", visitor)
    page.fill("[name=login]", who["username"])
    page.fill("[name=password]", who["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/")
    keep(page, "todo", visitor)
    page.goto("/problems/")
    keep(page, "list", visitor)
    links = [link.get_attribute("href") or "" for link in page.locator("a[href*='/problems/']").all()]
    page.goto(next(link for link in links if PROBLEM.search(link)))
    keep(page, "problem", visitor)
    context.close()


def keep(page: Page, name: str, visitor: Visitor) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}-{visitor.name}.png")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running() as (address, accounts), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for visitor in VISITORS:
            visit(browser, address, visitor, account(accounts, visitor.role))
        browser.close()


if __name__ == "__main__":
    main()
