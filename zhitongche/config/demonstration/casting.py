"""Enters the demonstration's people as their administrators would, by the people's own operations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zhitongche.foundation.people import operations as people
from zhitongche.foundation.people.demonstration import demo_password
from zhitongche.foundation.people.models import Account, Department, Person, Posting
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, Role
from zhitongche.foundation.regions.models import Region

from . import cast
from .cast import Player

# Everybody was in post well before the first report.
TERM = timedelta(days=300)


@dataclass(frozen=True)
class Played:
    """A player as entered; `account` is None for those who stand in the 花名册 only."""

    player: Player
    person: Person
    account: Account | None
    posting: Posting


@dataclass(frozen=True)
class _Keepers:
    """The two administrators who enter people and grant postings inside their place."""

    system: Posting | None = None
    security: Posting | None = None

    def enters(self, code: str) -> Posting | None:
        return self._inside(self.system, code)

    def grants(self, code: str) -> Posting | None:
        return self._inside(self.security, code)

    @staticmethod
    def _inside(keeper: Posting | None, code: str) -> Posting | None:
        """The administrator, or the machine's owner for places outside the administrator's."""
        return keeper if keeper is not None and keeper.reaches(code) else None


class Casting:
    """Enters everybody at one moment; `played` holds those with an account by their user names."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.starts_on: date = (now - TERM).date()
        self.offices: dict[str, Department] = {}
        self.played: dict[str, Played] = {}
        self._regions = Region.objects.in_bulk(_places())
        self._keepers = _Keepers()

    def enter_all(self) -> None:
        """The administrators first, by the machine's owner; then everybody they may enter, by them."""
        for player in cast.ADMINISTRATORS:
            self._enter(player)
        holder = {item.player.role: item.posting for item in self.played.values()}
        self._keepers = _Keepers(holder[Role.SYSTEM_ADMIN], holder[Role.SECURITY_ADMIN])
        for office in cast.OFFICES:
            self._found(office)
        for player in cast.PLAYERS:
            if player.role not in ADMINISTRATORS:
                self._enter(player)
        self._name_leaders()

    def _found(self, office: cast.Office) -> None:
        self.offices[office.code] = people.create_department(
            by=self._keepers.enters(office.region),
            now=self.now,
            code=office.code,
            name=office.name,
            short_name=office.short_name,
            region=self._regions[office.region],
            parent=self.offices.get(office.parent),
            functions=office.functions,
        )

    def _enter(self, player: Player) -> None:
        department = self.offices.get(player.seat)
        place = department.region_id if department else player.seat
        person = people.create_person(
            by=self._keepers.enters(place),
            now=self.now,
            name=player.name,
            unit=player.unit,
            post=player.post,
            region=self._regions[place[:6]],
            is_demonstration=True,
        )
        account = self._open(player, person, place)
        posting = people.appoint(
            person,
            by=self._keepers.grants(place),
            now=self.now,
            role=player.role,
            region=None if department else self._regions[player.seat],
            department=department,
            starts_on=self.starts_on,
        )
        self.played[player.username or player.name] = Played(player, person, account, posting)

    def _open(self, player: Player, person: Person, place: str) -> Account | None:
        if not player.username:
            return None
        password = demo_password(player.username)
        by = self._keepers.enters(place)
        return people.create_account(person, by=by, now=self.now, username=player.username, password=password)

    def _name_leaders(self) -> None:
        for item in self.played.values():
            department = item.posting.department
            if item.player.role != Role.DEPARTMENT_LEADER or department is None:
                continue
            people.update_department(
                department,
                by=self._keepers.enters(department.region_id),
                now=self.now,
                name=department.name,
                short_name=department.short_name,
                parent=department.parent,
                functions=department.functions,
                leader=item.person,
            )


def _places() -> set[str]:
    """Every place the cast stands on."""
    offices = {office.code for office in cast.OFFICES}
    seats = {player.seat for player in cast.PLAYERS if player.seat not in offices}
    return seats | {seat[:6] for seat in seats} | {office.region for office in cast.OFFICES}
