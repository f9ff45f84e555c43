"""Dispatches, their history and the photos of the visit."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import pgettext_lazy

from zhitongche.express.experts.models import Expert
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .states import State


class Dispatch(models.Model):
    """派遣单: one expert sent to one village about one problem or project, on some days. Only `operations` changes it."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    class Rating(models.TextChoices):
        """What the village says of the visit."""

        GOOD = "good", pgettext_lazy("rating", "Good: it helped")
        FAIR = "fair", pgettext_lazy("rating", "Fair: it helped in part")
        POOR = "poor", pgettext_lazy("rating", "Poor: it did not help")

    number = models.CharField(max_length=40)
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="dispatches", db_index=False)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="dispatches")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="dispatches")
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # Read off the village's code by the database, so that each level's list is one index scan, already in order.
    county = models.GeneratedField(
        expression=Substr("village", 1, 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    city = models.GeneratedField(
        expression=Substr("village", 1, 4), output_field=models.CharField(max_length=4), db_persist=True
    )
    # The problem's or project's own, as it was when the expert was asked: all the expert is told of it beside the task.
    title = models.CharField(max_length=120)
    task = models.TextField(max_length=1000)
    # Both included.
    first_day = models.DateField()
    last_day = models.DateField()
    sender = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    state_since = models.DateTimeField()
    proposed_at = models.DateTimeField()
    # By when the next step is expected: the answer, the report, the rating.
    due_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    report = models.TextField(max_length=2000, blank=True)
    advice = models.TextField(max_length=2000, blank=True)
    rating = models.CharField(max_length=4, choices=Rating, blank=True)
    comment = models.TextField(max_length=500, blank=True)
    # The one that was made after the expert declined.
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces", db_index=False)
    event_count = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["village", "-proposed_at", "-id"], name="dispatches_of_a_village"),
            models.Index(fields=["county", "-proposed_at", "-id"], name="dispatches_of_a_county"),
            models.Index(fields=["city", "-proposed_at", "-id"], name="dispatches_of_a_city"),
            models.Index(fields=["expert", "-proposed_at", "-id"], name="dispatches_of_an_expert"),
            models.Index(fields=["state", "due_on"], name="dispatches_that_wait"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_dispatch_of_a_number"),
            models.CheckConstraint(
                name="a_dispatch_is_about_one_thing",
                condition=Q(problem=None, project__isnull=False) | Q(project=None, problem__isnull=False),
            ),
            models.CheckConstraint(name="a_dispatch_ends_after_it_begins", condition=Q(last_day__gte=F("first_day"))),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_chain(self) -> str:
        return chain_of(self.village_id)

    @property
    def audit_id(self) -> str:
        return self.number


class DispatchEvent(models.Model):
    """One step of a dispatch, with the words that were said; the record has only their digest."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispatch", "sequence"], name="one_dispatch_event_at_each_step")]


class DispatchFile(models.Model):
    """A photo of the visit."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
