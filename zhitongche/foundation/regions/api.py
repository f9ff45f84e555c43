"""The contract's `regions`: places inside the caller's areas, by search or one after the other."""

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from ..errors import BadInput
from ..web.api import ListQuery, json_answer
from ..web.paging import keyset
from . import fields, queries, rules, search
from .models import Level, Region

router = Router(tags=["regions"])
LevelName = Literal["", "province", "city", "county", "township", "village"]


class BadQuery(BadInput):
    """422: a filter that cannot be used."""

    part = "query"


class RegionQuery(ListQuery):
    """With `q` the best twenty that a search finds; without it all the places in reach, in the order of their codes."""

    q: str = Field("", max_length=search.LONGEST_WORDS)
    within: str = Field("", max_length=12)
    level: LevelName = ""


class RegionOut(Schema):
    """A place. `parent` is the code of the one it lies in."""

    code: str
    level: str
    name: str
    short_name: str
    full_name: str
    parent: str | None


class RegionList(Schema):
    items: list[RegionOut]
    next: str | None


@router.get("", response=RegionList, url_name="regions")
def list_regions(request: Any, query: Query[RegionQuery]) -> HttpResponse:
    """Open places inside the caller's areas."""
    level = fields.LEVELS.get(query.level)
    reach = search.within_scopes((posting.scope for posting in request.postings), request.today, level)
    reach = reach.narrowed(_within(query.within, reach))
    if query.q.strip():
        return json_answer(
            {"items": _present(search.search(query.q, reach, min(query.limit, search.MOST))), "next": None}
        )
    page = keyset(reach.places(), ("code",), query.cursor, query.limit)
    return json_answer({"items": _present(page.items), "next": page.next})


def _within(text: str, reach: search.Reach) -> str:
    """The code `within` names. Raises BadQuery for an unknown one, one outside the caller's areas, a closed one."""
    if not text:
        return ""
    place = queries.resolve(text)
    if place is None:
        raise BadQuery({"within": fields.RegionField.default_error_messages["unknown"] % {"code": text}})
    if not reach.narrowed(place.code).scopes:
        raise BadQuery({"within": fields.RegionField.default_error_messages["outside"] % {"name": place.short_name}})
    if refusal := rules.why_not_open(place, reach.day):
        raise BadQuery({"within": str(refusal)})
    return place.code


def _present(places: list[Region]) -> list[dict[str, Any]]:
    called = queries.full_names(place.code for place in places)
    return [
        {
            "code": place.code,
            "level": Level(place.level).name.lower(),
            "name": place.name,
            "short_name": place.short_name,
            "full_name": called.get(place.code, place.name),
            "parent": place.parent_id,
        }
        for place in places
    ]
