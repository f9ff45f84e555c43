"""What the words find, room by room: problems first, then the people and departments an administrator keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhitongche.express.problems.queries.searching import Found, found, later_words
from zhitongche.foundation.people import queries as people
from zhitongche.foundation.people.models import Department, Person, Posting
from zhitongche.foundation.permissions.catalogue import Permission

__all__ = ["Found", "Neighbours", "found", "later_words", "neighbours", "reads_problems"]
MOST_NEIGHBOURS = 5


@dataclass(frozen=True)
class Neighbours:
    """Beside the problems: at most five persons and five departments."""

    persons: Sequence[Person] = ()
    departments: Sequence[Department] = ()

    def __bool__(self) -> bool:
        return bool(self.persons or self.departments)


def neighbours(postings: Sequence[Posting], asked: str) -> Neighbours:
    """The persons and departments whose page the reader may open; no statement for anybody else."""
    if not asked or not _may(postings, Permission.PERSON_MANAGE, Permission.DEPARTMENT_MANAGE):
        return Neighbours()
    persons = people.persons_matching(asked, people.persons_visible_to(*_with(postings, Permission.PERSON_MANAGE)))
    departments = people.departments_matching(asked, people.departments_kept_by(*postings))
    return Neighbours(tuple(persons[:MOST_NEIGHBOURS]), tuple(departments[:MOST_NEIGHBOURS]))


def reads_problems(postings: Sequence[Posting]) -> bool:
    """Whether there is anything but people to be found."""
    return _may(postings, Permission.PROBLEM_READ)


def _may(postings: Sequence[Posting], *permissions: Permission) -> bool:
    return any(_with(postings, permission) for permission in permissions)


def _with(postings: Sequence[Posting], permission: Permission) -> list[Posting]:
    return [posting for posting in postings if posting.may(permission)]
