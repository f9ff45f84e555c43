"""The library of approvals (审批事项库): what each rests on, needs and takes, from which day on."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.people.models import Department, new_salt
from zhitongche.foundation.regions.models import Region


class ApprovalItem(models.Model):
    """One version of an item: in force from `starts_on` until the next version of its place and code begins.

    A version is never changed; what changes is a new one. Projects keep the version they were begun under.
    """

    # The place whose library it is in; None for the one every installation begins with.
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    code = models.SlugField(max_length=40)
    starts_on = models.DateField()
    # Set when the next version begins, or the item is dropped; excluded.
    ends_on = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    # Article and law: 《中华人民共和国城乡规划法》第四十一条.
    legal_basis = models.CharField(max_length=300)
    # Statutory working days from acceptance to decision; 0 is decided on the spot.
    limit_days = models.PositiveSmallIntegerField()
    # The office by its usual name, and the place's own department where one is named.
    office = models.CharField(max_length=60)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    # [{"code": "land_certificate", "name": "土地权属证明", "months": 12}]; months: how long one stays valid, None: always.
    materials = models.JSONField(default=list, blank=True)
    # Codes of items that must be granted before this one can be submitted.
    predecessors = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=300, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["code", "starts_on"]
        constraints = [
            # Two, because SQLite takes every empty value for another.
            models.UniqueConstraint(
                fields=["region", "code", "starts_on"],
                condition=Q(region__isnull=False),
                name="one_version_of_an_item_a_day_in_a_place",
            ),
            models.UniqueConstraint(
                fields=["code", "starts_on"],
                condition=Q(region__isnull=True),
                name="one_version_of_a_shared_item_a_day",
            ),
            models.CheckConstraint(
                name="an_item_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name if get_language() == "en" else self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id or "")

    @property
    def audit_id(self) -> str:
        return f"{self.region_id or '*'}/{self.code}/{self.starts_on.isoformat()}"


class Material(models.Model):
    """A paper of a village, given once: it serves every approval that asks for its code, while it is valid."""

    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    attachment = models.OneToOneField("foundation.Attachment", models.PROTECT, related_name="+")
    issued_on = models.DateField()
    # Excluded; None: it stays valid.
    valid_until = models.DateField(null=True, blank=True)
    posting = models.ForeignKey("foundation.Posting", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(F("village"), F("code"), F("issued_on").desc(), name="material_of_a_village")]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.village_id)

    @property
    def audit_id(self) -> str:
        return str(self.pk)
