"""`picture` and `instructions` for programs: what the pages show."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.api import json_answer

from . import presenting, queries
from .schemas import Instructions, InstructionsQuery, PictureOut, PictureQuery

router = Router(tags=["picture"])


@router.get("/picture", response=PictureOut, url_name="picture")
def read_picture(request: Any, query: Query[PictureQuery]) -> HttpResponse:
    """A place's problems by state, light and place, and its rates, from figures that every act keeps."""
    asked = scope_of(query.region) if query.region else ""
    scope = None if asked is None else queries.scope_within(request.postings, asked)
    if scope is None:
        raise Http404
    return json_answer(presenting.resource(queries.picture(scope, request.today)))


@router.get("/instructions", response=Instructions, url_name="instructions")
def list_instructions(request: Any, query: Query[InstructionsQuery]) -> HttpResponse:
    """Leaders' instructions of the caller's places, or on what the caller's department leads; the newest first."""
    if not queries.sees_any(request.postings):
        raise Http404
    found = queries.instructions(request.postings, query.state, request.today)
    shown = [presenting.told(one) for one in presenting.given(found, request.today)]
    return json_answer({"items": shown, "next": None})
