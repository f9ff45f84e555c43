"""`ztc bench list`: the list's page for a county, its city and its province, beside the bare SQL of the same rows."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from zhitongche.express.problems import queries
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.web.paging import PAGE_ROWS, keyset

from . import load, raw, readers

# The questions measured: the page people open, and everything there ever was, whose last page is the deepest.
VIEWS = {"open": queries.Filters(view="open"), "all": queries.Filters()}


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """First and last page, for each reader and view, at one client and at several; then one problem's page."""
    now = timezone.now()
    county = readers.large_county()
    places = {"county": county, "city": county[:4], "province": county[:2]}
    firsts: dict[tuple[str, str, int], float] = {}
    with load.product() as port:
        for who, place in places.items():
            account = readers.organizer_of(place, now)
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
            postings = postings_in_force(account, timezone.localdate(now))
            for view, filters in VIEWS.items():
                rows = queries.listed(postings, filters, timezone.localdate(now))
                first = keyset(rows, queries.order_of(filters))
                for page, cursor in (("first", None), ("last", first.last)):
                    path = f"/problems/?view={view}" + (f"&cursor={cursor}" if cursor else "")
                    bare = load.timed(_bare(rows, filters, cursor), seconds / 2)
                    named = {"bench": "list", "reader": who, "view": view, "page": page}
                    for told in load.measured(named, port, path, headers, bare, seconds=seconds, clients=clients):
                        # How much dearer the deepest page is than the first of the same list.
                        begun = firsts.setdefault((who, view, told["clients"]), told["p50_ms"])
                        yield {**told, "to_first": round(told["p50_ms"] / begun, 2)}
        number = Problem.objects.filter(county=county, state="in_progress").values_list("number", flat=True).first()
        account = readers.organizer_of(county, now)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
        bare = load.timed(lambda: Problem.objects.filter(number=number).values_list().get(), seconds / 2)
        yield from load.measured(
            {"bench": "problem"}, port, f"/problems/{number}/", headers, bare, seconds=seconds, clients=clients
        )


def _bare(rows: Any, filters: queries.Filters, cursor: str | None) -> Callable[[], None]:
    """The statement that gives the page's rows, sent as it is."""
    return raw.statements_of(lambda: keyset(rows, queries.order_of(filters), cursor, PAGE_ROWS))
