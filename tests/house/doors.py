"""What every address should answer to whom: the policy of the doors. `walk.py` holds the product against it."""

from typing import Any

from tests.house.alliance_doors import ALLIANCES
from tests.house.approval_doors import APPROVALS
from tests.house.contest_doors import CONTESTS
from tests.house.doorposts import (
    FAULTY,
    FORBIDDEN,
    NOT_NOW,
    Door,
    always,
    by_duty,
    keepers,
    kept_by,
    nobody,
    page,
    reads,
    the_organizer,
    the_owner,
    verbs,
    with_duty,
)
from tests.house.expert_doors import EXPERTS
from tests.house.indicator_doors import INDICATORS
from tests.house.judging_doors import JUDGING
from tests.house.meeting_doors import MEETINGS
from tests.house.outcome_doors import OUTCOMES
from tests.house.paper_doors import PAPERS
from tests.house.project_doors import PROJECTS
from tests.house.result_doors import RESULTS
from tests.house.ring_doors import RING
from tests.house.source_doors import SOURCES
from tests.house.standing import Standing, build  # noqa: F401  (the walk takes all of the policy from here)
from tests.house.visitors import (  # noqa: F401
    ABOVE,
    ANONYMOUS,
    CITY,
    ENDED,
    EVERYWHERE,
    ITSELF,
    NEIGHBOUR,
    OWN,
    PROVINCE,
    SAME,
    SEATS,
    VISITORS,
    Visitor,
)
from zhitongche.express.problems.actions import ACTIONS as PROBLEM_ACTIONS
from zhitongche.express.problems.actions import POLICY as SETTINGS
from zhitongche.express.problems.actions import RECTIFICATIONS
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.states import MOVES, State
from zhitongche.express.projects.actions import POLICY as GATES
from zhitongche.foundation.people.actions import DEPARTMENTS, PERSONS, POSTINGS
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import DUTIES, Role, Seat
from zhitongche.foundation.regions.actions import ACTIONS as REGION_ACTIONS
from zhitongche.foundation.search.actions import ACTIONS as VIEW_ACTIONS

# ---- who may pass ----------------------------------------------------------------------------------------------------


def sees_problem(visitor: Visitor, problem: Problem) -> bool:
    """The mission's table: the village, its township, county, city, province; a department from the pool on."""
    if P.PROBLEM_READ not in visitor.permissions or visitor.role is None:
        return False
    if DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        return visitor.relation in {OWN, SAME} and problem.state != State.REPORTED
    return visitor.relation in ABOVE


def configures(visitor: Visitor, thing: Any) -> bool:
    """The organizer of the very place."""
    return (visitor.role, visitor.relation) == (Role.ORGANIZER, OWN)


def reads_a_register(visitor: Visitor, thing: Any) -> bool:
    """Whoever reads problems of a county or city; a province's readers have to say which."""
    return P.PROBLEM_READ in visitor.permissions and visitor.relation != PROVINCE


def act_on_settings(visitor: Visitor, thing: Any, verb: str) -> int:
    """An empty body sets everything back to what is installed; there is no limit to drop, and the rest lacks fields."""
    return {"set_rules": 200, "drop_limit": NOT_NOW}.get(verb, FAULTY)


def act_on_gates(visitor: Visitor, thing: Any, verb: str) -> int:
    """An empty body names no gate."""
    return FAULTY


def act_on_boundaries(visitor: Visitor, thing: Any, verb: str) -> int:
    """The city's organizer's; nothing is sent."""
    is_theirs = (visitor.role, visitor.relation) == (Role.ORGANIZER, CITY)
    return FAULTY if is_theirs else FORBIDDEN


def sees_promise(visitor: Visitor, item: Rectification) -> bool:
    return sees_problem(visitor, item.problem)


def sees_a_place(visitor: Visitor, thing: Any) -> bool:
    """Whoever sees a whole place in figures; a department has a page of its own."""
    has_place = visitor.role is not None and DUTIES[visitor.role].seat is not Seat.DEPARTMENT
    return has_place and P.PICTURE_READ in visitor.permissions


def watches(visitor: Visitor, thing: Any) -> bool:
    """Who organizes or leads a county or a city."""
    return visitor.role in {Role.ORGANIZER, Role.LEADER} and visitor.relation != PROVINCE


def looks_at_solved(visitor: Visitor, problem: Problem) -> bool:
    """The organizers of its place and above, and the department that leads it."""
    if visitor.role == Role.ORGANIZER:
        return P.PROBLEM_ACCEPT in visitor.permissions and visitor.relation in ABOVE
    return problem.lead_id is not None and P.PROBLEM_LEAD in visitor.permissions and visitor.relation == OWN


def sees_department(visitor: Visitor, thing: Any) -> bool:
    """Those of its county, and the administrators of persons and postings above it."""
    if visitor.role in {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}:
        return visitor.relation in ABOVE
    return visitor.role is not None and visitor.relation in {OWN, ITSELF, SAME}


# ---- what an empty act of theirs is answered ---------------------------------------------------------------------------

SECRETARY = {(Role.FIRST_SECRETARY, ITSELF)}
ORGANIZERS = {(Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}
LIAISONS = {(Role.DEPARTMENT_LIAISON, OWN), (Role.DEPARTMENT_LIAISON, SAME)}
LEAD = {(Role.DEPARTMENT_LIAISON, OWN)}
CHIEFS = {(Role.DEPARTMENT_LEADER, OWN), (Role.DEPARTMENT_LEADER, SAME)}
# The contract's table of who does what.
WHO: dict[str, set[tuple[Role, str]]] = {
    "accept": ORGANIZERS,
    "return": ORGANIZERS,
    "claim": LIAISONS,
    "report_progress": LEAD,
    "submit_closure": LEAD,
    "confirm": SECRETARY | {(Role.TOWNSHIP_COMMITTEE, OWN)},
    "verify": ORGANIZERS,
    "refuse": SECRETARY | ORGANIZERS,
    "resubmit": SECRETARY,
    "withdraw": SECRETARY,
    "reopen": SECRETARY | ORGANIZERS,
    "check": {(Role.TOWNSHIP_COMMITTEE, OWN)},
    "merge": ORGANIZERS,
    "unmerge": ORGANIZERS,
    "link": ORGANIZERS,
    "unlink": ORGANIZERS,
    "mark_relapse": ORGANIZERS,
    "link_project": SECRETARY | ORGANIZERS | LEAD,
    "consult": ORGANIZERS,
    # No department was asked about either.
    "give_opinion": set(),
    "conclude": ORGANIZERS,
    "assign": ORGANIZERS,
    "acknowledge": LEAD,
    "suggest": ORGANIZERS,
    "decline": set(),
    "support": LIAISONS,
    "hand_back": LEAD,
    "transfer": LEAD,
    "extend": LEAD,
    "pause": LEAD,
    "decide": ORGANIZERS,
    "resume": LEAD | ORGANIZERS,
    "approve": CHIEFS,
    "disapprove": CHIEFS,
    "shelve": ORGANIZERS,
    "revive": ORGANIZERS,
    "escalate": ORGANIZERS,
    "send_back": {(Role.ORGANIZER, CITY)},
    "instruct": ORGANIZERS | {(Role.LEADER, OWN), (Role.LEADER, CITY)},
    "answer_instruction": ORGANIZERS | LEAD,
}
# Both stand at the county and under no other, no leader has said anything about them; the one in hand was claimed,
# nobody asks for anything, its clock runs, and its promised day has passed.
NOT_NOW_HERE = {
    "send_back",
    "answer_instruction",
    "unlink",
    "acknowledge",
    "decide",
    "resume",
    "extend",
    "approve",
    "disapprove",
}
NEEDS_NOTHING = {"accept", "link_project"}


def act_on_problem(visitor: Visitor, problem: Problem, verb: str) -> int:
    if (visitor.role, visitor.relation) not in WHO[verb]:
        return FORBIDDEN
    if problem.state not in MOVES[verb].starts or verb in NOT_NOW_HERE:
        return NOT_NOW
    if verb == "support" and (visitor.role, visitor.relation) in LEAD:
        return NOT_NOW
    return 200 if verb in NEEDS_NOTHING else FAULTY


def act_on_promise(visitor: Visitor, item: Rectification, verb: str) -> int:
    """One is the lead's own, which asking for closing finishes; the other is finished."""
    is_theirs = visitor.role == Role.DEPARTMENT_LIAISON and (
        SEATS[Seat.DEPARTMENT][visitor.relation] == item.department.code
    )
    return NOT_NOW if is_theirs else FORBIDDEN


def on_view(visitor: Visitor, thing: Any, verb: str) -> int:
    """The owner's: a name is asked for, deleting asks for nothing."""
    return FAULTY if verb == "rename" else 200


ON_PERSON = {"update": FAULTY, "create_account": NOT_NOW, "disable_account": 200, "enable_account": NOT_NOW}
ON_DEPARTMENT = {"update": FAULTY, "close": NOT_NOW}
ON_REGION = dict.fromkeys(REGION_ACTIONS, FAULTY)
REPORTS = (P.PROBLEM_REPORT, P.PROBLEM_REPORT_FOR_ANOTHER)
SYSTEM, SECURITY, AUDITOR = Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR


POLICY: dict[str, Door] = {
    "healthz": page(is_open=True),
    "set_language": page(get=302, acts=always(302), is_open=True),
    "account_login": page(get=302, acts=always(302), is_open=True),
    "account_logout": page(get=200, acts=always(302), is_open=True),
    "design": page(is_open=True, acts=always(200)),
    "design_search": page(is_open=True, acts=always(200)),
    "design_trouble": page(thing="status", get=404, acts=always(404), is_open=True),
    "account_change_password": page(acts=always(200)),
    "usersessions_list": page(acts=always(303)),
    "todo": page(),
    "boundaries:lay": page(with_duty(P.POLICY_MANAGE), acts=act_on_boundaries),
    "picture:home": page(with_duty(P.PICTURE_READ)),
    "picture:behind": page(with_duty(P.PICTURE_READ), "figure of the picture"),
    "picture:instructions": page(with_duty(P.PICTURE_READ)),
    "notices:list": page(),
    "notices:read_all": page(get=None, acts=always(302)),
    "notices:go": page(the_owner, "notice", get=302, marks_on_get=True),
    "reach:channels": page(acts=always(FAULTY)),
    "reach:test": page(get=None, acts=always(302)),
    "reach:robots": page(with_duty(P.POLICY_MANAGE), acts=always(FAULTY)),
    "reach:remove_robot": page(the_organizer, "robot", get=None, acts=always(303)),
    "reach:sending": page(with_duty(P.PERSON_MANAGE)),
    "search:page": page(),
    "views:list": page(),
    "views:save": page(get=404, acts=always(404)),
    "views:act": page(the_owner, "saved view", verbs=tuple(VIEW_ACTIONS), acts=on_view),
    "inspection:records": page(with_duty(P.AUDIT_READ)),
    "inspection:record": page(keepers(AUDITOR), "record"),
    "policy:home": page(with_duty(P.POLICY_MANAGE), get=302),
    "policy:place": page(configures, "place of settings"),
    "policy:calendar": page(configures, "place of settings", acts=always(200)),
    "policy:act": page(configures, "place of settings", verbs=tuple(SETTINGS), acts=act_on_settings),
    "gates:place": page(configures, "place of settings"),
    "gates:act": page(configures, "place of settings", get=404, verbs=tuple(GATES), acts=act_on_gates),
    "problems:list": page(with_duty(P.PROBLEM_READ)),
    "problems:register": page(reads_a_register),
    "problems:report": page(with_duty(*REPORTS), acts=always(FAULTY)),
    "problems:gather": page(with_duty(P.PROBLEM_ACCEPT), acts=always(FAULTY)),
    "problems:pick": page(),
    "problems:similar": page(with_duty(*REPORTS), acts=always(200)),
    "problems:like": page(looks_at_solved, "problem"),
    "problems:send_in": page(with_duty(*REPORTS), acts=always(FAULTY)),
    "problems:sent_in": page(the_owner, "held sheet", acts=always(303)),
    "problems:take_out": page(with_duty(P.PROBLEM_READ)),
    "problems:send_back": page(with_duty(P.PROBLEM_LEAD), acts=always(FAULTY)),
    "problems:sent_back": page(nobody, "held sheet", acts=always(FAULTY)),
    "problems:mine": page(with_duty(P.PROBLEM_LEAD), acts=always(FAULTY)),
    "jobs:list": page(),
    "jobs:file": page(the_owner, "done job"),
    "problems:detail": page(sees_problem, "problem"),
    "problems:pool": page(with_duty(P.PROBLEM_CLAIM)),
    "problems:departments": page(watches),
    "problems:overdue": page(watches),
    "problems:sources": page(watches),
    "rectifications:list": page(with_duty(P.PROBLEM_READ)),
    "rectifications:detail": page(sees_promise, "promise"),
    "rectifications:file": page(sees_promise, "promise's file"),
    "rectifications:act": page(
        sees_promise, "promise", verbs=tuple(RECTIFICATIONS), acts=act_on_promise, refuses_on_get=True
    ),
    "problems:file": page(sees_problem, "problem's file"),
    "problems:act": page(
        sees_problem, "problem", verbs=tuple(PROBLEM_ACTIONS), acts=act_on_problem, refuses_on_get=True
    ),
    "files:keep": page(nobody, get=None, acts=always(404)),
    "files:own": page(the_owner, "own file"),
    "regions:list": page(with_duty(P.REGION_MANAGE)),
    "regions:pick": page(),
    "regions:detail": page(keepers(SYSTEM), "region"),
    "regions:act": page(keepers(SYSTEM), "region", verbs=tuple(REGION_ACTIONS), acts=kept_by(SYSTEM, ON_REGION)),
    "people:me": page(),
    "people:new_token": page(get=None, acts=always(200)),
    "people:revoke_token": page(the_owner, "token", get=None, acts=always(303)),
    "people:persons": page(with_duty(P.PERSON_MANAGE)),
    "people:new_person": page(with_duty(P.PERSON_MANAGE), acts=always(FAULTY)),
    "people:pick_person": page(),
    "people:person": page(keepers(SYSTEM), "person"),
    "people:act_on_person": page(
        keepers(SYSTEM), "person", verbs=tuple(PERSONS), acts=kept_by(SYSTEM, ON_PERSON | {"reset_password": 200})
    ),
    "people:departments": page(with_duty(P.DEPARTMENT_MANAGE)),
    "people:new_department": page(with_duty(P.DEPARTMENT_MANAGE), acts=always(FAULTY)),
    "people:pick_department": page(),
    "people:department": page(keepers(SYSTEM), "department"),
    "people:act_on_department": page(
        keepers(SYSTEM), "department", verbs=tuple(DEPARTMENTS), acts=kept_by(SYSTEM, ON_DEPARTMENT)
    ),
    "people:postings": page(with_duty(P.POSTING_MANAGE)),
    "people:new_posting": page(with_duty(P.POSTING_MANAGE), acts=always(FAULTY)),
    "people:act_on_posting": page(
        keepers(SECURITY), "posting", verbs=tuple(POSTINGS), acts=kept_by(SECURITY, {"end": FAULTY})
    ),
    # Answers 404 to everybody: there is no page about the API beside its documents.
    "api:api-root": page(get=404, acts=always(404), is_open=True),
    "api:openapi-json": page(acts=always(200), is_open=True),
    "api:openapi-view": page(acts=always(200), is_open=True),
    "GET /problems": page(),
    "POST /problems": page(get=None, acts=by_duty(*REPORTS)),
    "GET /problems/categories": page(),
    "POST /problems/import": page(get=None, acts=by_duty(*REPORTS)),
    "GET /problems/export": page(with_duty(P.PROBLEM_READ), marks_on_get=True),
    "GET /jobs": page(),
    "GET /jobs/{key}": page(the_owner, "done job"),
    "GET /jobs/{key}/file": page(the_owner, "done job"),
    "GET /problems/similar": page(),
    "GET /problems/pool": page(with_duty(P.PROBLEM_CLAIM)),
    "GET /problems/{number}/events": page(sees_problem, "problem"),
    **reads("/problems/{number}", "problem", sees_problem),
    **verbs("/problems/{number}", "problem", sees_problem, PROBLEM_ACTIONS, act_on_problem),
    **reads("/policy/{number}", "place of settings", configures),
    **verbs("/policy/{number}", "place of settings", configures, SETTINGS, act_on_settings),
    **reads("/policy/{number}/gates", "place of settings", configures),
    **verbs("/policy/{number}/gates", "place of settings", configures, GATES, act_on_gates),
    "GET /rectifications": page(),
    "GET /rectifications/{number}/events": page(sees_promise, "promise"),
    **reads("/rectifications/{number}", "promise", sees_promise),
    **verbs("/rectifications/{number}", "promise", sees_promise, RECTIFICATIONS, act_on_promise),
    **PROJECTS,
    **SOURCES,
    **APPROVALS,
    **OUTCOMES,
    **EXPERTS,
    **MEETINGS,
    **ALLIANCES,
    **INDICATORS,
    **CONTESTS,
    **JUDGING,
    **RING,
    **RESULTS,
    **PAPERS,
    "GET /me": page(),
    "GET /me/todo": page(),
    "GET /picture": page(sees_a_place),
    "GET /boundaries": page(with_duty(P.PICTURE_READ)),
    "POST /boundaries": page(get=None, acts=act_on_boundaries),
    "GET /instructions": page(with_duty(P.PICTURE_READ)),
    "GET /me/channels": page(),
    "POST /me/channels": page(get=None, acts=lambda visitor, thing, verb: 200 if visitor.role else FORBIDDEN),
    "GET /search": page(),
    "GET /me/views": page(),
    "POST /me/views": page(get=None, acts=lambda visitor, thing, verb: FAULTY if visitor.role else FORBIDDEN),
    **reads("/me/views/{number}", "saved view", the_owner),
    **verbs("/me/views/{number}", "saved view", the_owner, VIEW_ACTIONS, on_view),
    "GET /regions": page(),
    "POST /files": page(get=None, acts=by_duty(*REPORTS, P.PROBLEM_LEAD, P.DISPATCH_VISIT)),
    "GET /audit": page(),
    "GET /people": page(with_duty(P.PERSON_MANAGE, P.POSTING_MANAGE)),
    "POST /people": page(get=None, acts=by_duty(P.PERSON_MANAGE)),
    **reads("/people/{number}", "person", keepers(SYSTEM, SECURITY)),
    **verbs(
        "/people/{number}",
        "person",
        keepers(SYSTEM, SECURITY),
        PERSONS,
        kept_by(SYSTEM, ON_PERSON | {"reset_password": FAULTY}),
    ),
    "GET /departments": page(),
    "POST /departments": page(get=None, acts=by_duty(P.DEPARTMENT_MANAGE)),
    **reads("/departments/{number}", "department", sees_department),
    **verbs("/departments/{number}", "department", sees_department, DEPARTMENTS, kept_by(SYSTEM, ON_DEPARTMENT)),
    "GET /postings": page(),
    "POST /postings": page(get=None, acts=by_duty(P.POSTING_MANAGE)),
    **reads("/postings/{number}", "posting", keepers(SECURITY)),
    **verbs("/postings/{number}", "posting", keepers(SECURITY), POSTINGS, kept_by(SECURITY, {"end": FAULTY})),
    **{
        f"{method} /{{path:rest}}": page(nobody, "nothing", acts=always(404))
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
    },
}
