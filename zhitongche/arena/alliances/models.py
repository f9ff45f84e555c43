"""Alliances of first secretaries (第一书记联盟): a chief alliance, its sub-alliances by place, and who belonged where when."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.histories import HistoryLine
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Person, Posting, new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .states import State


class Alliance(models.Model):
    """A chief alliance (总盟) at an organization department, or one of its sub-alliances (分盟). Two levels, no more."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    number = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    # Whose organizer keeps it; it reaches no further.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # The chief alliance of a sub-alliance.
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subs", db_index=False)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    state_since = models.DateTimeField()
    founded_at = models.DateTimeField()
    event_count = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["region", "id"], name="alliances_of_a_place"),
            models.Index(fields=["parent", "id"], name="subs_of_an_alliance"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_alliance_of_a_number"),
            models.UniqueConstraint(
                fields=["region", "name"], condition=Q(state=State.ACTIVE), name="one_alliance_of_a_name_in_a_place"
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


class AlliancePlace(models.Model):
    """A place that belongs to an alliance. One without places has the whole of its region."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="alliance_places")
    # The chief alliance, or the alliance itself where it has none: a place belongs to one of its subs only.
    chief = models.ForeignKey(Alliance, models.CASCADE, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ["region"]
        constraints = [models.UniqueConstraint(fields=["chief", "region"], name="a_place_in_one_alliance")]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> "MembershipQuerySet":
        """Those that count on `on`: begun, not ended, and the posting they rest on in force as well."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gt=on),
            Q(posting__ends_on=None) | Q(posting__ends_on__gt=on),
            starts_on__lte=on,
            posting__starts_on__lte=on,
        )


class Membership(models.Model):
    """A first secretary in an alliance from a day until a day (`ends_on` excluded), as one who serves in one village."""

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="memberships", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    # The service it rests on: when that ends, the membership counts no more.
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    # The posting's village, kept for the order of the list.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["alliance", "region", "id"], name="members_of_an_alliance"),
            models.Index(fields=["person", "starts_on"], name="memberships_of_a_person"),
            models.Index(fields=["posting"], name="membership_of_a_posting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on__isnull=True), name="in_one_alliance_at_a_time"
            ),
            models.CheckConstraint(
                name="a_membership_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]


class AllianceEvent(HistoryLine):
    """One step of an alliance."""

    OF = "alliance"

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="events", db_index=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["alliance", "sequence"], name="one_alliance_event_at_each_step")]
