"""Who has promised what by when, who asks to be released from it, and what a leader wants done."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.regions.models import Region

from .problem import Problem


class Claim(models.Model):
    """A department's promise to lead: measures and a date. A problem has exactly one lead at a time."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="claims")
    department = models.ForeignKey(Department, models.PROTECT, related_name="claims")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    measures = models.TextField(max_length=2000)
    due_on = models.DateField()
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Whether it was claimed within the limit; None where it was assigned.
    is_in_time = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(ended_at=None), name="one_lead_per_problem")
        ]


class Rectification(models.Model):
    """An item of the rectification list (整改清单): one promise of one department, until it is done."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("rectification", "Open")
        DONE = "done", pgettext_lazy("rectification", "Done")

    class Origin(models.TextChoices):
        CLAIM = "claim", _("Claimed")
        ASSIGN = "assign", _("Assigned")
        SUPPORT = "support", _("Supports")
        MEETING = "meeting", _("Promised at a meeting")

    MOVES: ClassVar[Mapping[str, Move]] = {
        "finish": Move(frozenset({State.OPEN}), State.DONE, needs=("text",)),
        "extend": Move(frozenset({State.OPEN}), None, needs=("due_on", "reason")),
        # Nobody's verbs: what a problem's steps do to its promises.
        "reopen": Move(frozenset({State.DONE}), State.OPEN),
        "drop": Move(frozenset({State.OPEN}), State.DONE),
    }

    # Unique by a constraint, see `Problem.number`.
    number = models.CharField(max_length=40)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="rectifications")
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    county = models.CharField(max_length=6)
    city = models.CharField(max_length=4)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    origin = models.CharField(max_length=8, choices=Origin)
    promise = models.TextField(max_length=2000)
    # The number of the meeting it was promised at; meetings stand above this room, so it is no foreign key.
    meeting = models.CharField(max_length=40, blank=True)
    due_on = models.DateField()
    soon_on = models.DateField()
    extension_count = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=4, choices=State, default=State.OPEN)
    state_since = models.DateTimeField()
    made_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    result = models.TextField(max_length=2000, blank=True)
    # Ended without being kept: handed back, transferred, raised to another level.
    is_dropped = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(F("county"), F("state"), F("due_on"), F("id"), name="rectification_county"),
            models.Index(F("city"), F("state"), F("due_on"), F("id"), name="rectification_city"),
            models.Index(F("department"), F("state"), F("due_on"), F("id"), name="rectification_department"),
            # What a department has promised beside its own leads, which are most of what it has in hand.
            models.Index(
                F("department"), F("origin"), F("state"), F("due_on"), F("id"), name="rectification_by_origin"
            ),
            models.Index(F("meeting"), F("id"), name="rectification_meeting", condition=~Q(meeting="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_names_one_promise"),
            models.CheckConstraint(
                name="what_is_done_has_a_date", condition=Q(state="open") | Q(finished_at__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["problem", "department"],
                condition=Q(state="open") & ~Q(origin="meeting"),
                name="one_open_promise_of_a_department",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """What a list calls it: its problem's title."""
        return self.problem.title

    @property
    def audit_chain(self) -> str:
        return chain_of(self.village_id)

    @property
    def audit_id(self) -> str:
        return self.number


class RectificationEvent(models.Model):
    """One step in the life of a promise."""

    rectification = models.ForeignKey(Rectification, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["rectification", "sequence"], name="one_rectification_event_at_each_step")
        ]


class RectificationFile(models.Model):
    """A photo of what was done, at the step it came with."""

    event = models.ForeignKey(RectificationEvent, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()


class Request(models.Model):
    """What somebody asks and somebody else decides: the lead of the organizer, a liaison of the department's leader."""

    class Verb(models.TextChoices):
        HAND_BACK = "hand_back", pgettext_lazy("request", "Hand back")
        TRANSFER = "transfer", pgettext_lazy("request", "Transfer")
        EXTEND = "extend", pgettext_lazy("request", "Extend")
        PAUSE = "pause", pgettext_lazy("request", "Pause the clock")
        CLAIM = "claim", pgettext_lazy("request", "Claim")
        DECLINE = "decline", pgettext_lazy("request", "Decline")
        SUBMIT_CLOSURE = "submit_closure", pgettext_lazy("request", "Ask for closing")

    # Those that wait for the leader of the asking department; the others wait for the organizer.
    FOR_APPROVAL: ClassVar = frozenset({Verb.CLAIM, Verb.DECLINE, Verb.SUBMIT_CLOSURE})

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="requests")
    verb = models.CharField(max_length=16, choices=Verb)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    # Everything that was sent with it, by the contract's names.
    body = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    # None while it waits, and for what fell away with the state it was asked in.
    is_granted = models.BooleanField(null=True)
    decision = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["department"], condition=Q(decided_at=None), name="request_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "verb", "department"],
                condition=Q(decided_at=None),
                name="one_open_request_of_a_kind",
            )
        ]

    @property
    def decided(self) -> str | None:
        """The contract's word: granted, refused, or lapsed with the state it was asked in; None while it waits."""
        if self.decided_at is None:
            return None
        return {True: "granted", False: "refused", None: "lapsed"}[self.is_granted]

    @property
    def reason(self) -> str:
        """Why it is asked, in the words that came with it."""
        return next((self.body[name] for name in ("reason", "measures", "evidence") if self.body.get(name)), "")


class Instruction(models.Model):
    """批示: what a leader wants done about a problem, by when, and what became of it."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="instructions")
    # The problem's county, so that a place's instructions are read by an index.
    county = models.CharField(max_length=6, default="")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    # The leader's name where the organizer enters it from the paper.
    leader = models.CharField(max_length=60, blank=True)
    text = models.TextField(max_length=1000)
    due_on = models.DateField()
    given_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["problem"], condition=Q(answered_at=None), name="instruction_waiting"),
            models.Index(fields=["county", "id"], name="instruction_county"),
        ]
