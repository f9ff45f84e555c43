from django.db import models


class AuditRecord(models.Model):
    """One line of the operation log, chained to the one before it. No foreign keys: history outlives its subjects.

    It holds ids, codes, states, dates and digests only. Free text and personal values stay in their own rows; here
    stands their salted digest, so that deleting the row deletes the meaning.
    """

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
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="one_record_at_each_link")]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="record_by_subject")]


class AuditHead(models.Model):
    """Where a chain ends. Its row is the lock under which the chain grows, one writer at a time."""

    chain = models.CharField(primary_key=True, max_length=12)
    size = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        db_table = "audit_head"
