"""`ztc bench waiting`: the first page of the day and a department's pool, beside the same statements sent raw."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone

from zhitongche.express.problems.boards import showing
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.todo import queries

from . import load, raw, readers


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """The to-do page of an organizer, a liaison and a first secretary of the large county; the liaison's pool."""
    now = timezone.now()
    today, county = timezone.localdate(now), readers.large_county()
    liaison = readers.serving(Role.DEPARTMENT_LIAISON, department__region=county)
    accounts = {
        "organizer": readers.organizer_of(county, now),
        "liaison": readers.account_of(liaison, now),
        "secretary": readers.account_of(readers.secretary_of(county), now),
    }
    with load.product() as port:
        for who, account in accounts.items():
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
            postings = postings_in_force(account, today)
            bare = load.timed(raw.statements_of(partial(queries.board, postings, today)), seconds / 2)
            named = {"bench": "todo", "reader": who}
            yield from load.measured(named, port, "/", headers, bare, seconds=seconds, clients=clients)
            if who == "liaison":
                bare = load.timed(raw.statements_of(partial(showing.pool, postings[0], today)), seconds / 2)
                path = "/problems/pool/"
                yield from load.measured({"bench": "pool"}, port, path, headers, bare, seconds=seconds, clients=clients)
