"""Messages of the tests, and an office that has the channels they go by."""

from datetime import UTC, datetime, time
from typing import Any

from pytest_django import Settings

from tests.factories import people
from zhitongche.foundation.notices import operations
from zhitongche.foundation.notices.models import Message, Reach
from zhitongche.foundation.people.models import Person, Posting

# A working Wednesday, ten in the morning in Shanghai.
NOW = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
NEVER_QUIET = (time(0), time(0))


def office(settings: Settings, address: str, *channels: str) -> None:
    """An office whose vendors all listen at `address`; only these channels are configured."""
    settings.PUBLIC_ADDRESS = "https://ztc.example"
    url = f"{address}/sms" if "sms" in channels else ""
    settings.SMS = {**settings.SMS, "url": url}
    settings.WECOM = {"api": address, "corpid": "corp", "secret": "s", "agentid": 7 if "wecom" in channels else 0}
    ding = {"api": address, "appkey": "key", "appsecret": "s"}
    settings.DINGTALK = {**ding, "agent_id": 9 if "dingtalk" in channels else 0}
    settings.EMAIL_HOST = "127.0.0.1" if "email" in channels else ""
    settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "ztc@ztc.example"


def liaison(phone: str = "13800000001", **reach: Any) -> Posting:
    """Somebody in post, reached as told; without more by SMS."""
    person = people.person(phone=phone)
    if reach:
        Reach.objects.create(person=person, **reach)
    return people.posting("organizer", "450422", person)


def tell(*hearers: Posting, number: str = "450422-2026-0042", now: datetime = NOW, is_urgent: bool = True) -> int:
    return operations.tell(
        [one.person_id for one in hearers],
        action="problem.claim",
        subject_kind="problem",
        subject_number=number,
        title="灌溉供电不足",
        by=None,
        now=now,
        is_urgent=is_urgent,
    )


def states(person: Person | None = None) -> list[tuple[str, str, str]]:
    """(state, channel, answer) of the messages, oldest first."""
    rows = Message.objects.filter(person=person) if person else Message.objects.all()
    return list(rows.order_by("pk").values_list("state", "channel", "answer"))
