"""What the frame of every page shows: where the reader may go, what is new, who the reader is."""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _in_words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..notices.queries import unread_count, unread_words
from ..people.models import Account, Posting
from ..permissions.catalogue import Permission as P

address_of = cache(reverse)


@dataclass(frozen=True)
class Way:
    """One entry of the menu: its address by name, who may go there, and where it is drawn."""

    name: str
    label: str | Promise
    icon: str
    # Any of these leads there; none named leads everybody.
    permissions: tuple[P, ...] = ()
    is_for_thumb_only: bool = False


WAYS = (
    Way("todo", _("To-do"), "todo"),
    Way("picture:home", _("Picture"), "outcome", (P.PICTURE_READ,)),
    Way("problems:list", _("Problems"), "problem", (P.PROBLEM_READ,)),
    Way("problems:report", _("Report"), "report", (P.PROBLEM_REPORT,), is_for_thumb_only=True),
    Way("projects:list", _("Projects"), "project", (P.PROJECT_READ,)),
    Way("meetings:list", _("Meetings"), "meeting", (P.MEETING_READ,)),
    Way("contests:list", _("Contests"), "contest", (P.CONTEST_READ, P.CONTEST_JUDGE, P.CONTEST_WATCH)),
    Way("alliances:list", _("Alliances"), "people", (P.ALLIANCE_READ,)),
    Way("papers:list", pgettext_lazy("paper", "Papers"), "paper", (P.PAPER_READ,)),
    Way("outcomes:list", _("Outcomes"), "outcome", (P.OUTCOME_READ,)),
    Way("experts:list", _("Experts"), "expert", (P.EXPERT_READ,)),
    Way("sources:list", _("Funding"), "money", (P.SOURCE_MANAGE,)),
    Way("policy:home", _("Settings"), "settings", (P.POLICY_MANAGE,)),
    Way("people:persons", _("People"), "people", (P.PERSON_MANAGE,)),
    Way("people:departments", _("Departments"), "department", (P.DEPARTMENT_MANAGE,)),
    Way("people:postings", _("Postings"), "posting", (P.POSTING_MANAGE,)),
    Way("regions:list", _("Places"), "place", (P.REGION_MANAGE,)),
    Way("reach:sending", _("Messages outside"), "screen", (P.PERSON_MANAGE,)),
    Way("inspection:records", _("Operation log"), "record", (P.AUDIT_READ,)),
)
NOTICES = Way("notices:list", _("Notices"), "bell")
ME = Way("people:me", _("Me"), "me")
# More than five tabs are too narrow for a thumb at 360 px.
MOST_TABS = 5
# So many stand in one line beside the field of search at 1280 px; what comes after them is folded.
MOST_IN_LINE = 7


@dataclass(frozen=True)
class Link:
    label: str | Promise
    icon: str
    address: str
    is_here: bool


class Shell:
    """Computed when the base template asks for it: parts sent to htmx cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.postings: tuple[Posting, ...] = getattr(request, "postings", ())
        self.account: Account | None = getattr(request, "account", None)

    @cached_property
    def ways(self) -> list[Link]:
        """Everywhere the reader may go, in the order of the menu; empty without an account."""
        return self._links(*(way for way in WAYS if not way.is_for_thumb_only))

    @property
    def ways_in_line(self) -> list[Link]:
        """Those at the head of the page; one folded alone would take as much room as it saves."""
        return self.ways if len(self.ways) <= MOST_IN_LINE + 1 else self.ways[:MOST_IN_LINE]

    @property
    def ways_folded(self) -> list[Link]:
        """The rest, under one word."""
        return self.ways[len(self.ways_in_line) :]

    @property
    def is_folded_here(self) -> bool:
        """Whether the reader stands at one of the folded ways."""
        return any(way.is_here for way in self.ways_folded)

    @cached_property
    def tabs(self) -> list[Link]:
        """At most five, at the thumb: the reader's own ways first, the last is the reader's page."""
        own = self._links(*WAYS)
        ends = self._links(NOTICES, ME)
        return own[: MOST_TABS - 1] + (ends if len(own) < MOST_TABS - 1 else ends[-1:])

    @cached_property
    def bell(self) -> Link | None:
        return next(iter(self._links(NOTICES)), None)

    @cached_property
    def me(self) -> Link | None:
        return next(iter(self._links(ME)), None)

    @cached_property
    def unread(self) -> int:
        """Notices the reader has not opened, counted up to a hundred; asked for once, by the page that draws the bell."""
        return unread_count(self.account.person_id) if self.account else 0

    @property
    def unread_words(self) -> str:
        return unread_words(self.unread)

    @cached_property
    def name(self) -> str:
        if self.postings:
            return self.postings[0].person.name
        return self.account.person.name if self.account else ""

    @property
    def is_demonstration(self) -> bool:
        """Whether the reader is an invented person, so that every page says so."""
        return any(posting.person.is_demonstration for posting in self.postings)

    @cached_property
    def seat(self) -> str:
        """What the reader serves as, by the first posting in force: “藤县供电局”, “建新村第一书记”."""
        if not self.postings:
            return ""
        first = self.postings[0]
        if first.department:
            return first.department.name
        role = first.get_role_display()
        return _in_words("%(role)s of %(place)s") % {"role": role, "place": first.region} if first.region else role

    def _links(self, *ways: Way) -> list[Link]:
        if self.account is None:
            return []
        found = [self._link(way) for way in ways if self._may(way)]
        # Of two addresses that begin alike the longer one is where the reader stands.
        here = max((link for link in found if link.is_here), key=lambda link: len(link.address), default=None)
        return [replace(link, is_here=link is here) for link in found]

    def _may(self, way: Way) -> bool:
        if not way.permissions:
            return True
        return any(posting.may(one) for posting in self.postings for one in way.permissions)

    def _link(self, way: Way) -> Link:
        address = address_of(way.name)
        is_here = self.path == address or (address != "/" and self.path.startswith(address))
        return Link(way.label, way.icon, address, is_here)


def page(request: HttpRequest) -> dict[str, Any]:
    """`shell`, the frame; and the reader's postings, empty on pages that are open to everybody."""
    shell = Shell(request)
    return {"shell": shell, "postings": shell.postings}
