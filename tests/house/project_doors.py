"""The doors of the project library: one project that is planned and ready, and one whose works have begun."""

from typing import Any

from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, by_duty, nobody, page, reads, verbs, with_duty
from tests.house.visitors import ABOVE, CITY, ITSELF, OWN, SAME, Visitor
from zhitongche.express.projects.actions import ACTIONS
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import MOVES, State
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import DUTIES, Role, Seat

SECRETARY = {(Role.FIRST_SECRETARY, ITSELF)}
VILLAGE = SECRETARY | {(Role.TEAM_MEMBER, OWN)}
TOWNSHIP = {(Role.TOWNSHIP_COMMITTEE, OWN)}
COUNTY = {(Role.ORGANIZER, OWN)}
ORGANIZERS = COUNTY | {(Role.ORGANIZER, CITY)}
KEEPERS = VILLAGE | TOWNSHIP | ORGANIZERS
# No department gives to these projects or decides their approvals.
WHO: dict[str, set[tuple[Role, str]]] = {
    "revise": KEEPERS,
    "admit": ORGANIZERS,
    "return": ORGANIZERS,
    "adjust": ORGANIZERS,
    "relocate": ORGANIZERS,
    "set_milestones": KEEPERS,
    "add_photos": KEEPERS,
    "start": SECRETARY | TOWNSHIP | ORGANIZERS,
    "report_progress": VILLAGE | TOWNSHIP,
    # A department that has a source may offer it.
    "add_funding": KEEPERS | {(Role.DEPARTMENT_LIAISON, OWN)},
    "update_funding": KEEPERS,
    "confirm_overlap": ORGANIZERS,
    "dismiss_overlap": ORGANIZERS,
    "add_approval": KEEPERS,
    "update_approval": KEEPERS,
    "accept_work": ORGANIZERS,
    "hand_over": SECRETARY | TOWNSHIP | ORGANIZERS,
    "suspend": ORGANIZERS,
    "resume": ORGANIZERS,
    "instruct": ORGANIZERS | {(Role.LEADER, OWN), (Role.LEADER, CITY)},
    "answer_instruction": SECRETARY | ORGANIZERS,
}
OVERLAPS = {"confirm_overlap", "dismiss_overlap"}
# Neither is submitted or suspended, no instruction or approval waits, and the works are not done.
NOT_NOW_HERE = {
    "admit",
    "return",
    "resume",
    "answer_instruction",
    "update_approval",
    "accept_work",
}
NEEDS_NOTHING = {"submit", "report_progress"}
PLANNING = (P.PROJECT_PLAN, P.PROJECT_PLAN_FOR_ANOTHER)


def sees_project(visitor: Visitor, project: Project) -> bool:
    """The village, its township, county, city, province; a department of the county everything of the county."""
    if P.PROJECT_READ not in visitor.permissions or visitor.role is None:
        return False
    if DUTIES[visitor.role].seat is Seat.DEPARTMENT:
        return visitor.relation in {OWN, SAME}
    return visitor.relation in ABOVE


def act_on_project(visitor: Visitor, project: Project, verb: str) -> int:
    who = WHO[verb] if verb in WHO else SECRETARY | TOWNSHIP if project.state == State.PLANNED else COUNTY
    if (visitor.role, visitor.relation) not in who:
        return FORBIDDEN
    if project.state not in MOVES[verb].starts or verb in NOT_NOW_HERE:
        return NOT_NOW
    # The two are alike: the newer one waits for a ruling, the older one for none.
    if verb in OVERLAPS and not project.overlaps.exists():
        return NOT_NOW
    return 200 if verb in NEEDS_NOTHING else FAULTY


def act_on_page(visitor: Visitor, project: Project, verb: str) -> int:
    """As over the API; but a browser always says on which side a report's photos were taken."""
    answer = act_on_project(visitor, project, verb)
    return FAULTY if (verb, answer) == ("report_progress", 200) else answer


def sums(visitor: Visitor, thing: Any) -> bool:
    """Whoever sees a whole township or more; a village and a city's department see single projects only."""
    if visitor.role in {Role.DEPARTMENT_LIAISON, Role.DEPARTMENT_LEADER} and visitor.relation == CITY:
        return False
    return P.PROJECT_READ in visitor.permissions and visitor.role not in {Role.FIRST_SECRETARY, Role.TEAM_MEMBER}


def watches(visitor: Visitor, thing: Any) -> bool:
    """Whoever reads the projects of a county or more, and every department: its own."""
    nearer = {Role.FIRST_SECRETARY, Role.TEAM_MEMBER, Role.TOWNSHIP_COMMITTEE}
    return P.PROJECT_READ in visitor.permissions and visitor.role not in nearer


def plans(visitor: Visitor, thing: Any) -> bool:
    return bool(visitor.permissions & set(PLANNING))


PROJECTS: dict[str, Door] = {
    "projects:list": page(with_duty(P.PROJECT_READ)),
    "projects:plan": page(plans, acts=lambda visitor, thing, verb: FAULTY),
    "projects:pick": page(with_duty(P.PROJECT_READ)),
    "projects:summary": page(sums),
    "projects:offices": page(watches),
    "projects:take_out": page(with_duty(P.PROJECT_READ)),
    "batches:send_in": page(plans, acts=lambda visitor, thing, verb: FAULTY),
    # The sheet that is held is one of problems.
    "batches:sent_in": page(nobody, "held sheet", acts=lambda visitor, thing, verb: FAULTY),
    "chains:department": page(with_duty(P.PROJECT_READ)),
    "chains:project": page(sees_project, "project"),
    "projects:detail": page(sees_project, "project"),
    "projects:file": page(sees_project, "project's file"),
    "projects:act": page(sees_project, "project", verbs=tuple(ACTIONS), acts=act_on_page, refuses_on_get=True),
    "projects:approvals": page(sees_project, "project"),
    # Neither has an approval, so there is no step and no paper.
    "projects:approval_step": page(nobody, "step of an approval", acts=lambda visitor, thing, verb: FAULTY),
    "projects:paper": page(nobody, "step of an approval"),
    "GET /projects": page(),
    "POST /projects": page(get=None, acts=by_duty(*PLANNING)),
    "GET /projects/industries": page(),
    "GET /projects/summary": page(sums),
    "GET /projects/offices": page(watches),
    "GET /projects/export": page(with_duty(P.PROJECT_READ), marks_on_get=True),
    "POST /projects/import": page(get=None, acts=by_duty(*PLANNING)),
    "GET /projects/{number}/chain": page(sees_project, "project"),
    "GET /projects/{number}/events": page(sees_project, "project"),
    "GET /projects/{number}/approvals": page(sees_project, "project"),
    **reads("/projects/{number}", "project", sees_project),
    **verbs("/projects/{number}", "project", sees_project, ACTIONS, act_on_project),
}
