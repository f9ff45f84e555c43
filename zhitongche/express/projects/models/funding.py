"""A project's money (资金构成): its lines, every entry on them, and works that seem paid for twice."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from zhitongche.express.sources.models import FundingSource, Kind
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.money import MoneyField
from zhitongche.foundation.people.models import Posting, new_salt

from .project import Project


class ProjectFunding(models.Model):
    """What one source gives a project: planned, committed, received, spent. Amounts are yuan, to the cent."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="funding", db_index=False)
    # A source of the library, or only its name in words.
    source = models.ForeignKey(FundingSource, models.PROTECT, null=True, related_name="lines", db_index=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind)
    planned_amount = MoneyField(default=Decimal(0))
    committed_amount = MoneyField(default=Decimal(0))
    received_amount = MoneyField(default=Decimal(0))
    spent_amount = MoneyField(default=Decimal(0))
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(F("source"), F("project"), name="line_of_a_source", condition=Q(source__isnull=False))]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_line_at_each_position"),
            models.UniqueConstraint(
                fields=["project", "source"], condition=Q(source__isnull=False), name="a_source_gives_a_project_once"
            ),
            models.CheckConstraint(
                name="never_paid_above_committed",
                condition=Q(planned_amount__gte=0, received_amount__gte=0, received_amount__lte=F("committed_amount")),
            ),
            models.CheckConstraint(
                name="never_spent_above_received",
                condition=Q(spent_amount__gte=0, spent_amount__lte=F("received_amount")),
            ),
        ]


class FundingEntry(models.Model):
    """One change of one amount of a line: what it was, what it is, on which paper. Never changed, never taken away."""

    class Column(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("money", "Planned")
        COMMITTED = "committed", pgettext_lazy("money", "Committed")
        RECEIVED = "received", pgettext_lazy("money", "Received")
        SPENT = "spent", pgettext_lazy("money", "Spent")

    line = models.ForeignKey(ProjectFunding, models.CASCADE, related_name="entries", db_index=False)
    sequence = models.PositiveIntegerField()
    column = models.CharField(max_length=10, choices=Column)
    before_amount = MoneyField()
    after_amount = MoneyField()
    # The day of the paper; None where it is only a plan.
    on = models.DateField(null=True)
    note = models.CharField(max_length=200, blank=True)
    voucher = models.OneToOneField(Attachment, models.PROTECT, null=True, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["line", "sequence"], name="one_entry_at_each_step_of_a_line")]


class Overlap(models.Model):
    """Two projects that seem to have the same works paid for twice: proposed by the product, ruled on by a person."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("overlap", "To be looked at")
        CONFIRMED = "confirmed", pgettext_lazy("overlap", "The same works")
        DISMISSED = "dismissed", pgettext_lazy("overlap", "Different works")

    project = models.ForeignKey(Project, models.CASCADE, related_name="overlaps", db_index=False)
    # The older of the two.
    other = models.ForeignKey(Project, models.CASCADE, related_name="overlapped", db_index=False)
    # What speaks for it, in the reader's language: codes of reasons and the words both share.
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    found_at = models.DateTimeField()
    ruled_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    ruled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(F("other"), name="overlap_of_the_older")]
        constraints = [
            models.UniqueConstraint(fields=["project", "other"], name="two_projects_overlap_once"),
            models.CheckConstraint(
                name="a_ruling_has_its_author", condition=Q(state="proposed") | Q(ruled_by__isnull=False)
            ),
        ]
