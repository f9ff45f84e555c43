"""What every address should answer to whom: the policy of the doors. `walk.py` holds the product against it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.factories import files, people, problems
from zhitongche.express.problems.actions import ACTIONS as PROBLEM_ACTIONS
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import MOVES, State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.actions import DEPARTMENTS, PERSONS, POSTINGS
from zhitongche.foundation.people.models import ApiToken
from zhitongche.foundation.people.operations import new_token
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, DUTIES, READING_ONLY, Role, Seat
from zhitongche.foundation.regions.actions import ACTIONS as REGION_ACTIONS

OWN, SAME, NEIGHBOUR = "own", "same county", "neighbour county"
CITY, PROVINCE, EVERYWHERE, ITSELF = "city above", "province above", "everywhere", "itself"
# The things named in addresses stand in 建新村 of 新庆镇 in 藤县, and with 藤县供电局.
SEATS: dict[Seat, dict[str, str]] = {
    Seat.VILLAGE: {OWN: problems.VILLAGE, SAME: "450422100226", NEIGHBOUR: "450421101201"},
    Seat.TOWNSHIP: {OWN: "450422107", SAME: "450422100", NEIGHBOUR: "450421101"},
    Seat.PLACE: {OWN: "450422", NEIGHBOUR: "450421", CITY: "4504", PROVINCE: "45"},
    Seat.DEPARTMENT: {OWN: "450422-01", SAME: "450422-02", NEIGHBOUR: "450421-01", CITY: "4504-01"},
    Seat.INSTALLATION: {OWN: "450422", NEIGHBOUR: "450421", CITY: "4504", PROVINCE: "45", EVERYWHERE: ""},
}
ABOVE = frozenset({OWN, ITSELF, CITY, PROVINCE, EVERYWHERE})


@dataclass(frozen=True)
class Visitor:
    """Who asks: a role held at some distance from the things; `itself` is the reporter of the problems."""

    role: Role | None
    relation: str

    def __str__(self) -> str:
        return f"{self.role or 'nobody'}, {self.relation}"

    @property
    def permissions(self) -> frozenset[P]:
        if self.role is None:
            return frozenset()
        granted = DUTIES[self.role].permissions
        reads_only = self.relation == PROVINCE and self.role not in ADMINISTRATORS
        return granted & READING_ONLY if reads_only else granted


ANONYMOUS, ENDED = Visitor(None, "not signed in"), Visitor(None, "whose posting ended")
VISITORS = (
    ANONYMOUS,
    ENDED,
    Visitor(Role.FIRST_SECRETARY, ITSELF),
    *(
        Visitor(role, relation)
        for role in Role
        for relation in SEATS[DUTIES[role].seat]
        if (role, relation) != (Role.FIRST_SECRETARY, OWN)
        # Who may do nothing yet (judge, supervisor, expert) is told so alike at home and in the county beside it.
        and (DUTIES[role].permissions or relation in {OWN, NEIGHBOUR})
    ),
)


@dataclass
class Standing:
    """The things that addresses name, each with the arguments that name it."""

    cast: problems.Cast
    things: dict[str, list[tuple[Any, dict[str, Any]]]] = field(default_factory=dict)


def build() -> Standing:
    """One problem that waits and one in hand, and everything that hangs on them."""
    cast = problems.cast()
    reporter = people.account("reporter", people.PASSWORD, cast.secretary.person)
    people.account("power", of=cast.power.person)
    photo = file_operations.keep_photo(
        account=reporter, upload=files.upload(files.picture()), by=cast.secretary, now=problems.NOW
    )
    waiting = problems.report(cast.secretary, photos=[photo.pk])
    working = problems.problem(cast, State.IN_PROGRESS)
    unused = file_operations.keep_photo(
        account=reporter, upload=files.upload(files.picture()), by=cast.secretary, now=problems.NOW
    )
    new_token(reporter, by=None, now=problems.NOW)
    token = ApiToken.objects.get(account=reporter)
    notice = Notice.objects.filter(person=cast.secretary.person_id).latest("pk")
    record = AuditRecord.objects.filter(chain="450422", action="problem.claim").latest("sequence")
    department = cast.power.department
    standing = Standing(cast)
    standing.things = {
        "": [(None, {})],
        "problem": [(one, {"number": one.number}) for one in (waiting, working)],
        "problem's file": [(waiting, {"number": waiting.number, "file": photo.pk})],
        "own file": [(unused, {"file_id": unused.pk})],
        "notice": [(notice, {"pk": notice.pk})],
        "record": [(record, {"chain": record.chain, "sequence": record.sequence})],
        "region": [(cast.secretary.region, {"code": "450422107"})],
        "token": [(token, {"key": token.pk})],
        "person": [(cast.power.person, {"key": cast.power.person_id, "number": cast.power.person_id})],
        "department": [(department, {"code": "450422-01", "number": "450422-01"})],
        "posting": [(cast.power, {"key": cast.power.pk, "number": cast.power.pk})],
        "status": [(None, {"status": 404})],
        "nothing": [(None, {"rest": "no/such/thing"})],
    }
    return standing


# ---- who may pass ----------------------------------------------------------------------------------------------------

Enters = Callable[[Visitor, Any], bool]


def everybody(visitor: Visitor, thing: Any) -> bool:
    return True


def nobody(visitor: Visitor, thing: Any) -> bool:
    return False


def the_owner(visitor: Visitor, thing: Any) -> bool:
    return visitor.relation == ITSELF


def with_duty(*permissions: P) -> Enters:
    return lambda visitor, thing: bool(visitor.permissions & set(permissions))


def keepers(*roles: Role) -> Enters:
    """Administrators whose place holds the thing."""
    return lambda visitor, thing: visitor.role in roles and visitor.relation in ABOVE


def sees_problem(visitor: Visitor, problem: Problem) -> bool:
    """The mission's table: the village, its township, county, city, province; a department from the pool on."""
    if P.PROBLEM_READ not in visitor.permissions or visitor.role is None:
        return False
    if DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        return visitor.relation in {OWN, SAME} and problem.state != State.REPORTED
    return visitor.relation in ABOVE


def sees_department(visitor: Visitor, thing: Any) -> bool:
    """Those of its county, and the administrators of persons and postings above it."""
    if visitor.role in {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}:
        return visitor.relation in ABOVE
    return visitor.role is not None and visitor.relation in {OWN, ITSELF, SAME}


# ---- what an empty act of theirs is answered ---------------------------------------------------------------------------

Answers = Callable[[Visitor, Any, str], int]
FORBIDDEN, NOT_NOW, FAULTY = 403, 409, 422
SECRETARY = {(Role.FIRST_SECRETARY, ITSELF)}
ORGANIZERS = {(Role.ORGANIZER, OWN), (Role.ORGANIZER, CITY)}
LIAISONS = {(Role.DEPARTMENT_LIAISON, OWN), (Role.DEPARTMENT_LIAISON, SAME)}
LEAD = {(Role.DEPARTMENT_LIAISON, OWN)}
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
}
NEEDS_NOTHING = {"accept"}


def act_on_problem(visitor: Visitor, problem: Problem, verb: str) -> int:
    if (visitor.role, visitor.relation) not in WHO[verb]:
        return FORBIDDEN
    if problem.state not in MOVES[verb].starts:
        return NOT_NOW
    return 200 if verb in NEEDS_NOTHING else FAULTY


def kept_by(role: Role, answers: Mapping[str, int]) -> Answers:
    return lambda visitor, thing, verb: answers[verb] if visitor.role == role else FORBIDDEN


def always(status: int) -> Answers:
    return lambda visitor, thing, verb: status


def by_duty(*permissions: P) -> Answers:
    """422 for the empty body of whoever may, 403 for everybody else."""
    return lambda visitor, thing, verb: FAULTY if visitor.permissions & set(permissions) else FORBIDDEN


@dataclass(frozen=True)
class Door:
    """An address: who finds it, what it names, and what an empty POST is answered; None takes no POST."""

    enters: Enters = everybody
    thing: str = ""
    acts: Answers | None = None
    get: int | None = 200
    verbs: tuple[str, ...] = ()
    is_open: bool = False
    marks_on_get: bool = False
    refuses_on_get: bool = False


ON_PERSON = {"update": FAULTY, "create_account": NOT_NOW, "disable_account": 200, "enable_account": NOT_NOW}
ON_DEPARTMENT = {"update": FAULTY, "close": NOT_NOW}
ON_REGION = dict.fromkeys(REGION_ACTIONS, FAULTY)
REPORTS = (P.PROBLEM_REPORT, P.PROBLEM_REPORT_FOR_ANOTHER)
SYSTEM, SECURITY, AUDITOR = Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR


def page(enters: Enters = everybody, thing: str = "", **more: Any) -> Door:
    return Door(enters, thing, **more)


def reads(path: str, thing: str, enters: Enters) -> dict[str, Door]:
    """A thing of the API, and the list of what may be done with it."""
    return {f"GET {path}": Door(enters, thing), f"GET {path}/actions": Door(enters, thing)}


def verbs(path: str, thing: str, enters: Enters, actions: Mapping[str, Any], answers: Answers) -> dict[str, Door]:
    """One address for each verb of a room's ACTIONS."""
    return {f"POST {path}/{verb}": Door(enters, thing, answers, None, (verb,)) for verb in actions}


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
    "notices:list": page(),
    "notices:read_all": page(get=None, acts=always(302)),
    "notices:go": page(the_owner, "notice", get=302, marks_on_get=True),
    "inspection:records": page(with_duty(P.AUDIT_READ)),
    "inspection:record": page(keepers(AUDITOR), "record"),
    "problems:list": page(with_duty(P.PROBLEM_READ)),
    "problems:report": page(with_duty(*REPORTS), acts=always(FAULTY)),
    "problems:detail": page(sees_problem, "problem"),
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
    "GET /problems/{number}/events": page(sees_problem, "problem"),
    **reads("/problems/{number}", "problem", sees_problem),
    **verbs("/problems/{number}", "problem", sees_problem, PROBLEM_ACTIONS, act_on_problem),
    "GET /me": page(),
    "GET /me/todo": page(),
    "GET /regions": page(),
    "POST /files": page(get=None, acts=by_duty(*REPORTS, P.PROBLEM_LEAD)),
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
