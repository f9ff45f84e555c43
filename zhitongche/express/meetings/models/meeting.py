"""A meeting, who was invited to it, and its history."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.regions.models import Region

from .. import states
from ..states import State


def one_room() -> list[str]:
    """The default: everything is heard in one room, the meeting's own place."""
    return []


class Meeting(models.Model):
    """A project coordination meeting (项目对接会) of a county or city. Only `operations` changes its state."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    number = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    # The same in the office's time zone: what is counted by day is asked by day.
    starts_on = models.DateField()
    place = models.CharField(max_length=100)
    host = models.CharField(max_length=60, blank=True)
    note = models.TextField(max_length=500, blank=True)
    # Names of rooms where there are several; empty: the place itself.
    rooms = models.JSONField(default=one_room, blank=True)
    slot_minutes = models.PositiveSmallIntegerField(default=10)
    # By when the departments' draft replies are to be there.
    draft_due_on = models.DateField(null=True)
    organizer = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    state_since = models.DateTimeField()
    # What the lists of what waits go by: its day, until it is over. The database derives it.
    due_on = models.GeneratedField(
        expression=Case(When(~Q(state="closed"), then=F("starts_on"))),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_called_off = models.BooleanField(default=False)
    # Which item the room is at, and since when; of several rooms, what was called up last (see `rooms`).
    current = models.ForeignKey("MeetingItem", models.PROTECT, null=True, related_name="+", db_index=False)
    current_since = models.DateTimeField(null=True)
    is_clock_shown = models.BooleanField(default=False)
    # Kept, not counted: how much is on the agenda, how much of it was answered, and how many promises it made.
    item_count = models.PositiveSmallIntegerField(default=0)
    answered_count = models.PositiveSmallIntegerField(default=0)
    promise_count = models.PositiveSmallIntegerField(default=0)
    # How long the history is. What the screens of the room ask for: it grows with every change that they show.
    event_count = models.PositiveIntegerField(default=1)
    # How often what is being typed has changed on the screens of the room.
    typed_count = models.PositiveIntegerField(default=0)
    # What a screen asks with, so that it needs no account for a number that says nothing.
    screen_key = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["region", "-starts_at", "-id"], name="meetings_of_a_place"),
            models.Index(fields=["region", "state", "due_on", "id"], name="meetings_that_wait"),
        ]
        constraints = [models.UniqueConstraint(fields=["number"], name="a_number_names_one_meeting")]

    def __str__(self) -> str:
        return self.number

    @property
    def screen_version(self) -> int:
        """What a hall's screen shows: it grows with the history, and with what is being typed."""
        return self.event_count + self.typed_count

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.number


class Invitation(models.Model):
    """会议通知 and 回执: one department's or one village's; what it is about are the items that name it."""

    class Presence(models.TextChoices):
        PRESENT = "present", pgettext_lazy("attendance", "Present")
        ABSENT = "absent", pgettext_lazy("attendance", "Absent")
        EXCUSED = "excused", pgettext_lazy("attendance", "Excused")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    village = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    # Who will come, in the words of the receipt; and what they ask for (a later hour, a colleague).
    attendees = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)
    presence = models.CharField(max_length=8, choices=Presence, blank=True)
    came = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["department", "meeting"],
                name="invitations_of_a_department",
                condition=Q(department__isnull=False),
            ),
            models.Index(
                fields=["village", "meeting"], name="invitations_of_a_village", condition=Q(village__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "department"], name="one_invitation_of_a_department"),
            models.UniqueConstraint(fields=["meeting", "village"], name="one_invitation_of_a_village"),
            models.CheckConstraint(
                name="an_invitation_is_a_departments_or_a_villages",
                condition=Q(department=None, village__isnull=False) | Q(village=None, department__isnull=False),
            ),
        ]


class MeetingEvent(models.Model):
    """One step in the life of a meeting, with the words that were said; the record has only their digest."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=8, blank=True)
    after = models.CharField(max_length=8)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["meeting", "sequence"], name="one_meeting_event_at_each_step")]
