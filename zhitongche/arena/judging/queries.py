"""Reads of panels, recusals and sheets. Sealed points are read by their judge, and by whoever counts whether sheets are full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry, EntryPhoto
from zhitongche.arena.contests.states import State
from zhitongche.foundation.people.models import Account, Department, Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import ancestors_of, inside_q

from . import conflicts
from .models import Assignment, Calibration, CalibrationSheet, Given, JudgeSeat, PaperReading, Recusal, ScoreSheet

# States in which sheets are read by those beside their judge.
UNSEALED = frozenset({State.SCORED, State.SETTLED, State.PUBLISHED, State.FINAL})
HINDERING = frozenset({Recusal.State.PROPOSED, Recusal.State.CONFIRMED})


# ---- the panel -------------------------------------------------------------------------------------------------------


def seats_of(contest: Contest) -> QuerySet[JudgeSeat]:
    """All its seats by serial, of those who have left too."""
    return JudgeSeat.objects.filter(contest=contest).select_related("person", "posting").order_by("serial")


def seat_of(contest: Contest, person: int) -> JudgeSeat | None:
    """The seat that somebody holds in it today."""
    return seats_of(contest).filter(person=person, left_at=None).first()


def seat(contest: Contest, serial: int) -> JudgeSeat | None:
    return seats_of(contest).filter(serial=serial).first()


def has_seat(posting: Posting, contest: Contest) -> bool:
    """Whether a judge's posting sits on its panel."""
    if not posting.may(Permission.CONTEST_JUDGE):
        return False
    return JudgeSeat.objects.filter(contest=contest, person=posting.person_id, left_at=None).exists()


def candidates(contest: Contest, on: date) -> QuerySet[Posting]:
    """The judges' postings in force on a day whose place holds the contest's: the pool a panel is drawn from."""
    rows = Posting.objects.in_force(on).filter(role=Role.JUDGE, region__in=ancestors_of(contest.region_id))
    return rows.select_related("person", "region").order_by("person__name", "pk")


def runners(contest: Contest, on: date) -> set[int]:
    """Persons who run the contest or watch it: its organizers and supervisors on a day."""
    rows = Posting.objects.in_force(on).filter(
        role__in=(Role.ORGANIZER, Role.SUPERVISOR), region__in=ancestors_of(contest.region_id)
    )
    return set(rows.values_list("person", flat=True))


def supervisors(contest: Contest, on: date) -> list[int]:
    """Persons who watch it on a day, to be told."""
    rows = Posting.objects.in_force(on).filter(role=Role.SUPERVISOR, region__in=ancestors_of(contest.region_id))
    return sorted(set(rows.values_list("person", flat=True)))


def seat_of_card(digest: str) -> JudgeSeat | None:
    """The seat that a card opens, with its person; whether it still opens it is the rule's question."""
    rows = JudgeSeat.objects.filter(card_digest=digest).select_related("contest", "person", "posting")
    return rows.first() if digest else None


def account_of(person: int) -> Account | None:
    return Account.objects.filter(person=person).first()


# ---- what is judged, and by whom -------------------------------------------------------------------------------------


def entries_to_judge(contest: Contest) -> QuerySet[Entry]:
    """Submitted and not excluded, by serial."""
    return contests.judged_of(contest).filter(excluded="")


@dataclass
class Panel:
    """A contest with its seats, entries, recusals, assignments and sheets, read in a fixed number of statements."""

    contest: Contest
    seats: list[JudgeSeat]
    entries: list[Entry]
    criteria: list[dict[str, Any]]
    recusals: dict[tuple[int, int], Recusal] = field(default_factory=dict)
    assigned: set[tuple[int, int]] = field(default_factory=set)
    sheets: dict[tuple[int, int], ScoreSheet] = field(default_factory=dict)

    @property
    def sitting(self) -> list[JudgeSeat]:
        """Those who have not left."""
        return [one for one in self.seats if one.left_at is None]

    @property
    def alternates(self) -> list[JudgeSeat]:
        return [one for one in self.sitting if one.is_alternate]

    @property
    def main(self) -> list[JudgeSeat]:
        return [one for one in self.sitting if not one.is_alternate]

    @property
    def undecided(self) -> list[Recusal]:
        """Recusals that nobody has decided, between those who sit and what is judged."""
        seats, entries = {one.pk for one in self.sitting}, {one.pk for one in self.entries}
        return [
            one
            for (seat, entry), one in self.recusals.items()
            if one.state == Recusal.State.PROPOSED and seat in seats and entry in entries
        ]

    def may(self, seat: JudgeSeat, entry: Entry) -> bool:
        """Whether no recusal, decided or not, stands between them."""
        found = self.recusals.get((seat.pk, entry.pk))
        return found is None or found.state not in HINDERING

    def is_given(self, seat: JudgeSeat, entry: Entry) -> bool:
        """Whether the entry falls to the seat by its place on the panel, whatever a recusal says."""
        if seat.left_at is not None:
            return False
        if seat.is_alternate or self.contest.judges_per_entry:
            return (seat.pk, entry.pk) in self.assigned
        return True

    def duty(self, seat: JudgeSeat) -> list[Entry]:
        """The entries this judge scores."""
        return [one for one in self.entries if self.is_given(seat, one) and self.may(seat, one)]

    def is_full(self, seat: JudgeSeat, entry: Entry) -> bool:
        """Whether the sheet has points on every criterion: only then it makes a total (the settlement's rule 2)."""
        sheet = self.sheets.get((seat.pk, entry.pk))
        return sheet is not None and all(one["code"] in sheet.points for one in self.criteria)

    def missing(self, seat: JudgeSeat) -> list[Entry]:
        return [one for one in self.duty(seat) if not self.is_full(seat, one)]

    def totals(self, entry: Entry) -> int:
        """How many totals the entry has by now: of those who have left too, where their sheet is whole."""
        return sum(self.is_full(one, entry) and self.may(one, entry) for one in self.seats)

    def expected(self, entry: Entry) -> int:
        """How many totals it will have: of those still sitting, and of those who have left with a whole sheet."""
        sitting = sum(self.is_given(one, entry) and self.may(one, entry) for one in self.sitting)
        return sitting + sum(self.is_full(one, entry) and self.may(one, entry) for one in self.seats if one.left_at)


def panel(contest: Contest) -> Panel:
    """Six statements, whatever its size."""
    rules = contests.rules_of(contest)
    of_it = {"seat__contest": contest}
    return Panel(
        contest,
        list(seats_of(contest)),
        list(entries_to_judge(contest)),
        list(rules.rules["criteria"]) if rules else [],
        {(one.seat_id, one.entry_id): one for one in Recusal.objects.filter(**of_it).order_by("pk")},
        set(Assignment.objects.filter(**of_it).values_list("seat", "entry")),
        {(one.seat_id, one.entry_id): one for one in ScoreSheet.objects.filter(**of_it)},
    )


def has_sheets(contest: Contest) -> bool:
    return ScoreSheet.objects.filter(seat__contest=contest).exists()


def is_assigned(seat: JudgeSeat, entry: Entry) -> bool:
    return Assignment.objects.filter(seat=seat, entry=entry).exists()


# ---- recusals --------------------------------------------------------------------------------------------------------


def judged_now(keys: Iterable[int]) -> list[Contest]:
    """Those of these contests that are being judged."""
    return list(contests.for_page(Contest.objects.filter(pk__in=list(keys), state=State.ENTRIES_CLOSED)).order_by("pk"))


def recusals_of(contest: Contest) -> list[Recusal]:
    """All of it, the undecided first."""
    rows = Recusal.objects.filter(seat__contest=contest)
    named = rows.select_related(
        "seat__person", "entry__person", "entry__region", "raised_by__person", "decided_by__person"
    )
    return sorted(named, key=lambda one: (one.state != Recusal.State.PROPOSED, one.pk))


def recusal(contest: Contest, key: int) -> Recusal | None:
    return Recusal.objects.filter(seat__contest=contest, pk=key).select_related("seat__person", "entry__person").first()


def recusal_between(seat: JudgeSeat, entry: Entry) -> Recusal | None:
    return Recusal.objects.filter(seat=seat, entry=entry).first()


def ties_of(persons: Iterable[int], on: date) -> dict[int, conflicts.Ties]:
    """What binds these persons on a day, from their postings and the 花名册; three statements."""
    keys = set(persons)
    postings = list(
        Posting.objects.filter(person__in=keys, starts_on__lte=on)
        .select_related("person", "department")
        .only("person__unit", "region", "department__name", "department__short_name", "starts_on", "ends_on")
    )
    found = {}
    for key in keys:
        own = [one for one in postings if one.person_id == key]
        places = [(one.region_id, one.is_in_force(on)) for one in own if one.region_id]
        units = {one.person.unit for one in own} | {name for one in own for name in _offices(one.department)}
        found[key] = conflicts.ties(
            [code for code, is_now in places if is_now], [code for code, is_now in places if not is_now], units
        )
    return found


def _offices(department: Department | None) -> tuple[str, ...]:
    return (department.name, department.short_name) if department else ()


def grounds(seats: Iterable[JudgeSeat], entries: Sequence[Entry], on: date) -> dict[tuple[int, int], conflicts.Ground]:
    """(seat, entry) → why that judge must not judge it, as the records show it on a day."""
    listed = list(seats)
    bound = ties_of((one.person_id for one in listed), on)
    return {
        (seat.pk, entry.pk): ground
        for seat in listed
        for entry in entries
        if (ground := conflicts.ground(bound[seat.person_id], entry.region_id, entry.person.unit))
    }


# ---- sheets ----------------------------------------------------------------------------------------------------------


def sheet(seat: JudgeSeat, entry: Entry) -> ScoreSheet | None:
    return ScoreSheet.objects.filter(seat=seat, entry=entry).first()


def readings_of(seat: JudgeSeat, entry: Entry) -> list[PaperReading]:
    return list(PaperReading.objects.filter(seat=seat, entry=entry).select_related("read_by").order_by("pk"))


def readings_in(contest: Contest) -> dict[tuple[int, int], list[PaperReading]]:
    found: dict[tuple[int, int], list[PaperReading]] = {}
    for one in PaperReading.objects.filter(seat__contest=contest).order_by("pk"):
        found.setdefault((one.seat_id, one.entry_id), []).append(one)
    return found


def photos_of(entry: Entry) -> list[EntryPhoto]:
    return list(EntryPhoto.objects.filter(entry=entry).select_related("file"))


def photo_of(entry: Entry, file: UUID) -> EntryPhoto | None:
    return EntryPhoto.objects.filter(entry=entry, file=file).select_related("file").first()


def givens_of(contest: Contest) -> dict[int, dict[str, Given]]:
    """Entry → component → what was given."""
    found: dict[int, dict[str, Given]] = {}
    for one in Given.objects.filter(entry__contest=contest).order_by("component"):
        found.setdefault(one.entry_id, {})[one.component] = one
    return found


def unsealed_sheets(contest: Contest) -> list[ScoreSheet]:
    """All sheets once the scores are closed; none before, whoever asks."""
    if contest.state not in UNSEALED:
        return []
    rows = ScoreSheet.objects.filter(seat__contest=contest).select_related("seat__person", "entry__person")
    return list(rows.order_by("entry__serial", "seat__serial"))


def calibration(contest: Contest) -> Calibration | None:
    return Calibration.objects.filter(contest=contest).first()


def tried(seat: JudgeSeat) -> CalibrationSheet | None:
    return CalibrationSheet.objects.filter(seat=seat).first()


def has_tried(contest: Contest) -> bool:
    return CalibrationSheet.objects.filter(seat__contest=contest).exists()


def total(points: Mapping[str, str], criteria: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """One judge's total on the scale of a hundred, for a look; None while a criterion is blank. The settlement counts exactly."""
    if not criteria or any(one["code"] not in points for one in criteria):
        return None
    weights = sum(Decimal(one["weight"]) for one in criteria)
    parts = (Decimal(one["weight"]) * Decimal(points[one["code"]]) / Decimal(one["max"]) for one in criteria)
    return (100 * sum(parts, Decimal(0)) / weights).quantize(Decimal("0.01"))


# ---- the hall --------------------------------------------------------------------------------------------------------


def hall_version(key: UUID) -> int | None:
    """The number that screens follow: it rises with every step of the hall and of the contest."""
    found = Contest.objects.filter(screen_key=key).values_list("hall_version", "event_count").first()
    return sum(found) if found else None


def on_screen(key: UUID) -> Contest | None:
    """The contest of that key, for the hall's computer."""
    return contests.for_page(Contest.objects.filter(screen_key=key)).first()


# ---- what waits ------------------------------------------------------------------------------------------------------
# Of those who have nothing to wait for, too, the to-do page asks in the order of `due_on`.


def _until(rows: QuerySet[Contest], column: str) -> QuerySet[Contest]:
    return rows.annotate(due_on=TruncDate(column))


def waiting_for_declare(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the judge: contests in which they sit and have not said whom they may not judge."""
    if not posting.may(Permission.CONTEST_JUDGE):
        return _until(Contest.objects.none(), "scores_close_at")
    rows = Contest.objects.filter(
        seats__person=posting.person_id,
        seats__left_at=None,
        seats__declared_at=None,
        state__in=(State.OPEN, State.ENTRIES_CLOSED),
    )
    return _until(rows, "entries_close_at")


def waiting_for_submit_scores(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the judge: contests to be scored by their day, until all own sheets are in."""
    if not posting.may(Permission.CONTEST_JUDGE):
        return _until(Contest.objects.none(), "scores_close_at")
    rows = Contest.objects.filter(
        seats__person=posting.person_id,
        seats__left_at=None,
        seats__declared_at__isnull=False,
        seats__submitted_at=None,
        state=State.ENTRIES_CLOSED,
    )
    return _until(rows, "scores_close_at")


def waiting_for_decide_recusal(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the supervisor: contests with a recusal that nobody has decided."""
    if not posting.may(Permission.CONTEST_WATCH):
        return _until(Contest.objects.none(), "scores_close_at")
    undecided = Recusal.objects.filter(state=Recusal.State.PROPOSED).values("seat__contest")
    rows = Contest.objects.filter(
        inside_q(posting.scope, "region_id"), pk__in=undecided, state__in=(State.OPEN, State.ENTRIES_CLOSED)
    )
    return _until(rows, "scores_close_at")
