"""What is handed to a reader as a file: the sealed bundle, the office's papers, a certificate."""

from typing import Any

from django.http import HttpResponse

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.papers.setting import set_document
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.downloads import sent

from . import operations, papers, queries, rules
from .models import Title

OWN_CODE = "Ztc-Own-Code"
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def bundle(request: Any, contest: Contest) -> HttpResponse:
    """The bundle byte for byte as it was kept; the header says under which code the reader stands in it.

    Raises NotYourDuty, NotNow.
    """
    by = acts.sender(rules.why_not_hand_out, request.postings, contest)
    settlement = operations.hand_out(contest, by=by, now=request.now)
    answer = sent(f"{settlement.answer}\n".encode(), f"{contest.number}-v{settlement.version}.json", "application/json")
    answer[OWN_CODE] = queries.own_code(contest, {posting.person_id for posting in request.postings})
    return answer


def paper(request: Any, contest: Contest, kind: str, ending: str) -> HttpResponse:
    """The notice or the circular, for organizers. Raises NotYourDuty, NotNow, CannotSet."""
    by = acts.sender(rules.why_not_take_out, request.postings, contest)
    settlement = operations.take_out(contest, by=by, now=request.now, kind=kind)
    made = papers.paper(kind, contest, settlement, request.now)
    return sent(set_document(made, f".{ending}"), f"{made.title}.{ending}", MEDIA[ending])


def certificate(title: Title) -> HttpResponse:
    """The certificate as PDF. Raises CannotSet."""
    made = papers.certificate(title)
    return sent(set_document(made, ".pdf"), f"{made.title}.pdf", MEDIA["pdf"])
