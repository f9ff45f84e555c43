"""Milestones and the monthly reports on them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from zhitongche.foundation.money import MoneyField
from zhitongche.foundation.people.models import Posting

from .project import Project, ProjectEvent


class Milestone(models.Model):
    """A weighted step of the works; the weights of a plan add up to 100. Amounts are yuan."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", db_index=False)
    # Which milestone of the project it is, however often it is renamed or moved; never given to another one.
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    # What it costs; the sum of those up to it must be covered by its day.
    cost_amount = MoneyField(default=Decimal(0))
    # The plan as it stands now, and as it was approved when the works began: slip is measured against the latter.
    planned_on = models.DateField()
    approved_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_event = models.ForeignKey(ProjectEvent, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_milestone_at_each_position"),
            models.UniqueConstraint(fields=["project", "number"], name="a_number_names_one_milestone"),
            models.CheckConstraint(name="a_milestone_weighs_something", condition=Q(weight__gt=0, weight__lte=100)),
            models.CheckConstraint(name="a_milestone_costs_nothing_or_more", condition=Q(cost_amount__gte=0)),
        ]


class ProgressReport(models.Model):
    """What was reported for a month, once: prefilled from the record, confirmed or added to."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="reports", db_index=False)
    # The first day of the month it tells of.
    month = models.DateField()
    event = models.OneToOneField(ProjectEvent, models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    text = models.TextField(max_length=2000)
    # Sent as it was offered, with one tap.
    is_unedited = models.BooleanField(default=False)
    progress = models.DecimalField(max_digits=5, decimal_places=2)
    received_amount = MoneyField()
    spent_amount = MoneyField()

    class Meta:
        ordering = ["month", "at"]
        indexes = [models.Index(fields=["project", "month", "at"], name="report_of_a_month")]
