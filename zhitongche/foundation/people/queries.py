"""Reads of persons, accounts and postings."""

from datetime import date

from .models import Account, Posting


def postings_in_force(account: Account, on: date) -> tuple[Posting, ...]:
    """What the account's person serves as on `on`, oldest first; one statement, places and departments with it."""
    return tuple(
        Posting.objects.in_force(on)
        .filter(person__account=account)
        .select_related("person", "region", "department__region")
        .order_by("starts_on", "pk")
    )
