"""What an organizer may set for a place: categories, time limits, evidence, checks and approvals, texts to start from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.regions.models import Region


class Category(models.Model):
    """What a problem is about; organizers keep the list, the shared one or their own place's."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    # The place whose organizers added it; None for the list every installation begins with.
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id or "")

    @property
    def audit_id(self) -> str:
        return self.code


class Rulebook(models.Model):
    """How a county or city works; where it has none, its city's counts, else the installation's settings."""

    region = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="+")
    # Reports wait for the township's check, a working day at most.
    has_township_check = models.BooleanField(default=False)
    # Claims, refusals and closings count only once the department's leader has approved them.
    has_leader_approval = models.BooleanField(default=False)
    # Working days until the organizer accepts; calendar days until the village confirms.
    accept_days = models.PositiveSmallIntegerField(null=True, blank=True)
    confirm_days = models.PositiveSmallIntegerField(null=True, blank=True)
    # Codes of shared categories that this place does not offer.
    hidden_categories = models.JSONField(default=list, blank=True)

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.region_id


class Limit(models.Model):
    """Working days to claim, to give the first reply and to solve; the most telling row of a place counts."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # Any category, any urgency, where not named.
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    urgency = models.CharField(max_length=6, blank=True)
    claim_days = models.PositiveSmallIntegerField()
    reply_days = models.PositiveSmallIntegerField()
    solve_days = models.PositiveSmallIntegerField()

    class Meta:
        # Two, because SQLite takes every empty value for another.
        constraints = [
            models.UniqueConstraint(
                fields=["region", "category", "urgency"],
                condition=Q(category__isnull=False),
                name="one_limit_of_a_category_in_a_place",
            ),
            models.UniqueConstraint(
                fields=["region", "urgency"],
                condition=Q(category__isnull=True),
                name="one_limit_of_any_category_in_a_place",
            ),
        ]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.region_id}/{self.category_id or '*'}/{self.urgency or '*'}"


class EvidenceRule(models.Model):
    """What closing a problem of a category needs in a place, before it can be asked for."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    photo_count = models.PositiveSmallIntegerField(default=0)
    file_count = models.PositiveSmallIntegerField(default=0)
    # What it should show, in the office's words.
    hint = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "category"], name="one_evidence_rule_of_a_category_in_a_place")
        ]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.region_id}/{self.category_id}"


class ReplyTemplate(models.Model):
    """A text that an office starts its replies from, for one verb."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    title = models.CharField(max_length=40)
    # May name {number}, {title}, {village}, {department} and {due_on}.
    text = models.TextField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "verb", "title"], name="one_reply_template_of_a_title_in_a_place")
        ]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.region_id}/{self.verb}/{self.title}"
