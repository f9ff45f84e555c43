"""A contest with its seats, entries, recusals, assignments and sheets; and who judges what."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.foundation.statements import Given as Place
from zhitongche.foundation.statements import Statement

from ..models import Assignment, JudgeSeat, Recusal, ScoreSheet
from .seating import seats_of

HINDERING = frozenset({Recusal.State.PROPOSED, Recusal.State.CONFIRMED})
# What every score reads, written once.
_ASSIGNED = Statement(lambda: Assignment.objects.filter(seat=Place("seat"), entry=Place("entry")).values_list("pk"))


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
    return _ASSIGNED.first(seat=seat.pk, entry=entry.pk) is not None
