"""Ways in: accounts, passwords, tokens, sessions."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils import timezone

from ... import flow
from ...audit import operations as audit
from ...audit.chain import digest
from .. import faults, queries, rules, spelling
from ..models import Account, ApiToken, Person, Posting
from .refusing import fault, refuse


@flow.operation
def create_account(
    person: Person, *, by: Posting | None, now: datetime, username: str, password: str | None = None
) -> Account:
    """Open a way in for a person; without a password nobody can sign in until one is set."""
    refuse(by and rules.why_not_create_account(by, person))
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    username = spelling.tidy(username)
    fault(faults.of_username(person, username))
    account = Account(person=person, username=username, created_at=now)
    if password is None:
        account.set_unusable_password()
    else:
        fault(faults.of_password(account, password))
        account.set_password(password)
    account.save(force_insert=True)
    facts: dict[str, Any] = {"username": digest(person.salt, username), "has_password": password is not None}
    audit.record("account.create", account, by=by, now=now, after="active", person=person.pk, **facts)
    return account


@flow.operation
def reset_password(account: Account, *, by: Posting | None, now: datetime, password: str) -> Account:
    """Give an account a new first password, and end its sessions."""
    refuse(by and rules.why_not_reset_password(by.as_of(timezone.localdate(now)), account))
    return _changed_password(account, "account.reset_password", by=by, now=now, password=password)


@flow.operation
def change_password(account: Account, *, now: datetime, password: str) -> Account:
    """The owner's own change, behind the sign-in pages, which asked for the old one; sessions end but this one."""
    return _changed_password(account, "account.change_password", by=None, now=now, password=password)


@flow.operation
def disable_account(account: Account, *, by: Posting | None, now: datetime) -> Account:
    """Shut an account: its sessions end at once and its tokens are revoked."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    refuse(by and rules.why_not_disable_account(by, account))
    account.is_active = False
    account.save(update_fields=["is_active"])
    _end_sessions(account)
    account.tokens.filter(revoked_at=None).update(revoked_at=now)
    audit.record("account.disable", account, by=by, now=now, before="active", after="disabled")
    return account


@flow.operation
def enable_account(account: Account, *, by: Posting | None, now: datetime) -> Account:
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    refuse(by and rules.why_not_enable_account(by, account))
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record("account.enable", account, by=by, now=now, before="disabled", after="active")
    return account


@flow.operation
def new_token(account: Account, *, by: Posting | None, now: datetime) -> str:
    """Make an API token and return it, this once: only its digest is kept."""
    refuse(by and rules.why_not_keep_token(by, account))
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    refuse(rules.why_not_another_token(account))
    plain = "ztc_" + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(account=account, digest=token_digest(plain), created_at=now)
    audit.record("account.new_token", account, by=by, now=now, token=token.pk)
    return plain


@flow.operation
def revoke_token(token: ApiToken, *, by: Posting | None, now: datetime) -> ApiToken:
    refuse(by and rules.why_not_revoke_token(by, token))
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        refuse(rules.someone_was_faster())
    token.revoked_at = now
    audit.record("account.revoke_token", token.account, by=by, now=now, token=token.pk)
    return token


@flow.operation
def end_session(session: UserSession, *, by: Posting | None, now: datetime) -> None:
    """Sign one of an account's browsers out."""
    refuse(by and rules.why_not_end_session(by, session))
    account, ended = session.user, session.pk
    session.end()
    audit.record("account.end_session", account, by=by, now=now, session=ended)


@flow.operation
def sign_in(account: Account, *, now: datetime) -> None:
    """Record that an account signed in."""
    audit.record("account.sign_in", account, by=None, now=now)


@flow.operation
def sign_out(account: Account, *, now: datetime) -> None:
    audit.record("account.sign_out", account, by=None, now=now)


@flow.operation
def refuse_sign_in(attempt: audit.Subject, *, now: datetime) -> None:
    """Record that a name or a password was wrong."""
    audit.record("account.refuse_sign_in", attempt, by=None, now=now)


def token_digest(plain: str) -> str:
    """What the table keeps of a token; 256 random bits need no salt."""
    return hashlib.sha256(plain.encode()).hexdigest()


def _changed_password(account: Account, action: str, *, by: Posting | None, now: datetime, password: str) -> Account:
    account = Account.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=account.pk)
    fault(faults.of_password(account, password))
    account.set_password(password)
    account.save(update_fields=["password"])
    _end_sessions(account)
    audit.record(action, account, by=by, now=now)
    return account


def _end_sessions(account: Account) -> None:
    for session in queries.sessions_of(account):
        session.end()
