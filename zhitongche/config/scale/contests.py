"""One county's synthetic contests: its alliances are founded, and bout after bout is held. Pure."""

from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from zhitongche.arena.alliances.models import Alliance, AllianceEvent, Membership
from zhitongche.arena.alliances.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from .bouts import Bout
from .crews import Crew
from .rows import SEED, Line, Task, chained, day_of
from .season import ALLIANCES, APART, History, Season, salt_of
from .stories import YEAR

# How long ago alliances were founded: before the first bout.
FOUNDED = 2 * YEAR
CHIEF = "第一书记总盟"


def hold(task: Task, crew: Crew, now: datetime, days: Workdays) -> Season:
    """All rows of a county's contests; the same for the same task."""
    draw = Random(f"{SEED} contests {task.county} {task.first}")  # noqa: S311  # synthetic, and repeatable
    done = Season(task.county, task.count, dict(task.numbers), task.head)
    founding = _Founding(crew, done, draw, now - FOUNDED, task.first * APART)
    leagues = [(founding.join(one.members) if one.key is None else one.key, one.members) for one in crew.leagues]
    lines, bouts, key, end = founding.lines, [], task.first, task.first + task.count
    for alliance, members in cycle(leagues):
        if key >= end:
            break
        bouts.append(Bout(key, alliance, members[: end - key], crew, draw, now, days))
        key += len(bouts[-1].members)
    for bout in sorted(bouts, key=lambda one: one.begun):
        lines += bout.write(done)
    lines.sort(key=lambda line: line[0])
    done.rows[AuditRecord], done.head = chained(done.county, done.head, lines)
    return done


class _Founding:
    """The alliances that are not there yet: a chief alliance, and under it one of each twenty secretaries."""

    def __init__(self, crew: Crew, done: Season, draw: Random, at: datetime, first: int) -> None:
        self.organizer, self.done, self.draw, self.at, self.key = crew.organizer, done, draw, at, first
        self.lines: list[Line] = []
        self.chief, self.chief_number = crew.chief, ""
        if self.chief is None and any(league.key is None for league in crew.leagues):
            self.chief = self._found(CHIEF, ())

    def join(self, members: tuple[Posting, ...]) -> int:
        """Found the next sub-alliance with these members; gives its key."""
        return self._found(f"第一书记分盟{self.key}", members)

    def _found(self, name: str, members: tuple[Posting, ...]) -> int:
        key, at, by, day = self.key, self.at, self.organizer, day_of(self.at)
        number = self.done.number(ALLIANCES, day.year)
        self.key, self.at = key + 1, at + timedelta(minutes=2)
        history = History(key, "alliance", number, self.draw, at)
        said = {"name": name, "places": [], "parent": self.chief_number}
        history.step("found", by, at, said, to=State.ACTIVE.value)
        if members:
            people = [one.person_id for one in members]
            history.step("enrol", by, at + timedelta(minutes=1), {"people": people, "on": day.isoformat()})
        else:
            self.chief_number = number
        parent = self.chief if members else None
        founded = (State.ACTIVE.value, at, at, len(history.rows), salt_of(self.draw))
        self.done.rows[Alliance].append((key, number, name, self.done.county, parent, *founded))
        self.done.rows[AllianceEvent] += history.rows
        self.done.rows[Membership] += [(key, one.person_id, one.pk, one.region_id, day) for one in members]
        self.lines += history.lines
        return key
