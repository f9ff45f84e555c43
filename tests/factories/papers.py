"""Papers of the tests: drafted, reviewed and issued by the very operations that real ones go through."""

from typing import Any

from tests.factories import reports
from tests.factories.reports import AFTER, MONTH, Office
from zhitongche.oversight.papers import operations
from zhitongche.oversight.papers.models import Paper
from zhitongche.oversight.papers.states import State

NOW = AFTER
BRIEFING: dict[str, Any] = {"kind": "briefing", "since": MONTH.since, "until": MONTH.until}
# What each verb is sent with, and who may send it; `problems` is told by the office.
BODIES: dict[str, dict[str, Any]] = {
    "revise": {"title": "藤县直通车工作情况", "text": "# 总体情况\n销号[[closed]]个。\n= 主要指标\n报：县委领导"},
    "choose_cases": {"problems": []},
    "draw_anew": {},
    "submit": {},
    "take_back": {},
    "return": {"reason": "请补充数字。"},
    "issue": {"issue": "第1期"},
    "propose_recall": {"reason": "一个数字有误。"},
    "recall": {"opinion": "同意撤回。"},
    "keep": {"opinion": "数字无误，不撤回。"},
    "discard": {"reason": "重复起草。"},
}
SIGNERS = frozenset({"return", "issue", "recall", "keep"})
# From which state each verb is taken in the tests.
FROM = {
    **dict.fromkeys(("revise", "choose_cases", "draw_anew", "submit", "discard"), State.DRAFT),
    **dict.fromkeys(("take_back", "return", "issue"), State.IN_REVIEW),
    "propose_recall": State.ISSUED,
    **dict.fromkeys(("recall", "keep"), State.RECALL_PROPOSED),
}
WAY = ("submit", "issue", "propose_recall", "recall")
AFTER_STEP = dict(zip(WAY, (State.IN_REVIEW, State.ISSUED, State.RECALL_PROPOSED, State.RECALLED), strict=True))


def office() -> Office:
    return reports.office()


def act(verb: str, paper: Paper, office: Office, by: Any = None, **told: Any) -> Paper:
    """One verb by whom it belongs to, unless somebody else is named."""
    run = getattr(operations, f"{verb}_" if verb == "return" else verb)
    whose = by or (office.leader if verb in SIGNERS else office.organizer)
    given = {**BODIES[verb], **({"problems": [office.solved.number]} if verb == "choose_cases" else {}), **told}
    made: Paper = run(paper, by=whose, now=NOW, **given)
    return made


def drafted(office: Office, **told: Any) -> Paper:
    return operations.draft(by=office.organizer, now=NOW, **{**BRIEFING, **told})


def brought_to(state: State, office: Office, **told: Any) -> Paper:
    """A briefing on the way to `state`."""
    paper = drafted(office, **told)
    if state == State.DISCARDED:
        return act("discard", paper, office)
    for verb in WAY:
        if paper.state == state:
            break
        act(verb, paper, office)
    return paper
