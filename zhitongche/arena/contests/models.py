"""Contests (比武) of an alliance: bouts and finals, their rules by version, their entries, and what members learn there."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.indicators.models import Indicator
from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.histories import HistoryLine
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Person, Posting, new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .states import State


class Contest(models.Model):
    """A monthly bout of an alliance on one item of the library, or a final of the chief alliance."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    class Kind(models.TextChoices):
        BOUT = "bout", pgettext_lazy("contest", "Monthly bout")
        FINAL = "final", pgettext_lazy("contest", "Half-yearly final")

    number = models.CharField(max_length=40)
    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="contests", db_index=False)
    # The alliance's, kept for the scope of lists.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.BOUT)
    title = models.CharField(max_length=80)
    # Of an issued library, which never changes: so a past bout keeps the version it was judged by.
    item = models.ForeignKey(Indicator, models.PROTECT, related_name="+", db_index=False)
    # The first day of the month it belongs to, for the calendar of the year.
    month = models.DateField()
    entries_close_at = models.DateTimeField()
    scores_close_at = models.DateTimeField()
    # How many judges look at each entry; none where everyone judges all.
    judges_per_entry = models.PositiveSmallIntegerField(null=True, blank=True)
    # Working days of the public notice (公示).
    notice_days = models.PositiveSmallIntegerField(default=5)
    # The version of its rules that is in force; 0 before it is opened.
    rules_version = models.PositiveSmallIntegerField(default=0)
    # Hall mode: entries are heard one after another, and marks are shown after all have submitted.
    is_hall = models.BooleanField(default=False)
    screen_key = models.UUIDField(default=uuid4, editable=False)
    order_seed = models.CharField(max_length=64, blank=True)
    hall_entry = models.ForeignKey("Entry", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    hall_step = models.CharField(max_length=10, blank=True)
    hall_version = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    # The last day on which somebody may object.
    notice_ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    state_since = models.DateTimeField()
    drawn_up_at = models.DateTimeField()
    event_count = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["region", "-month", "-id"], name="contests_of_a_place"),
            models.Index(fields=["state", "region", "-month", "-id"], name="contests_in_a_state"),
            models.Index(fields=["alliance", "-month", "-id"], name="contests_of_an_alliance"),
            models.Index(fields=["state", "entries_close_at"], name="contests_by_their_clock"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_contest_of_a_number"),
            models.UniqueConstraint(fields=["screen_key"], name="one_contest_of_a_screen"),
            models.CheckConstraint(
                name="scores_close_after_entries", condition=Q(scores_close_at__gt=F("entries_close_at"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.number


class ContestRules(models.Model):
    """One version of a contest's rules. The first is signed by who opens it; each later one by two people."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rules_versions", db_index=False)
    version = models.PositiveSmallIntegerField()
    # Exactly the contract's `rules`, its decimals as text: what the settlement reads.
    rules = models.JSONField()
    # What people call them: code of a criterion or of what is given → {"name", "levels": [{"from", "text"}]}.
    names = models.JSONField(default=dict)
    # Until when entries and scores are taken under this version.
    entries_close_at = models.DateTimeField()
    scores_close_at = models.DateTimeField()
    # SHA-256 of both and of the dates, by RFC 8785.
    digest = models.CharField(max_length=71)
    reason = models.TextField(max_length=1000, blank=True)
    proposed_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "version"], name="one_text_of_a_rules_version"),
            models.CheckConstraint(
                name="later_rules_are_signed_by_another",
                condition=Q(version=1) | Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
            ),
        ]


class Entry(models.Model):
    """What a first secretary enters (参评项目): a statement, figures, photos before and after, a project where there is one."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("entry", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("entry", "Submitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("entry", "Withdrawn")

    class Excluded(models.TextChoices):
        """Why an entry is not ranked: the words of `settlement.publishing.REASONS`, for no bundle holds a sentence."""

        WITHDRAWN = "withdrawn", pgettext_lazy("entry", "Withdrawn")
        VETOED = "vetoed", pgettext_lazy("entry", "Vetoed")
        LATE = "late", pgettext_lazy("entry", "Too late")
        INCOMPLETE = "incomplete", pgettext_lazy("entry", "Incomplete")

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries", db_index=False)
    # Counted within the contest: `entry` in addresses and bodies.
    serial = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    # The posting's village.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    project = models.ForeignKey("express.Project", models.PROTECT, null=True, blank=True, related_name="+")
    statement = models.TextField(max_length=2000, blank=True)
    # What the entrant says: [{"label", "value", "unit", "source"}].
    figures = models.JSONField(default=list)
    # What the records say, read when the entry was last written: the same rows, with the numbers they come from.
    filled = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    # Under which it stands in the bundle: drawn by lot when the scores are closed.
    code = models.CharField(max_length=12, blank=True)
    # Its turn in the hall, drawn by lot.
    turn = models.PositiveSmallIntegerField(null=True, blank=True)
    excluded = models.CharField(max_length=12, choices=Excluded, blank=True)
    excluded_because = models.TextField(max_length=1000, blank=True)
    adjustment = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    adjusted_because = models.TextField(max_length=1000, blank=True)
    # Adoptions that lead back to it, counted as they come.
    learn_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["serial"]
        indexes = [models.Index(fields=["person", "-id"], name="entries_of_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["contest", "serial"], name="one_entry_of_a_serial"),
            models.UniqueConstraint(fields=["contest", "person"], name="one_entry_of_a_person"),
            models.UniqueConstraint(fields=["contest", "code"], condition=~Q(code=""), name="one_entry_of_a_code"),
            models.UniqueConstraint(
                fields=["contest", "turn"], condition=Q(turn__isnull=False), name="one_entry_at_a_turn"
            ),
        ]

    def __str__(self) -> str:
        return self.audit_id

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.contest.number}/{self.serial}"


class EntryPhoto(models.Model):
    """A photo of an entry, from before or after."""

    class Side(models.TextChoices):
        BEFORE = "before", pgettext_lazy("photo", "Before")
        AFTER = "after", pgettext_lazy("photo", "After")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="photos", db_index=False)
    file = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["side", "position", "id"]
        indexes = [models.Index(fields=["entry", "side", "position"], name="photos_of_an_entry")]


class LateRequest(models.Model):
    """Somebody who was too late asks to enter all the same; recorded, and decided once."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("late request", "Asked")
        GRANTED = "granted", pgettext_lazy("late request", "Granted")
        REFUSED = "refused", pgettext_lazy("late request", "Refused")

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="late_requests", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(max_length=1000, blank=True)
    # Until when they may still submit, where it was granted.
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "person"], name="one_late_request_of_a_person")]


class Comment(models.Model):
    """A word on an entry when all are shown (晾晒): a comment, a question, or an answer to one."""

    class Kind(models.TextChoices):
        COMMENT = "comment", pgettext_lazy("showcase", "Comment")
        QUESTION = "question", pgettext_lazy("showcase", "Question")
        ANSWER = "answer", pgettext_lazy("showcase", "Answer")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="comments", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.COMMENT)
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    text = models.TextField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entry", "id"], name="comments_on_an_entry")]


class Learn(models.Model):
    """*Learn from this*: whose village takes up what it saw at whose."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="learns", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    note = models.TextField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "-id"], name="learned_by_a_village")]
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="learned_once_from_an_entry")]


class Pledge(models.Model):
    """What a village will do by a day, by a measure: said after a bout, reported, and followed on the village's page."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("pledge", "Promised")
        REPORTED = "reported", pgettext_lazy("pledge", "Reported")

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="pledges", db_index=False)
    # What it was learned from, where it was.
    learn = models.ForeignKey(Learn, models.PROTECT, null=True, blank=True, related_name="pledges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(max_length=500)
    measure = models.CharField(max_length=40)
    unit = models.CharField(max_length=10)
    target = models.DecimalField(max_digits=12, decimal_places=2)
    due_on = models.DateField()
    pledged_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    done = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    report = models.TextField(max_length=1000, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["contest", "id"], name="pledges_of_a_contest"),
            models.Index(fields=["region", "-id"], name="pledges_of_a_village"),
            models.Index(fields=["state", "due_on"], name="pledges_by_their_day"),
        ]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.contest.number}/{self.pk}"


class PledgePhoto(models.Model):
    """What was done, seen."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="photos", db_index=False)
    file = models.OneToOneField(Attachment, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["pledge", "id"], name="photos_of_a_pledge")]


class ContestEvent(HistoryLine):
    """One step of a contest."""

    OF = "contest"

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="events", db_index=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["contest", "sequence"], name="one_contest_event_at_each_step")]
