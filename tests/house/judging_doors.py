"""The doors of judging: a contest of 藤县 that is being judged, with one judge whom no visitor is, and one entry."""

from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, always, nobody, page, verbs
from tests.house.visitors import CITY, NEIGHBOUR, OWN, Visitor
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.judging.actions import CALIBRATION
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role

THING, PART = "judged contest", "part of a judged contest"
IN_THE_HALL = ("call_up", "open_scoring", "show_marks")


def sees_contest(visitor: Visitor, contest: Contest) -> bool:
    """Everybody of the county who reads contests, and those above; a judge only those with a seat."""
    return bool(visitor.permissions & {P.CONTEST_READ, P.CONTEST_WATCH}) and visitor.relation != NEIGHBOUR


def runs_contest(visitor: Visitor, contest: Contest) -> bool:
    return visitor.role == Role.ORGANIZER and visitor.relation in {OWN, CITY}


def does_not_run(visitor: Visitor, contest: Contest) -> bool:
    return not runs_contest(visitor, contest)


def watches_contest(visitor: Visitor, contest: Contest) -> bool:
    is_supervisor = visitor.role == Role.SUPERVISOR and visitor.relation in {OWN, CITY}
    return is_supervisor or runs_contest(visitor, contest)


def act_on_calibration(visitor: Visitor, contest: Contest, verb: str) -> int:
    return FAULTY if verb == "calibrate" and runs_contest(visitor, contest) else FORBIDDEN


JUDGING: dict[str, Door] = {
    # The card and the screen's key are the way in.
    "judging:card": page(is_open=True, acts=always(FAULTY)),
    "judging:screen": page(thing="screen of a contest", is_open=True),
    "judging:version": page(thing="screen of a contest", is_open=True),
    "judging:desk": page(nobody, THING),
    "judging:compare": page(nobody, THING),
    "judging:calibration": page(nobody, THING, acts=always(404)),
    "judging:entry": page(nobody, PART, acts=always(404)),
    "judging:photo": page(nobody, PART),
    "judging:panel": page(watches_contest, THING),
    "judging:give_card": page(runs_contest, PART, get=None, acts=always(200)),
    "judging:calibrate": page(runs_contest, THING, acts=always(FAULTY)),
    "judging:paper": page(runs_contest, THING),
    "judging:print_sheets": page(runs_contest, THING),
    "judging:score_sheets": page(sees_contest, THING, refused=does_not_run, marks_on_get=True),
    # A blank sheet may be typed off.
    "judging:read_paper": page(runs_contest, PART, acts=always(303)),
    # The scores are not closed.
    "judging:results": page(nobody, THING),
    "judging:hall": page(runs_contest, THING),
    "judging:desk_version": page(runs_contest, THING),
    "judging:step": page(runs_contest, THING, get=None, verbs=IN_THE_HALL, acts=always(NOT_NOW)),
    "POST /contests/{number}/scores": page(sees_contest, THING, get=None, acts=always(FORBIDDEN)),
    "GET /contests/{number}/scores": page(sees_contest, THING, get=FORBIDDEN),
    "GET /contests/{number}/score_sheets": page(sees_contest, THING, refused=does_not_run, marks_on_get=True),
    "POST /contests/{number}/submit_scores": page(sees_contest, THING, get=None, acts=always(FORBIDDEN)),
    **verbs("/contests/{number}", THING, sees_contest, CALIBRATION, act_on_calibration),
    "GET /contests/{number}/calibration": page(nobody, THING),
    "GET /contests/{number}/panel": page(watches_contest, THING),
}
