"""The first word about a figure, one or a sheet's: the same rules, rows and records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_numbers
from zhitongche.express.projects import queries as projects
from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, NotNow, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.bulk import create_all
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve

from .. import figures as checking
from .. import indexing, rules
from ..kinds import Figures, Kind
from ..models import Outcome, OutcomeEvent
from ..periods import Period, parse
from ..states import STANDING, State
from .keeping import Key, Sums, keep, key_of, sums_of
from .steps import hang, refuse_if

# Working days within which a figure should be checked.
CHECK_WITHIN = 5
LONGEST_SOURCE = 200
# At a time, when asking what is there already.
BATCH = 200
Same = tuple[str, str, str, int | None]


class AlreadyRecorded(NotNow):
    """409: there is a figure of this kind and period already; a second one is a correction of it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            _("“%(title)s” is recorded already as %(number)s; correct it there.")
            % {"title": outcome.title, "number": outcome.number},
            state=outcome.state,
        )
        self.number = outcome.number


@dataclass(frozen=True)
class Entry:
    """What is recorded, by the contract's names. `project` is the number of the project it came of, if one."""

    kind: str
    period: str
    source: str
    village: str = ""
    project: str = ""
    amount: Decimal | None = None
    people: int | None = None
    area: Decimal | None = None

    @property
    def figures(self) -> Figures:
        return Figures(self.amount, self.people, self.area)


@dataclass(frozen=True)
class _Known:
    """What the entries name, looked up once for all of them."""

    villages: Mapping[str, Region | None]
    projects: Mapping[str, Project]


@operation
def record(
    *, by: Posting, now: datetime, file: UUID | None = None, photos: Sequence[UUID] = (), **told: Any
) -> Outcome:
    """Record a village's figure of a period, with what proves it.

    Raises NotYourDuty, BadInput with the fault of each field, AlreadyRecorded where there is one.
    """
    try:
        outcome = record_all([Entry(**told)], by=by, now=now)[0]
    except BadInput as bad:
        raise BadInput({place.removeprefix("0."): sentence for place, sentence in bad.faults.items()}) from bad
    hang(outcome, outcome.events.get(sequence=1), file, photos, by=by, now=now)
    return outcome


@operation
def record_all(entries: Sequence[Entry], *, by: Posting, now: datetime) -> list[Outcome]:
    """Record these figures, all or none; they come back in the same order.

    Raises NotYourDuty, BadInput with each fault as `index.field`, AlreadyRecorded for the first that is there.
    """
    refuse_if(rules.why_not_record(by))
    known = _known(entries, by)
    if faults := _faults(entries, by, now, known):
        raise BadInput(faults)
    made = _made(entries, by, now, known)
    if there := standing(_same(one) for one in made):
        raise AlreadyRecorded(next(there[_same(one)] for one in made if _same(one) in there))
    try:
        # Somebody else may record the same in this very moment: the constraint says so.
        with audit.unit():
            create_all(made)
    except IntegrityError as error:
        there = standing(_same(one) for one in made)
        raise AlreadyRecorded(next(iter(there.values()), made[0])) from error
    _write_down(made, entries, by, now)
    return made


def faults_in(entries: Sequence[Entry], *, by: Posting, now: datetime) -> dict[str, Sentence]:
    """What `record_all` would find wrong, as `index.field`, without writing anything."""
    return _faults(entries, by, now, _known(entries, by))


def standing(wanted: Iterable[Same]) -> dict[Same, Outcome]:
    """Those of these figures that are there and not withdrawn, by village, kind, period and project."""
    asked, found = sorted(set(wanted), key=str), dict[Same, Outcome]()
    for start in range(0, len(asked), BATCH):
        some = asked[start : start + BATCH]
        conditions = (
            Q(village=village, kind=kind, period=period, project=project) for village, kind, period, project in some
        )
        rows = Outcome.objects.filter(reduce(or_, conditions), state__in=STANDING)
        found |= {_same(one): one for one in rows.select_related("village", "recorder", "project")}
    return found


def own_village(by: Posting) -> Region | None:
    """The village a posting speaks for without naming it."""
    return by.region if by.region is not None and by.region.level == Level.VILLAGE else None


def _same(outcome: Outcome) -> Same:
    return outcome.village_id, outcome.kind, outcome.period, outcome.project_id


def _known(entries: Sequence[Entry], by: Posting) -> _Known:
    villages = {code: resolve(code) if code else own_village(by) for code in {one.village for one in entries}}
    numbers = {one.project for one in entries if one.project}
    rows = projects.visible_to(by).filter(number__in=numbers) if numbers else ()
    return _Known(villages, {project.number: project for project in rows})


def _faults(entries: Sequence[Entry], by: Posting, now: datetime, known: _Known) -> dict[str, Sentence]:
    today = timezone.localdate(now)
    wrong = {code: _wrong_place(by, code, place, today) for code, place in known.villages.items()}
    return {
        f"{index}.{name}": sentence
        for index, one in enumerate(entries)
        for name, sentence in _faults_of(one, wrong[one.village], known, today).items()
    }


def _faults_of(one: Entry, wrong_place: str, known: _Known, today: date) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {"village": wrong_place} if wrong_place else {}
    if one.kind not in Kind.values:
        faults["kind"] = _("There is no kind of outcome “%(code)s”.") % {"code": one.kind}
    else:
        faults |= checking.faults_in(one.kind, one.figures)
    if sentence := wrong_period(one.period, today):
        faults["period"] = sentence
    if not one.source.strip():
        faults["source"] = _("Say where the figure comes from.")
    elif len(one.source.strip()) > LONGEST_SOURCE:
        faults["source"] = _("At most %(limit)s characters; it has %(count)s.") % {
            "limit": LONGEST_SOURCE,
            "count": len(one.source.strip()),
        }
    village, project = known.villages[one.village], known.projects.get(one.project)
    if one.project and (project is None or village is None or project.village_id != village.code):
        faults["project"] = _("There is no project “%(number)s” in this village.") % {"number": one.project}
    return faults


def wrong_period(text: str, today: date) -> str:
    """Why no figure can be of that period; nothing where one can."""
    try:
        period = parse(text)
    except ValueError:
        return _("Write a quarter as 2026Q1 or a year as 2026.")
    if period.begin > today:
        return _("“%(period)s” has not begun yet.") % {"period": period.words}
    return ""


def _wrong_place(by: Posting, code: str, place: Region | None, today: date) -> str:
    """Why no figure can be recorded for that village; nothing where one can."""
    own = own_village(by)
    if own is not None and code and place != own:
        return _("You record for your own village only: %(village)s.") % {"village": own}
    if not code and place is None:
        return _("Name the village the figure is of.")
    if place is None or place.level != Level.VILLAGE:
        return _("This is not the code of a village: %(code)s.") % {"code": code}
    if not by.reaches(place.code):
        return _("%(village)s lies outside your area.") % {"village": place}
    if place.until is not None and place.until <= today:
        return _("%(village)s was closed on %(day)s; choose the village it became part of.") % {
            "village": place,
            "day": place.until.isoformat(),
        }
    return ""


def _made(entries: Sequence[Entry], by: Posting, now: datetime, known: _Known) -> list[Outcome]:
    """The rows, numbered county by county in the order they were told; not written yet."""
    villages: list[Region] = [place for one in entries if (place := known.villages[one.village]) is not None]
    today, days = timezone.localdate(now), workdays()
    due_on = days.add(today, CHECK_WITHIN)
    soon_on = soon_from(days, today, due_on)
    wanted = Counter(f"CG-{village.code[:6]}" for village in villages)
    numbers = {prefix: iter(next_numbers(prefix, today.year, wanted[prefix])) for prefix in sorted(wanted)}
    return [
        Outcome(
            number=next(numbers[f"CG-{village.code[:6]}"]),
            village=village,
            project=known.projects.get(one.project),
            kind=one.kind,
            period=str(period_of(one)),
            source=one.source.strip(),
            recorder=by,
            state_since=now,
            recorded_at=now,
            due_on=due_on,
            soon_on=soon_on,
            event_count=1,
            **one.figures.named(),
        )
        for one, village in zip(entries, villages, strict=True)
    ]


def period_of(one: Entry) -> Period:
    return parse(one.period)


def _write_down(made: Sequence[Outcome], entries: Sequence[Entry], by: Posting, now: datetime) -> None:
    """The history's first line, the record, the sums and the documents of the search."""
    events: list[OutcomeEvent] = []
    sums: dict[Key, Sums] = defaultdict(lambda: defaultdict(int))
    for outcome, one in zip(made, entries, strict=True):
        body = {
            "kind": outcome.kind,
            "period": outcome.period,
            **checking.told(outcome.figures),
            "source": outcome.source,
            "project": one.project,
        }
        event = OutcomeEvent(
            outcome=outcome, sequence=1, action="record", posting=by, at=now, after=State.RECORDED, body=body
        )
        events.append(event)
        audit.record(
            "outcome.record",
            outcome,
            by=by,
            now=now,
            after=State.RECORDED,
            village=outcome.village_id,
            kind=outcome.kind,
            period=outcome.period,
            words=digest(event.salt, canonical(body)),
        )
        for name, value in sums_of(outcome.figures).items():
            sums[key_of(outcome)][name] += value
    create_all(events)
    keep(sums)
    indexing.keep(made)
