"""Places and their history: the tree, what changed in it, and the index the picker searches."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..audit.chain import chain_of


class Level(models.IntegerChoices):
    """How high a place stands; the length of its code says the same."""

    PROVINCE = 1, _("Province")
    CITY = 2, _("City")
    COUNTY = 3, _("County")
    TOWNSHIP = 4, _("Township")
    VILLAGE = 5, _("Village")


class Region(models.Model):
    """A place of the statistics bureau's list, or one an administrator added (开发区, 林场).

    The key is the bureau's own code, unpadded: its length (2, 4, 6, 9, 12 digits) is its level, so that the five
    padded codes that collide (东莞 as city and as county) are two rows here. Everything inside a place has a code
    that begins with the place's own, so a scope is the range [code, code of the next place).
    """

    code = models.CharField(primary_key=True, max_length=12)
    level = models.PositiveSmallIntegerField(choices=Level)
    name = models.CharField(max_length=100)
    # As people say it: 建新村 for 建新村委会.
    short_name = models.CharField(max_length=100)
    # The composite index below serves it, in the order lists are read; one on the column alone would be dead weight.
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    is_custom = models.BooleanField(default=False)
    # The first day it was so, and the first day it no longer was; None where the list does not say.
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["parent", "code"], name="region_children"),
            models.Index(fields=["level", "code"], name="region_by_level"),
            models.Index(fields=["successor"], condition=Q(successor__isnull=False), name="region_predecessors"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_region_ends_after_it_begins",
                condition=Q(since=None) | Q(until=None) | Q(until__gt=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def audit_chain(self) -> str:
        """The chain its history is recorded in: its county's, its city's, or the system's."""
        return chain_of(self.code)

    @property
    def audit_id(self) -> str:
        return self.code

    def is_open_on(self, day: date) -> bool:
        """Whether it counted on `day`: begun, and not yet closed (`until` itself is excluded)."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class RegionChange(models.Model):
    """One event in the history of a place: opened, renamed, merged into another, closed."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        RENAMED = "renamed", _("renamed")
        MERGED = "merged", _("merged")
        CLOSED = "closed", _("closed")

    region = models.ForeignKey(Region, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    former_name = models.CharField(max_length=100, blank=True)
    into = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")


class RegionKey(models.Model):
    """The picker's index: each two-character piece of a place's short name, and its initials, beside its code.

    The pair is the key, so one range scan answers "these two characters, inside this scope" on either database.
    """

    pk = models.CompositePrimaryKey("key", "code")
    key = models.CharField(max_length=24)
    code = models.CharField(max_length=12)
