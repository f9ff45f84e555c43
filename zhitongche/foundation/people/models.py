"""Departments, persons, their accounts and what they serve as."""

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..audit.chain import chain_of
from ..permissions.catalogue import Permission
from ..permissions.roles import ADMINISTRATORS, DUTIES, READING_ONLY, Role
from ..regions.models import Level, Region


def new_salt() -> str:
    """Thirty-two hex digits that make the digest of a personal value unguessable."""
    return secrets.token_hex(16)


class Department(models.Model):
    """An office of a place (供电局, 水利局), or a part of a vertical unit with a parent of its own."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="departments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # Codes of the categories of problems it answers for.
    functions = models.JSONField(default=list, blank=True)
    leader = models.ForeignKey("Person", models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="one_department_of_a_name_in_a_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.code


class Person(models.Model):
    """Somebody in the office's 花名册; many have no account."""

    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True)
    unit = models.CharField(max_length=100, blank=True)
    post = models.CharField(max_length=100, blank=True)
    # The place whose administrators keep this person; None for the whole installation's.
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id or "")

    @property
    def audit_id(self) -> str:
        return str(self.pk)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A way in for one person. What it opens follows from the person's postings, never from the account."""

    username = models.CharField(_("User name"), max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()

    # What `identity` has read with this instance: all that the person ever served as.
    postings_read: "tuple[Posting, ...]"

    USERNAME_FIELD = "username"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username

    @property
    def audit_chain(self) -> str:
        return self.person.audit_chain

    @property
    def audit_id(self) -> str:
        return str(self.pk)


class ApiToken(models.Model):
    """A program's way in for one account; only the digest of the token is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class PostingQuerySet(models.QuerySet["Posting"]):
    def in_force(self, on: date) -> "PostingQuerySet":
        """Those that count on `on`: begun, and not yet ended (the end itself is excluded)."""
        return self.not_ended(on).filter(starts_on__lte=on)

    def not_ended(self, on: date) -> "PostingQuerySet":
        """Those in force on `on` and those yet to begin."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=on))


class Posting(models.Model):
    """派驻/任职: who serves as what, where, from when until when (`ends_on` excluded)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="postings")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="postings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Why it ended, in the administrator's words; the record carries only its digest.
    end_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["region", "role"], name="posting_by_place_and_role"),
            models.Index(fields=["department", "role"], name="posting_by_department"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_posting_is_tied_to_a_place_or_a_department",
                condition=Q(region=None) | Q(department=None),
            ),
            models.CheckConstraint(
                name="a_posting_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    # The day on which it was found in force: what the rules call today. The edge sets it, never the rule.
    today: date | None = None
    # What it sees beyond its scope, of a copy that has been told (`people.shapes.Shaped.told`).
    elsewhere: tuple[Any, ...] | None = None

    def __str__(self) -> str:
        return f"{self.person} · {Role(self.role).label}"

    def is_in_force(self, on: date) -> bool:
        """Whether it counts on `on`, as `PostingQuerySet.in_force` asks the database."""
        return self.starts_on <= on and (self.ends_on is None or self.ends_on > on)

    def as_of(self, day: date) -> "Posting":
        """This posting, acting on `day`."""
        self.today = day
        return self

    @property
    def audit_chain(self) -> str:
        return chain_of(self.scope)

    @property
    def audit_id(self) -> str:
        return str(self.pk)

    @property
    def place(self) -> Region | None:
        """Where it counts: its own place, or its department's."""
        return self.department.region if self.department else self.region

    @property
    def scope(self) -> str:
        """The code that begins every place it reaches; empty reaches the whole installation."""
        return (self.department.region_id if self.department else self.region_id) or ""

    def reaches(self, code: str) -> bool:
        """Whether a place lies inside this posting's."""
        return code.startswith(self.scope)

    @property
    def permissions(self) -> frozenset[Permission]:
        granted = DUTIES[Role(self.role)].permissions
        # A province's organizers and leaders only read; its administrators keep their duty.
        if self.region and self.region.level == Level.PROVINCE and self.role not in ADMINISTRATORS:
            return granted & READING_ONLY
        return granted

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions
