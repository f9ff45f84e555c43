"""The rooms that are asked what waits: each by its ACTIONS, and by its sentences for notices."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhitongche.arena.alliances.actions import ACTIONS as ALLIANCES
from zhitongche.arena.alliances.presenters import NOTICES as ALLIANCE_NOTICES
from zhitongche.arena.contests import presenting as contests
from zhitongche.arena.judging import presenting as judging
from zhitongche.arena.judging.actions import DESK
from zhitongche.arena.ring.actions import WAITING as CONTESTS
from zhitongche.arena.ring.presenters import NOTICES as CONTEST_NOTICES
from zhitongche.express.dispatches import presenting as dispatches
from zhitongche.express.dispatches.actions import ACTIONS as DISPATCHES
from zhitongche.express.dispatches.presenters import NOTICES as DISPATCH_NOTICES
from zhitongche.express.meetings import presenting as meetings
from zhitongche.express.meetings.actions import ACTIONS as MEETINGS
from zhitongche.express.meetings.presenters import NOTICES as MEETING_NOTICES
from zhitongche.express.outcomes import presenting as outcomes
from zhitongche.express.outcomes.actions import ACTIONS as OUTCOMES
from zhitongche.express.outcomes.presenters import NOTICES as OUTCOME_NOTICES
from zhitongche.express.problems import presenting, promising, queries
from zhitongche.express.problems.actions import ACTIONS, RECTIFICATIONS
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.presenters import NOTICES, PROMISE_NOTICES
from zhitongche.express.problems.queries import tally, visible_to
from zhitongche.express.problems.states import OPEN, State
from zhitongche.express.projects import presenting as projects
from zhitongche.express.projects.actions import ACTIONS as PROJECTS
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.presenters import NOTICES as PROJECT_NOTICES
from zhitongche.foundation.flow import Action
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape, Shaped, shaped
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.papers import presenting as papers
from zhitongche.oversight.papers.actions import ACTIONS as PAPERS
from zhitongche.oversight.papers.presenters import NOTICES as PAPER_NOTICES
from zhitongche.oversight.papers.queries import HEAVY as HEAVY_OF_PAPERS

Sentence = str | Promise


# Neither done with nor put aside.
IN_HAND = OPEN - {State.SHELVED, State.RETURNED}


def none_in_hand(_place: str) -> int:
    return 0


@dataclass(frozen=True)
class Room:
    """What the list needs of a room. `kind` is the word of its notices and of its addresses' names."""

    kind: str
    actions: Mapping[str, Action]
    notices: Mapping[str, Sentence]
    # Things as rows (label, place, light, light_words), in the order given, with a fixed number of statements.
    lines: Callable[[Sequence[Any], date], Sequence[Any]]
    # The names of the addresses of one thing, and of one act on it.
    page: str
    act: str
    # Among equally urgent things: verbs before all others, and verbs that others may take off one's hands, last.
    first: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    # What stands above a verb's things where its button's word would mislead.
    headings: Mapping[str, Sentence] = field(default_factory=dict)
    # Columns that no line shows and that are long.
    heavy: tuple[str, ...] = ()
    # What stands for a posting where the statement of a verb is built, to be kept for all of its kind; and the verbs
    # whose question also depends on what a place has set, so that their statements are built anew.
    shaped: Callable[[Posting], Shaped] = shaped
    anew: frozenset[str] = frozenset()
    # What a posting waits for from others, and what is near its limit where it leads.
    followed: Callable[[Any], QuerySet[Any]] | None = None
    near: Callable[[Any], QuerySet[Any]] | None = None
    # Verbs that wait until a day of their own: the column that holds it.
    limits: Mapping[str, str] = field(default_factory=dict)
    # How much is in hand at a place, by its code.
    in_hand: Callable[[str], int] = none_in_hand


def _problems(problems: Sequence[Problem], today: date) -> Sequence[Any]:
    return presenting.rows(problems, today, with_county=True)


def _followed(posting: Posting | Shape) -> QuerySet[Problem]:
    """For those who report: what is open in their village, the newest first."""
    if not posting.may(Permission.PROBLEM_REPORT):
        return Problem.objects.none()
    return visible_to(posting).filter(is_open=True).select_related("lead").order_by("-reported_at", "-pk")


def _near(posting: Posting | Shape) -> QuerySet[Problem]:
    """For a department's leader: what the department leads and whose light is no longer green."""
    if posting.role != Role.DEPARTMENT_LEADER:
        return Problem.objects.none()
    led = visible_to(posting).filter(lead=posting.department_id, is_open=True, is_paused=False)
    return led.filter(soon_on__lte=posting.today, due_on__isnull=False).select_related("lead").order_by("due_on", "pk")


def _in_hand(place: str) -> int:
    counts = tally([place])
    return sum(counts[state] for state in IN_HAND)


def _projects(found: Sequence[Project], today: date) -> Sequence[Any]:
    return projects.rows(found, today, with_county=True)


def _none(found: Sequence[Any], today: date) -> Sequence[Any]:
    """Where nothing ever waits, and only notices are told."""
    return ()


ROOMS: tuple[Room, ...] = (
    Room(
        "problem",
        ACTIONS,
        NOTICES,
        _problems,
        page="problems:detail",
        act="problems:act",
        first=frozenset({"answer_instruction"}),
        shared=frozenset({"claim", "support"}),
        headings={"decline": _("Suggested to your department: claim or decline")},
        heavy=("description", "request"),
        shaped=queries.shaped,
        anew=frozenset({"accept", "check", "confirm"}),
        followed=_followed,
        near=_near,
        in_hand=_in_hand,
    ),
    Room(
        "rectification",
        RECTIFICATIONS,
        PROMISE_NOTICES,
        promising.rows,
        page="rectifications:detail",
        act="rectifications:act",
        heavy=("problem__description", "problem__request"),
    ),
    Room(
        "project",
        PROJECTS,
        PROJECT_NOTICES,
        _projects,
        page="projects:detail",
        act="projects:act",
        first=frozenset({"answer_instruction"}),
        headings={
            "update_approval": _("Approvals whose turn is yours"),
            "update_funding": _("Money that projects hope for from you"),
            "confirm_overlap": _("Works that seem paid for twice"),
        },
        heavy=("goal", "scope_of_works", "difficulties", "benefit"),
        limits={"report_progress": "report_on"},
    ),
    Room(
        "outcome",
        OUTCOMES,
        OUTCOME_NOTICES,
        outcomes.waiting,
        page="outcomes:detail",
        act="outcomes:act",
        headings={"check": _("Figures to check")},
    ),
    Room(
        "dispatch",
        DISPATCHES,
        DISPATCH_NOTICES,
        dispatches.rows,
        page="dispatches:detail",
        act="dispatches:act",
        headings={"accept": _("Visits asked for: accept or decline"), "replace": _("Declined: ask another expert")},
        heavy=("task", "report", "advice"),
    ),
    Room(
        "meeting",
        MEETINGS,
        MEETING_NOTICES,
        meetings.rows,
        page="meetings:detail",
        act="meetings:act",
        headings={
            "acknowledge": _("Invitations to sign for"),
            "draft_reply": _("Meetings that wait for your draft reply"),
            "sign": _("Answers to sign for"),
        },
        heavy=("note",),
        limits={"draft_reply": "draft_due_on", "approve_reply": "draft_due_on"},
    ),
    Room("alliance", ALLIANCES, ALLIANCE_NOTICES, _none, page="alliances:detail", act="alliances:act"),
    Room(
        "contest",
        CONTESTS,
        CONTEST_NOTICES,
        contests.rows,
        page="ring:detail",
        act="ring:act",
        headings={
            "begin_entry": _("Contests that wait for your entry"),
            "open": _("Contests drawn up and not opened"),
            "decide_late": _("Late requests"),
            "sign_rules": _("Changes of rules to sign"),
            "report_pledge": _("Pledges to report on"),
        },
    ),
    Room(
        "judging",
        DESK,
        {},
        judging.todo_lines,
        page="judging:desk",
        act="ring:act",
        headings={"submit_scores": _("Contests to score")},
    ),
    Room(
        "paper",
        PAPERS,
        PAPER_NOTICES,
        papers.rows,
        page="papers:detail",
        act="papers:act",
        headings={"submit": _("Papers sent back to you"), "recall": _("Recalls that wait for a signature")},
        heavy=HEAVY_OF_PAPERS,
    ),
)
