"""What the API takes and gives about a person's channels: the twin of `forms.py`."""

from datetime import time
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from .forms import EMAIL, MOST_CHANNELS, PHONE, USER_ID


def _naive(value: time) -> time:
    """A time of day in Shanghai, to the minute."""
    return value.replace(second=0, microsecond=0, tzinfo=None)


ChannelName = Literal["sms", "wecom", "dingtalk", "email"]
Clock = Annotated[time, AfterValidator(_naive)]
UserId = Annotated[str, StringConstraints(strip_whitespace=True, max_length=USER_ID)]


class ChannelsBody(Schema):
    """All of it each time: what is left out becomes empty, the hours the office's usual ones."""

    model_config = ConfigDict(extra="forbid")

    channels: Annotated[list[ChannelName], Field(max_length=MOST_CHANNELS)] = []
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=PHONE)] = ""
    wecom_id: UserId = ""
    dingtalk_id: UserId = ""
    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=EMAIL)] = ""
    quiet_from: Clock = time(21)
    quiet_until: Clock = time(7, 30)


class ChannelOut(Schema):
    channel: ChannelName
    label: str


class ReachOut(Schema):
    """`offered` is what the office has; the rest is the caller's own."""

    offered: list[ChannelOut]
    channels: list[ChannelName]
    phone: str
    wecom_id: str
    dingtalk_id: str
    email: str
    quiet_from: str
    quiet_until: str
