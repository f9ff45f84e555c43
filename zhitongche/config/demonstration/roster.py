"""The demonstration's accounts as a table that a terminal shows straight, Chinese included."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.foundation.people.demonstration import demo_password
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.regions.queries import ancestors_of

GAP = 2
WIDE = frozenset("WF")
# A province or a city goes without saying before its county.
FIRST_SAID = 6


@dataclass(frozen=True)
class Line:
    """One account as the table shows it."""

    username: str
    password: str
    name: str
    role: str
    where: str


def lines(today: date) -> list[Line]:
    """Every demonstration account with what its person serves as on `today`, in the order they were entered."""
    postings = list(
        Posting.objects.in_force(today)
        .filter(person__is_demonstration=True, person__account__isnull=False)
        .select_related("person__account", "region", "department")
        .order_by("pk")
    )
    names = _names([posting.region_id for posting in postings if posting.region_id])
    return [
        Line(
            username=posting.person.account.username,
            password=demo_password(posting.person.account.username),
            name=posting.person.name,
            role=posting.get_role_display(),
            where=posting.department.name if posting.department else _where(posting.region_id or "", names),
        )
        for posting in postings
    ]


def table(rows: Sequence[Line]) -> str:
    """The accounts in columns, under their headings."""
    heading = (_("User name"), _("Password"), pgettext("person", "Name"), _("Role"), _("Where"))
    cells = [heading, *(astuple(row) for row in rows)]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(heading))]
    ruled = [cells[0], tuple("-" * width for width in widths), *cells[1:]]
    return "\n".join(
        "".join(cell + " " * (width - _width(cell) + GAP) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in ruled
    )


def _names(codes: Sequence[str]) -> dict[str, str]:
    wanted = {code for seat in codes for code in ancestors_of(seat)}
    return dict(Region.objects.filter(pk__in=wanted).values_list("pk", "short_name"))


def _where(code: str, names: dict[str, str]) -> str:
    """A place as people say it: from the county down, or by its own name above that."""
    said = [each for each in ancestors_of(code) if len(each) >= FIRST_SAID] or [code]
    return "".join(names[each] for each in said)


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(letter) in WIDE else 1 for letter in text)
