"""The room: the hall's screen, the number every screen asks for, the clerk's desk, and what the host reads aloud."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import NotNow, NotYourDuty
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.templatetags.page import day as day_in_words
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty, opened_by_key
from zhitongche.foundation.web.screens import Drawer, by_key, numbered

from .. import operations, queries, rooms, rules
from ..actions import ACTIONS
from ..models import Meeting
from ..views import find
from . import presenting
from . import queries as reading
from .forms import ClerkForm, TypedForm
from .spoken_days import day_said

SCREENS = Drawer()
# What is done from the desk and from the page that is read aloud; the rest has its place on the meeting's page.
IN_ROOM = frozenset({"open", "call_up", "show_clock", "answer", "read_back"})

# What an act sends, by the names the desk's address has for it.
SENT = {"item": "problem", "department": "department", "room": "room"}


@require_safe
@opened_by_key
def version(request: HttpRequest, key: UUID) -> HttpResponse:
    """How often the meeting has changed, as a number and as an ETag: 304 where that is what the asker knows.

    `?typed` counts what is being typed as well, which only a hall shows.
    """
    number = queries.version_of(key, with_typed="typed" in request.GET)
    if number is None:
        raise Http404
    return numbered(request, number)


@require_safe
@opened_by_key
def screen(request: Any, key: UUID) -> HttpResponse:
    """A hall's screen: the item, who speaks and what they say, what is next up; `?room=` where there are several."""
    number, place = queries.version_of(key, with_typed=True), _room(request.GET) or 0
    if number is None:
        raise Http404
    name = (key, number, place, request.LANGUAGE_CODE)
    return by_key(SCREENS.get(name, request.now, lambda: _drawn(request, key, place)))


def _drawn(request: Any, key: UUID, place: int) -> bytes:
    meeting = reading.on_screen(key)
    if meeting is None or place not in rooms.places(meeting):
        raise Http404
    shown = presenting.heard(reading.from_here(meeting, place))
    context = {**presenting.screen(meeting, shown, place), "key": key, "now": request.now}
    return render(request, "express/meetings/room/screen.html", context).content


@require_GET
def room(request: SignedInRequest, number: str) -> HttpResponse:
    """The clerk's desk, at the item the room is at unless the address names another."""
    return _desk(request, _held(request, number), request.GET)


@require_GET
def aloud(request: SignedInRequest, number: str) -> HttpResponse:
    """What was promised, to be read back by the host (小结), item by item."""
    return _aloud(request, _held(request, number))


@require_POST
def in_room(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One of the room's acts; what was typed comes back with the sentence that refused it."""
    meeting = find(request, number)
    if verb not in IN_ROOM:
        raise Http404
    form = _clerks(request, meeting, request.POST) if verb == "answer" else ACTIONS[verb].form(request.POST)
    gone_on = pages.submit(request, form, lambda: _run(request, verb, meeting, form))
    if gone_on is not None:
        return gone_on
    refused: Any = getattr(form, "refusal", None)
    if isinstance(refused, NotYourDuty):
        raise refused
    if verb == "read_back":
        return _aloud(request, find(request, number), form)
    given = QueryDict(mutable=True)
    given.update({name: request.POST.get(sent, "") for name, sent in SENT.items()})
    return _desk(request, find(request, number), given, form)


@require_POST
def typed(request: SignedInRequest, number: str) -> HttpResponse:
    """What the clerk is typing, for the hall to read along; nothing is answered, and nothing is lost where it fails."""
    meeting, form = find(request, number), TypedForm(request.POST)
    by = acts.sender(rules.why_not_answer, request.postings, meeting)
    operations.show_typed(meeting, by=by, now=request.now, **acts.cleaned(form))
    return HttpResponse(status=204)


@require_GET
@for_duty(Permission.MEETING_HOLD)
def day(request: SignedInRequest) -> HttpResponse:
    """The day that these words mean, so that the clerk sees it before it is set down; empty where they mean none."""
    said = day_said(request.GET.get("said", "")[:40], request.today, workdays())
    return HttpResponse(day_in_words(said, request.today), content_type="text/plain; charset=utf-8")


def _held(request: SignedInRequest, number: str) -> Meeting:
    """The meeting, if the reader holds it. Raises Http404 else."""
    meeting = find(request, number)
    if not any(queries.organizes(posting, meeting) for posting in request.postings):
        raise Http404
    return meeting


def _clerks(request: SignedInRequest, meeting: Meeting, *given: Any, **more: Any) -> ClerkForm:
    is_city = queries.level_of(meeting) == "city"
    return ClerkForm(*given, today=request.today, days=workdays, is_city=is_city, **more)


def _run(request: SignedInRequest, verb: str, meeting: Meeting, form: forms.Form) -> str:
    """The act; answers where the page goes on."""
    done = acts.perform(
        ACTIONS[verb], meeting, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form)
    )
    problem = form.cleaned_data.get("problem", "")
    if verb == "read_back":
        return f"{reverse('meetings:aloud', args=[done.number])}#item-{problem}"
    item = queries.item_of(done, problem) if rooms.are_several(done) and problem else None
    room = item.room if item else _room(request.POST) or 0
    current = reading.current_in(done, room)
    if verb == "answer" and (current is None or current.problem.number != problem):
        return presenting.address_of(done, problem, room=room)
    return presenting.room_address(done, room)


def _desk(
    request: SignedInRequest, meeting: Meeting, wanted: QueryDict, refused: forms.Form | None = None
) -> HttpResponse:
    shown = presenting.heard(queries.items_of(meeting))
    place = presenting.place_of(meeting, shown, wanted.get("item", ""), wanted.get("department", ""), _room(wanted))
    form = refused if isinstance(refused, ClerkForm) else _clerks(request, meeting, initial=presenting.beginning(place))
    refusal: Any = getattr(refused, "refusal", None)
    context = {
        **presenting.desk(meeting, place),
        "seen": _seen(request, place, form),
        "refusal": refusal,
        "others": queries.departments_for(meeting),
        "screen": _screen(request, meeting, place.room),
    }
    answer = pages.answer(request, "express/meetings/room/desk.html", form, context)
    answer.status_code = refusal.status if refusal else 200
    return answer


def _room(sent: QueryDict) -> int | None:
    """The room that an address or a form names; None where it names none."""
    said = sent.get("room", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else None


def _screen(request: SignedInRequest, meeting: Meeting, place: int) -> str:
    """What the computer of a hall opens."""
    address = request.build_absolute_uri(reverse("meetings:screen", args=[meeting.screen_key]))
    return f"{address}?room={place}" if rooms.are_several(meeting) else address


def _seen(request: SignedInRequest, place: presenting.Place, form: ClerkForm) -> str:
    """The version of the item's answers that the desk shows; of what was refused, the one it was sent with.

    Only a conflict that is shown is one the clerk has seen.
    """
    shown = str(place.at.item.answer_version) if place.at else ""
    refusal: Any = getattr(form, "refusal", None)
    if form.is_bound and not isinstance(refusal, NotNow):
        return request.POST.get("seen") or shown
    return shown


def _aloud(request: SignedInRequest, meeting: Meeting, refused: forms.Form | None = None) -> HttpResponse:
    shown = presenting.heard(queries.items_of(meeting))
    refusal: Any = getattr(refused, "refusal", None)
    context = {"meeting": meeting, "rows": presenting.aloud(shown), "refusal": refusal}
    return pages.answer(request, "express/meetings/room/aloud.html", refused or forms.Form(), context)
