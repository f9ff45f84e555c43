"""The library of approvals for programs: read, and the same acts as the pages."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from ninja import Field, Query, Router, Schema

from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import act, add_acts, documented, json_answer, offered
from zhitongche.foundation.web.schemas import Place

from . import presenting, queries
from .actions import ADD, LIBRARY
from .models import ApprovalItem
from .schemas import ItemList, ItemOut, NewItemBody

router = Router(tags=["approvals"])


class ItemQuery(Schema):
    region: Place = Field("", description="whose library; empty is the caller's own place")
    on: date | None = Field(None, description="as it counts on this day; today where none is given")


def find(request: Any, number: str) -> ApprovalItem:
    """The item as it counts at the caller's place, by its code. Raises Http404."""
    place = queries.place_read_by(request.postings)
    item = queries.item_at(number, place, request.today) if place is not None else None
    if item is None:
        raise Http404
    return item


def present(request: Any, item: ApprovalItem) -> dict[str, Any]:
    """The item afresh, with every version its place could meet."""
    fresh = find(request, item.code)
    return presenting.resource(fresh, queries.versions_of(item.code, queries.place_read_by(request.postings) or ""))


@router.get("", response=ItemList, url_name="approvals")
def list_items(request: Any, query: Query[ItemQuery]) -> HttpResponse:
    """Every item that counts at a place on a day."""
    place = queries.place_read_by(request.postings)
    found = [] if place is None else queries.in_force(query.region or place, query.on or request.today)
    return json_answer({"items": [presenting.summary(item) for item in found]})


@router.post("", response={201: ItemOut}, openapi_extra=documented(NewItemBody), url_name="add-approval-item")
def add_item(request: Any) -> HttpResponse:
    """A new item of the caller's place."""
    return act(request, ADD, None, present, status=201)


@router.get("/{number}", response=ItemOut, url_name="approval")
def read_item(request: Any, number: str) -> HttpResponse:
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="approval-actions")
def list_actions(request: Any, number: str) -> HttpResponse:
    """What the caller may do with it, and what would refuse it now."""
    return json_answer(offered(acts.offers(LIBRARY, request.postings, find(request, number))))


add_acts(router, LIBRARY, find, present)
