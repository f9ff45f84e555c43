"""What the forms of papers begin with, and how a file is sent."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.forms import Form

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.oversight.reports import cases
from zhitongche.oversight.reports.parts import PartKind
from zhitongche.oversight.reports.periods import month_of
from zhitongche.oversight.reports.typed import read

from . import presenting, queries
from .kinds import Kind
from .models import Paper


def may_draft(request: SignedInRequest) -> bool:
    return any(posting.may(Permission.PAPER_DRAFT) for posting in request.postings)


def drafting_place(request: SignedInRequest) -> str:
    """The place whose papers the reader writes."""
    return next(posting.scope for posting in request.postings if posting.may(Permission.PAPER_DRAFT))


def initial(request: SignedInRequest) -> dict[str, Any]:
    """What the address names; a briefing of last month where it names nothing."""
    given = {name: request.GET[name] for name in ("kind", "record", "since", "until") if name in request.GET}
    if given:
        return given
    last = month_of(request.today.replace(day=1) - timedelta(days=1))
    return {"kind": Kind.BRIEFING, "since": last.since, "until": last.until}


def standing(paper: Paper, verb: str, today: date) -> dict[str, Any]:
    """What a form begins with: the paper as it stands, the next number."""
    match verb:
        case "revise":
            return {"title": paper.title, "text": paper.text}
        case "issue":
            return {"issue": queries.next_issue(paper, today.year)}
        case "choose_cases":
            return {"problems": [part.record for part in read(paper.text) if part.kind == PartKind.CASE]}
        case _:
            return {}


def offer_cases(form: Form, paper: Paper, postings: Sequence[Posting]) -> None:
    """The closed problems that a briefing could tell of, as boxes to tick: those told now first."""
    period = presenting.period_of(paper)
    if "problems" not in form.fields or period is None:
        return
    told = [part.record for part in read(paper.text) if part.kind == PartKind.CASE]
    chosen = cases.chosen(postings, paper.region_id, period, told)
    more = [one for one in cases.proposed(postings, paper.region_id, period) if one.number not in told]
    form.fields["problems"].choices = presenting.cases_offered([*chosen, *more])  # type: ignore[attr-defined]
