"""What is wrong with a channel, an address or a robot: each answers a sentence, or a dictionary of them by field."""

import re
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..errors import Sentence
from ..people import spelling
from ..people.models import Person
from .channels import address_of, offered
from .models import Channel, Reach, Robot

# User ids of both vendors: letters, digits and a few marks; nothing that a list of people could be made of.
USER_ID = re.compile(r"[\w.@-]{1,64}")
KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")
# What each vendor calls the key in a robot's address.
KEY_NAMES: dict[str, str] = {Robot.Kind.WECOM: "key", Robot.Kind.DINGTALK: "access_token"}


def of_channels(person: Person, reach: Reach) -> dict[str, Sentence]:
    for channel in reach.channels:
        if fault := of_channel(person, reach, channel):
            return {"channels": fault}
    return {}


def of_channel(person: Person, reach: Reach | None, channel: str) -> Sentence:
    """Empty where the person can be reached by the channel."""
    if channel not in offered():
        return _("The office does not have this channel.")
    if not address_of(person, reach, channel):
        return _("There is no address yet for: %(channel)s.") % {"channel": Channel(channel).label}
    return ""


def of_addresses(reach: Reach) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    if reach.phone == "?":
        found["phone"] = _("This is not a phone number.")
    if reach.email:
        try:
            validate_email(reach.email)
        except ValidationError:
            found["email"] = _("This is not an e-mail address.")
    for field in ("wecom_id", "dingtalk_id"):
        if (text := getattr(reach, field)) and not USER_ID.fullmatch(text):
            found[field] = _("A user id has letters, digits and the marks . @ - _ only.")
    return found


def phone_of(text: str) -> str:
    """Digits only; “?” for what is no phone number, which `of_addresses` then names."""
    try:
        return spelling.phone_number(text)
    except ValueError:
        return "?"


def key_of(kind: str, text: str) -> str:
    """The key itself, also out of the whole address that the vendor shows."""
    bare = text.strip()
    found = parse_qs(urlsplit(bare).query).get(KEY_NAMES.get(kind, ""), [])
    return found[0] if found else bare


def of_robot(robot: Robot) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    if not robot.name:
        found["name"] = _("This must not be empty.")
    if not KEY.fullmatch(robot.key):
        found["key"] = _("This is not a robot's key. Paste the key, or the whole address the robot shows.")
    if robot.kind == Robot.Kind.WECOM and robot.secret:
        found["secret"] = _("A robot of WeCom has no secret.")
    return found
