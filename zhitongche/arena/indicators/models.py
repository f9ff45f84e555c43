"""Indicator libraries (指标库): what bouts are about. An issued one never changes; a change is the next version."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.histories import HistoryLine
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .states import State


class Aspect(models.TextChoices):
    """The article's five aspects (5大方面), in its order."""

    LEADERSHIP = "leadership", _("Party leadership in the village")
    POWER = "power", _("Exercise of power")
    OVERSIGHT = "oversight", _("Effective oversight")
    GOVERNANCE = "governance", _("Village governance")
    PEOPLE = "people", _("Ties with the people")


class Filling(models.TextChoices):
    """Where the figures of an item come from."""

    RECORDS = "records", _("From the records")
    PARTLY = "partly", _("Partly from the records")
    PEOPLE = "people", _("By people on the spot")


class IndicatorLibrary(models.Model):
    """One version of a place's items. The one that comes with the product has no place: it is everybody's."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    number = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", db_index=False)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    state_since = models.DateTimeField()
    drawn_up_at = models.DateTimeField()
    # Over all items as they were issued: what a bout quotes.
    digest = models.CharField(max_length=71, blank=True)
    event_count = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        indexes = [models.Index(fields=["region", "id"], name="libraries_of_a_place")]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_library_of_a_number"),
            models.UniqueConstraint(
                fields=["region", "name"],
                condition=~Q(state=State.RETIRED),
                name="one_library_of_a_name_in_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id or "")

    @property
    def audit_id(self) -> str:
        return self.number


class Indicator(models.Model):
    """One item of a library: what is looked at, by what, for how many points, by which rule."""

    library = models.ForeignKey(IndicatorLibrary, models.CASCADE, related_name="items", db_index=False)
    code = models.CharField(max_length=10)
    aspect = models.CharField(max_length=12, choices=Aspect)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=100, blank=True)
    max_points = models.DecimalField(max_digits=5, decimal_places=2)
    evidence = models.TextField(max_length=500, blank=True)
    scoring_rule = models.TextField(max_length=1000, blank=True)
    filling = models.CharField(max_length=10, choices=Filling, default=Filling.PEOPLE)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["library", "code"], name="one_item_of_a_code_in_a_library")]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class IndicatorEvent(HistoryLine):
    """One step of a library."""

    OF = "library"

    library = models.ForeignKey(IndicatorLibrary, models.CASCADE, related_name="events", db_index=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["library", "sequence"], name="one_library_event_at_each_step")]
