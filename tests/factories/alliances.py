"""An alliance of 龙口市 with two sub-alliances and those who serve there, made by the very operations of real ones."""

from dataclasses import dataclass
from typing import Any

from tests.factories import people
from zhitongche.arena.alliances import operations
from zhitongche.arena.alliances.models import Alliance
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions import names
from zhitongche.foundation.regions.models import RegionKey

NOW, TODAY = people.NOW, people.TODAY
SOUTH, NORTH = "370681104", "370681110"


@dataclass(frozen=True)
class Cast:
    """The organizer and the first secretaries of two townships; a neighbour county's organizer; a stranger."""

    organizer: Posting
    city: Posting
    leader: Posting
    township: Posting
    southern: tuple[Posting, ...]
    northern: tuple[Posting, ...]
    neighbour: Posting
    stranger: Posting

    @property
    def keys(self) -> list[int]:
        return [posting.person_id for posting in self.southern]


def cast() -> Cast:
    people.place("37", "山东省")
    people.place("3706", "烟台市")
    people.place("370681", "龙口市")
    people.place("370682", "莱阳市")
    people.place(SOUTH, "石良镇")
    # As the import of places writes them, so that the township is found by its name.
    RegionKey.objects.bulk_create(RegionKey(key=key, code=SOUTH) for key in sorted(names.keys("石良")))
    people.place(NORTH, "北马镇")
    return Cast(
        organizer=people.posting("organizer", "370681", people.person("孙远")),
        city=people.posting("organizer", "3706", people.person("烟台组")),
        leader=people.posting("leader", "370681", people.person("龙领导")),
        township=people.posting("township_committee", SOUTH, people.person("石委")),
        southern=tuple(_secretary(f"{SOUTH}{number}", f"南村{number}") for number in (201, 202, 203)),
        northern=tuple(_secretary(f"{NORTH}{number}", f"北村{number}") for number in (201, 202)),
        neighbour=people.posting("organizer", "370682", people.person("莱组")),
        stranger=people.posting("organizer", "450422", people.person("梁组")),
    )


def _secretary(code: str, village: str) -> Posting:
    people.place(code, village)
    return people.posting("first_secretary", code, people.person(f"{village}书记"))


def chief(actors: Cast) -> Alliance:
    """总盟 of the whole county-level city, without subs."""
    return operations.found(by=actors.organizer, now=NOW, name="龙口市第一书记总盟")


def south(actors: Cast, parent: Alliance | None = None, **told: Any) -> Alliance:
    """南区分盟: one township."""
    parent = parent or chief(actors)
    given = {"name": "南区联盟", "places": [SOUTH], "parent": parent.number, **told}
    return operations.found(by=actors.organizer, now=NOW, **given)


def north(actors: Cast, parent: Alliance) -> Alliance:
    return south(actors, parent, name="北区联盟", places=[NORTH])


def enrolled(actors: Cast, alliance: Alliance | None = None) -> Alliance:
    """南区 with its three first secretaries as members."""
    alliance = alliance or south(actors)
    return operations.enrol(alliance, by=actors.organizer, now=NOW, people=actors.keys)
