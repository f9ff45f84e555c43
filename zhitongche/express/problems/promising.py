"""What pages and programs show of promises and requests: who does what by when, who asks for what, what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day, query_string
from zhitongche.foundation.web.acts import Offer

from . import presenting, queries
from .models import Problem, Rectification, RectificationEvent, Request
from .presenters import PROMISE_STEPS
from .rules.rectifying import is_the_leads


@dataclass(frozen=True)
class PromiseRow:
    """An item of the rectification list, as a list shows it."""

    item: Rectification
    label: str
    place: str
    light: Light
    light_words: str


def rows(items: Sequence[Rectification], today: date, days: Workdays | None = None) -> list[PromiseRow]:
    """A page of the list; two statements, for the names and the calendar, however many rows."""
    days = days or workdays()
    problems = presenting.rows([item.problem for item in items], today, with_county=True, days=days)
    return [_row(item, shown, today, days) for item, shown in zip(items, problems, strict=True)]


def _row(item: Rectification, shown: presenting.Row, today: date, days: Workdays) -> PromiseRow:
    found = light(item, today)
    return PromiseRow(
        item=item,
        label=f"{shown.label}-{item.number.rsplit('-', 1)[1]}",
        place=shown.place,
        light=found,
        light_words=_light_words(item, found, today, days),
    )


def light(item: Rectification, today: date) -> Light:
    """None once it is done; the lead's own stands still with its problem's clock."""
    if item.state != Rectification.State.OPEN:
        return Light.NONE
    return light_of(item.due_on, item.soon_on, item.problem.is_paused and is_the_leads(item), today)


def _light_words(item: Rectification, found: Light, today: date, days: Workdays) -> str:
    if item.is_dropped:
        return pgettext("rectification", "No longer asked for")
    if item.state == Rectification.State.DONE:
        return _("Done on %(day)s") % {"day": day(item.finished_at)}
    return words(found, item.due_on, today, days)


class View(TextChoices):
    """The questions the list is opened for."""

    OPEN = "open", pgettext_lazy("rectification", "Open")
    RED = "red", gettext_lazy("Overdue")
    YELLOW = "yellow", gettext_lazy("Due soon")
    PAUSED = "paused", gettext_lazy("Paused")
    DONE = "done", pgettext_lazy("rectification", "Done")
    ALL = "all", pgettext_lazy("rectification", "All")


def chips(query: QueryDict, chosen: str) -> list[dict[str, Any]]:
    """One chip a view; the list's other filters are kept."""
    return [
        {
            "label": view.label,
            "count": None,
            "address": query_string(query, view=view.value, cursor=None),
            "is_chosen": view.value == chosen,
        }
        for view in View
    ]


# ---- on the problem's page ------------------------------------------------------------------------------------------


def on_page(problem: Problem, today: date, days: Workdays) -> dict[str, Any]:
    """The items and the requests of a problem, for its page; two statements."""
    return {
        "promises": [_promise(item, problem, today, days) for item in queries.promises_of(problem)],
        "requests": [_request(asked) for asked in reversed(queries.requests_of(problem))],
    }


def _promise(item: Rectification, problem: Problem, today: date, days: Workdays) -> dict[str, Any]:
    # The same instance, so that nothing is read again.
    item.problem = problem
    found = light(item, today)
    return {
        "address": reverse("rectifications:detail", args=[item.number]),
        "department": item.department.name,
        "part": _part(item),
        "promise": item.promise,
        "result": item.result,
        "due_on": item.due_on,
        "is_over": item.state != Rectification.State.OPEN,
        "light": found.value,
        "light_words": _light_words(item, found, today, days),
    }


def _part(item: Rectification) -> str:
    """What the department is to the problem; one that led it and does not any more is no supporter."""
    if is_the_leads(item):
        return pgettext("part", "Lead")
    is_over = item.is_dropped and item.origin in {Rectification.Origin.CLAIM, Rectification.Origin.ASSIGN}
    return pgettext("part", "Led it before") if is_over else pgettext("part", "Support")


def _request(asked: Request) -> dict[str, Any]:
    is_yes = asked.is_granted is True
    decided = {
        None: _("Waits for the leader of the department")
        if asked.verb in Request.FOR_APPROVAL
        else _("Waits for the organizer"),
        "granted": pgettext("request", "Granted"),
        "refused": pgettext("request", "Refused"),
        "lapsed": pgettext("request", "Fell away"),
    }[asked.decided]
    return {
        "verb": Request.Verb(asked.verb).label,
        "who": called(asked.posting),
        "at": asked.made_at,
        "reason": asked.reason,
        "day": _day_of(asked),
        "decided": decided,
        "decision": asked.decision,
        "decided_at": asked.decided_at if asked.is_granted is not None else None,
        "decided_by": asked.decided_by.person.name if asked.decided_by else "",
        "tone": "" if asked.is_granted is None else "good" if is_yes else "bad",
    }


def _day_of(asked: Request) -> date | None:
    told = asked.body.get("due_on") or asked.body.get("until")
    return date.fromisoformat(told) if told else None


# ---- the item's own page --------------------------------------------------------------------------------------------


def buttons(item: Rectification, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """What may be done with it now, or why not."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("rectifications:act", args=[item.number, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": offer.action.is_primary,
            "is_stern": False,
        }
        for offer in offers
        if item.state == Rectification.State.OPEN
    ]


def story(item: Rectification, events: Iterable[RectificationEvent]) -> list[dict[str, Any]]:
    """Its history, newest first."""
    return [_step(item, event) for event in events][::-1]


def _step(item: Rectification, event: RectificationEvent) -> dict[str, Any]:
    due = event.body.get("due_on")
    facts = {"due_on": day(date.fromisoformat(due)) if due else ""}
    quoted = next((event.body[name] for name in ("text", "reason", "promise") if event.body.get(name)), "")
    return {
        "at": event.at,
        "who": called(event.posting) if event.posting else _("The system"),
        "text": str(PROMISE_STEPS[event.action]) % facts,
        "quote": quoted,
        "note": "",
        "tone": {"finish": "good", "extend": "bad"}.get(event.action, ""),
        "photos": [_photo(item, file) for file in event.files.all()],
        "documents": [],
    }


def _photo(item: Rectification, file: Any) -> dict[str, str]:
    address = reverse("rectifications:file", args=[item.number, file.attachment_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": file.attachment.name}


# ---- for programs ---------------------------------------------------------------------------------------------------


def summary(shown: PromiseRow) -> dict[str, Any]:
    """One row of the API's list."""
    item = shown.item
    return {
        "number": item.number,
        "label": shown.label,
        "state": item.state,
        "region": item.village_id,
        "created_at": item.made_at,
        "problem": item.problem.number,
        "meeting": item.meeting or None,
        "department": {"code": item.department.code, "name": item.department.name},
        "promise": item.promise,
        "origin": item.origin,
        "due_on": item.due_on,
        "light": shown.light.value,
        "extensions": item.extension_count,
        "finished_at": item.finished_at,
        "dropped": item.is_dropped,
    }


def resource(item: Rectification, events: Iterable[RectificationEvent], today: date) -> dict[str, Any]:
    """The whole item, as the contract names it."""
    photos = [_file(item, file) for event in events for file in event.files.all()]
    return {**summary(rows([item], today)[0]), "result": item.result, "photos": photos}


def _file(item: Rectification, kept: Any) -> Mapping[str, Any]:
    file = kept.attachment
    address = reverse("rectifications:file", args=[item.number, file.pk])
    return {"id": file.pk, "kind": file.kind, "name": file.name, "address": address}
