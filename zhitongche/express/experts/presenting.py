"""Experts in lists, on their page and for programs: fields and places by name, the phone only for whom it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.web.acts import Offer

from . import free, queries
from .models import Expert, ExpertEvent, ExpertFile
from .presenters import STATES, STEPS

Facts = list[tuple[Any, Any]]


def lines(experts: Sequence[Expert]) -> list[dict[str, Any]]:
    """A page of the pool as plain strings; one statement for the places."""
    called_so = full_names({one.region_id for one in experts})
    return [
        {
            "address": reverse("experts:detail", args=[one.number]),
            "name": one.name,
            "unit": " · ".join(part for part in (one.unit, one.post) if part),
            "skills": _(", ").join(str(skill) for skill in queries.skills_of(one)),
            "place": called_so.get(one.region_id, ""),
            "areas": _(", ").join(str(area.region) for area in queries.areas_of(one) if not area.is_home),
            "free": free.said(queries.periods_of(one)),
            "past": past(one),
            "was_first_secretary": one.was_first_secretary,
            "state": "" if one.is_active else str(STATES[one.state]),
        }
        for one in experts
    ]


def past(expert: Expert) -> str:
    """What came of the visits, told and not ranked."""
    if not expert.visit_count:
        return _("no visit yet")
    said = [_("visits: %(count)d") % {"count": expert.visit_count}]
    if expert.good_count:
        said.append(_("good: %(count)d") % {"count": expert.good_count})
    if expert.fair_count:
        said.append(_("fair: %(count)d") % {"count": expert.fair_count})
    if expert.poor_count:
        said.append(_("poor: %(count)d") % {"count": expert.poor_count})
    return _(", ").join(said)


def facts(expert: Expert, *, has_phone: bool) -> Facts:
    """What the entry says."""
    named = full_names(area.region_id for area in queries.areas_of(expert))
    areas = [named.get(area.region_id, str(area.region)) for area in queries.areas_of(expert) if not area.is_home]
    told: Facts = [
        (_("Number"), expert.number),
        (_("Gender"), expert.get_gender_display() if expert.gender else ""),
        (_("Unit"), expert.unit),
        (_("Post or title"), expert.post),
        (_("Phone"), expert.phone if has_phone else ""),
        (_("Home place"), named.get(expert.region_id, "")),
        (_("Serves also"), _(", ").join(areas)),
        (_("Industries"), expert.industries),
        (_("Was a first secretary"), (expert.served_as or _("Yes")) if expert.was_first_secretary else ""),
        (
            _("Account"),
            _("acts with an own account") if expert.person_id else _("none; the organizer acts on their word"),
        ),
    ]
    return [(term, value) for term, value in told if value]


def key_facts(expert: Expert, today: date) -> Facts:
    """What is asked for first: when, how busy, what came of it."""
    return [
        (_("Free days"), free.said(queries.periods_of(expert))),
        (_("Dispatches open"), str(expert.open_count)),
        (_("Past visits"), past(expert)),
    ]


def story(events: Iterable[ExpertEvent]) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [
        {
            "at": event.at,
            "who": called(event.posting) if event.posting else _("The system"),
            "text": str(STEPS[event.action]),
            "quote": event.body.get("reason", ""),
            "note": "",
            "tone": "bad" if event.action == "retire" else "",
        }
        for event in events
    ][::-1]


def buttons(expert: Expert, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """The acts of the reader's duty that the entry's state is not wholly against."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("experts:act", args=[expert.number, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": False,
            "is_stern": offer.verb == "retire",
        }
        for offer in offers
        # A paper is taken off where it is shown.
        if (offer.is_allowed and offer.verb != "take_off") or (offer.verb == "retire" and expert.is_active)
    ]


def papers(expert: Expert, files: Sequence[ExpertFile] | None, *, may_take_off: bool) -> list[dict[str, Any]]:
    """The papers that show what the expert knows, each with the way to take it off for those who may."""
    off = reverse("experts:act", args=[expert.number, "take_off"])
    return [
        {
            "name": one.attachment.name,
            "address": reverse("experts:file", args=[expert.number, one.attachment_id]),
            "take_off": f"{off}?file={one.attachment_id}" if may_take_off else "",
        }
        for one in files or ()
    ]


def initial(expert: Expert) -> dict[str, Any]:
    """The entry as its form begins with it."""
    words = ("name", "gender", "unit", "post", "phone", "industries", "proof", "was_first_secretary", "served_as")
    return {
        **{word: getattr(expert, word) for word in words},
        "fields": [skill.pk for skill in queries.skills_of(expert)],
        "region": expert.region_id,
        "service_areas": [area.region_id for area in queries.areas_of(expert) if not area.is_home],
        "free_days": [
            {"weekdays": one.weekdays, "from_": one.first, "until": one.last} for one in queries.periods_of(expert)
        ],
    }


def summaries(experts: Sequence[Expert], shown: set[int]) -> list[dict[str, Any]]:
    """Rows of the API's list. `shown` are the keys of those whose phone the caller is told."""
    named = full_names({one.region_id for one in experts})
    return [summary(one, named.get(one.region_id, ""), has_phone=one.pk in shown) for one in experts]


def summary(expert: Expert, place: str, *, has_phone: bool) -> dict[str, Any]:
    return {
        "number": expert.number,
        "state": expert.state,
        "name": expert.name,
        "unit": expert.unit,
        "post": expert.post,
        "phone": expert.phone if has_phone else None,
        "region": expert.region_id,
        "place": place,
        "fields": [skill.pk for skill in queries.skills_of(expert)],
        "service_areas": [area.region_id for area in queries.areas_of(expert) if not area.is_home],
        "free_days": [
            {"weekdays": list(one.weekdays), "from": one.first, "until": one.last} for one in queries.periods_of(expert)
        ],
        "was_first_secretary": expert.was_first_secretary,
        "open_dispatches": expert.open_count,
        "visits": expert.visit_count,
        "rated": {"good": expert.good_count, "fair": expert.fair_count, "poor": expert.poor_count},
        "created_at": expert.enrolled_at,
    }


def resource(expert: Expert, files: Sequence[ExpertFile] | None, *, has_phone: bool) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    place = full_names([expert.region_id]).get(expert.region_id, "")
    return {
        **summary(expert, place, has_phone=has_phone),
        "gender": expert.gender,
        "industries": expert.industries,
        "proof": expert.proof,
        "proof_files": None
        if files is None
        else [{"file": one.attachment_id, "kind": one.attachment.kind, "name": one.attachment.name} for one in files],
        "served_as": expert.served_as,
        "has_account": expert.person_id is not None,
    }
