"""Every act of the register as people meet it: pages and API draw from these tables and run the same operations."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..errors import BadInput, NotNow, Refused
from ..flow import Action
from . import forms, operations, references, rules, schemas
from .models import Account, Department, Person, Posting


def _create_person(*, by: Posting, now: datetime, region: Any = None, **words: Any) -> Person:
    return operations.create_person(by=by, now=now, region=references.region(region), **words)


def _update_person(person: Person, *, by: Posting, now: datetime, region: Any = None, **words: Any) -> Person:
    return operations.update_person(person, by=by, now=now, region=references.region(region), **words)


def _account_of(person: Person) -> Account | None:
    return getattr(person, "account", None)


def _why_not_open(posting: Posting, person: Person) -> Refused | None:
    if refusal := rules.why_not_create_account(posting, person):
        return refusal
    return NotNow(_("This person has an account already.")) if _account_of(person) else None


def _on_account(rule: Any) -> Any:
    """A rule about an account, asked of its person."""

    def why_not(posting: Posting, person: Person) -> Any:
        account = _account_of(person)
        if refusal := rules.why_not_create_account(posting, person):
            return refusal
        return rule(posting, account) if account else NotNow(_("This person has no account."))

    return why_not


def _to_account(write: Any) -> Any:
    """A write of an account, asked of its person."""

    def run(person: Person, **facts: Any) -> Any:
        return write(person.account, **facts)

    return run


def _create_department(
    *, by: Posting, now: datetime, region: Any, parent: str = "", leader: Any = None, **facts: Any
) -> Department:
    place = references.region(region)
    if place is None:
        raise BadInput({"region": _("Choose the place of the department.")})
    upper, head = references.department(by, parent, "parent"), references.person(by, leader, "leader")
    return operations.create_department(by=by, now=now, region=place, parent=upper, leader=head, **facts)


def _update_department(
    department: Department, *, by: Posting, now: datetime, parent: str = "", leader: Any = None, **facts: Any
) -> Department:
    upper, head = references.department(by, parent, "parent"), references.person(by, leader, "leader")
    return operations.update_department(department, by=by, now=now, parent=upper, leader=head, **facts)


def _appoint(
    *,
    by: Posting,
    now: datetime,
    person: Any,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    region: Any = None,
    department: str = "",
) -> Posting:
    whom = references.person(by, person)
    if whom is None:
        raise BadInput({"person": _("Choose a person.")})
    where = {"region": references.region(region), "department": references.department(by, department)}
    return operations.appoint(whom, by=by, now=now, role=role, starts_on=starts_on, ends_on=ends_on, **where)  # type: ignore[arg-type]


CREATE_PERSON = Action(
    _("Add a person"),
    forms.PersonForm,
    rules.why_not_create_person,
    _create_person,
    schemas.PersonBody,
    is_primary=True,
)
PERSONS: dict[str, Action] = {
    "update": Action(
        pgettext_lazy("person", "Correct the entry"),
        forms.PersonForm,
        rules.why_not_update_person,
        _update_person,
        schemas.PersonBody,
        is_primary=True,
    ),
    "create_account": Action(
        _("Open an account"),
        forms.AccountForm,
        _why_not_open,
        operations.create_account,
        schemas.AccountBody,
    ),
    "reset_password": Action(
        _("Set a new password"),
        forms.PasswordResetForm,
        _on_account(rules.why_not_reset_password),
        _to_account(operations.reset_password),
        schemas.PasswordBody,
    ),
    "disable_account": Action(
        _("Disable the account"),
        forms.NothingForm,
        _on_account(rules.why_not_disable_account),
        _to_account(operations.disable_account),
        schemas.Body,
    ),
    "enable_account": Action(
        _("Enable the account"),
        forms.NothingForm,
        _on_account(rules.why_not_enable_account),
        _to_account(operations.enable_account),
        schemas.Body,
    ),
}
CREATE_DEPARTMENT = Action(
    _("Add a department"),
    forms.NewDepartmentForm,
    rules.why_not_create_department,
    _create_department,
    schemas.NewDepartmentBody,
    is_primary=True,
)
DEPARTMENTS: dict[str, Action] = {
    "update": Action(
        pgettext_lazy("department", "Correct the entry"),
        forms.DepartmentForm,
        rules.why_not_update_department,
        _update_department,
        schemas.DepartmentBody,
        is_primary=True,
    ),
    "close": Action(
        pgettext_lazy("department", "Close the department"),
        forms.CloseForm,
        rules.why_not_close_department,
        operations.close_department,
        schemas.CloseBody,
    ),
}
APPOINT = Action(
    _("Grant a posting"),
    forms.PostingForm,
    rules.why_not_appoint,
    _appoint,
    schemas.PostingBody,
    is_primary=True,
)
POSTINGS: dict[str, Action] = {
    "end": Action(
        pgettext_lazy("posting", "End the posting"),
        forms.EndForm,
        rules.why_not_end_posting,
        operations.end_posting,
        schemas.EndBody,
    ),
}
NEW_TOKEN = Action(_("Make a token"), forms.NothingForm, rules.why_not_keep_token, operations.new_token)
REVOKE_TOKEN = Action(_("Revoke"), forms.NothingForm, rules.why_not_revoke_token, operations.revoke_token)
END_SESSION = Action(_("Sign out there"), forms.NothingForm, rules.why_not_end_session, operations.end_session)
