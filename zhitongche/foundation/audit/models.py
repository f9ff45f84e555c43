"""The two tables of the operation log: the records, and the head of each chain."""

from django.db import models


class AuditRecord(models.Model):
    """One line of the operation log, chained to the one before it. No foreign keys: history outlives its subjects.

    It holds ids, codes, states, dates and digests only. Free text and personal values stay in their own rows; here
    stands their salted digest, so that deleting the row deletes the meaning. The place in the chain is the key, so
    that there is no column the hash does not cover. Append-only: `triggers.py`.
    """

    pk = models.CompositePrimaryKey("chain", "sequence")
    # A county's code, a city's, or "system".
    chain = models.CharField(max_length=12)
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=60)
    # Who, as what, from where; empty for what the system did by itself.
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    posting_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=45, blank=True)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30, blank=True)
    # Canonical JSON text, so that what is hashed is what is stored.
    facts = models.TextField(default="{}")
    algorithm = models.CharField(max_length=10, default="SHA-256")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_record"
        # One for each filter of the operation log; that of the chain is the key itself.
        indexes = [
            models.Index(fields=["at", "chain", "sequence"], name="record_by_time"),
            models.Index(fields=["subject_id", "at"], name="record_by_subject"),
            models.Index(fields=["person_id", "at"], name="record_by_person"),
            models.Index(fields=["action", "at"], name="record_by_action"),
        ]


class AuditHead(models.Model):
    """Where a chain ends. Its row is the lock under which the chain grows, one writer at a time."""

    chain = models.CharField(primary_key=True, max_length=12)
    size = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        db_table = "audit_head"
