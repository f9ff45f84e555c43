"""The people who do the synthetic work: in each county an organizer, five liaisons, and a secretary a village."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True)
class Staff:
    """A county's people by key: who organizes, who leads what, who reports from where."""

    organizer: Posting
    liaisons: Mapping[str, Posting]
    secretaries: tuple[Posting, ...]


def engage(shares: Mapping[str, int], since: date, now: datetime) -> dict[str, Staff]:
    """Give every county in `shares` its people; those that are there already stay."""
    villages = _villages(shares)
    offices = _offices(shares)
    wanted: list[tuple[Role, str | None, Department | None]] = []
    for county in shares:
        wanted.append((Role.ORGANIZER, county, None))
        wanted += [(Role.DEPARTMENT_LIAISON, None, office) for office in offices[county].values()]
        wanted += [(Role.FIRST_SECRETARY, village, None) for village in villages[county]]
    postings = _appoint(wanted, since, now)
    return {
        county: Staff(
            postings[Role.ORGANIZER, county],
            {name: postings[Role.DEPARTMENT_LIAISON, office.code] for name, office in offices[county].items()},
            tuple(postings[Role.FIRST_SECRETARY, village] for village in villages[county]),
        )
        for county in shares
        if villages[county]
    }


def _villages(shares: Mapping[str, int]) -> dict[str, list[str]]:
    """The first few villages of each county, about one for ten problems; one pass over the list of places."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for code in Region.objects.filter(level=Level.VILLAGE, until=None).order_by("code").values_list("code", flat=True):
        county = code[:6]
        if county in shares and len(chosen[county]) < max(3, shares[county] // PER_VILLAGE):
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


def _appoint(
    wanted: list[tuple[Role, str | None, Department | None]], since: date, now: datetime
) -> dict[tuple[str, str], Posting]:
    """A person and a posting for each seat that has none yet."""
    held: dict[tuple[str, str], Posting] = {}
    for posting in Posting.objects.filter(ends_on=None).select_related("department"):
        held.setdefault(
            (posting.role, posting.department.code if posting.department else posting.region_id or ""), posting
        )
    missing = [one for one in wanted if (one[0], one[2].code if one[2] else one[1] or "") not in held]
    people = Person.objects.bulk_create(
        [Person(name=f"测试{number}", created_at=now) for number, _one in enumerate(missing, start=1)], batch_size=BATCH
    )
    new = Posting.objects.bulk_create(
        [
            Posting(person=person, role=role, region_id=region, department=office, starts_on=since, created_at=now)
            for person, (role, region, office) in zip(people, missing, strict=True)
        ],
        batch_size=BATCH,
    )
    for posting, (role, region, office) in zip(new, missing, strict=True):
        held[role, office.code if office else region or ""] = posting
    return held
