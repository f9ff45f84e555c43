"""Postings: granted and ended, under the separation of duties."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ... import flow
from ...audit import operations as audit
from ...audit.chain import digest
from ...permissions.roles import ADMINISTRATORS, Role
from ...regions.models import Region
from .. import faults, rules, spelling
from ..models import Account, Department, Person, Posting
from .accounts import create_account
from .persons import create_person
from .refusing import fault, refuse


@flow.operation
def appoint(
    person: Person,
    *,
    by: Posting | None,
    now: datetime,
    role: str,
    region: Region | None = None,
    department: Department | None = None,
    starts_on: date,
    ends_on: date | None = None,
) -> Posting:
    """Give a person a role at a place or in a department from `starts_on` until before `ends_on`."""
    refuse(by and rules.why_not_appoint(by, person))
    fault({} if role in Role.values else {"role": _("This role does not exist.")})
    duty = Role(role)
    _lock_seat(person, region, department)
    posting = Posting(
        person=person,
        role=role,
        region=region,
        department=department,
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
    )
    fault(rules.seat_faults(duty, region, department, starts_on))
    fault(rules.term_faults(by, posting))
    refuse(rules.why_not_appoint_twice(person, duty, region, department, starts_on, ends_on))
    refuse(rules.why_not_join(person, duty, starts_on, ends_on))
    if duty is Role.FIRST_SECRETARY and region is not None:
        refuse(rules.why_not_second_secretary(region, starts_on, ends_on))
    posting.save(force_insert=True)
    audit.record("posting.appoint", posting, by=by, now=now, after="in_force", **_terms(posting))
    return posting


@flow.operation
def end_posting(posting: Posting, *, by: Posting | None, now: datetime, ends_on: date, reason: str = "") -> Posting:
    """End a posting; `ends_on` is the first day it no longer counts. A posting is shortened, never prolonged."""
    refuse(by and rules.why_not_end_posting(by.as_of(timezone.localdate(now)), posting))
    refuse(rules.why_not_end_again(posting, timezone.localdate(now)))
    reason = spelling.tidy(reason)
    fault(rules.end_faults(posting, ends_on) | faults.of_texts(Posting, {"end_reason": reason}))
    rows = Posting.objects.filter(pk=posting.pk, ends_on=posting.ends_on)
    if not rows.update(ends_on=ends_on, end_reason=reason):
        refuse(rules.someone_was_faster())
    posting.ends_on, posting.end_reason = ends_on, reason
    facts = {**_terms(posting), "reason": digest(posting.person.salt, reason) if reason else None}
    audit.record("posting.end", posting, by=by, now=now, before="in_force", after="ended", **facts)
    return posting


@flow.operation
def create_first_administrator(
    *, now: datetime, role: str, username: str, password: str, name: str = "", region: Region | None = None
) -> Account:
    """The machine's owner makes the first account of an administrator's role, once; all others come from these.

    Raises NotNow where somebody with an account holds the role already, BadInput for a role that is none of the three.
    """
    fault({} if role in ADMINISTRATORS else {"role": _("This is no administrator's role.")})
    today = timezone.localdate(now)
    refuse(rules.why_not_first_administrator(Role(role), today))
    person = create_person(by=None, now=now, name=name or username, region=region)
    account = create_account(person, by=None, now=now, username=username, password=password)
    appoint(person, by=None, now=now, role=role, region=region, starts_on=today)
    return account


def _lock_seat(person: Person, region: Region | None, department: Department | None) -> None:
    """Hold the person, then the place: appointments that could contradict each other come one after the other."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    if region is not None:
        Region.objects.select_for_update(of=("self",), no_key=True).get(pk=region.pk)
    if department is not None:
        Region.objects.select_for_update(of=("self",), no_key=True).get(pk=department.region_id)


def _terms(posting: Posting) -> dict[str, Any]:
    return {
        "person": posting.person_id,
        "role": posting.role,
        "region": posting.region_id,
        "department": posting.department and posting.department.code,
        "starts_on": posting.starts_on.isoformat(),
        "ends_on": posting.ends_on and posting.ends_on.isoformat(),
    }
