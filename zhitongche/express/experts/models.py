"""The expert pool: who knows what, where and when they can come, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.people.models import Person, Posting, new_salt
from zhitongche.foundation.regions.models import Region


class Skill(models.Model):
    """A field of knowledge, in a tree of two levels; loaded with the reference data."""

    code = models.SlugField(primary_key=True, max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Expert(models.Model):
    """Somebody who can be sent to a village: a local hand, a specialist, a former first secretary."""

    class Gender(models.TextChoices):
        NONE = "", pgettext_lazy("gender", "Not said")
        MALE = "male", pgettext_lazy("gender", "Male")
        FEMALE = "female", pgettext_lazy("gender", "Female")

    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    gender = models.CharField(max_length=6, choices=Gender, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    post = models.CharField(max_length=100, blank=True)
    # Told to organizers, and to the village that is visited; never in a list that others take out.
    phone = models.CharField(max_length=20, blank=True)
    # Where the expert is at home; whose organizer keeps the entry.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    skills = models.ManyToManyField(Skill, through="ExpertSkill", related_name="+")
    industries = models.CharField(max_length=200, blank=True)
    # What shows that the skill is real: a title, a certificate, works done.
    proof = models.TextField(max_length=500, blank=True)
    # 曾任第一书记, with where and when.
    was_first_secretary = models.BooleanField(default=False)
    served_as = models.CharField(max_length=200, blank=True)
    # The way in: the person whose account acts on the expert's dispatches.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    is_active = models.BooleanField(default=True)
    enrolled_at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    event_count = models.PositiveIntegerField(default=1)

    # Kept by every dispatch: those not yet over, the visits made, and how they were rated.
    open_count = models.PositiveIntegerField(default=0)
    visit_count = models.PositiveIntegerField(default=0)
    good_count = models.PositiveIntegerField(default=0)
    fair_count = models.PositiveIntegerField(default=0)
    poor_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-enrolled_at", "-id"], name="experts_newest_first")]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_expert_of_a_number"),
            models.UniqueConstraint(
                fields=["name", "phone"], condition=~Q(phone=""), name="one_expert_of_a_name_and_phone"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(person__isnull=False), name="one_expert_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """As the API names it."""
        return "active" if self.is_active else "retired"

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.number


class ExpertSkill(models.Model):
    """One field of an expert, in the order it was named."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="expert_skills", db_index=False)
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["expert", "skill"], name="a_skill_once_of_an_expert")]


class ExpertArea(models.Model):
    """A place the expert serves; the home place is always one of them."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="areas", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    is_home = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_home", "region"]
        constraints = [models.UniqueConstraint(fields=["expert", "region"], name="an_area_once_of_an_expert")]


class ExpertPeriod(models.Model):
    """When an expert can come: these weekdays (bits, Monday is 1; 0 is every day) between these days, both included."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="periods")
    weekdays = models.PositiveSmallIntegerField(default=0)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]


class TakenDay(models.Model):
    """A day for which an expert is dispatched: no two dispatches hold the same one, whoever is quicker."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="taken_days", db_index=False)
    day = models.DateField()
    # The dispatch that holds it.
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["expert", "day"], name="one_dispatch_of_an_expert_a_day")]
        indexes = [models.Index(fields=["number"], name="days_of_a_dispatch")]


class ExpertFile(models.Model):
    """A certificate or a photo of works that shows the skill; it often holds more of a person than the village needs."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class ExpertEvent(models.Model):
    """What became of an entry, with what was written; the record has only its digest."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["expert", "sequence"], name="one_expert_event_at_each_step")]
