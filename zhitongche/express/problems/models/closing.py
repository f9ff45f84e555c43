"""One attempt at closing, with its three signatures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.people.models import Person

from .problem import Problem


class Closure(models.Model):
    """One attempt at closing: the lead's evidence, the village's word, the organizer's check, by three people."""

    class Satisfaction(models.TextChoices):
        SATISFIED = "satisfied", _("Satisfied")
        FAIRLY = "fairly", _("Fairly satisfied")
        DISSATISFIED = "dissatisfied", _("Dissatisfied")

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="closures")
    outcome = models.CharField(max_length=12, choices=Problem.Outcome)
    evidence = models.TextField(max_length=2000)
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    submitted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = models.DateTimeField(null=True)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction, blank=True)
    # The township's word where the village was silent or had nobody in post.
    is_unconfirmed_by_raiser = models.BooleanField(default=False)
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    # For the register (销号台账): where and when it closed the problem; empty where it did not.
    county = models.CharField(max_length=6, blank=True)
    city = models.CharField(max_length=4, blank=True)
    closed_at = models.DateTimeField(null=True)
    # When the problem was taken up again; false, where that was within the days it was watched.
    reopened_at = models.DateTimeField(null=True)
    is_false = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["county", "closed_at", "id"], name="register_county", condition=Q(closed_at__isnull=False)
            ),
            models.Index(
                fields=["city", "closed_at", "id"], name="register_city", condition=Q(closed_at__isnull=False)
            ),
            # What waits for the organizer's check.
            models.Index(
                fields=["problem"],
                name="closing_confirmed",
                condition=Q(ended_at__isnull=True, confirmed_at__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(ended_at=None), name="one_closing_at_a_time"),
            models.CheckConstraint(
                name="three_different_people_close",
                condition=(Q(confirmed_by=None) | ~Q(confirmed_by=F("submitted_by")))
                & (Q(verified_by=None) | (~Q(verified_by=F("submitted_by")) & ~Q(verified_by=F("confirmed_by")))),
            ),
            models.CheckConstraint(
                name="nothing_is_verified_before_it_is_confirmed",
                condition=Q(verified_by=None) | Q(confirmed_at__isnull=False),
            ),
        ]
