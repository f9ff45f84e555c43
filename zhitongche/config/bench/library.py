"""`ztc bench projects`: the library's list, a project's page and the roll-up, beside the bare SQL of the same rows."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from zhitongche.config.management.commands.scale import LARGE
from zhitongche.express.projects import queries
from zhitongche.express.projects.models import Project
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.web.paging import PAGE_ROWS, keyset

from . import load, raw, readers

VIEWS = {"all": queries.Filters(), "under_way": queries.Filters(state="under_way"), "gap": queries.Filters(gap="yes")}
QUERIES = {"all": "", "under_way": "state=under_way", "gap": "gap=yes"}


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """First and last page of each view for each reader, one project's page, and the roll-up by county."""
    now = timezone.now()
    county = _county()
    places = {"county": county, "city": county[:4], "province": county[:2]}
    with load.product() as port:
        for who, place in places.items():
            account = readers.organizer_of(place, now)
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
            postings = postings_in_force(account, timezone.localdate(now))
            for view, filters in VIEWS.items():
                rows, order = queries.listed(postings, filters, timezone.localdate(now)), queries.order_of(filters)
                for page, cursor in (("first", None), ("last", keyset(rows, order).last)):
                    query = "&".join(part for part in (QUERIES[view], f"cursor={cursor}" if cursor else "") if part)
                    bare = load.timed(raw.statements_of(partial(keyset, rows, order, cursor, PAGE_ROWS)), seconds / 2)
                    named = {"bench": "projects", "reader": who, "view": view, "page": page}
                    path = f"/projects/?{query}"
                    yield from load.measured(named, port, path, headers, bare, seconds=seconds, clients=clients)
            bare = load.timed(partial(queries.roll_up, place), seconds / 2)
            named, path = {"bench": "roll_up", "reader": who}, f"/projects/summary/?region={place}"
            yield from load.measured(named, port, path, headers, bare, seconds=seconds, clients=clients)
        number = Project.objects.filter(county=county, state="under_way").values_list("number", flat=True).first()
        account = readers.organizer_of(county, now)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
        bare = load.timed(lambda: Project.objects.filter(number=number).values_list().get(), seconds / 2)
        named, path = {"bench": "project"}, f"/projects/{number}/"
        yield from load.measured(named, port, path, headers, bare, seconds=seconds, clients=clients)


def _county() -> str:
    """藤县 where `ztc scale` filled the database, else the county of any project."""
    if Project.objects.filter(county=LARGE).exists():
        return LARGE
    county = Project.objects.values_list("county", flat=True).first()
    if county is None:
        raise CommandError("There is nothing to measure yet. Run: ztc scale --projects 10000")
    return str(county)
