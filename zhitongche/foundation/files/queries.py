"""Reads of files. Whoever shows one that is attached asks the room it is attached in."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from ..people.models import Account
from .models import Attachment


def own(account: Account, ids: Iterable[UUID]) -> list[Attachment]:
    """Those of `ids` that the account sent itself and that hang on nothing yet, in the order asked for."""
    wanted = list(ids)
    found = {file.pk: file for file in waiting_of(account).filter(pk__in=wanted)} if wanted else {}
    return [found[one] for one in wanted if one in found]


def waiting_of(account: Account) -> QuerySet[Attachment]:
    """What an account has sent and not used yet: its own to see, and nobody else's."""
    return Attachment.objects.filter(owner=account, attached_at=None)
