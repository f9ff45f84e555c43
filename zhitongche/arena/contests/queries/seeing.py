"""Reads of contests and their entries; `visible_to` is the only way to their rows."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape, shaped
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, inside_q
from zhitongche.foundation.statements import Given, Statement, Statements
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from ..models import Contest, ContestEvent, ContestRules, Entry
from ..states import State

ORDER = ("-month", "-id")
# Whose duties show them any contest at all.
READERS = (Permission.CONTEST_READ, Permission.CONTEST_WATCH, Permission.CONTEST_JUDGE)
# A county has four sub-alliances and twelve months; a city sees a dozen counties.
MOST_OF_A_YEAR = 1000


def visible_to(*postings: Posting | Shape) -> QuerySet[Contest]:
    """The contests of the readers' places and of those above that reach them; a judge's are those with a seat.

    A draft is seen by its keepers alone.
    """
    conditions = [condition for posting in postings if (condition := _condition(posting)) is not None]
    return Contest.objects.filter(reduce(or_, conditions)) if conditions else Contest.objects.none()


def _condition(posting: Posting | Shape) -> Q | None:
    inside = inside_q(posting.scope, "region_id")
    if posting.may(Permission.CONTEST_RUN):
        return inside | (_above(posting) & ~Q(state=State.DRAFT))
    if posting.may(Permission.CONTEST_READ) or posting.may(Permission.CONTEST_WATCH):
        return (inside | _above(posting)) & ~Q(state=State.DRAFT)
    if posting.may(Permission.CONTEST_JUDGE):
        return Q(pk__in=Contest.objects.filter(seats__person=posting.person_id).values("pk")) & ~Q(state=State.DRAFT)
    return None


def _above(posting: Posting | Shape) -> Q:
    # One by one: a list is taken for values, and a kept statement has places there.
    return reduce(or_, [Q(region=code) for code in ancestors_of(posting.scope)[:-1]], Q(pk__in=[]))


def for_page(rows: QuerySet[Contest]) -> QuerySet[Contest]:
    """With its alliance, the chief of that, and its item, in one statement."""
    return rows.select_related("alliance__parent", "region", "item__library", "hall_entry")


# Written once, for each kind of reader: what every page of a contest and every act on it reads first.
_FOUND = Statements()
_AFRESH = Statement(lambda: for_page(Contest.objects.filter(pk=Given("contest"))))
_RULES = Statement(lambda: ContestRules.objects.filter(contest=Given("contest"), version=Given("version")))
_PROPOSED = Statement(
    lambda: (
        ContestRules.objects.filter(contest=Given("contest"), signed_by=None, version__gt=Given("version"))
        .select_related("proposed_by__person", "proposed_by__region", "proposed_by__department")
        .order_by("version")
    )
)
_EVENTS = Statement(
    lambda: (
        ContestEvent.objects.filter(contest=Given("contest"))
        .select_related("posting__person", "posting__region", "posting__department")
        .order_by("sequence")
    )
)
_JUDGED = Statement(lambda: _judged(Given("contest")).filter(serial=Given("serial")))


def found(postings: Sequence[Posting], number: str) -> Contest | None:
    """The contest of that number, if one of the postings sees it."""
    reading = [shaped(posting, position=position) for position, posting in enumerate(postings)]
    statement = _FOUND.get(
        tuple(one.key for one in reading),
        lambda: for_page(visible_to(*(one.shape for one in reading))).filter(number=Given("number")),
    )
    given = {name: value for one in reading for name, value in one.given.items()}
    contest: Contest | None = statement.thing(number=number, **given)
    return contest


def afresh(contest: Contest) -> Contest:
    """The contest as it stands after an act, for somebody who has just acted on it. Raises Contest.DoesNotExist."""
    fresh: Contest | None = _AFRESH.thing(contest=contest.pk)
    if fresh is None:
        raise Contest.DoesNotExist
    return fresh


def page_of(
    postings: Sequence[Posting],
    *,
    state: str = "",
    alliance: str = "",
    cursor: str | None = None,
    limit: int = PAGE_ROWS,
) -> Page[Contest]:
    """One page of the visible ones, the newest month first; of one alliance where its number is named. Raises BadCursor."""
    rows = visible_to(*postings)
    if state:
        rows = rows.filter(state=state)
    if alliance:
        rows = rows.filter(alliance__number=alliance)
    return keyset(for_page(rows), ORDER, cursor, limit)


def of_year(postings: Sequence[Posting], year: int) -> list[Contest]:
    """The visible ones of a year by alliance and month: the calendar."""
    rows = for_page(visible_to(*postings)).filter(month__year=year)
    return list(rows.order_by("alliance__region", "alliance", "month", "pk")[:MOST_OF_A_YEAR])


def rules_of(contest: Contest) -> ContestRules | None:
    """The version of its rules that is in force; before it is opened the one that was drawn up."""
    rules: ContestRules | None = _RULES.thing(contest=contest.pk, version=max(contest.rules_version, 1))
    return rules


def versions_of(contest: Contest) -> list[ContestRules]:
    """Every version of its rules, the one that waits to be signed too."""
    rows = ContestRules.objects.filter(contest=contest).select_related("proposed_by__person", "signed_by__person")
    return list(rows.order_by("version"))


def proposed_rules(contest: Contest) -> ContestRules | None:
    """The change of its rules that waits to be signed."""
    rules: ContestRules | None = _PROPOSED.thing(contest=contest.pk, version=max(contest.rules_version, 1))
    return rules


def seated_persons(contest: Contest) -> list[int]:
    """The keys of the judges who sit on its panel now."""
    rows = Contest.objects.filter(pk=contest.pk, seats__isnull=False, seats__left_at=None)
    return list(rows.values_list("seats__person", flat=True))


def clock_struck(now: datetime) -> QuerySet[Contest]:
    """Those open for entries whose time has passed, the longest past first."""
    return Contest.objects.filter(state=State.OPEN, entries_close_at__lte=now).order_by("entries_close_at", "pk")


def entries_of(contest: Contest) -> QuerySet[Entry]:
    """All its entries by serial, drafts too: who may see which is asked elsewhere."""
    return _entered(contest)


def judged_of(contest: Contest) -> QuerySet[Entry]:
    """The entries that are judged: submitted and not withdrawn, be they excluded or not."""
    return _judged(contest)


def judged_entry(contest: Contest, serial: int) -> Entry | None:
    """The one of that serial among those that are judged."""
    entry: Entry | None = _JUDGED.thing(contest=contest.pk, serial=serial)
    return entry


def _entered(contest: Any) -> QuerySet[Entry]:
    """Of a contest, or of the place of one in a kept statement."""
    return Entry.objects.filter(contest=contest).select_related("person", "region", "posting").order_by("serial")


def _judged(contest: Any) -> QuerySet[Entry]:
    return _entered(contest).filter(state=Entry.State.SUBMITTED)


def entry(contest: Contest, serial: int) -> Entry | None:
    return entries_of(contest).filter(serial=serial).first()


def history(contest: Contest) -> list[ContestEvent]:
    """What became of it, oldest first."""
    return _EVENTS.things(contest=contest.pk)
