"""Figures of a village and a period, their history, their targets, and the sums kept beside them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils import translation
from django.utils.translation import gettext as _

from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.money import MoneyField
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .hundredths import HundredthsField
from .kinds import MEASURES, Figures, Kind
from .periods import parse
from .states import State


class Outcome(models.Model):
    """What a village, or one project in it, came to in a quarter or a year. Only `operations` changes it."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    number = models.CharField(max_length=40)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # Read off the village's code by the database, so that each level's list is one index scan, already in order.
    township = models.GeneratedField(
        expression=Substr("village", 1, 9), output_field=models.CharField(max_length=9), db_persist=True
    )
    county = models.GeneratedField(
        expression=Substr("village", 1, 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    city = models.GeneratedField(
        expression=Substr("village", 1, 4), output_field=models.CharField(max_length=4), db_persist=True
    )
    province = models.GeneratedField(
        expression=Substr("village", 1, 2), output_field=models.CharField(max_length=2), db_persist=True
    )
    # What of it came of one project; without one it is what no project accounts for, so that both add up.
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=Kind)
    # 2026Q1 or 2026.
    period = models.CharField(max_length=6)
    # Null is “no data”.
    amount = MoneyField(null=True)
    people = models.PositiveIntegerField(null=True)
    area = HundredthsField(null=True)
    source = models.CharField(max_length=200)
    # Whoever said the figure that stands; after a correction whoever corrected it.
    recorder = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    state = models.CharField(max_length=10, choices=State, default=State.RECORDED)
    state_since = models.DateTimeField()
    recorded_at = models.DateTimeField()
    checked_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    checked_at = models.DateTimeField(null=True)
    # By when it should be checked, and from when that is near.
    due_on = models.DateField(null=True)
    soon_on = models.DateField(null=True)
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            *(
                index
                for scope in ("county", "city", "province")
                for index in (
                    models.Index(F(scope), F("recorded_at").desc(), F("id").desc(), name=f"outcome_{scope}"),
                    *(
                        models.Index(
                            F(scope),
                            F(column),
                            F("recorded_at").desc(),
                            F("id").desc(),
                            name=f"outcome_{scope}_{column}",
                        )
                        for column in ("kind", "state", "period")
                    ),
                )
            ),
            models.Index(F("village"), F("recorded_at").desc(), F("id").desc(), name="outcome_village"),
            models.Index(F("township"), F("due_on"), F("id"), name="outcome_to_check", condition=Q(state="recorded")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_names_one_outcome"),
            models.UniqueConstraint(
                fields=["village", "kind", "period"],
                condition=Q(project__isnull=True) & ~Q(state="withdrawn"),
                name="one_outcome_of_a_village",
            ),
            models.UniqueConstraint(
                fields=["village", "kind", "period", "project"],
                condition=Q(project__isnull=False) & ~Q(state="withdrawn"),
                name="one_outcome_of_a_project",
            ),
            models.CheckConstraint(
                name="an_outcome_has_its_figure",
                condition=Q(kind="area", area__isnull=False)
                | Q(kind="jobs", people__isnull=False)
                | (~Q(kind__in=["area", "jobs"]) & Q(amount__isnull=False)),
            ),
            models.CheckConstraint(
                name="no_outcome_is_negative",
                condition=(Q(amount__isnull=True) | Q(amount__gte=0)) & (Q(area__isnull=True) | Q(area__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_chain(self) -> str:
        return chain_of(self.village_id)

    @property
    def audit_id(self) -> str:
        return self.number

    @property
    def county_code(self) -> str:
        """The county's code, also before the database has derived the column."""
        return self.village_id[:6]

    @property
    def figures(self) -> Figures:
        return Figures(self.amount, self.people, self.area)

    @property
    def main(self) -> Decimal | int | None:
        """The figure that its kind is about."""
        return self.figures.named()[MEASURES[self.kind].main]

    @property
    def title(self) -> str:
        """“谷山村 2026年第一季度 分红”, in the reader's language."""
        return title_of(self.village.short_name, self.kind, self.period)

    @property
    def office_title(self) -> str:
        """The title as it is kept in notices and found by search: in the office's language, whoever acts."""
        with translation.override(settings.LANGUAGE_CODE):
            return self.title


def title_of(village: str, kind: str, period: str) -> str:
    return _("%(village)s, %(period)s: %(kind)s") % {
        "village": village,
        "period": parse(period).words,
        "kind": Kind(kind).label,
    }


class OutcomeEvent(models.Model):
    """One step in a figure's history, with the figures that were said; the record carries only their digest."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    # What was sent with the act, by the contract's names; of a correction also, as `stood`, the figures before.
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    # What came with it, as `queries.history` has read it.
    shown_files: "list[OutcomeFile]"

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["outcome", "sequence"], name="one_outcome_event_at_each_step")]


class OutcomeFile(models.Model):
    """What proves a figure: the list that was signed, the bank's slip, a photo of either; at the step it came with."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="files", db_index=False)
    event = models.ForeignKey(OutcomeEvent, models.CASCADE, related_name="files", db_index=False)
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["outcome", "event", "position"], name="files_of_an_outcome")]


class OutcomeTarget(models.Model):
    """What a village or a county means to reach in each quarter of a year, in the unit its kind is about.

    Of a flow (income, dividends) what is to come in that quarter, of a level (area, jobs) what is to stand at its end.
    A quarter without a target is null.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField()
    q1 = HundredthsField(null=True)
    q2 = HundredthsField(null=True)
    q3 = HundredthsField(null=True)
    q4 = HundredthsField(null=True)
    set_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()
    # What stood before, oldest first: {quarters, at, by}.
    former = models.JSONField(default=list)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "kind", "year"], name="one_target_of_a_year")]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.region_id}:{self.kind}:{self.year}"

    @property
    def quarters(self) -> tuple[Decimal | None, ...]:
        return self.q1, self.q2, self.q3, self.q4


class OutcomeTally(models.Model):
    """How many figures of a township, a kind and a period there are, and what they come to: kept by every act.

    Only what was not withdrawn. County, city and province are sums of these rows, so that every level adds up by
    construction. `people_count` is how many of them say how many people: where it is 0 there is no data, not nought.
    """

    pk = models.CompositePrimaryKey("township", "kind", "period")
    township = models.CharField(max_length=9)
    kind = models.CharField(max_length=20, choices=Kind)
    period = models.CharField(max_length=6)
    count = models.IntegerField(default=0)
    checked_count = models.IntegerField(default=0)
    amount = MoneyField(default=Decimal(0))
    area = HundredthsField(default=Decimal(0))
    people = models.BigIntegerField(default=0)
    people_count = models.IntegerField(default=0)
