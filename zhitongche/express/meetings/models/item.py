"""The agenda: its items, the departments each is for, what they mean to answer and what they answered."""

from django.db import models
from django.db.models import F
from django.db.models.functions import Substr

from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.foundation.people.models import Department, Posting
from zhitongche.foundation.regions.models import Region

from ..states import AnswerKind
from .meeting import Meeting


class MeetingItem(models.Model):
    """议题: one problem on the agenda of one meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", db_index=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="meeting_items")
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Substr("village", 1, 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    # Why it stands here: codes of `agenda.Reason` with their figures, as they were when it was put on.
    reasons = models.JSONField(default=list)
    # The unkept promise of an earlier meeting that brought it back.
    unkept = models.ForeignKey(Rectification, models.PROTECT, null=True, related_name="+", db_index=False)
    # Where and when, once there is a timetable; the room's place in `Meeting.rooms`.
    room = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField(null=True)
    # When its room turned to it, the last time.
    called_at = models.DateTimeField(null=True)
    # The host has read the answers back (小结); an amended answer is read back again.
    read_back_at = models.DateTimeField(null=True)
    # How often an answer was set down: who amends says which they had seen.
    answer_version = models.PositiveSmallIntegerField(default=0)
    # What a clerk is typing for it, until it is set down: {"department", "kind", "text"}. For the screen; no record of it.
    typed = models.JSONField(default=dict, blank=True)
    # Left without an answer when the meeting closed: first on the next agenda.
    is_carried_over = models.BooleanField(default=False)
    # What had become of the problem before anything could be set down, where that was so.
    closed_elsewhere = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["meeting", "position", "id"], name="items_in_order"),
            models.Index(fields=["village", "meeting"], name="items_of_a_village"),
            models.Index(fields=["county", "meeting"], name="items_of_a_county"),
        ]
        constraints = [models.UniqueConstraint(fields=["meeting", "problem"], name="a_problem_is_heard_once_a_meeting")]


class ItemDepartment(models.Model):
    """A department that answers an item; the first speaks first."""

    item = models.ForeignKey(MeetingItem, models.CASCADE, related_name="parties", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(F("department"), F("item"), name="items_of_a_department")]
        constraints = [models.UniqueConstraint(fields=["item", "department"], name="a_department_answers_an_item_once")]


class DraftReply(models.Model):
    """拟答复: what a department means to answer, before the meeting; approved by its leader."""

    item = models.ForeignKey(MeetingItem, models.CASCADE, related_name="drafts", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=AnswerKind)
    text = models.TextField(max_length=1000)
    due_on = models.DateField(null=True)
    filed_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    filed_at = models.DateTimeField()
    # Its leader's word; None while it waits. `returned` says what is missing.
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    returned = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(F("department"), F("approved_at"), name="drafts_of_a_department")]
        constraints = [models.UniqueConstraint(fields=["item", "department"], name="one_draft_of_a_department")]


class Answer(models.Model):
    """现场回应: who answers, what, by when; read back by the host and signed for by the department."""

    item = models.ForeignKey(MeetingItem, models.CASCADE, related_name="answers", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=AnswerKind)
    text = models.TextField(max_length=1000)
    due_on = models.DateField(null=True)
    # Who spoke for it.
    speaker = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    # The one item of the rectification list that it became.
    rectification = models.OneToOneField(Rectification, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(F("department"), F("signed_at"), name="answers_of_a_department")]
        constraints = [
            models.UniqueConstraint(fields=["item", "department"], name="one_answer_of_a_department"),
            models.CheckConstraint(
                name="a_dated_answer_has_a_date",
                condition=~models.Q(kind__in=["measures", "survey"]) | models.Q(due_on__isnull=False),
            ),
        ]
