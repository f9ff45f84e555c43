"""`me/channels`: how the caller is reached outside the product."""

from typing import Any

from django.http import HttpResponse
from ninja import Router

from ..web.api import act, documented, json_answer
from . import actions, presenting, schemas

router = Router(tags=["me"])


@router.get("/channels", response=schemas.ReachOut, operation_id="me_channels", summary="channels")
def read_channels(request: Any) -> HttpResponse:
    """The caller's channels in their order, addresses and quiet hours, and what the office offers."""
    return json_answer(presenting.resource(request.account.person))


@router.post(
    "/channels",
    response=schemas.ReachOut,
    operation_id="me_choose_channels",
    summary="choose channels",
    openapi_extra=documented(schemas.ChannelsBody),
)
def choose_channels(request: Any) -> HttpResponse:
    """Set all of it; what is left out becomes empty, the quiet hours the usual ones."""
    return act(request, actions.CHANNELS, request.account.person, lambda request, person: presenting.resource(person))
