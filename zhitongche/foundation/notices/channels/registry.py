"""Which ways there are, which of them the office has, and in which order they are tried for somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from ...people.models import Person
from ..models import Channel, Message, Reach, Robot
from . import dingtalk, mail, sms, wecom
from .outcome import Letter, Outcome
from .tokens import Token


@dataclass(frozen=True)
class Way:
    """A channel at work: `fetch_token` is None where it needs none."""

    name: str
    is_configured: Callable[[], bool]
    drops_repeats: Callable[[], bool]
    send: Callable[[Letter, str], Outcome]
    fetch_token: Callable[[], Token] | None = None


PERSONAL: dict[str, Way] = {
    Channel.SMS: Way("sms", sms.is_configured, sms.drops_repeats, sms.send),
    Channel.WECOM: Way("wecom", wecom.is_configured, wecom.drops_repeats, wecom.send, wecom.fetch_token),
    Channel.DINGTALK: Way(
        "dingtalk", dingtalk.is_configured, dingtalk.drops_repeats, dingtalk.send, dingtalk.fetch_token
    ),
    Channel.EMAIL: Way("email", mail.is_configured, mail.drops_repeats, mail.send),
}


def _yes() -> bool:
    return True


def _no() -> bool:
    return False


# A robot needs nothing but its own key, and says everything it is given.
ROBOTS: dict[str, Way] = {
    Robot.Kind.WECOM: Way("wecom", _yes, _no, wecom.tell_group),
    Robot.Kind.DINGTALK: Way("dingtalk", _yes, _no, dingtalk.tell_group),
}


def way_of(message: Message) -> Way:
    """The way a message that was taken goes by."""
    return (ROBOTS if message.robot_id else PERSONAL)[message.channel]


def offered() -> list[Channel]:
    """What the office has, in the order in which it is proposed; nothing without an address for the link."""
    if not settings.PUBLIC_ADDRESS:
        return []
    return [channel for channel in Channel if PERSONAL[channel].is_configured()]


def address_of(person: Person, reach: Reach | None, channel: str) -> str:
    """Where a person is found by a channel; empty where nobody has said."""
    match channel:
        case Channel.SMS:
            return (reach.phone if reach else "") or person.phone or ""
        case Channel.WECOM:
            return reach.wecom_id if reach else ""
        case Channel.DINGTALK:
            return reach.dingtalk_id if reach else ""
        case Channel.EMAIL:
            return reach.email if reach else ""
    return ""


def order_of(person: Person, reach: Reach | None) -> list[str]:
    """The channels to try for a person, best first: chosen, configured, and with an address."""
    wanted: list[Any] = reach.channels if reach else [Channel.SMS]
    able = set(offered())
    return [str(one) for one in wanted if one in able and address_of(person, reach, one)]
