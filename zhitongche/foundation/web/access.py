"""Every address is closed unless opened: these marks say who an address is for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from ..audit.operations import Origin
from ..people.models import Account, Posting
from ..permissions.catalogue import Permission

# As long as an IPv6 address may be written.
LONGEST_ADDRESS = 45
View = TypeVar("View", bound=Callable[..., HttpResponse])


class SignedInRequest(HttpRequest):
    """A request behind the door: its account is known, its postings are those in force today.

    `now` is the moment the request arrived and `today` its date in Shanghai: the clock is read here and passed in.
    """

    account: Account
    postings: tuple[Posting, ...]
    now: Any
    today: Any


def origin_of(request: HttpRequest, account_id: int | None) -> Origin:
    """Where a request comes from, for the record; behind our own proxy, the address that the proxy last saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (forwarded := request.headers.get("X-Forwarded-For")):
        address = forwarded.rsplit(",", 1)[-1].strip()
    return Origin(account_id, address[:LONGEST_ADDRESS])


def opened(view: View) -> View:
    """Mark a view as open to everybody, signed in or not."""
    view.is_opened = True  # type: ignore[attr-defined]  # a mark that the middleware reads
    return view


def opened_by_key(view: View) -> View:
    """Mark a view as open to whoever knows its address, which holds a key; who asks is not even looked up."""
    view.is_by_key = True  # type: ignore[attr-defined]  # a mark that the middleware reads
    return opened(view)


def for_duty(permission: Permission) -> Callable[[View], View]:
    """Close a view to everybody without a posting that carries `permission`: to them it does not exist (404)."""

    def close(view: View) -> View:
        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(posting.may(permission) for posting in request.postings):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # the URL matrix test reads it
        return guarded  # type: ignore[return-value]  # the same shape, wrapped

    return close
