"""Who sees which figures, and what one is read with."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from zhitongche.foundation.people import shapes
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape, Shaped
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside, inside_q
from zhitongche.foundation.statements import Given, Statement, Statements

from ..models import Outcome, OutcomeEvent, OutcomeFile

# A place's level by the length of its code, and the column that holds it.
LEVEL_COLUMNS = {2: "province", 4: "city", 6: "county", 12: "village_id"}


def within(rows: QuerySet[Outcome], code: str) -> QuerySet[Outcome]:
    """The figures of a place: by the derived column of its level, so that the level's index gives them in order."""
    if not code:
        return rows
    column = LEVEL_COLUMNS.get(len(code))
    return rows.filter(**{column: code}) if column else inside(rows, code, "village_id")


def visible_to(*postings: Posting | Shape) -> QuerySet[Outcome]:
    """Every figure that at least one of these postings may see: those of its place; a department's of its place, too."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.OUTCOME_READ)]
    if not conditions:
        return Outcome.objects.none()
    return Outcome.objects.filter(reduce(or_, conditions))


def _condition(posting: Posting | Shape) -> Q:
    code = posting.scope
    column = LEVEL_COLUMNS.get(len(code))
    return Q(**{column: code}) if column else inside_q(code, "village_id")


def readers(postings: Iterable[Posting]) -> list[Shaped]:
    """The shapes of those of the postings that see figures at all, each in a place of its own."""
    reading = [posting for posting in postings if posting.may(Permission.OUTCOME_READ)]
    return [shapes.shaped(posting, position=position) for position, posting in enumerate(reading)]


def given_by(reading: Iterable[Shaped]) -> dict[str, Any]:
    """The values of all their places."""
    return {name: value for one in reading for name, value in one.given.items()}


_FOUND = Statements()
_AFRESH = Statement(lambda: for_page(Outcome.objects.filter(pk=Given("outcome"))))
_EVENTS = Statement(
    lambda: (
        OutcomeEvent.objects.filter(outcome=Given("outcome"))
        .select_related("posting__person", "posting__region", "posting__department")
        .order_by("sequence")
    )
)
_FILES = Statement(
    lambda: (
        OutcomeFile.objects.filter(outcome=Given("outcome")).select_related("attachment").order_by("event", "position")
    )
)


def found(postings: Iterable[Posting], number: str) -> Outcome | None:
    """The figure of that number with all its page needs, if one of the postings sees it."""
    reading = readers(postings)
    statement = _FOUND.get(
        tuple(one.key for one in reading),
        lambda: for_page(visible_to(*(one.shape for one in reading))).filter(number=Given("number")),
    )
    return statement.thing(number=number, **given_by(reading))


def for_page(rows: QuerySet[Outcome]) -> QuerySet[Outcome]:
    """What the figure's own page and the acts on it need, in a fixed number of statements."""
    return rows.select_related(
        "village",
        "project",
        "recorder__person",
        "recorder__region",
        "recorder__department",
        "checked_by__person",
        "checked_by__region",
        "checked_by__department",
    )


def afresh(outcome: Outcome) -> Outcome:
    """The figure as it stands after an act, for somebody who has just acted on it."""
    fresh: Outcome = _AFRESH.things(outcome=outcome.pk)[0]
    return fresh


def files_of(outcome: Outcome) -> list[OutcomeFile]:
    """Everything that proves it, in the order it came."""
    return _FILES.things(outcome=outcome.pk)


def history(outcome: Outcome) -> list[OutcomeEvent]:
    """Its steps, oldest first, each with who did it and (`shown_files`) the files that came with it; two statements."""
    events: list[OutcomeEvent] = _EVENTS.things(outcome=outcome.pk)
    hung: dict[int, list[OutcomeFile]] = defaultdict(list)
    for file in files_of(outcome):
        hung[file.event_id].append(file)
    for event in events:
        event.shown_files = hung[event.pk]
    return events


def file_of(outcome: Outcome, attachment_id: UUID) -> OutcomeFile | None:
    """One file of a figure that the caller has found through `visible_to`."""
    files = OutcomeFile.objects.select_related("attachment")
    return files.filter(outcome=outcome, attachment_id=attachment_id).first()
