"""Alliances in lists, on their page and for programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.web.acts import Offer

from . import queries
from .models import Alliance, AllianceEvent, Membership
from .presenters import STEPS
from .states import State

Facts = list[tuple[Any, Any]]


def lines(alliances: Sequence[Alliance], today: date) -> list[dict[str, Any]]:
    """A page of the list as plain strings; one statement for the places, one for the members."""
    named = full_names({one.region_id for one in alliances})
    counts = queries.member_counts(alliances, today)
    return [
        {
            "address": reverse("alliances:detail", args=[one.number]),
            "name": one.name,
            "chief": one.parent.name if one.parent else "",
            "place": named.get(one.region_id, ""),
            "places": _(", ").join(str(each.region) for each in queries.places_of(one)),
            "members": counts.get(one.pk, 0),
            "state": "" if one.state == State.ACTIVE else one.get_state_display(),
        }
        for one in alliances
    ]


def facts(alliance: Alliance) -> Facts:
    """What the alliance is."""
    named = full_names([alliance.region_id])
    told: Facts = [
        (_("Number"), alliance.number),
        (_("Place"), named.get(alliance.region_id, "")),
        (
            _("Places"),
            _(", ").join(str(one.region) for one in queries.places_of(alliance)) or _("the whole of its place"),
        ),
    ]
    return told


def whole(
    alliance: Alliance, offers: Sequence[Offer], members: Sequence[Membership], day: date, today: date
) -> dict[str, Any]:
    """Its page as it stood on `day`; members can be moved from today's page only."""
    may_change = day == today and any(one.verb == "release" and one.is_allowed for one in offers)
    return {
        "facts": facts(alliance),
        "subs": lines(queries.subs_of(alliance), today),
        "members": member_lines(members, may_change=may_change),
        "may_change": may_change,
        "outside": queries.outside(alliance, today).count() if may_change else 0,
        "acts": buttons(alliance, offers),
        "story": story(queries.history(alliance)),
    }


def member_lines(members: Sequence[Membership], *, may_change: bool) -> list[dict[str, Any]]:
    """Members as rows; with the ways to transfer and to let leave for who may."""
    named = full_names({one.region_id for one in members})
    return [
        {
            "name": one.person.name,
            "village": named.get(one.region_id, str(one.region)),
            "alliance": one.alliance.name,
            "since": one.starts_on,
            "until": one.ends_on,
            "transfer": _way(one, "transfer") if may_change else "",
            "release": _way(one, "release") if may_change else "",
        }
        for one in members
    ]


def _way(member: Membership, verb: str) -> str:
    return f"{reverse('alliances:act', args=[member.alliance.number, verb])}?person={member.person_id}"


def story(events: Iterable[AllianceEvent]) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [
        {
            "at": event.at,
            "who": called(event.posting) if event.posting else _("The system"),
            "text": str(STEPS[event.action]),
            "quote": event.body.get("reason", ""),
            "note": "",
            "tone": "bad" if event.action == "dissolve" else "",
        }
        for event in events
    ][::-1]


def buttons(alliance: Alliance, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """The acts on the whole alliance; those on one member stand beside the member."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("alliances:act", args=[alliance.number, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": offer.action.is_primary and offer.is_allowed,
            "is_stern": offer.verb == "dissolve",
        }
        for offer in offers
        if offer.verb not in {"transfer", "release"} and alliance.state == State.ACTIVE
    ]


def initial(alliance: Alliance, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the forms of its acts begin with."""
    return {
        "name": alliance.name,
        "places": [one.region_id for one in queries.places_of(alliance)],
        "person": asked.get("person", ""),
    }


def summaries(alliances: Sequence[Alliance], today: date) -> list[dict[str, Any]]:
    """Rows of the API's list."""
    named = full_names({one.region_id for one in alliances})
    counts = queries.member_counts(alliances, today)
    return [_summary(one, named.get(one.region_id, ""), counts.get(one.pk, 0)) for one in alliances]


def _summary(alliance: Alliance, place: str, members: int) -> dict[str, Any]:
    return {
        "number": alliance.number,
        "state": alliance.state,
        "name": alliance.name,
        "region": alliance.region_id,
        "place": place,
        "places": [one.region_id for one in queries.places_of(alliance)],
        "parent": alliance.parent.number if alliance.parent else None,
        "members": members,
        "created_at": alliance.founded_at,
    }


def resource(alliance: Alliance, today: date) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    return {
        **summaries([alliance], today)[0],
        "subs": [one.number for one in queries.subs_of(alliance)],
        "outside": queries.outside(alliance, today).count(),
    }


def member_rows(members: Sequence[Membership]) -> list[dict[str, Any]]:
    """Members for programs."""
    named = full_names({one.region_id for one in members})
    return [
        {
            "person": one.person_id,
            "name": one.person.name,
            "village": one.region_id,
            "place": named.get(one.region_id, ""),
            "alliance": one.alliance.number,
            "since": one.starts_on,
            "until": one.ends_on,
        }
        for one in members
    ]
