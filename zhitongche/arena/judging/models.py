"""The panel of a contest, who may not judge what, the sealed scores, and the points that no judge gives."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.people.models import Person, Posting


class JudgeSeat(models.Model):
    """A judge's seat on the panel, or an alternate's, who takes the place of whoever leaves."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="seats", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    is_alternate = models.BooleanField(default=False)
    # Counted within the contest: `judge` in bodies.
    serial = models.PositiveSmallIntegerField()
    # Under which the judge stands in the bundle: drawn by lot when the scores are closed.
    code = models.CharField(max_length=12, blank=True)
    # When the judge said whom they may not judge; before that they see no entry.
    declared_at = models.DateTimeField(null=True, blank=True)
    # When all their scores were in: only then they see what judges do not score.
    submitted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_because = models.TextField(max_length=1000, blank=True)
    # A one-time card for judges from outside: only the digest of its code is kept.
    card_digest = models.CharField(max_length=64, blank=True)
    card_until = models.DateTimeField(null=True, blank=True)
    card_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["serial"]
        indexes = [models.Index(fields=["person", "-id"], name="seats_of_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["contest", "serial"], name="one_seat_of_a_serial"),
            models.UniqueConstraint(fields=["contest", "person"], name="one_seat_of_a_person"),
            models.UniqueConstraint(fields=["contest", "code"], condition=~Q(code=""), name="one_seat_of_a_code"),
            models.UniqueConstraint(fields=["card_digest"], condition=~Q(card_digest=""), name="one_seat_of_a_card"),
        ]

    @property
    def audit_chain(self) -> str:
        return self.contest.audit_chain

    @property
    def audit_id(self) -> str:
        return f"{self.contest.number}/{self.serial}"


class Recusal(models.Model):
    """A judge and an entry they must not judge (回避): proposed by the system or declared, confirmed by the supervisor."""

    class Ground(models.TextChoices):
        OWN_VILLAGE = "own_village", pgettext_lazy("recusal", "Own village")
        OWN_TOWNSHIP = "own_township", pgettext_lazy("recusal", "Own township")
        OWN_UNIT = "own_unit", pgettext_lazy("recusal", "Same sending unit")
        FORMER_POSTING = "former_posting", pgettext_lazy("recusal", "Served there before")
        DECLARED = "declared", pgettext_lazy("recusal", "Declared")

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("recusal", "Proposed")
        CONFIRMED = "confirmed", pgettext_lazy("recusal", "Confirmed")
        DISMISSED = "dismissed", pgettext_lazy("recusal", "Dismissed")

    seat = models.ForeignKey(JudgeSeat, models.PROTECT, related_name="recusals", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="recusals", db_index=False)
    ground = models.CharField(max_length=16, choices=Ground)
    reason = models.TextField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    # None: the system.
    raised_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    decided_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["entry"], name="recusals_of_an_entry")]
        constraints = [models.UniqueConstraint(fields=["seat", "entry"], name="one_recusal_of_a_judge_for_an_entry")]


class Assignment(models.Model):
    """Which judge looks at which entry, where not everyone judges all; an alternate's too, where one fills in."""

    seat = models.ForeignKey(JudgeSeat, models.PROTECT, related_name="assignments", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments", db_index=False)
    assigned_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entry"], name="judges_of_an_entry")]
        constraints = [models.UniqueConstraint(fields=["seat", "entry"], name="assigned_once_to_a_judge")]


class ScoreSheet(models.Model):
    """What one judge gives one entry: the last version. Sealed from everybody else until the scores are closed."""

    class Source(models.TextChoices):
        SCREEN = "screen", pgettext_lazy("score sheet", "On the screen")
        PAPER = "paper", pgettext_lazy("score sheet", "From paper, entered twice")

    seat = models.ForeignKey(JudgeSeat, models.PROTECT, related_name="sheets", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="sheets", db_index=False)
    # Criterion → points as text, in steps of half a point; a blank is a criterion that is not there.
    points = models.JSONField(default=dict)
    comment = models.TextField(max_length=500, blank=True)
    source = models.CharField(max_length=6, choices=Source, default=Source.SCREEN)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entry"], name="sheets_of_an_entry")]
        constraints = [models.UniqueConstraint(fields=["seat", "entry"], name="one_sheet_of_a_judge_for_an_entry")]

    @property
    def audit_chain(self) -> str:
        return self.seat.audit_chain

    @property
    def audit_id(self) -> str:
        return f"{self.seat.audit_id}/{self.entry.serial}"


class ScoreVersion(models.Model):
    """Every version of a sheet that ever was, with the reason of a change."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    points = models.JSONField()
    comment = models.TextField(max_length=500, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=6, choices=ScoreSheet.Source)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["sheet", "version"], name="one_score_version_of_a_number")]


class PaperReading(models.Model):
    """One of the two readings of a printed sheet, each by somebody else; where both agree the sheet counts."""

    seat = models.ForeignKey(JudgeSeat, models.PROTECT, related_name="readings", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    points = models.JSONField()
    read_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "entry", "read_by"], name="one_reading_of_a_person")]


class Given(models.Model):
    """Points of an entry that no judge gives: from the records, or by villagers' representatives."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="givens", db_index=False)
    component = models.CharField(max_length=20)
    points = models.DecimalField(max_digits=7, decimal_places=2)
    # From what: a sentence, and where the records gave figures, these with their numbers.
    source = models.CharField(max_length=200, blank=True)
    filled = models.JSONField(default=list)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "component"], name="given_once_to_an_entry")]


class Calibration(models.Model):
    """One made-up entry that every judge scores first, with what the organizers would give; it counts in nothing."""

    contest = models.OneToOneField(Contest, models.PROTECT, related_name="calibration")
    statement = models.TextField(max_length=2000)
    points = models.JSONField(default=dict)
    because = models.TextField(max_length=1000, blank=True)


class CalibrationSheet(models.Model):
    """What one judge gave the made-up entry; the comparison is shown to that judge alone."""

    seat = models.OneToOneField(JudgeSeat, models.PROTECT, related_name="calibration_sheet")
    points = models.JSONField()
    at = models.DateTimeField()
