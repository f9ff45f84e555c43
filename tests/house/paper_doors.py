"""The doors of papers: a briefing of 藤县 that is being drafted, and one that was issued."""

from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, always, by_duty, page, reads, verbs, with_duty
from tests.house.meeting_doors import sees_meeting
from tests.house.visitors import ABOVE, OWN, Visitor
from zhitongche.express.meetings.models import Meeting
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.papers.actions import ACTIONS
from zhitongche.oversight.papers.models import Paper
from zhitongche.oversight.papers.states import OUT, State

# Nothing is sent: what needs a word is faulty.
OF_A_DRAFT = {"revise": FAULTY, "choose_cases": FAULTY, "draw_anew": 200, "submit": 200, "discard": FAULTY}
OF_THE_SIGNER = frozenset({"return", "issue", "recall", "keep"})


def sees_paper(visitor: Visitor, paper: Paper) -> bool:
    """The office itself; what was issued, the places above it too."""
    if P.PAPER_READ not in visitor.permissions:
        return False
    return visitor.relation == OWN or (paper.state in OUT and visitor.relation in ABOVE)


def act_on_paper(visitor: Visitor, paper: Paper, verb: str) -> int:
    match visitor.role, visitor.relation:
        case Role.ORGANIZER, "own" if paper.state == State.DRAFT:
            return OF_A_DRAFT.get(verb, NOT_NOW)
        case Role.ORGANIZER, "own":
            return FAULTY if verb == "propose_recall" else NOT_NOW
        case Role.LEADER, "own" if verb in OF_THE_SIGNER:
            return NOT_NOW
        case _:
            return FORBIDDEN


def sees_papers_of(visitor: Visitor, meeting: Meeting) -> bool:
    """Whoever sees the meeting and reads papers."""
    return P.PAPER_READ in visitor.permissions and sees_meeting(visitor, meeting)


PAPERS: dict[str, Door] = {
    "papers:list": page(with_duty(P.PAPER_READ)),
    "papers:new": page(with_duty(P.PAPER_DRAFT), acts=always(FAULTY)),
    "papers:templates": page(with_duty(P.PAPER_DRAFT), acts=always(FAULTY)),
    "papers:of_meeting": page(sees_papers_of, "meeting"),
    "papers:detail": page(sees_paper, "paper"),
    "papers:figures": page(sees_paper, "paper"),
    "papers:figure": page(sees_paper, "figure of a paper"),
    "papers:file": page(sees_paper, "file of a paper", marks_on_get=True),
    "papers:act": page(sees_paper, "paper", verbs=tuple(ACTIONS), acts=act_on_paper, refuses_on_get=True),
    "GET /papers": page(),
    "POST /papers": page(get=None, acts=by_duty(P.PAPER_DRAFT)),
    "GET /papers/templates": page(),
    "POST /papers/templates": page(get=None, acts=by_duty(P.PAPER_DRAFT)),
    "GET /papers/{number}/events": page(sees_paper, "paper"),
    "GET /papers/{number}/figures": page(sees_paper, "paper"),
    **reads("/papers/{number}", "paper", sees_paper),
    **verbs("/papers/{number}", "paper", sees_paper, ACTIONS, act_on_paper),
}
