"""Somebody in front of the product: reads it in their language, fills in its forms, and looks at every page critically."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import Locator, Page, Response, expect

from tests.factories import people
from tests.harness.browsers import Look
from zhitongche.foundation.people.models import Posting

Picture = Callable[[Page, str], None]
AXE = Axe()
RULES = {"resultTypes": ["violations"]}


@dataclass
class Traveller:
    """One visitor; `seen` looks at the page they are on, and keeps a picture of it."""

    page: Page
    look: Look
    picture: Picture
    name: str = ""
    answers: list[tuple[int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._note)
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def _note(self, response: Response) -> None:
        self.answers.append((response.status, response.url))

    def say(self, sentence: str, context: str = "", **facts: Any) -> str:
        """A sentence of the product as this visitor reads it."""
        with translation.override(self.look.language):
            words = pgettext(context, sentence) if context else gettext(sentence)
        return words % facts if facts else words

    def many(self, one: str, several: str, number: int, **facts: Any) -> str:
        with translation.override(self.look.language):
            return ngettext(one, several, number) % facts

    # ---- doing ---------------------------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        self.page.goto(address)

    def sign_in(self, posting: Posting, password: str = people.PASSWORD) -> "Traveller":
        self.name = posting.person.account.username
        return self.sign_in_as(self.name, password)

    def sign_in_as(self, username: str, password: str) -> "Traveller":
        self.open("/sign-in/")
        self.page.get_by_label(self.say("User name or phone")).fill(username)
        self.page.get_by_label(self.say("Password")).fill(password)
        self.press(self.say("Sign in"))
        return self

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()

    def follow(self, label: str) -> None:
        self.page.locator("main").get_by_role("link", name=label, exact=True).first.click()

    def home(self) -> None:
        """To the to-do page, by the name of the product."""
        self.page.locator("a.brand").click()
        expect(self.page.locator("h1")).to_have_text(self.say("Today’s to-do"))

    def go(self, way: str, context: str = "") -> None:
        """By the menu: above the page on a desk, or folded there; on a phone at the thumb, or by the page “Me” for those that find no room."""
        menu = self.page.locator("nav.tabs" if self.look.is_phone else "nav.ways")
        link = menu.get_by_role("link", name=self.say(way, context), exact=True)
        self.page.wait_for_load_state("domcontentloaded")
        if self.look.is_phone and not link.count():
            menu.get_by_role("link", name=self.say("Me"), exact=True).click()
            link = self.main.get_by_role("link", name=self.say(way, context), exact=True)
        elif not link.count():
            menu.locator("details.fold > summary").click()
        link.click()

    def take_up(self, title: str, verb: str = "") -> None:
        """The thing of that title on this page; where a verb is named, the one that the to-do page lists under it."""
        place = self.page.locator(f"section[aria-labelledby$=-{verb}]") if verb else self.main
        place.get_by_role("link").filter(has_text=title).first.click()

    def begin(self, act: str, context: str = "") -> None:
        """An act of the page of a problem, be it one of those behind “More acts”."""
        link = self.main.locator(".acts").get_by_role("link", name=self.say(act, context), exact=True)
        expect(self.main.locator(".acts").first).to_be_visible()
        self.page.wait_for_load_state("domcontentloaded")
        if not link.count():
            self.main.locator("details.more > summary").click()
        link.click()

    def tick(self, name: str, *values: str) -> None:
        """Boxes by their field's name and values; without values the one there is."""
        boxes = [f"[value='{value}']" for value in values] or [""]
        for box in boxes:
            self.page.locator(f"main input[type=checkbox][name={name}]{box}").check()

    def attach(self, path: Path) -> None:
        """A photo, and wait until the page shows that it was received."""
        self.page.locator("main input[type=file][name=photos]").set_input_files(path)
        expect(self.page.locator("main .photos img")).to_have_count(1)

    def attach_paper(self, path: Path, name: str = "papers") -> None:
        """A document, and wait until the page shows that it was received."""
        self.page.locator(f"main input[type=file][name={name}]").set_input_files(path)
        expect(self.page.locator(f"main .photos input[name={name}]")).to_have_count(1)

    def row(self, name: str, number: int, /, **cells: str) -> None:
        """One row of a field of several rows: its cells by their names, a choice by its value."""
        for cell, value in cells.items():
            field = self.page.locator(f"#id_{name}_{number}_{cell}")
            folded = self.page.locator("details:not([open])").filter(has=field)
            if folded.count():
                folded.locator("summary").click()
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def fill(self, **fields: str) -> None:
        """Text and dates by the field's name."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def choose(self, **fields: str) -> None:
        """A select's option, or one of several radio buttons, by its value."""
        # What is asked at once, below, has to be asked of the page that was just called for, and of all of it.
        self.page.locator(f"main [name={next(iter(fields))}]").first.wait_for(state="attached")
        self.page.wait_for_load_state("domcontentloaded")
        for name, value in fields.items():
            radio = self.page.locator(f"main input[type=radio][name={name}][value='{value}']")
            if radio.count():
                radio.check()
            else:
                self.page.locator(f"main select[name={name}]").select_option(value)

    def pick(self, name: str, words: str) -> None:
        """Search in a picker and take the first that is found."""
        self.page.locator(f"main input[name={name}_q]").press_sequentially(words, delay=20)
        self.page.locator(f"main .found input[type=radio][name={name}]").first.check()

    # ---- looking -------------------------------------------------------------------------------------------------

    def reads(self, sentence: str) -> None:
        expect(self.page.locator("main")).to_contain_text(sentence)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def seen(self, moment: str) -> None:
        """Nothing for axe to complain of, nothing wider than the window, the language of the visitor; and a picture.

        Axe leaves marks on what it has looked at: whoever goes on to work with htmx opens the page anew.
        """
        self.picture(self.page, moment)
        expect(self.page.locator("html")).to_have_attribute(
            "lang", "zh-hans" if self.look.language == "zh-hans" else self.look.language
        )
        widths = self.page.evaluate("[document.scrollingElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{moment}: the page is {widths[0]} wide in a window of {widths[1]}"
        found = AXE.run(self.page, options=RULES)
        assert found.violations_count == 0, f"{moment}:\n{found.generate_report()}"

    def forgive(self, status: int) -> None:
        """What was answered with a fault on purpose is no fault of the page."""
        self.answers = [answer for answer in self.answers if answer[0] != status]
        self.faults = [fault for fault in self.faults if str(status) not in fault]

    def leaves_no_fault(self) -> None:
        """No script's error, no refused style, and no answer that says something broke."""
        assert [answer for answer in self.answers if answer[0] >= 400] == []
        assert self.faults == []
