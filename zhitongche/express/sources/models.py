"""Where money comes from: a source with its conditions and its days, and how much of it is bound."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.money import MoneyField
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Department, new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .states import State


class Kind(models.TextChoices):
    """资金来源的种类, in the order of the columns of an office's own list."""

    FISCAL = "fiscal", _("Fiscal linking funds")
    DEPARTMENT = "department", _("Department's project")
    SENDING_UNIT = "sending_unit", _("Sending unit")
    VILLAGE = "village", _("Village collective")
    ENTERPRISE = "enterprise", _("Enterprise and society")
    BANK = "bank", _("Bank loan")
    LABOUR = "labour", _("Labour in kind")
    OTHER = "other", _("Other")


class FundingSource(models.Model):
    """A pot of money that projects may be given from (资金来源). Only `operations` changes it. Amounts are yuan."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    number = models.CharField(max_length=40)
    # Whose villages it is for; it may be given inside this place only.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # Who gives it; its liaison commits and pays. None: the place's organizer does.
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField()
    total_amount = MoneyField()
    # Kept by every commitment under the constraint below, so that two at once never give more than there is.
    committed_amount = MoneyField(default=Decimal(0))
    received_amount = MoneyField(default=Decimal(0))
    # Conditions: industries it is for (codes; none named: any), the share of a project and the amounts it may give.
    industries = models.JSONField(default=list, blank=True)
    least_amount = MoneyField(null=True, blank=True)
    most_amount = MoneyField(null=True, blank=True)
    most_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    conditions = models.TextField(max_length=1000, blank=True)
    # The legal or office paper it rests on.
    basis = models.CharField(max_length=200, blank=True)
    apply_by = models.DateField(null=True, blank=True)
    spend_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    state_since = models.DateTimeField()
    opened_at = models.DateTimeField()
    event_count = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        indexes = [
            models.Index(F("region"), F("state"), F("apply_by"), F("id"), name="source_of_a_place"),
            models.Index(F("department"), name="source_of_a_department", condition=Q(department__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_names_one_source"),
            models.CheckConstraint(
                name="never_committed_above_the_source",
                condition=Q(committed_amount__gte=0, committed_amount__lte=F("total_amount")),
            ),
            models.CheckConstraint(
                name="a_source_never_pays_more_than_it_committed",
                condition=Q(received_amount__gte=0, received_amount__lte=F("committed_amount")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.number

    @property
    def left_amount(self) -> Decimal:
        """Yuan that are not yet committed to any project."""
        return self.total_amount - self.committed_amount


class SourceEvent(models.Model):
    """One step of a source: opened, changed, closed, taken back, with the words that were said."""

    source = models.ForeignKey(FundingSource, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey("foundation.Posting", models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["source", "sequence"], name="one_source_event_at_each_step")]
