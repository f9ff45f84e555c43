"""What every request passes: the clock, the language, and the door."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from ..audit.operations import origin
from ..errors import Refused
from ..people.identity import postings_of
from . import errors, rates
from .access import origin_of
from .answers import problem

Answer = Callable[[HttpRequest], HttpResponse]
# Addresses of allauth that somebody without an account in hand must reach.
OPEN_NAMES = frozenset({"account_login", "account_logout"})
# What is left to an account whose person holds no posting today.
WITHOUT_POSTING = frozenset({"account_login", "account_logout"})
API = "/api/"
# A form carries at most three photos and some documents; the rest of a body is small.
MOST_FILES = 8


class RequestClockMiddleware:
    """Reads the clock once, at the edge: `request.now`, and `request.today` in the office's time zone.

    What no view could read is turned away here: an address with a NUL in it, a body larger than any form's.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]  # see SignedInRequest
        request.today = timezone.localdate(request.now)  # type: ignore[attr-defined]
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            if request.path.startswith(API):
                return problem(400)
            raise SuspiciousOperation("An address holds a NUL")
        if _is_too_large(request):
            return problem(413, _("The body is too large."))
        return self.get_response(request)


class LanguageMiddleware:
    """Chinese unless the reader chose otherwise: pages by the switch's cookie, the API by Accept-Language."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_api = request.path.startswith(API)
        if is_api and "Accept-Language" in request.headers:
            language = translation.get_language_from_request(request)
        else:
            language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language" if is_api else "Cookie"])
        return response


class ClosedUnlessOpenedMiddleware:
    """Lets nobody through without an account, but to views marked `opened`; puts the postings in force on the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = origin.set(origin_of(request, None))
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        if request.path.startswith(API):
            return _for_programs(response)
        if hasattr(request, "account"):
            # A page of somebody's own must not be kept by a proxy, nor shown from the cache after signing out.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith(API):
            return None  # The API asks for its token itself, and answers 401.
        if getattr(view, "is_by_key", False):
            return None  # Asked often, by many, and the same for all: a session would be two reads for nothing.
        account = request.user
        if account.is_authenticated:
            request.account = account  # type: ignore[attr-defined]  # see SignedInRequest
            request.postings = postings_of(account, request.today)  # type: ignore[attr-defined]
            origin.set(origin_of(request, account.pk))
            return _slowed(request, account.pk) or _without_posting(request, view)
        match = request.resolver_match
        if getattr(view, "is_opened", False) or (match and match.view_name in OPEN_NAMES):
            return None
        sign_in = resolve_url(settings.LOGIN_URL)
        return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': request.get_full_path()})}")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view answered itself is still a refusal, not a breakdown."""
        return errors.refused(request, exception) if isinstance(exception, Refused) else None


def _slowed(request: HttpRequest, account_id: int) -> HttpResponse | None:
    """The page that asks to wait, where the account's minute is used up."""
    try:
        rates.count(account_id, request.method or "", request.now.timestamp())  # type: ignore[attr-defined]
    except rates.TooMany as refused:
        response = render(request, "foundation/errors/429.html", {"reason": refused.reason}, status=429)
        response["Retry-After"] = str(refused.retry_after)
        return response
    return None


def _without_posting(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """The page for somebody to whom nothing is entrusted today, in place of every page that is not open to all."""
    match = request.resolver_match
    is_left = getattr(view, "is_opened", False) or (match and match.view_name in WITHOUT_POSTING)
    if request.postings or is_left:  # type: ignore[attr-defined]  # see SignedInRequest
        return None
    return render(request, "foundation/people/no_posting.html", {"account": request.user}, status=403)


def _is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = MOST_FILES * max(settings.PHOTO_MAX_BYTES, settings.DOCUMENT_MAX_BYTES)
    return length.isdecimal() and int(length) > most


def _for_programs(response: HttpResponse) -> HttpResponse:
    """What Django answers itself (an unknown address, a method not allowed), in the API's form."""
    kind = response.headers.get("Content-Type", "")
    if response.status_code < 400 or "json" in kind:
        return response
    answer = problem(response.status_code)
    if allowed := response.headers.get("Allow"):
        answer["Allow"] = allowed
    return answer
