"""`papers` for programs; the same operations as the pages."""

from typing import Annotated, Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.histories import told

from . import content, presenting, queries
from .actions import ACTIONS, DRAFT, PLACE_TEMPLATE
from .kinds import Kind
from .models import Paper, PaperTemplate
from .schemas import (
    CheckedFigureList,
    DraftBody,
    EventList,
    OfficePaperOut,
    OneOf,
    PaperList,
    PaperTemplateList,
    PaperTemplateOut,
    Place,
    TemplateBody,
)
from .states import State

router = Router(tags=["papers"])


class PaperQuery(ListQuery):
    """The filters of the list; a filter that is not given lets everything pass."""

    state: Annotated[str, OneOf(*State.values)] = ""
    kind: Annotated[str, OneOf(*Kind.values)] = ""
    region: Place = ""
    record: str = ""


def find(request: Any, number: str) -> Paper:
    """The paper, if a posting of the caller's sees it. Raises Http404 else."""
    paper = queries.found(request.postings, number)
    if paper is None:
        raise Http404
    return paper


def present(request: Any, paper: Paper) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    return presenting.resource(queries.afresh(paper))


def present_template(request: Any, template: PaperTemplate) -> dict[str, Any]:
    return presenting.template_resource(template)


@router.get("", response=PaperList, url_name="papers")
def list_papers(request: Any, query: Query[PaperQuery]) -> HttpResponse:
    """Those of the caller's place, and what places inside it have issued; newest first."""
    filters = queries.Filters(**query.dict(exclude={"limit", "cursor"}))
    page = queries.page_of(request.postings, filters, query.cursor, query.limit)
    return json_answer({"items": [presenting.summary(one) for one in page.items], "next": page.next})


@router.post("", response={201: OfficePaperOut}, openapi_extra=documented(DraftBody), url_name="draft-paper")
def draft_paper(request: Any) -> HttpResponse:
    """Draft a paper of the caller's own place from its records."""
    return act(request, DRAFT, None, present, status=201)


@router.get("/templates", response=PaperTemplateList, url_name="paper-templates")
def list_templates(request: Any) -> HttpResponse:
    """The Word templates of the caller's own place."""
    own = [posting.scope for posting in request.postings if posting.may(Permission.PAPER_DRAFT)]
    found = queries.templates_of(own[0]) if own else []
    return json_answer({"items": [presenting.template_resource(one) for one in found]})


@router.post(
    "/templates",
    response={201: PaperTemplateOut},
    openapi_extra=documented(TemplateBody),
    url_name="place-paper-template",
)
def place_template(request: Any) -> HttpResponse:
    """Put a Word template in place; 422 names each field it does not know, by its paragraph."""
    return act(request, PLACE_TEMPLATE, None, present_template, status=201)


@router.get("/{number}", response=OfficePaperOut, url_name="read-paper")
def read_paper(request: Any, number: str) -> HttpResponse:
    return json_answer(presenting.resource(find(request, number)))


@router.get("/{number}/actions", url_name="paper-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


@router.get("/{number}/events", response=EventList, url_name="paper-events")
def list_events(request: Any, number: str) -> HttpResponse:
    """Its history, oldest first."""
    return json_answer({"items": [told(event) for event in queries.history(find(request, number))]})


@router.get("/{number}/figures", response=CheckedFigureList, url_name="paper-figures")
def list_figures(request: Any, number: str) -> HttpResponse:
    """Every figure of a briefing as it was cited, and as the records answer today."""
    found = content.checked(find(request, number), request.postings)
    return json_answer({"items": presenting.checked_resource(found)})


add_acts(router, ACTIONS, find, present)
