"""Dispatches in lists, on their page and for programs: places by name, limits as lights, the phone only for whom it is."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.foundation.listed import Listed, listed
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day, light, query_string
from zhitongche.foundation.web.acts import Offer

from .models import Dispatch, DispatchEvent, DispatchFile
from .presenters import STEPS
from .states import State

Facts = list[tuple[Any, Any]]
SOON = timedelta(days=1)
Row = Listed[Dispatch]


def rows(dispatches: Sequence[Dispatch], today: date) -> list[Row]:
    """Dispatches as lists show them."""
    return listed(dispatches, today, states=State, place="village_id", warned=SOON)


def lines(shown: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as plain strings."""
    return [
        {
            "address": reverse("dispatches:detail", args=[row.thing.number]),
            "title": row.thing.title,
            "label": row.label,
            "place": row.place,
            "expert": row.thing.expert.name,
            "days": days(row.thing),
            "state": str(row.state.label),
            "limit": light(row.light.value, row.light_words) if row.thing.due_on else "–",
        }
        for row in shown
    ]


def days(dispatch: Dispatch) -> str:
    """“3 月 5 日”, or both ends."""
    if dispatch.first_day == dispatch.last_day:
        return day(dispatch.first_day)
    return f"{day(dispatch.first_day)} – {day(dispatch.last_day)}"


def chips(query: QueryDict, chosen: str) -> list[dict[str, Any]]:
    """One chip a state."""
    every = [("", pgettext("dispatch", "All")), *State.choices]
    return [
        {
            "label": label,
            "count": None,
            "address": query_string(query, state=value or None, cursor=None),
            "is_chosen": value == chosen,
        }
        for value, label in every
    ]


def phases(dispatch: Dispatch) -> list[dict[str, Any]]:
    """The way from the proposal to the rating; what ended early stands alone."""
    if dispatch.state in {State.DECLINED, State.CANCELLED}:
        ended = State(dispatch.state)
        return [{"label": State.PROPOSED.label, "status": "done"}, {"label": ended.label, "status": "now"}]
    order = [State.PROPOSED, State.ACCEPTED, State.VISITED, State.RATED]
    at = order.index(State(dispatch.state))
    return [
        {"label": state.label, "status": "done" if place < at else "now" if place == at else ""}
        for place, state in enumerate(order)
    ]


def key_facts(row: Row, *, phone: str) -> Facts:
    """Who, when, where; the phone for those who have to ring."""
    dispatch = row.thing
    told: Facts = [
        (pgettext("record", "Expert"), dispatch.expert.name),
        (_("Phone"), phone),
        (pgettext("dispatch", "Days"), days(dispatch)),
        (_("Village"), row.place),
    ]
    return [(term, value) for term, value in told if value]


def facts(dispatch: Dispatch) -> Facts:
    told: Facts = [
        (_("Number"), dispatch.number),
        (_("Sent by"), called(dispatch.sender)),
        (_("Unit"), dispatch.expert.unit),
        (_("Post or title"), dispatch.expert.post),
        (_("Day of the visit"), day(dispatch.visited_on) if dispatch.visited_on else ""),
        (_("Rating"), dispatch.get_rating_display() if dispatch.rating else ""),
    ]
    return [(term, value) for term, value in told if value]


def story(dispatch: Dispatch, events: Iterable[DispatchEvent], files: Sequence[DispatchFile]) -> list[dict[str, Any]]:
    """The history, newest first; the photos stand with the visit."""
    return [_step(dispatch, event, files if event.action == "report_visit" else ()) for event in events][::-1]


def _step(dispatch: Dispatch, event: DispatchEvent, files: Sequence[DispatchFile]) -> dict[str, Any]:
    sentence, quoted = STEPS[event.action]
    rating = event.body.get("rating", "")
    said = {"expert": dispatch.expert.name, "rating": str(Dispatch.Rating(rating).label) if rating else ""}
    return {
        "at": event.at,
        "who": called(event.posting),
        "text": str(sentence) % said,
        "quote": event.body.get(quoted) or "",
        "note": _("On the expert's word.") if event.body.get("on_word") else "",
        "tone": "bad" if event.action in {"decline", "cancel"} else "good" if event.action == "rate" else "",
        "photos": [shown(dispatch, file) for file in files],
    }


def shown(dispatch: Dispatch, file: DispatchFile) -> dict[str, str]:
    address = reverse("dispatches:file", args=[dispatch.number, file.attachment_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": file.attachment.name}


def buttons(dispatch: Dispatch, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """What may be done now, the likely next first."""
    allowed = sorted((one for one in offers if one.is_allowed), key=lambda one: not one.action.is_primary)
    return [
        {
            "label": one.action.label,
            "address": _act_address(dispatch, one.verb),
            "reason": None,
            "is_primary": one.action.is_primary,
            "is_stern": one.verb in {"decline", "cancel"},
        }
        for one in allowed
    ]


def _act_address(dispatch: Dispatch, verb: str) -> str:
    """Another expert is chosen from the suggestions, not by number."""
    if verb == "replace":
        about = f"problem={dispatch.problem.number}" if dispatch.problem else f"project={_project(dispatch)}"
        span = f"from_={dispatch.first_day}&until={dispatch.last_day}"
        return f"{reverse('dispatches:suggest')}?{about}&replaces={dispatch.number}&{span}"
    return reverse("dispatches:act", args=[dispatch.number, verb])


def _project(dispatch: Dispatch) -> str:
    return dispatch.project.number if dispatch.project else ""


def summary(row: Row) -> dict[str, Any]:
    """One row of the API's list."""
    dispatch = row.thing
    return {
        "number": dispatch.number,
        "state": dispatch.state,
        "region": dispatch.village_id,
        "place": row.place,
        "title": dispatch.title,
        "expert": dispatch.expert.number,
        "expert_name": dispatch.expert.name,
        "from": dispatch.first_day,
        "until": dispatch.last_day,
        "due_on": dispatch.due_on,
        "light": row.light.value,
        "rating": dispatch.rating or None,
        "created_at": dispatch.proposed_at,
    }


def resource(
    dispatch: Dispatch, today: date, *, files: Iterable[DispatchFile], has_phone: bool, has_subject: bool
) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    return {
        **summary(rows([dispatch], today)[0]),
        "problem": dispatch.problem.number if dispatch.problem and has_subject else None,
        "project": dispatch.project.number if dispatch.project and has_subject else None,
        "task": dispatch.task,
        "expert_phone": dispatch.expert.phone if has_phone else None,
        "visited_on": dispatch.visited_on,
        "report": dispatch.report,
        "advice": dispatch.advice,
        "comment": dispatch.comment,
        "replaced_by": dispatch.replaced_by.number if dispatch.replaced_by else None,
        "files": [
            {
                "id": one.attachment_id,
                "kind": one.attachment.kind,
                "name": one.attachment.name,
                "address": shown(dispatch, one)["address"],
            }
            for one in files
        ],
    }
