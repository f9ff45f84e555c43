"""The browser's fixtures: a visitor reaches the running product, in the language and at the width of the run."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.harness.browsers import DESK, PHONE, Look, Visit


def test_a_visitor_is_sent_to_sign_in(visit: Visit, look: Look, picture: Callable[[Page, str], None]) -> None:
    page = visit()
    page.goto("/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect(page.locator("html")).to_have_attribute("lang", re.compile(look.language, re.IGNORECASE))
    assert page.evaluate("window.innerWidth") == look.width
    assert page.evaluate("document.documentElement.scrollWidth") <= look.width
    picture(page, "sign-in")


def test_visitors_do_not_share_cookies(visit: Visit) -> None:
    phone, desk = visit(PHONE), visit(DESK)
    phone.goto("/")
    desk.goto("/")
    expect(phone.locator("html")).to_have_attribute("lang", re.compile("zh", re.IGNORECASE))
    expect(desk.locator("html")).to_have_attribute("lang", "en")
