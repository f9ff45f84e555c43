"""The outbox: rows are taken by guarded UPDATEs under a lease, sent outside any transaction, and marked.

A row is `sending` before the call is made: whoever is killed in between leaves a row that says so (docs/notices.md).
"""

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from ... import flow
from ...calendar.queries import workdays
from ...calendar.workdays import Workdays
from ...people.models import Person
from .. import pacing, queries, wording
from ..channels import order_of, tokens, way_of
from ..channels.http import Unanswered, Unsent
from ..channels.outcome import Fate, Letter, Outcome
from ..models import Message, Pace, Reach

logger = logging.getLogger(__name__)

State, Purpose = Message.State, Message.Purpose
HOUR = timedelta(hours=1)
# Longer than a slice can take: a token and one call for each of `AT_ONCE`, ten seconds of answer and five to connect.
LEASE = timedelta(minutes=2)
# As many at a time; only these stand as `sending` if the worker is killed.
AT_ONCE = 8
# Then the worker's other work has its turn.
BUDGET_SECONDS = 30.0


def deliver(*, now: datetime) -> int:
    """Send what is due until nothing is, or the budget is spent; returns how many attempts were made."""
    began = time.monotonic()
    recover(now=now)
    count = 0
    while time.monotonic() - began < BUDGET_SECONDS:
        moment = now + timedelta(seconds=time.monotonic() - began)
        due = queries.due(moment, AT_ONCE)
        if not due:
            break
        taken = take(due, now=moment)
        for message, outcome in _attempts(taken):
            finish(message, outcome, now=now + timedelta(seconds=time.monotonic() - began))
        count += len(taken)
    return count


def recover(*, now: datetime) -> int:
    """Put right what a killed worker left: sent anew only where the vendor drops repeats, else never; returns how many."""
    count = 0
    for message in queries.abandoned(now):
        guarded = Message.objects.filter(pk=message.pk, state=State.SENDING, lease_until=message.lease_until)
        if way_of(message).drops_repeats():
            count += guarded.update(state=State.WAITING, next_at=now, may_have_gone=True, lease_until=None)
        else:
            count += guarded.update(state=State.UNKNOWN, answer="killed", lease_until=None, ended_at=now)
    return count


def take(due: Sequence[Message], *, now: datetime) -> list[Message]:
    """Take of these messages what may go out now and nobody else has taken; each is then `sending` and ours."""
    days = workdays()
    fresh = {message.person_id: message for message in due if message.person and not message.channel}
    taken = [_take_fresh(message.person, now=now, days=days) for message in fresh.values() if message.person]
    taken += [_take_again(message, now=now, days=days) for message in due if message.robot_id or message.channel]
    return [message for message in taken if message is not None]


@flow.operation
def _take_fresh(person: Person, *, now: datetime, days: Workdays) -> Message | None:
    """Everything that waits for a person goes along with one message, and one message an hour is enough."""
    reach = queries.reach_of(person)
    order = order_of(person, reach)
    waiting = queries.first_tries(person, now)
    if not order:
        waiting.update(state=State.DROPPED, answer="no channel", ended_at=now)
        return None
    is_urgent = waiting.filter(purpose=Purpose.URGENT).exists()
    opens = pacing.allowed_from(now, quiet_hours(reach), days, is_urgent=is_urgent)
    if opens > now:
        waiting.update(next_at=opens)
        return None
    Pace.objects.bulk_create([Pace(person=person, next_at=now)], ignore_conflicts=True)
    # The row is the lock: whoever moves it on takes all, whoever comes too late waits for the next hour.
    if not Pace.objects.filter(pk=person.pk, next_at__lte=now).update(next_at=now + HOUR):
        waiting.update(next_at=Pace.objects.values_list("next_at", flat=True).get(pk=person.pk))
        return None
    return _carry(waiting, order[0], now)


def _carry(waiting: QuerySet[Message], channel: str, now: datetime) -> Message | None:
    """Choose the message that goes, with the count of all; a day's count knows of everything that waits."""
    rows = list(waiting.select_related("person", "person__reach").order_by("pk"))
    if not rows:
        return None
    digests = [row for row in rows if row.purpose == Purpose.DIGEST]
    carrier = digests[-1] if digests else rows[0]
    if not digests:
        carrier.count = sum(row.count for row in rows)
    others = [row.pk for row in rows if row.pk != carrier.pk]
    Message.objects.filter(pk__in=others).update(state=State.DROPPED, answer=f"with {carrier.pk}", ended_at=now)
    Message.objects.filter(pk=carrier.pk).update(count=carrier.count, channel=channel)
    carrier.channel = channel
    return _begin(carrier, now)


def _take_again(message: Message, *, now: datetime, days: Workdays) -> Message | None:
    """A further try, a test or a robot's count: each stands for itself."""
    is_held = message.purpose != Purpose.TEST
    if message.robot_id:
        quiet, message.channel = settings.QUIET_HOURS, message.robot.kind if message.robot else ""
    else:
        quiet = quiet_hours(getattr(message.person, "reach", None))
    opens = pacing.allowed_from(now, quiet, days, is_urgent=message.purpose == Purpose.URGENT)
    if is_held and opens > now:
        Message.objects.filter(pk=message.pk, state=State.WAITING).update(next_at=opens)
        return None
    if message.may_have_gone and message.first_at and now - message.first_at > pacing.REPEATS_WITHIN:
        _move_on(message, Outcome(Fate.NOBODY_KNOWS, message.answer), now, from_state=State.WAITING)
        return None
    return _begin(message, now)


def _begin(message: Message, now: datetime) -> Message | None:
    """Mark it `sending`, unless somebody else has; the caller makes the call when this is committed."""
    guarded = Message.objects.filter(
        pk=message.pk, state=State.WAITING, attempt_count=message.attempt_count, next_at__lte=now
    )
    message.attempt_count += 1
    message.lease_until = now + LEASE
    won = guarded.update(
        state=State.SENDING,
        channel=message.channel,
        attempt_count=message.attempt_count,
        lease_until=message.lease_until,
        first_at=Coalesce("first_at", now),
    )
    return message if won else None


def _attempts(taken: Sequence[Message]) -> Iterator[tuple[Message, Outcome]]:
    """Make the calls, side by side; the threads touch no table."""
    calls = [(message, _token_of(message)) for message in taken]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        pending = [
            (message, token if isinstance(token, Outcome) else pool.submit(_call, message, _letter(message), token))
            for message, token in calls
        ]
        for message, made in pending:
            yield message, made if isinstance(made, Outcome) else made.result()


def _call(message: Message, letter: Letter, token: str) -> Outcome:
    try:
        return way_of(message).send(letter, token)
    except Exception as error:  # noqa: BLE001  # A fault of one channel must not leave the others' answers unread.
        logger.warning("channel %s broke: %s", message.channel, type(error).__name__)
        return Outcome(Fate.NOBODY_KNOWS, type(error).__name__)


def _token_of(message: Message) -> str | Outcome:
    """The access token of its channel; where there is none to be had, nothing was sent."""
    way = way_of(message)
    if way.fetch_token is None:
        return ""
    try:
        return tokens.kept(way.name, way.fetch_token)
    except (tokens.TokenRefused, Unsent, Unanswered) as error:
        return Outcome(Fate.AGAIN, f"token {error}"[:40])


def _letter(message: Message) -> Letter:
    where = message.robot.key if message.robot else queries.address_of(message)
    return Letter(
        number=message.pk,
        text=wording.outside(message.sentence, message.count, message.pk),
        count=message.count,
        link=wording.link(message.pk),
        address=where,
        secret=message.robot.secret if message.robot else "",
    )


def finish(message: Message, outcome: Outcome, *, now: datetime) -> None:
    """Keep what became of an attempt; one that comes after its lease still turns `unknown` into what is known."""
    if outcome.fate is Fate.SENT:
        _mine(message, State.SENDING, State.UNKNOWN).update(
            state=State.SENT, answer=outcome.answer[:40], lease_until=None, ended_at=now
        )
        return
    if outcome.fate is Fate.AT_ONCE:
        tokens.forget(message.channel)
    if message.purpose == Purpose.TEST or not _again(message, outcome, now):
        _move_on(message, outcome, now, from_state=State.SENDING)


def _again(message: Message, outcome: Outcome, now: datetime) -> bool:
    """Whether it waits for a further try by the same channel."""
    is_unsure = outcome.fate is Fate.NOBODY_KNOWS
    if outcome.fate is Fate.REFUSED or (is_unsure and not way_of(message).drops_repeats()):
        return False
    delay = pacing.delay_after(message.attempt_count)
    if delay is None:
        return False
    _mine(message, State.SENDING).update(
        state=State.WAITING,
        next_at=now if outcome.fate is Fate.AT_ONCE else now + delay,
        may_have_gone=message.may_have_gone or is_unsure,
        answer=outcome.answer[:40],
        lease_until=None,
    )
    return True


def _move_on(message: Message, outcome: Outcome, now: datetime, *, from_state: str) -> None:
    """On to the person's next channel; where none is left, to those who look after the product."""
    tried = [*message.tried, message.channel]
    facts: dict[str, Any] = {"tried": tried, "answer": outcome.answer[:40], "lease_until": None}
    following = _next_channel(message, tried)
    if following:
        facts |= {"state": State.WAITING, "channel": following, "attempt_count": 0, "first_at": None}
        facts |= {"next_at": now, "may_have_gone": False}
    else:
        is_unsure = outcome.fate is Fate.NOBODY_KNOWS
        facts |= {"state": State.UNKNOWN if is_unsure else State.FAILED, "ended_at": now}
    _mine(message, from_state).update(**facts)


def _next_channel(message: Message, tried: Sequence[str]) -> str:
    if message.person is None or message.purpose == Purpose.TEST:
        return ""
    order = order_of(message.person, queries.reach_of(message.person))
    return next((channel for channel in order if channel not in tried), "")


def _mine(message: Message, *states: str) -> QuerySet[Message]:
    """The row, while it still stands at the very attempt that this is about."""
    return Message.objects.filter(
        pk=message.pk, state__in=states, channel=message.channel, attempt_count=message.attempt_count
    )


def quiet_hours(reach: Reach | None) -> tuple[time_of_day, time_of_day]:
    """A person's own, else the office's."""
    return (reach.quiet_from, reach.quiet_until) if reach else settings.QUIET_HOURS
