"""Signing in: allauth, by name or phone, with sign-up closed; each way in and out is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.views import LoginView
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from ..audit.operations import Origin, origin
from ..permissions.roles import Role
from . import identity, operations, spelling
from .models import Account
from .queries import postings_in_force

FIRST_PAGE = "/"
LOCKED = "too_many_login_attempts"


@dataclass(frozen=True)
class SignInAttempt:
    """A sign-in that failed, by what was typed: whether such an account exists makes no difference to it."""

    typed: str

    @property
    def audit_chain(self) -> str:
        return "system"

    @property
    def audit_id(self) -> str:
        """A keyed digest: the same name tried twice is recognised, the name itself is not told."""
        return salted_hmac("sign-in", spelling.tidy(self.typed)).hexdigest()


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the system administrator, never by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The user name, phone or password is not correct."),
        "enter_current_password": _("This is not your current password."),
        LOCKED: _("Too many attempts failed. Signing in is locked for fifteen minutes; then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # allauth's signature
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        super().login(request, user)
        # From here on the request is this account's; the door's middleware saw nobody yet, and puts it back.
        origin.set(Origin(user.pk, origin.get().address))
        operations.sign_in(user, now=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            operations.sign_out(request.user, now=timezone.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # as above
        operations.refuse_sign_in(SignInAttempt(credentials.get("username") or ""), now=timezone.now())

    def set_password(self, user: Account, password: str) -> None:
        """Through the operation, so that it is recorded; the browser's session goes on with the new hash."""
        user.password = operations.change_password(user, now=timezone.now(), password=password).password


class NameOrPhoneBackend(ModelBackend):
    """Finds the account by its user name or its person's phone."""

    def authenticate(
        self,
        request: HttpRequest | None,  # Django's signature
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,  # as above
    ) -> Account | None:
        account = _account_called(spelling.tidy(username or ""))
        if account is None or password is None:
            Account().set_password(password or "")  # The same time for an unknown name: no guessing who exists.
            return None
        return account if account.check_password(password) and self.user_can_authenticate(account) else None

    def get_user(self, user_id: int) -> Account | None:
        """Asked by every request with a session; what the account serves as comes with it."""
        account = identity.account_by_key(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None


class SignInForm(LoginForm):
    """One field for the name or the phone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name or phone")
        login.widget.attrs.pop("placeholder", None)
        login.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        password = self.fields["password"]
        password.label, password.help_text = _("Password"), ""
        password.widget.attrs.pop("placeholder", None)


class PasswordForm(ChangePasswordForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("Current password"),
            "password1": _("New password"),
            "password2": _("New password, once more"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class SignInView(LoginView):
    """allauth's page, which says 429 where too many attempts have locked it."""

    def get_next_url(self) -> str | None:  # allauth's name
        """Where the visitor was going; whoever was only sent here from the first page goes where the duty begins."""
        asked: str | None = super().get_next_url()
        return None if asked == FIRST_PAGE else asked

    def get_default_success_url(self) -> Callable[[], str]:  # as above
        """Asked once it is known who has signed in."""
        return lambda: first_page_of(self.request.user, timezone.localdate())

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", LOCKED):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


def first_page_of(account: Account, today: date) -> str:
    """A leader begins with the picture, everybody else with what waits."""
    is_leader = any(posting.role == Role.LEADER for posting in postings_in_force(account, today))
    return reverse("picture:home") if is_leader else FIRST_PAGE


def _account_called(name: str) -> Account | None:
    """By user name, else by phone; two statements whatever is found, so that the time tells nothing."""
    by_name = Account.objects.filter(username=name).first()
    try:
        phone = spelling.phone_number(name)
    except ValueError:
        phone = name
    by_phone = Account.objects.filter(person__phone=phone).first()
    return by_name or by_phone
