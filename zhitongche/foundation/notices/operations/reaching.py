"""How a person wants to be reached; the record knows addresses by digests only."""

from collections.abc import Sequence
from datetime import datetime, time

from ... import flow
from ...audit import operations as audit
from ...audit.chain import digest
from ...errors import BadInput
from ...people.models import Person, Posting
from .. import faults, queries, rules, wording
from ..channels import address_of
from ..models import Message, Reach


@flow.operation
def choose_channels(
    person: Person,
    *,
    by: Posting,
    now: datetime,
    channels: Sequence[str],
    phone: str = "",
    email: str = "",
    wecom_id: str = "",
    dingtalk_id: str = "",
    quiet_from: time,
    quiet_until: time,
) -> Reach:
    """Keep a person's own channels in their order, the addresses, and the hours without messages.

    Raises BadInput for a channel the office does not have, or one without an address.
    """
    if refusal := rules.why_not_reach(by, person):
        raise refusal
    addresses = {"email": email, "wecom_id": wecom_id, "dingtalk_id": dingtalk_id}
    facts = {"phone": faults.phone_of(phone), **{name: text.strip() for name, text in addresses.items()}}
    reach = Reach(person=person, channels=list(dict.fromkeys(channels)), **facts)
    reach.quiet_from, reach.quiet_until = quiet_from, quiet_until
    if found := faults.of_channels(person, reach) | faults.of_addresses(reach):
        raise BadInput(found)
    _keep(reach)
    digests = {name: digest(person.salt, text) for name, text in facts.items() if text}
    quiet = [quiet_from.isoformat("minutes"), quiet_until.isoformat("minutes")]
    audit.record("person.choose_channels", person, by=by, now=now, channels=reach.channels, quiet=quiet, **digests)
    return reach


def _keep(reach: Reach) -> None:
    """One row for a person, whether it is there or not."""
    columns = [field.name for field in Reach._meta.concrete_fields if not field.primary_key]
    Reach.objects.bulk_create([reach], update_conflicts=True, update_fields=columns, unique_fields=["person"])


@flow.operation
def test_channel(person: Person, *, by: Posting, now: datetime, channel: str) -> Message:
    """Leave a test message for the worker, by that channel alone; within a minute the same one.

    Raises BadInput where the office does not have the channel or the person has no address for it.
    """
    if refusal := rules.why_not_reach(by, person):
        raise refusal
    reach = queries.reach_of(person)
    if found := faults.of_channel(person, reach, channel):
        raise BadInput({"channel": found})
    key = f"test:{person.pk}:{channel}:{now:%Y%m%d%H%M}"
    message = Message(
        person=person,
        purpose=Message.Purpose.TEST,
        dedupe_key=key,
        sentence=wording.TEST,
        channel=channel,
        next_at=now,
        created_at=now,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    # Whom it went to is nobody else's to know; that it was asked for is recorded.
    where = digest(person.salt, address_of(person, reach, channel))
    audit.record("person.test_channel", person, by=by, now=now, channel=channel, address=where)
    return Message.objects.get(dedupe_key=key)
