"""会诊: departments asked for an opinion by a date, and the organizer's conclusion."""

from django.db import models
from django.db.models import Q

from zhitongche.foundation.people.models import Department, Posting

from .problem import Problem


class Consultation(models.Model):
    """One question to several departments; a problem has one under way at a time."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="consultations")
    question = models.TextField(max_length=500)
    due_on = models.DateField()
    asked_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    concluded_at = models.DateTimeField(null=True)
    conclusion = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(concluded_at=None), name="one_consultation_at_a_time"
            )
        ]


class Opinion(models.Model):
    """What one department was asked and said: fixed once given; silence past the date is recorded as such."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="opinions", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(max_length=2000, blank=True)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField(null=True)
    silent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["department"], condition=Q(given_at=None), name="opinion_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "department"], name="one_opinion_of_each_department")
        ]
