"""A place's settings for programs: read, and the same acts as the pages."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router

from zhitongche.foundation.people.queries import departments_of, places_configured_by
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import add_acts, json_answer, offered

from .. import queries
from ..actions import POLICY
from ..models import Problem
from ..schemas.configuring import PolicyOut

router = Router(tags=["policy"])
DAYS = ("claim_days", "reply_days", "solve_days")


def find(request: Any, number: str) -> Region:
    """A place whose organizer the caller is, by its code. Raises Http404 else."""
    place = places_configured_by(*request.postings).filter(pk=number).first()
    if place is None:
        raise Http404
    return place


def present(request: Any, place: Region) -> dict[str, Any]:
    """Everything the place has set, and what counts where it has set nothing."""
    book = queries.rulebook_of(place.code)
    return {
        "region": place.code,
        "rules": {
            "has_township_check": bool(book and book.has_township_check),
            "has_leader_approval": bool(book and book.has_leader_approval),
            "accept_days": book.accept_days if book else None,
            "confirm_days": book.confirm_days if book else None,
        },
        "limits": [_limit(one) for one in queries.limits_set_by(place.code)],
        "defaults": [_default(urgency) for urgency in Problem.Urgency],
        "evidence": [
            {
                "category": one.category_id,
                "photo_count": one.photo_count,
                "file_count": one.file_count,
                "hint": one.hint,
            }
            for one in queries.evidence_set_by(place.code)
        ],
        "categories": [
            {
                "code": one.category.code,
                "label": str(one.category),
                "is_own": one.is_own,
                "is_hidden": one.is_hidden,
            }
            for one in queries.categories_of(place.code)
        ],
        "texts": [{"verb": one.verb, "title": one.title, "text": one.text} for one in queries.texts_set_by(place.code)],
        "departments": [
            {"department": one.code, "name": one.name, "functions": one.functions} for one in departments_of(place)
        ],
    }


def _limit(one: Any) -> dict[str, Any]:
    return {"category": one.category_id or "", "urgency": one.urgency, **{name: getattr(one, name) for name in DAYS}}


def _default(urgency: Problem.Urgency) -> dict[str, Any]:
    found = queries.default_limits(urgency)
    days = (found.claim, found.reply, found.solve)
    return {"category": "", "urgency": urgency.value, **dict(zip(DAYS, days, strict=True))}


@router.get("/{number}", response=PolicyOut, url_name="policy")
def read_policy(request: Any, number: str) -> HttpResponse:
    """How a place works; `number` is its code."""
    return json_answer(present(request, find(request, number)))


@router.get("/{number}/actions", url_name="policy-actions")
def list_settings(request: Any, number: str) -> HttpResponse:
    """Every setting of the caller's duty."""
    return json_answer(offered(acts.offers(POLICY, request.postings, find(request, number))))


add_acts(router, POLICY, find, present)
