"""`ztc bench picture`: the home pages of a leader, of organizers and of a department, beside what they read."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.utils import timezone

from zhitongche.foundation.people.models import Account
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.dashboards import queries

from . import load, readers


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """The page of a province, a city and a county by its organizer, of a township in it, and of a department.

    `sql_p50_ms` is the picture's own reading in this process, statements and what Django makes of them.
    """
    now = timezone.now()
    county, today = readers.large_county(), timezone.localdate(now)
    office = readers.serving(Role.DEPARTMENT_LIAISON, department__region=county)
    organizer = readers.organizer_of(county, now)
    village = readers.secretary_of(county).scope
    pages: dict[str, tuple[Account, str, Callable[[], Any]]] = {
        place: (readers.organizer_of(code, now), "", partial(queries.picture, code, today))
        for place, code in (("province", county[:2]), ("city", county[:4]), ("county", county))
    }
    township = village[: queries.TOWNSHIP_DIGITS]
    pages["township"] = (organizer, f"?region={township}", partial(queries.picture, township, today))
    if office.department is not None:
        pages["department"] = (readers.account_of(office, now), "", partial(queries.handled, office.department, today))
    with load.product() as port:
        for page, (account, query, read) in pages.items():
            headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={readers.session_of(account)}"}
            bare = load.timed(read, seconds / 2)
            named, path = {"bench": "picture", "page": page}, f"/picture/{query}"
            yield from load.measured(named, port, path, headers, bare, seconds=seconds, clients=clients)
