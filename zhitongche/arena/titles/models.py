"""What came of a contest: settlements by version, objections, and titles with their certificates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.people.models import Person, Posting, new_salt
from zhitongche.foundation.regions.models import Region


class Settlement(models.Model):
    """One version of a contest's result. A correction is the next version and cites the one it takes the place of."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="settlements", db_index=False)
    version = models.PositiveSmallIntegerField()
    # The contract's document with all ten keys, under the contest's random codes: one line, kept byte for byte.
    answer = models.TextField()
    digest = models.CharField(max_length=71)
    champions_allowed = models.PositiveIntegerField()
    # Which titles hang on one judge, and signals of unusual judging: for organizers and the supervisor alone.
    stability = models.JSONField(default=dict)
    signals = models.JSONField(default=list)
    settled_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    settled_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reason = models.TextField(max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["contest", "version"], name="one_settlement_of_a_version")]


class Result(models.Model):
    """Where one entry stands in one version: the same as in the kept document, for lists of a person."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="results", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="results", db_index=False)
    # As the rule shows it; none where the entry is unranked.
    score = models.CharField(max_length=40, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    is_champion = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["entry"], name="results_of_an_entry")]
        constraints = [models.UniqueConstraint(fields=["settlement", "entry"], name="one_result_of_an_entry")]


class Handout(models.Model):
    """Who was given the sealed bundle of a settlement, and when."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="handouts", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["settlement", "id"], name="handouts_of_a_settlement")]


class Objection(models.Model):
    """A named objection (异议) to a published result, its reasoned reply, and the one appeal that may follow."""

    class State(models.TextChoices):
        FILED = "filed", pgettext_lazy("objection", "Filed")
        ACCEPTED = "accepted", pgettext_lazy("objection", "Accepted for decision")
        DECIDED = "decided", pgettext_lazy("objection", "Decided")
        APPEALED = "appealed", pgettext_lazy("objection", "Appealed")
        CLOSED = "closed", pgettext_lazy("objection", "Decided on appeal")

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="objections", db_index=False)
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="+", db_index=False)
    # Counted within the contest: `objection` in bodies.
    serial = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    filed_at = models.DateTimeField()
    accept_by = models.DateField()
    accepted_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_upheld = models.BooleanField(null=True)
    reply = models.TextField(max_length=2000, blank=True)
    appeal = models.TextField(max_length=2000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_decided_by = models.ForeignKey(
        Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    appeal_decided_at = models.DateTimeField(null=True, blank=True)
    is_appeal_upheld = models.BooleanField(null=True)
    appeal_reply = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["serial"]
        constraints = [models.UniqueConstraint(fields=["contest", "serial"], name="one_objection_of_a_serial")]


class Title(models.Model):
    """A champion's title (擂主) with its certificate: numbered, checked by its code, and revealed when it was revoked."""

    class Kind(models.TextChoices):
        CHAMPION = "champion", pgettext_lazy("title", "Champion of a sub-alliance")
        GRAND_CHAMPION = "grand_champion", pgettext_lazy("title", "Grand champion")

    class State(models.TextChoices):
        IN_FORCE = "in_force", pgettext_lazy("title", "In force")
        REVOKED = "revoked", pgettext_lazy("title", "Revoked")

    number = models.CharField(max_length=40)
    # What the certificate's check page is asked for.
    code = models.CharField(max_length=16)
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="titles", db_index=False)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="title")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CHAMPION)
    state = models.CharField(max_length=10, choices=State, default=State.IN_FORCE)
    awarded_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    awarded_at = models.DateTimeField()
    revoked_by = models.ForeignKey(Posting, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(max_length=1000, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["contest", "id"], name="titles_of_a_contest"),
            models.Index(fields=["person", "-id"], name="titles_of_a_person"),
            models.Index(fields=["region", "-id"], name="titles_of_a_place"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_title_of_a_number"),
            models.UniqueConstraint(fields=["code"], name="one_title_of_a_code"),
            models.CheckConstraint(
                name="a_revoked_title_says_by_whom", condition=Q(state="in_force") | Q(revoked_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.number
