"""Sheets that go in and out: the work on them, what a sheet's columns mean, and which of its lines were taken."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..people.models import Account, Posting


class Job(models.Model):
    """Work on a sheet that outlives a request, and the account of every sheet that left the house.

    A worker holds it by a lease (`lease_until`): whoever is killed loses the lease, and the next takes the job again.
    """

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("job", "Waits for your word")
        WAITING = "waiting", pgettext_lazy("job", "Waits for its turn")
        RUNNING = "running", pgettext_lazy("job", "Being worked on")
        DONE = "done", pgettext_lazy("job", "Done")
        FAILED = "failed", pgettext_lazy("job", "Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # `problems.export` and the like: the name under which a room has said how it is done.
    kind = models.CharField(max_length=30)
    owner = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    # The name under which its file is downloaded; empty where there is none. On disk it goes by the id.
    file_name = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    # Where it failed: one sentence for the owner.
    error = models.CharField(max_length=300, blank=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at", "-id"], name="job_of_its_owner"),
            models.Index(fields=["created_at"], condition=Q(state__in=["waiting", "running"]), name="job_to_do"),
            models.Index(fields=["created_at"], name="job_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def audit_chain(self) -> str:
        return self.posting.audit_chain

    @property
    def audit_id(self) -> str:
        return str(self.pk)

    @property
    def is_ended(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}


class ColumnMapping(models.Model):
    """What the columns of an office's own sheet mean, as somebody there has chosen; the next sheet is read by it."""

    kind = models.CharField(max_length=30)
    # The code of the office's place, or of the department.
    office = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    # {the column's own word: its number, from 1}
    columns = models.JSONField(default=dict)
    chosen_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "office", "fingerprint"], name="one_meaning_of_a_sheets_columns")
        ]


class SheetLine(models.Model):
    """A line of a sheet that was acted on, by the digest of what it says, so that sending it again does nothing."""

    kind = models.CharField(max_length=30)
    fingerprint = models.CharField(max_length=64)
    # What came of it, by its number.
    number = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("line of a sheet")
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="a_line_is_taken_once")]
