"""The people who do the synthetic work: in each county an organizer, five liaisons, and a secretary a village."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhitongche.foundation.people.models import Department, Person, Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.models import Level, Region

OFFICES = (
    ("电力局", "electricity"),
    ("水利局", "water"),
    ("交通局", "roads"),
    ("自然资源局", "land"),
    ("财政局", "funding"),
)
CATEGORIES = tuple(category for _name, category in OFFICES)
BATCH = 5_000
# About one village for this many problems.
PER_VILLAGE = 10
# Somebody in a role, of a place or of an office.
Seat = tuple[Role, str | None, Department | None]


@dataclass(frozen=True)
class Staff:
    """A county's people by key: who organizes, who leads what, who reports from where."""

    organizer: Posting
    liaisons: Mapping[str, Posting]
    secretaries: tuple[Posting, ...]


def engage(shares: Mapping[str, int], since: date, now: datetime) -> dict[str, Staff]:
    """Give every county in `shares` its people; those that are there already stay."""
    chosen = villages({county: max(3, count // PER_VILLAGE) for county, count in shares.items()})
    offices = _offices(shares)
    wanted: list[Seat] = []
    for county in shares:
        wanted.append((Role.ORGANIZER, county, None))
        wanted += [(Role.DEPARTMENT_LIAISON, None, office) for office in offices[county].values()]
        wanted += [(Role.FIRST_SECRETARY, village, None) for village in chosen[county]]
    postings = appoint(wanted, since, now)
    return {
        county: Staff(
            postings[Role.ORGANIZER, county][0],
            {name: postings[Role.DEPARTMENT_LIAISON, office.code][0] for name, office in offices[county].items()},
            tuple(postings[Role.FIRST_SECRETARY, village][0] for village in chosen[county]),
        )
        for county in shares
        if chosen[county]
    }


def villages(wanted: Mapping[str, int]) -> dict[str, list[str]]:
    """The first so many villages of each county, or as many as it has; one pass over the list of places."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for code in Region.objects.filter(level=Level.VILLAGE, until=None).order_by("code").values_list("code", flat=True):
        county = code[:6]
        if len(chosen[county]) < wanted.get(county, 0):
            chosen[county].append(code)
    return chosen


def _offices(counties: Iterable[str]) -> dict[str, dict[str, Department]]:
    """Each county's offices by the category they answer for."""
    counties = list(counties)
    new = [
        Department(
            code=f"{county}-S{position}",
            name=f"{county}{name}",
            short_name=name,
            region_id=county,
            functions=[category],
        )
        for county in counties
        for position, (name, category) in enumerate(OFFICES, start=1)
    ]
    Department.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    held: dict[str, dict[str, Department]] = defaultdict(dict)
    for office in Department.objects.filter(code__contains="-S"):
        held[office.region_id][office.functions[0]] = office
    return held


def appoint(wanted: Sequence[Seat], since: date, now: datetime) -> dict[tuple[str, str], list[Posting]]:
    """A person and a posting for each seat that has none yet; one named several times is wanted as often."""
    held: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in Posting.objects.filter(ends_on=None).select_related("department").order_by("pk"):
        place = posting.department.code if posting.department else posting.region_id or ""
        held[posting.role, place].append(posting)
    free, missing = Counter({key: len(some) for key, some in held.items()}), []
    for role, region, office in wanted:
        key = (str(role), office.code if office else region or "")
        if free[key] > 0:
            free[key] -= 1
        else:
            missing.append((key, role, region, office))
    people = Person.objects.bulk_create(
        [Person(name=f"测试{number}", created_at=now) for number, _one in enumerate(missing, start=1)], batch_size=BATCH
    )
    new = Posting.objects.bulk_create(
        [
            Posting(person=person, role=role, region_id=region, department=office, starts_on=since, created_at=now)
            for person, (_key, role, region, office) in zip(people, missing, strict=True)
        ],
        batch_size=BATCH,
    )
    for posting, (key, *_rest) in zip(new, missing, strict=True):
        held[key].append(posting)
    return held
