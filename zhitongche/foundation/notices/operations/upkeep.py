"""What is over leaves the outbox."""

from datetime import datetime, timedelta

from ... import flow
from ..models import Count, Message

SENT_DAYS, TROUBLED_DAYS = timedelta(days=30), timedelta(days=90)
OVER = (Message.State.SENT, Message.State.DROPPED)


@flow.operation
def purge(*, now: datetime) -> int:
    """Drop messages that went well after 30 days and all others after 90; returns how many."""
    well = Message.objects.filter(created_at__lt=now - SENT_DAYS, state__in=OVER)
    old = Message.objects.filter(created_at__lt=now - TROUBLED_DAYS)
    Count.objects.filter(day__lt=(now - TROUBLED_DAYS).date()).delete()
    return well.delete()[0] + old.delete()[0]
