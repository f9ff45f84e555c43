"""Figures in lists, on their page and for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import names_of
from zhitongche.foundation.templatetags.page import day, query_string
from zhitongche.foundation.web.acts import Offer

from . import figures, wording
from .forms import VIEWS
from .kinds import MEASURES, Kind
from .models import Outcome, OutcomeEvent, OutcomeFile
from .periods import parse
from .presenters import STEPS
from .states import State

Facts = list[tuple[str, Any]]
PREFIX = "CG-"


@dataclass(frozen=True)
class Row:
    """A figure in a list."""

    outcome: Outcome
    label: str
    place: str
    light: Light
    light_words: str
    county: str = ""

    @property
    def state(self) -> State:
        return State(self.outcome.state)


def label_of(outcome: Outcome, county: str) -> str:
    """What people say for a number: CG-藤县-2026-0042."""
    return f"{PREFIX}{county}{outcome.number[len(PREFIX) + len(outcome.county_code) :]}"


def rows(outcomes: Sequence[Outcome], today: date, *, with_county: bool = True) -> list[Row]:
    """A page of a list; two statements, for the names and the calendar, however many rows."""
    names = names_of(sorted({code for one in outcomes for code in _codes(one)}))
    days = workdays()
    found = []
    for one in outcomes:
        county, township, village = (names.get(code, "") for code in _codes(one))
        light = light_of(one.due_on, one.soon_on, False, today)
        parts = (county, township, village) if with_county else (township, village)
        found.append(
            Row(
                one,
                label_of(one, county),
                " ".join(part for part in parts if part),
                light,
                words(light, one.due_on, today, days),
                county,
            )
        )
    return found


def waiting(outcomes: Sequence[Outcome], today: date) -> list[Row]:
    """For the to-do list."""
    return rows(outcomes, today)


def lines(shown: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows as the page draws them."""
    return [
        {
            "address": reverse("outcomes:detail", args=[row.outcome.number]),
            "label": row.label,
            "kind": Kind(row.outcome.kind).label,
            "period": parse(row.outcome.period).words,
            "place": row.place,
            "village": reverse("outcomes:village", args=[row.outcome.village_id]),
            "figures": wording.figures(row.outcome.kind, row.outcome.figures),
            "project": row.outcome.project.title if row.outcome.project else "",
            "state": row.state.label,
            "is_off": row.outcome.state == State.WITHDRAWN,
            "checker": row.outcome.checked_by.person.name if row.outcome.checked_by else "",
        }
        for row in shown
    ]


def chips(query: Any, chosen: str) -> list[dict[str, Any]]:
    """The questions a list is opened for."""
    labels = {
        "standing": _("What counts"),
        "recorded": State.RECORDED.label,
        "checked": State.CHECKED.label,
        "withdrawn": State.WITHDRAWN.label,
        "all": _("All"),
    }
    return [
        {
            "label": labels[view],
            "count": None,
            "address": query_string(query, view=view, cursor=None),
            "is_chosen": view == chosen,
        }
        for view in VIEWS
    ]


def holder(outcome: Outcome, row: Row, now: datetime) -> Facts:
    """What it is, and whether somebody has looked at it."""
    named = outcome.figures.named()
    measure = MEASURES[outcome.kind]
    labels = {"amount": _("Amount"), "people": _("People"), "area": _("Area")}
    facts: Facts = [(labels[name], wording.value(name, named[name])) for name in measure.names]
    if outcome.checked_by is not None:
        facts.append((_("Checked by"), called(outcome.checked_by)))
    elif outcome.state == State.RECORDED:
        facts.append((_("Checked by"), _("nobody yet")))
    return facts


def facts(outcome: Outcome, row: Row) -> Facts:
    """What is asked for less often, beside the page."""
    named: Facts = [
        (_("Number"), row.label),
        (_("Place"), row.place),
        (_("Kind"), Kind(outcome.kind).label),
        (_("Period"), parse(outcome.period).words),
        (_("Where the figure comes from"), outcome.source),
        (_("Recorded by"), called(outcome.recorder)),
        (_("Checked on"), day(outcome.checked_at)),
    ]
    return [(term, said) for term, said in named if said]


def story(outcome: Outcome, events: Iterable[OutcomeEvent]) -> list[dict[str, Any]]:
    """The history, newest first; a correction says what stood before."""
    return [
        {
            "at": event.at,
            "who": called(event.posting) if event.posting else _("The system"),
            "text": str(STEPS[event.action]) % _said(outcome, event),
            "quote": event.body.get("reason") or event.body.get("opinion") or "",
            "note": _source_note(event),
            "tone": {"check": "good", "withdraw": "bad"}.get(event.action, ""),
            "photos": [_shown(outcome, file) for file in event.shown_files if file.attachment.kind == "photo"],
            "documents": [_shown(outcome, file) for file in event.shown_files if file.attachment.kind != "photo"],
        }
        for event in reversed(list(events))
    ]


def _said(outcome: Outcome, event: OutcomeEvent) -> dict[str, str]:
    stood = event.body.get("stood") or {}
    return {
        "figures": wording.figures(outcome.kind, figures.read(event.body)),
        "stood": wording.figures(outcome.kind, figures.read(stood)),
    }


def _source_note(event: OutcomeEvent) -> str:
    """The source of a step, where it is the first or another than before."""
    source, stood = event.body.get("source", ""), event.body.get("stood", {}).get("source", "")
    return _("Source: %(source)s.") % {"source": source} if source and source != stood else ""


def _shown(outcome: Outcome, file: OutcomeFile) -> dict[str, str]:
    address = reverse("outcomes:file", args=[outcome.number, file.attachment_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": file.attachment.name}


def buttons(outcome: Outcome, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """What may be done; once it is withdrawn nothing is left to say."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("outcomes:act", args=[outcome.number, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": offer.action.is_primary,
            "is_stern": offer.verb == "withdraw",
        }
        for offer in offers
        if outcome.state != State.WITHDRAWN and (offer.is_allowed or outcome.state in outcome.MOVES[offer.verb].starts)
    ]


def initial(verb: str, outcome: Outcome) -> dict[str, Any]:
    """A figure is mended, not typed again."""
    return {**outcome.figures.named(), "source": outcome.source} if verb == "correct" else {}


# ---- for programs ----------------------------------------------------------------------------------------------------


def summary(row: Row) -> dict[str, Any]:
    """One row of the API's list."""
    outcome = row.outcome
    return {
        "number": outcome.number,
        "label": row.label,
        "state": outcome.state,
        "region": outcome.village_id,
        "place": row.place,
        "title": outcome.title,
        "kind": outcome.kind,
        "period": outcome.period,
        **figures.told(outcome.figures),
        "unit": wording.UNITS[MEASURES[outcome.kind].main],
        "source": outcome.source,
        "project": outcome.project.number if outcome.project else None,
        "checked_by": outcome.checked_by.person.name if outcome.checked_by else None,
        "created_at": outcome.recorded_at,
    }


def resource(outcome: Outcome, today: date, files: Iterable[OutcomeFile]) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    return {
        **summary(rows([outcome], today)[0]),
        "recorded_by": called(outcome.recorder),
        "checked_at": outcome.checked_at,
        "files": [_file(outcome, kept) for kept in files],
    }


def _file(outcome: Outcome, kept: OutcomeFile) -> dict[str, Any]:
    file = kept.attachment
    address = reverse("outcomes:file", args=[outcome.number, file.pk])
    return {"id": file.pk, "kind": file.kind, "name": file.name, "address": address}


def _codes(outcome: Outcome) -> tuple[str, str, str]:
    return outcome.village_id[:6], outcome.village_id[:9], outcome.village_id
