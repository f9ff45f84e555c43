"""What the words find, kind by kind, and beside it the people and departments an administrator keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from zhitongche.foundation.people import queries as people
from zhitongche.foundation.people.models import Department, Person, Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.search.paging import Count, Searched, Sight, answers, counts

from .kinds import BY_CODE, KINDS, Kind

MOST_NEIGHBOURS = 5


@dataclass(frozen=True)
class Found:
    """Things in the order of the answer with their kinds, the words that were asked for, and the cursor of the next ones.

    `counts` has every kind that the reader may look for, in people's order; it is empty where nobody asked for it.
    """

    things: list[tuple[Kind, Any]]
    words: tuple[str, ...]
    next: str | None
    counts: dict[str, Count] = field(default_factory=dict)


@dataclass(frozen=True)
class Neighbours:
    """Beside what is found: at most five persons and five departments."""

    persons: Sequence[Person] = ()
    departments: Sequence[Department] = ()

    def __bool__(self) -> bool:
        return bool(self.persons or self.departments)


def kinds_for(postings: Sequence[Posting]) -> list[Kind]:
    """What the reader may look for, in people's order."""
    return [kind for kind in KINDS if _may(postings, kind.permission)]


def found(
    postings: Sequence[Posting], asked: str, cursor: str | None, limit: int, *, kind: str = "", is_counted: bool = False
) -> Found:
    """The visible things that have all the words, of one kind or of all. Raises BadCursor.

    A fixed number of statements for each kind that has an answer on the page, and for each that is counted.
    """
    searched = [_searched(one, postings, asked) for one in kinds_for(postings)]
    if not searched:
        return Found([], (), None)
    sight = Sight(searched)
    # First, for what is counted is what the page shows as long as it is little.
    counted = counts(searched, sight) if is_counted else {}
    page = answers([one for one in searched if kind in {"", one.kind}], cursor, limit, sight)
    read: dict[tuple[str, int], Any] = {}
    for one in searched:
        if keys := [key for code, key in page.places if code == one.kind]:
            rows = BY_CODE[one.kind].reading(one.rows.filter(pk__in=keys))
            read |= {(one.kind, thing.pk): thing for thing in rows}
    things = [(BY_CODE[place[0]], read[place]) for place in page.places if place in read]
    return Found(things, searched[0].question.words, page.next, counted)


def said_since(kind: Kind, things: Sequence[Any]) -> dict[int, list[str]]:
    """What the steps of these things said, the newest first, by key; none where a kind keeps no such words."""
    if kind.steps is None or not things:
        return {}
    steps = kind.steps.rows().filter(**{f"{kind.steps.thing}__in": [thing.pk for thing in things]})
    return search.said_since(steps, kind.steps.thing, kind.steps.said)


def neighbours(postings: Sequence[Posting], asked: str) -> Neighbours:
    """The persons and departments whose page the reader may open; no statement for anybody else."""
    if not asked or not _may(postings, Permission.PERSON_MANAGE, Permission.DEPARTMENT_MANAGE):
        return Neighbours()
    persons = people.persons_matching(asked, people.persons_visible_to(*_with(postings, Permission.PERSON_MANAGE)))
    departments = people.departments_matching(asked, people.departments_kept_by(*postings))
    return Neighbours(tuple(persons[:MOST_NEIGHBOURS]), tuple(departments[:MOST_NEIGHBOURS]))


def _searched(kind: Kind, postings: Sequence[Posting], asked: str) -> Searched:
    question = search.question(kind.code, asked, kind.scopes_of(postings))
    return Searched(question, kind.visible_to(*postings), kind.at)


def _may(postings: Sequence[Posting], *permissions: Permission) -> bool:
    return any(_with(postings, permission) for permission in permissions)


def _with(postings: Sequence[Posting], permission: Permission) -> list[Posting]:
    return [posting for posting in postings if posting.may(permission)]
