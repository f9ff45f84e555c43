"""`me/views`: the narrowings the caller keeps under a name."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router

from ..web import acts
from ..web.api import act, add_acts, documented, json_answer, offered
from . import presenting, queries
from .actions import ACTIONS, SAVE
from .models import SavedView
from .schemas import ViewBody, ViewList, ViewOut

router = Router(tags=["me"])
LARGEST = 2**63 - 1


def find(request: Any, number: str) -> SavedView:
    """The view, if it is the caller's own. Raises Http404 else."""
    if not (number.isascii() and number.isdigit() and int(number) <= LARGEST):
        raise Http404
    view = queries.views_of(request.account.person_id).filter(pk=int(number)).first()
    if view is None:
        raise Http404
    return view


def present(request: Any, view: SavedView) -> dict[str, Any]:
    """The whole resource; of one that was deleted, as it was."""
    return presenting.resource(view)


@router.get("", response=ViewList, operation_id="me_views", summary="views", url_name="views")
def list_views(request: Any) -> HttpResponse:
    """Every view the caller keeps, by kind and name."""
    return json_answer({"items": [presenting.resource(view) for view in queries.views_of(request.account.person_id)]})


@router.post(
    "",
    response={201: ViewOut},
    openapi_extra=documented(ViewBody),
    operation_id="me_save_view",
    summary="save a view",
    url_name="save-view",
)
def save_view(request: Any) -> HttpResponse:
    """Keep a narrowing under a name; at most twenty of a kind."""
    return act(request, SAVE, None, present, status=201)


@router.get("/{number}", response=ViewOut, operation_id="me_view", summary="view", url_name="view")
def read_view(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", operation_id="me_view_actions", summary="actions", url_name="view-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """What can be done with it."""
    return json_answer(offered(acts.offers(ACTIONS, request.postings, find(request, number))))


add_acts(router, ACTIONS, find, present, name="views")
