"""What the web needs to remember: the answers that keys were given, and whose turn the worker's work is."""

from django.db import models

from ..people.models import Account


class IdempotencyKey(models.Model):
    """The answer a key was given, written in the same transaction as the effect; kept 30 days."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    address = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_answer_to_a_key")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]


class Tick(models.Model):
    """Work that comes round: whoever moves `due_at` on has taken the turn."""

    name = models.CharField(primary_key=True, max_length=60)
    due_at = models.DateTimeField()
