"""Who walks through the doors: every role, held at every distance from the things."""

from dataclasses import dataclass

from tests.factories import problems
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, DUTIES, READING_ONLY, Role, Seat

OWN, SAME, NEIGHBOUR = "own", "same county", "neighbour county"
CITY, PROVINCE, EVERYWHERE, ITSELF = "city above", "province above", "everywhere", "itself"
# The things named in addresses stand in 建新村 of 新庆镇 in 藤县, and with 藤县供电局.
SEATS: dict[Seat, dict[str, str]] = {
    Seat.VILLAGE: {OWN: problems.VILLAGE, SAME: "450422100226", NEIGHBOUR: "450421101201"},
    Seat.TOWNSHIP: {OWN: "450422107", SAME: "450422100", NEIGHBOUR: "450421101"},
    Seat.PLACE: {OWN: "450422", NEIGHBOUR: "450421", CITY: "4504", PROVINCE: "45"},
    Seat.DEPARTMENT: {OWN: "450422-01", SAME: "450422-02", NEIGHBOUR: "450421-01", CITY: "4504-01"},
    Seat.INSTALLATION: {OWN: "450422", NEIGHBOUR: "450421", CITY: "4504", PROVINCE: "45", EVERYWHERE: ""},
}
ABOVE = frozenset({OWN, ITSELF, CITY, PROVINCE, EVERYWHERE})


@dataclass(frozen=True)
class Visitor:
    """Who asks: a role held at some distance from the things; `itself` is the reporter of the problems."""

    role: Role | None
    relation: str

    def __str__(self) -> str:
        return f"{self.role or 'nobody'}, {self.relation}"

    @property
    def permissions(self) -> frozenset[P]:
        if self.role is None:
            return frozenset()
        granted = DUTIES[self.role].permissions
        reads_only = self.relation == PROVINCE and self.role not in ADMINISTRATORS
        return granted & READING_ONLY if reads_only else granted


ANONYMOUS, ENDED = Visitor(None, "not signed in"), Visitor(None, "whose posting ended")
VISITORS = (
    ANONYMOUS,
    ENDED,
    Visitor(Role.FIRST_SECRETARY, ITSELF),
    *(
        Visitor(role, relation)
        for role in Role
        for relation in SEATS[DUTIES[role].seat]
        if (role, relation) != (Role.FIRST_SECRETARY, OWN)
        # Who may do nothing yet (judge, supervisor, expert) is told so alike at home and in the county beside it.
        and (DUTIES[role].permissions or relation in {OWN, NEIGHBOUR})
    ),
)
