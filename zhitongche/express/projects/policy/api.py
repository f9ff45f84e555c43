"""What gates ask for at a place, for programs: read, and the same acts as the pages."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router

from zhitongche.foundation.people.queries import places_configured_by
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import add_acts, json_answer, offered

from ..actions import POLICY
from ..schemas import GatesOut
from . import presenting

router = Router(tags=["policy"])


def find(request: Any, number: str) -> Region:
    """A place whose organizer the caller is, by its code. Raises Http404 else."""
    place = places_configured_by(*request.postings).filter(pk=number).first()
    if place is None:
        raise Http404
    return place


def present(request: Any, place: Region) -> dict[str, Any]:
    return presenting.resource(place)


@router.get("/{number}/gates", response=GatesOut, url_name="gates")
def read_gates(request: Any, number: str) -> HttpResponse:
    """What each gate of a project asks for at the place; `number` is its code."""
    return json_answer(presenting.resource(find(request, number)))


@router.get("/{number}/gates/actions", url_name="gates-actions")
def list_gate_settings(request: Any, number: str) -> HttpResponse:
    """Every setting of gates of the caller's duty."""
    return json_answer(offered(acts.offers(POLICY, request.postings, find(request, number))))


add_acts(router, POLICY, find, present, prefix="/{number}/gates", name="gates")
