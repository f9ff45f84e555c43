"""Who writes papers, who signs them, and when."""

from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from .kinds import Kind
from .models import Paper


def why_not_draft(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer of a county or city, for the own place."""
    if posting.may(Permission.PAPER_DRAFT):
        return None
    return NotYourDuty(_("Only the organizer of a county or city writes papers."))


def why_not_place_template(posting: Posting, _nothing: object = None) -> Refused | None:
    """As with drafting: a template is the office's own."""
    return why_not_draft(posting)


def why_not_revise(posting: Posting, paper: Paper) -> Refused | None:
    return _drafters(posting, paper, "revise")


def why_not_choose_cases(posting: Posting, paper: Paper) -> Refused | None:
    if refusal := _drafters(posting, paper, "choose_cases"):
        return refusal
    if paper.kind != Kind.BRIEFING:
        return NotNow(_("Only a briefing tells typical cases."), state=paper.state)
    return None


def why_not_draw_anew(posting: Posting, paper: Paper) -> Refused | None:
    return _drafters(posting, paper, "draw_anew")


def why_not_submit(posting: Posting, paper: Paper) -> Refused | None:
    return _drafters(posting, paper, "submit")


def why_not_take_back(posting: Posting, paper: Paper) -> Refused | None:
    return _drafters(posting, paper, "take_back")


def why_not_propose_recall(posting: Posting, paper: Paper) -> Refused | None:
    return _drafters(posting, paper, "propose_recall")


def why_not_discard(posting: Posting, paper: Paper) -> Refused | None:
    return _drafters(posting, paper, "discard")


def why_not_return(posting: Posting, paper: Paper) -> Refused | None:
    return _signers(posting, paper, "return")


def why_not_issue(posting: Posting, paper: Paper) -> Refused | None:
    return _signers(posting, paper, "issue")


def why_not_recall(posting: Posting, paper: Paper) -> Refused | None:
    """Nothing is recalled by a rule or a figure: a second person signs, with an opinion."""
    return _signers(posting, paper, "recall")


def why_not_keep(posting: Posting, paper: Paper) -> Refused | None:
    return _signers(posting, paper, "keep")


def _drafters(posting: Posting, paper: Paper, verb: str) -> Refused | None:
    if not (posting.may(Permission.PAPER_DRAFT) and posting.scope == paper.region_id):
        return NotYourDuty(_("Only the organizer of the paper's own place does this."))
    return flow.why_not_now(paper, verb)


def _signers(posting: Posting, paper: Paper, verb: str) -> Refused | None:
    """Four eyes: whoever drafted a paper, or asks for its recall, does not sign it."""
    if not (posting.may(Permission.PAPER_SIGN) and posting.scope == paper.region_id):
        return NotYourDuty(_("Only a leader or another organizer of the paper's own place signs."))
    asker = paper.asked_by.person_id if paper.asked_by else None
    if posting.person_id in {paper.drafter.person_id, asker}:
        return NotYourDuty(_("Whoever drafted it does not sign it: somebody else of the office has to."))
    return flow.why_not_now(paper, verb)
