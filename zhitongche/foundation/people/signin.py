"""Signing in: allauth, by name or phone, with sign-up closed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from .models import Account


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the system administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class NameOrPhoneBackend(ModelBackend):
    """Finds the account by its user name or its person's phone."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Account | None:
        name = (username or "").strip()
        account = (
            Account.objects.filter(username=name).first() or Account.objects.filter(person__phone=name).first()
        )
        if account is None or password is None:
            Account().set_password(password or "")  # The same time for an unknown name: no guessing who exists.
            return None
        return account if account.check_password(password) and self.user_can_authenticate(account) else None
