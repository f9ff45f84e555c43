"""People of the tests: places by code, departments, persons, accounts and postings, made without ceremony."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from zhitongche.foundation.people import operations
from zhitongche.foundation.people.models import Account, Department, Person, Posting
from zhitongche.foundation.permissions.roles import DUTIES, Role, Seat
from zhitongche.foundation.regions.models import Level, Region

NOW = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 5, 20)
SINCE = date(2025, 1, 1)
PASSWORD = "Ztc-for-tests-only"
LENGTHS = (2, 4, 6, 9, 12)
_numbers = count(1)


def place(code: str, name: str = "", **facts: Any) -> Region:
    """A place and the places it lies in; its name says its code unless given."""
    above = next((code[:length] for length in reversed(LENGTHS) if length < len(code)), "")
    parent = place(above) if above else None
    level = Level(LENGTHS.index(len(code)) + 1)
    facts |= {"level": level, "parent": parent}
    if name:
        facts |= {"name": name, "short_name": name}
    region, is_new = Region.objects.get_or_create(code=code, defaults={"name": code, "short_name": code} | facts)
    if not is_new and name:
        Region.objects.filter(pk=code).update(**facts)
        region.refresh_from_db()
    return region


def department(code: str = "450422-01", name: str = "", **facts: Any) -> Department:
    """An office of the place its code begins with."""
    region = facts.pop("region", None) or place(code.split("-", maxsplit=1)[0])
    made, _ = Department.objects.get_or_create(
        code=code, defaults={"name": name or f"局{code}", "short_name": name or code, "region": region} | facts
    )
    return made


def person(name: str = "", region: Region | None = None, **facts: Any) -> Person:
    """Somebody of 藤县 unless another place is given."""
    number = next(_numbers)
    return operations.create_person(
        by=None, now=NOW, name=name or f"人{number}", region=region or place("450422"), **facts
    )


def account(username: str = "", password: str | None = None, of: Person | None = None) -> Account:
    """A way in; without a password nobody signs in, which is quicker where nobody has to."""
    of = of or person()
    return operations.create_account(of, by=None, now=NOW, username=username or f"user{of.pk}", password=password)


def posting(role: Role | str, seat: Any = None, of: Person | None = None, **facts: Any) -> Posting:
    """A posting in force at `seat`: a code, a place or a department; a fitting one of 藤县 where none is named.

    For administrators "" is the whole installation.
    """
    held = Role(role)
    if seat is None:
        seat = _seat(held)
    elif seat == "":
        seat = None
    elif isinstance(seat, str):
        seat = place(seat)
    where = {"department" if isinstance(seat, Department) else "region": seat}
    facts = {"starts_on": SINCE} | where | facts
    return Posting.objects.create(person=of or person(), role=held, created_at=NOW, **facts)


def _seat(role: Role) -> Region | Department | None:
    match DUTIES[role].seat:
        case Seat.DEPARTMENT:
            return department()
        case Seat.VILLAGE:
            return place("450422107205", "建新村")
        case Seat.TOWNSHIP:
            return place("450422107", "新庆镇")
        case Seat.PLACE:
            return place("450422", "藤县")
    return None
