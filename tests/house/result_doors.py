"""The doors of a contest's result: one of 藤县 that has ended, whose champion is the first secretary who also objected."""

from typing import Any

from tests.factories import problems, results
from tests.house.doorposts import FAULTY, Door, always, page, with_duty
from tests.house.visitors import CITY, ITSELF, NEIGHBOUR, OWN, Visitor
from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.permissions.catalogue import Permission as P

SEES = {P.CONTEST_READ, P.CONTEST_RUN, P.CONTEST_WATCH}
TAKES_OUT = with_duty(P.CONTEST_READ, P.CONTEST_WATCH, P.CONTEST_JUDGE)


def sees_result(visitor: Visitor, contest: Contest) -> bool:
    """Everybody of the county, and those above: each as much as concerns them."""
    return bool(visitor.permissions & SEES) and visitor.relation != NEIGHBOUR


def _has(visitor: Visitor, *duties: P) -> bool:
    """The entrant, and who has one of these duties at the place or above it."""
    is_there = visitor.relation in {OWN, CITY} and bool(visitor.permissions & set(duties))
    return visitor.relation == ITSELF or is_there


def is_not_concerned(visitor: Visitor, contest: Contest) -> bool:
    return not _has(visitor, P.CONTEST_RUN, P.CONTEST_WATCH)


def is_not_its_organizer(visitor: Visitor, contest: Contest) -> bool:
    return not _has(visitor, P.CONTEST_RUN) or visitor.relation == ITSELF


def knows_of_objection(visitor: Visitor, contest: Contest) -> bool:
    return sees_result(visitor, contest) and _has(visitor, P.CONTEST_RUN, P.CONTEST_WATCH, P.CONTEST_DECIDE)


def has_title(visitor: Visitor, contest: Contest) -> bool:
    return sees_result(visitor, contest) and _has(visitor, P.CONTEST_RUN)


def things(cast: problems.Cast, alliance: Alliance) -> dict[str, list[tuple[Any, Any]]]:
    """A contest with its settlement, its objection, its title and the title's certificate."""
    contest, title = results.ended(cast.secretary, cast.organizer, alliance)
    named = {"number": contest.number}
    return {
        "result": [(contest, named)],
        "objection": [(contest, {**named, "serial": 1})],
        "title": [(contest, {**named, "title": title.number})],
        "paper of a result": [(contest, {**named, "kind": "notice", "ending": "docx"})],
        "certificate": [(title, {"code": title.code})],
    }


RESULTS: dict[str, Door] = {
    "titles:verify": page(is_open=True, acts=always(FAULTY)),
    "titles:certificates": page(is_open=True),
    "titles:certificate": page(thing="certificate", is_open=True),
    "titles:sandbox": page(with_duty(P.CONTEST_RUN)),
    "titles:take_out": page(TAKES_OUT),
    "titles:results": page(sees_result, "result"),
    "titles:bundle": page(sees_result, "result", refused=is_not_concerned, marks_on_get=True),
    "titles:paper": page(sees_result, "paper of a result", refused=is_not_its_organizer, marks_on_get=True),
    "titles:objection": page(knows_of_objection, "objection"),
    "titles:title": page(has_title, "title"),
    "GET /contests/export": page(TAKES_OUT, marks_on_get=True),
    "GET /contests/{number}/results": page(sees_result, "result"),
    "GET /contests/{number}/bundle": page(sees_result, "result", refused=is_not_concerned, marks_on_get=True),
    "GET /contests/{number}/proof": page(thing="result", is_open=True),
    "GET /certificates/{code}": page(thing="certificate", is_open=True),
}
