"""`boundaries` for programs: laid as on the page, and read as the picture draws them."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import KEY_PARAMETER, ListQuery, json_answer, keyed, page_of
from zhitongche.foundation.web.schemas import Place

from . import operations, queries, rules
from .forms import BoundariesForm
from .models import Boundary
from .schemas import MULTIPART, BoundaryList, LaidOut

router = Router(tags=["boundaries"])


class BoundaryQuery(ListQuery):
    """Without `region` everything within the caller's reach."""

    region: Place = ""


@router.get("", response=BoundaryList, url_name="boundaries")
def list_boundaries(request: Any, query: Query[BoundaryQuery]) -> HttpResponse:
    """The outlines of places within the caller's reach, by code."""
    if not any(posting.may(Permission.PICTURE_READ) for posting in request.postings):
        raise Http404
    rows = queries.visible_to(*request.postings, region=query.region)
    return json_answer(page_of(rows, ("region_id",), query, _present))


@router.post(
    "",
    response={201: LaidOut},
    operation_id="boundaries_lay",
    summary="lay",
    openapi_extra={"parameters": [KEY_PARAMETER], "requestBody": MULTIPART},
    url_name="lay-boundaries",
)
def lay(request: Any) -> HttpResponse:
    """Take the outlines of a GeoJSON file for the places of the caller's city; a later one replaces the places it holds."""

    def effect() -> tuple[int, Any]:
        by = acts.sender(rules.why_not_lay_boundaries, request.postings)
        given = acts.cleaned(BoundariesForm(request.POST, request.FILES))
        count = operations.lay_boundaries(by=by, now=request.now, data=given["file"], approval=given["approval"])
        return 201, {"count": count, "approval": given["approval"]}

    return keyed(request, effect)


def _present(one: Boundary) -> dict[str, Any]:
    names = ("path", "west", "north", "east", "south", "approval", "laid_at")
    told = {name: getattr(one, name) for name in names}
    return {"region": one.region_id, "name": one.region.name, "middle": [one.middle_x, one.middle_y], **told}
