"""One synthetic bout from its draft to where it stands: entries, panel, sheets, result, titles, as the operations write them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from zhitongche.arena.contests import rulebook
from zhitongche.arena.contests.models import Contest, ContestEvent, ContestRules, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging.marks import plain
from zhitongche.arena.judging.models import Given, JudgeSeat, ScoreSheet, ScoreVersion
from zhitongche.arena.settlement.publishing import LETTERS, drawn
from zhitongche.arena.titles.bundling import signals_told, stability_told
from zhitongche.arena.titles.models import Result, Settlement, Title
from zhitongche.arena.titles.operations.awarding import CODE_LENGTH
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting

from .crews import Crew
from .results import Judged, Sheet
from .rows import ZONE, Line, day_of
from .season import APART, CONTESTS, TITLES, History, Season, line, salt_of

# Of a hundred bouts so many stand in each state.
STATES = {
    State.OPEN: 5,
    State.ENTRIES_CLOSED: 25,
    State.SCORED: 5,
    State.SETTLED: 5,
    State.PUBLISHED: 10,
    State.FINAL: 50,
}
# How many days ago the entries of each were closed, at least and at most.
CLOSED = {
    State.OPEN: (-10, -3),
    State.ENTRIES_CLOSED: (3, 5),
    State.SCORED: (8, 10),
    State.SETTLED: (8, 10),
    State.PUBLISHED: (9, 10),
    State.FINAL: (40, 690),
}
ORDER = tuple(State)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
JUDGED_FOR = 7 * DAY
# Those that are being judged stay so for as long as somebody measures on them.
STILL_JUDGED_FOR = 90 * DAY
# Judges of a bout that is being judged who have handed in already.
HANDED_IN = 3
NOTICE_DAYS = 5


class Bout:
    """One bout on its way into rows; its key is that of its first entry."""

    def __init__(
        self,
        key: int,
        alliance: int,
        members: Sequence[Posting],
        crew: Crew,
        draw: Random,
        now: datetime,
        days: Workdays,
    ) -> None:
        self.key, self.alliance, self.crew, self.draw, self.days = key, alliance, crew, draw, days
        self.members = draw.sample(members, len(members))
        self.stands = draw.choices(tuple(STATES), tuple(STATES.values()))[0]
        self.item = draw.choice(crew.items)
        least, most = CLOSED[self.stands]
        self.closes = now - draw.randrange(least * 1440, most * 1440) * MINUTE
        is_judged = self.stands in {State.OPEN, State.ENTRIES_CLOSED}
        self.scored_by = self.closes + (STILL_JUDGED_FOR if is_judged else JUDGED_FOR)
        self.begun = self.closes - 20 * DAY
        self.salt = salt_of(draw)
        self.entries = {key + place: one for place, one in enumerate(self.members)}
        self.seats = {key * APART + serial: one for serial, one in enumerate(crew.judges, start=1)}
        self.rules, self.names = rulebook.parted(rulebook.TEMPLATE)
        # Entries' and seats' keys are numbers of two tables: their codes are kept apart.
        self.codes: tuple[dict[int, str], dict[int, str]] = ({}, {})
        self.given: dict[int, dict[str, Decimal]] = {}
        self.lines: list[Line] = []
        self.reviewed_at: datetime | None = None
        self.notice: tuple[datetime, date] | None = None

    def write(self, done: Season) -> list[Line]:
        """Collect the rows; gives the lines for the record, which the whole county puts in order."""
        self.done, self.rows = done, done.rows
        self.number = done.number(CONTESTS, day_of(self.begun).year)
        self.history = History(self.key, "contest", self.number, self.draw, self.begun)
        self._open()
        entered = self._enter()
        if self._reaches(State.ENTRIES_CLOSED):
            self._close_entries()
            sheets = self._judge()
            if self._reaches(State.SCORED):
                judged = self._close_scores(sheets)
                if self._reaches(State.SETTLED):
                    self._settle(judged)
        self._keep(entered)
        return [*self.lines, *self.history.lines]

    def _reaches(self, state: State) -> bool:
        return ORDER.index(self.stands) >= ORDER.index(state)

    def _open(self) -> None:
        """Drawn up, opened with its rules signed, and its panel named."""
        by, at = self.crew.organizer, self.begun
        moments = (self.closes, self.scored_by)
        text = rulebook.digest_of(self.rules, self.names, *moments)
        signed = (by.pk, at, by.pk, at + DAY)
        kept = (canonical(self.rules), canonical(self.names))
        self.rows[ContestRules].append((self.key, 1, *kept, *moments, text, "", *signed))
        said = {"title": self._title, "item": self.item.code}
        self.history.step("draw_up", by, at, said, to=State.DRAFT.value)
        self.history.step("open", by, at + DAY, {"digest": text}, to=State.OPEN.value, digest=text)
        panel = {"judges": [one.pk for one in self.crew.judges], "alternates": []}
        self.history.step("empanel", by, at + 2 * DAY, panel)

    @property
    def _title(self) -> str:
        return f"{self.item.name}比武"

    def _enter(self) -> dict[int, tuple[datetime, datetime | None]]:
        """When each entry was begun and submitted; the last one of a bout that is still open is a draft."""
        begun = sorted(self.begun + 3 * DAY + self.draw.randrange(6 * 1440) * MINUTE for _one in self.entries)
        found: dict[int, tuple[datetime, datetime | None]] = {}
        for (key, by), at in zip(self.entries.items(), begun, strict=True):
            is_draft = self.stands == State.OPEN and len(found) == len(self.entries) - 1
            submitted = None if is_draft else at + self.draw.randrange(10, 1440) * MINUTE
            found[key] = (at, submitted)
            name, draft = self._entry(key), Entry.State.DRAFT.value
            self.lines.append(line(at, "entry.begin_entry", name, by, "", draft, {}))
            if submitted:
                entered = Entry.State.SUBMITTED.value
                self.lines.append(line(submitted, "entry.submit", name, by, draft, entered, {"late": False}))
        return found

    def _entry(self, key: int) -> str:
        """As the record calls an entry."""
        return f"{self.number}/{key - self.key + 1}"

    def _judge_of(self, seat: int) -> str:
        return f"{self.number}/{seat - self.key * APART}"

    def _sealed(self, what: dict[str, Any]) -> str:
        return digest(self.salt, canonical(what))

    def _close_entries(self) -> None:
        """By the clock; then every judge declares, everybody judges all, and points are given that no judge gives."""
        step, by, at = self.history.step, self.crew.organizer, self.closes
        count = len(self.entries)
        told = {"submitted": count, "reason": ""}
        step("close_entries", None, at, told, to=State.ENTRIES_CLOSED.value, submitted=count)
        for serial, judge in enumerate(self.crew.judges, start=1):
            step("declare", judge, at + serial * HOUR, {"judge": serial, "entries": []})
        step("assign_judges", by, at + 10 * HOUR, {"filled": [], "short": []})
        at += 11 * HOUR
        for serial, key in enumerate(self.entries, start=1):
            self.given[key] = {}
            for component in ("records", "villagers"):
                at += MINUTE
                points = Decimal(self.draw.randrange(6000, 10_001)) / 100
                self.given[key][component] = points
                self.rows[Given].append((key, component, points, "", "[]", by.pk, at))
                said = {"entry": serial, "component": component}
                sealed = self._sealed({**said, "points": plain(points)})
                step("give_points", by, at, said, points=sealed)

    def _judge(self) -> list[Sheet]:
        """Every judge's sheets, and handing them in; of a bout that is being judged those of the first judges."""
        merit = {key: self.draw.randrange(130, 190) for key in self.entries}
        sheets = []
        for serial, (seat, judge) in enumerate(self.seats.items(), start=1):
            if not self._has_judged(serial):
                continue
            at, mine = self.closes + 2 * DAY + serial * MINUTE, []
            for key in self.entries:
                at += 5 * MINUTE
                marks = {one["code"]: merit[key] + self.draw.randrange(-12, 11) for one in self.rules["criteria"]}
                sheet = Sheet(seat, key, {code: plain(Decimal(mark) / 2) for code, mark in marks.items()})
                self._write_sheet(sheet, serial, judge, at)
                mine.append(sheet)
            handed = self._sealed({str(one.entry): one.points for one in mine})
            told = {"sheets": handed}
            self.lines.append(line(at + MINUTE, "judgeseat.submit_scores", self._judge_of(seat), judge, "", "", told))
            sheets += mine
        return sheets

    def _has_judged(self, serial: int) -> bool:
        return self._reaches(State.SCORED) or (self.stands == State.ENTRIES_CLOSED and serial <= HANDED_IN)

    def _handed_in(self, serial: int) -> datetime | None:
        judged = self.closes + 2 * DAY + (serial + 5 * len(self.entries) + 1) * MINUTE
        return judged if self._has_judged(serial) else None

    def _write_sheet(self, sheet: Sheet, serial: int, judge: Posting, at: datetime) -> None:
        key, text, entry = sheet.entry * APART + serial, canonical(sheet.points), sheet.entry - self.key + 1
        source = ScoreSheet.Source.SCREEN.value
        self.rows[ScoreSheet].append((key, sheet.seat, sheet.entry, text, "", source, 1, at))
        self.rows[ScoreVersion].append((key, 1, text, "", "", source, judge.pk, at))
        bound = {"judge": serial, "entry": entry, "version": 1, "points": sheet.points}
        told = {"version": 1, "sheet": self._sealed({**bound, "comment": "", "reason": ""})}
        name = f"{self._judge_of(sheet.seat)}/{entry}"
        self.lines.append(line(at, "scoresheet.score", name, judge, "", "", told))

    def _close_scores(self, sheets: Sequence[Sheet]) -> Judged:
        """Closed, and the codes drawn under which the bundle names everybody."""
        self.codes = entries, seats = self._drawn(self.entries, "E"), self._drawn(self.seats, "J")
        at = self.scored_by - 4 * HOUR
        self.history.step("close_scores", self.crew.organizer, at, {"missing": {}}, to=State.SCORED.value)
        return Judged(self.rules, entries, seats, sheets, self.given)

    def _drawn(self, keys: Iterable[int], letter: str) -> dict[int, str]:
        found = drawn([str(key) for key in keys], letter, self.draw)
        return {int(key): code for key, code in found.items()}

    def _settle(self, judged: Judged) -> None:
        """Settled; reviewed where a title hangs on one judge, published and ended, as far as it has come."""
        settled, step, by, at = judged.settled, self.history.step, self.crew.organizer, self.scored_by
        told = {"version": 1, "digest": settled.answer["digest"]}
        step("settle", by, at, told, to=State.SETTLED.value, **told)
        stands, review = stability_told(settled), "已复核，同意。"
        if self._reaches(State.PUBLISHED):
            if not stands["is_stable"]:
                self.reviewed_at = at + 6 * HOUR
                words = digest(self.salt, review)
                step("review", self.crew.supervisor, self.reviewed_at, {"version": 1}, version=1, opinion=words)
            at += DAY
            until = self.days.add(day_of(at), NOTICE_DAYS)
            self.notice = (at, until)
            step("publish", by, at, {"until": until.isoformat()}, to=State.PUBLISHED.value)
        if self._reaches(State.FINAL):
            self._award(judged)
        who = (self.crew.supervisor.pk, self.reviewed_at, review) if self.reviewed_at else (None, None, "")
        allowed = settled.answer["champions_allowed"]
        kept = (settled.text, told["digest"], allowed, canonical(stands), canonical(signals_told(settled)))
        self.rows[Settlement].append((self.key, self.key, 1, *kept, by.pk, self.scored_by, "", *who))
        self.rows[Result] += [(self.key, *row) for row in judged.results]

    def _award(self, judged: Judged) -> None:
        """A title of each champion, on the morning after the notice."""
        if self.notice is None:
            return
        at, by = datetime.combine(self.notice[1] + DAY, time(9), ZONE), self.crew.organizer
        numbers = []
        for key in judged.champions:
            one = self.entries[key]
            number, state = self.done.number(TITLES, day_of(at).year), Title.State.IN_FORCE.value
            numbers.append(number)
            code = "".join(self.draw.choices(LETTERS, k=CODE_LENGTH))
            whose = (self.key, key, one.person_id, one.region_id, Title.Kind.CHAMPION.value)
            self.rows[Title].append((number, code, *whose, state, by.pk, at, "", salt_of(self.draw)))
            self.lines.append(line(at, "title.award", number, by, "", state, {"contest": self.number}))
        self.history.step("finalise", by, at, {"titles": numbers}, to=State.FINAL.value, version=1)

    def _keep(self, entered: dict[int, tuple[datetime, datetime | None]]) -> None:
        """The rows of the bout itself, its entries and its seats, as they stand now."""
        published, until = self.notice or (None, None)
        self.rows[Contest].append(
            (
                *(self.key, self.number, self.alliance, self.done.county, "bout", self._title, self.item.key),
                *(day_of(self.closes).replace(day=1), self.closes, self.scored_by, NOTICE_DAYS, 1, False),
                *(salt_of(self.draw), "", "", 0, published, until, self.stands.value, self.history.since, self.begun),
                *(len(self.history.rows), self.salt),
            )
        )
        self.rows[ContestEvent] += self.history.rows
        for serial, (key, one) in enumerate(self.entries.items(), start=1):
            begun, submitted = entered[key]
            state = Entry.State.SUBMITTED if submitted else Entry.State.DRAFT
            said = (f"{self._title}：完成既定目标，群众满意。", "[]", "[]", state.value)
            when = (begun, begun, submitted, False, self.codes[0].get(key, ""))
            whose = (self.key, serial, one.person_id, one.pk, one.region_id)
            self.rows[Entry].append((key, *whose, *said, *when, "", "", "", 0, 2 if submitted else 1))
        for serial, (key, judge) in enumerate(self.seats.items(), start=1):
            declared = self.closes + serial * HOUR if self._reaches(State.ENTRIES_CLOSED) else None
            sat = (self.codes[1].get(key, ""), declared, self._handed_in(serial), "", "")
            self.rows[JudgeSeat].append((key, self.key, judge.person_id, judge.pk, False, serial, *sat))
