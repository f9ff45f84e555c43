"""A person's channels as page and API show them."""

from typing import Any

from django.conf import settings

from ..people.models import Person
from . import queries
from .channels import address_of, offered
from .models import Channel, Message, Reach

FIELDS = ("phone", "wecom_id", "dingtalk_id", "email")


def chosen(person: Person, reach: Reach | None) -> dict[str, Any]:
    """What the form begins with and the API answers; the default where nothing was chosen."""
    begins, ends = (reach.quiet_from, reach.quiet_until) if reach else settings.QUIET_HOURS
    default = [Channel.SMS.value] if Channel.SMS in offered() and address_of(person, None, Channel.SMS) else []
    return {
        "channels": reach.channels if reach else default,
        **{field: getattr(reach, field) if reach else "" for field in FIELDS},
        "quiet_from": begins,
        "quiet_until": ends,
    }


def resource(person: Person) -> dict[str, Any]:
    """`me/channels`, as the API names it; times of day as 21:00."""
    told = chosen(person, queries.reach_of(person))
    clocks = {name: told[name].isoformat("minutes") for name in ("quiet_from", "quiet_until")}
    names = [{"channel": channel.value, "label": channel.label} for channel in offered()]
    return {"offered": names, **told, **clocks}


def tests(person: Person, reach: Reach | None) -> list[dict[str, Any]]:
    """Each channel the person could test, with what became of the last test."""
    last = queries.last_tests(person)
    return [
        {"channel": channel, "last": last.get(channel), "state": _state(last.get(channel))}
        for channel in offered()
        if address_of(person, reach, channel)
    ]


def _state(message: Message | None) -> str:
    return str(Message.State(message.state).label) if message else ""


def troubles(messages: list[Message]) -> list[dict[str, Any]]:
    """Rows of what did not arrive: whom it was for, by which channels, and the vendor's last word."""
    return [
        {
            "at": message.created_at,
            "whom": message.person or message.robot,
            "purpose": message.get_purpose_display(),
            "channels": [_channel(name) for name in dict.fromkeys([*message.tried, message.channel]) if name],
            "state": message.get_state_display(),
            "answer": message.answer,
        }
        for message in messages
    ]


def _channel(name: str) -> str:
    return str(Channel(name).label) if name in Channel.values else name


def configured() -> list[tuple[Channel, bool]]:
    """Every channel, and whether the office has it."""
    able = offered()
    return [(channel, channel in able) for channel in Channel]
