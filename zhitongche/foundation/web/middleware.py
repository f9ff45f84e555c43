"""What every request passes: the clock, the language, and the door."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone, translation

from ..audit.operations import Origin, origin
from ..people.queries import postings_in_force

Answer = Callable[[HttpRequest], HttpResponse]
# Addresses of allauth that somebody without an account in hand must reach.
OPEN_NAMES = frozenset({"account_login", "account_logout"})
API = "/api/"


class RequestClockMiddleware:
    """Reads the clock once, at the edge: `request.now`, and `request.today` in the office's time zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]  # see SignedInRequest
        request.today = timezone.localdate(request.now)  # type: ignore[attr-defined]
        return self.get_response(request)


class LanguageMiddleware:
    """Chinese unless the reader chose otherwise: pages by the switch's cookie, the API by Accept-Language."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(API) and "Accept-Language" in request.headers:
            language = translation.get_language_from_request(request)
        else:
            language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]  # as Django's own middleware sets it
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ClosedUnlessOpenedMiddleware:
    """Lets nobody through without an account, but to views marked `opened`; puts the postings in force on the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = origin.set(Origin(None, request.META.get("REMOTE_ADDR", "")))
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith(API):
            return None  # The API asks for its token itself, and answers 401.
        account = request.user
        if account.is_authenticated:
            request.account = account  # type: ignore[attr-defined]  # see SignedInRequest
            request.postings = postings_in_force(account, request.today)  # type: ignore[attr-defined]
            origin.set(Origin(account.pk, request.META.get("REMOTE_ADDR", "")))
            return None
        match = request.resolver_match
        if getattr(view, "is_opened", False) or (match and match.view_name in OPEN_NAMES):
            return None
        sign_in = resolve_url(settings.LOGIN_URL)
        return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': request.get_full_path()})}")
