"""The doors of contests: a bout of 藤县 whose one member is the secretary of 建新村; entries are closed and shown."""

from typing import Any

from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, always, page, reads, verbs, with_duty
from tests.house.visitors import ABOVE, CITY, ITSELF, NEIGHBOUR, OWN, Visitor
from zhitongche.arena.contests.actions import ENTRIES
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role

ENTRANT = (Role.FIRST_SECRETARY, ITSELF)
KEEPERS = {(Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}
WATCHERS = {(Role.SUPERVISOR, OWN), (Role.SUPERVISOR, CITY)}


def sees_contest(visitor: Visitor, contest: Contest) -> bool:
    """Everybody of the county whose contests it holds, those above, and its supervisor; a judge needs a seat."""
    if P.CONTEST_READ in visitor.permissions:
        return visitor.relation != NEIGHBOUR
    return (visitor.role, visitor.relation) in WATCHERS


def sees_entry(visitor: Visitor, entry: Entry) -> bool:
    """Its members, the township of its village, who runs, leads and watches there."""
    return sees_contest(visitor, entry.contest) and visitor.relation in ABOVE


def act_on_entry(visitor: Visitor, entry: Entry, verb: str) -> int:
    """It was submitted in time, and its entrant has kept the one pledge."""
    who = (visitor.role, visitor.relation)
    if verb == "comment" and who in KEEPERS | {ENTRANT}:
        return FAULTY
    if who != ENTRANT:
        return FORBIDDEN
    return {"withdraw": 200, "pledge": FAULTY}.get(verb, NOT_NOW)


def does_not_run(visitor: Visitor, contest: Contest) -> bool:
    return (visitor.role, visitor.relation) not in KEEPERS


def enter(visitor: Visitor, contest: Any, verb: str) -> int:
    """It is closed, and only its members are told so."""
    return NOT_NOW if (visitor.role, visitor.relation) == ENTRANT else FORBIDDEN


CONTESTS: dict[str, Door] = {
    "contests:list": page(),
    "contests:calendar": page(),
    "contests:draw_up": page(with_duty(P.CONTEST_RUN), acts=always(FAULTY)),
    "contests:mine": page(with_duty(P.CONTEST_ENTER)),
    "contests:village": page(sees_entry, "village of pledges"),
    "contests:showcase": page(sees_contest, "contest"),
    "contests:plan": page(sees_contest, "contest"),
    "contests:entries_sheet": page(sees_contest, "contest", refused=does_not_run, marks_on_get=True),
    "contests:pledge_file": page(sees_entry, "pledge's file"),
    "contests:begin": page(sees_contest, "contest", acts=enter, refuses_on_get=True),
    "contests:entry": page(sees_entry, "entry"),
    "contests:file": page(sees_entry, "entry's file"),
    "contests:act": page(sees_entry, "entry", verbs=tuple(ENTRIES), acts=act_on_entry, refuses_on_get=True),
    "GET /contests/{number}/entries/export": page(sees_contest, "contest", refused=does_not_run, marks_on_get=True),
    "GET /contests/{number}/entries": page(sees_contest, "contest"),
    "POST /contests/{number}/entries": page(sees_contest, "contest", get=None, acts=enter),
    **reads("/contests/{number}/entries/{serial}", "entry", sees_entry),
    **verbs("/contests/{number}/entries/{serial}", "entry", sees_entry, ENTRIES, act_on_entry),
}
