"""`ztc bench list`: the list's page for a county, its city and its province, beside the bare SQL of the same rows."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from zhitongche.express.problems import queries
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.web.paging import PAGE_ROWS, keyset

from . import load, readers

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
                    for told in _measured(named, port, path, headers, bare, seconds, clients):
                        # How much dearer the deepest page is than the first of the same list.
                        begun = firsts.setdefault((who, view, told["clients"]), told["p50_ms"])
                        yield {**told, "to_first": round(told["p50_ms"] / begun, 2)}
        number = Problem.objects.filter(county=county, state="in_progress").values_list("number", flat=True).first()
        account = readers.organizer_of(county, now)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
        bare = load.timed(lambda: Problem.objects.filter(number=number).values_list().get(), seconds / 2)
        yield from _measured({"bench": "problem"}, port, f"/problems/{number}/", headers, bare, seconds, clients)


def _measured(
    named: dict[str, Any],
    port: int,
    path: str,
    headers: dict[str, str],
    bare: load.Figures,
    seconds: float,
    clients: int,
) -> Iterator[dict[str, Any]]:
    for count in (1, clients):
        figures = load.run(port, lambda: ("GET", path, headers, b""), 200, clients=count, seconds=seconds)
        yield {
            **named,
            "clients": count,
            **figures.told(),
            "sql_p50_ms": round(bare.p50, 2),
            "page_to_sql": round(figures.p50 / bare.p50, 1),
        }


def _bare(rows: Any, filters: queries.Filters, cursor: str | None) -> Any:
    """The statement that gives the page's rows, sent as it is."""
    sent: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        keyset(rows, queries.order_of(filters), cursor, PAGE_ROWS)
    sql, params = sent[0]

    def send() -> None:
        with connection.cursor() as sender:
            sender.execute(sql, params)
            sender.fetchall()

    return send
