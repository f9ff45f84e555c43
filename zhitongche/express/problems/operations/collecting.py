"""Reports, one or ten thousand: the same rules, rows and records. A report from the page is a list of one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_numbers
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.queries import picking
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.bulk import create_all
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve

from .. import circulars, indexing, queries, rules
from ..clock import Clock, Effect, after, within
from ..models import Category, Problem, ProblemEvent
from ..states import State
from ..titles import title_from
from .project_figures import count_new
from .steps import count, keep_step, refuse_if


@dataclass(frozen=True)
class Telling:
    """What one report says, by the contract's names. `amount` is yuan; `raised_on` the day on an office's own list.

    `project` is the number of the one it holds up.
    """

    category: str
    description: str
    village: str = ""
    title: str = ""
    request: str = ""
    urgency: str = Problem.Urgency.NORMAL
    amount: Decimal | None = None
    source: str = ""
    reported_by: str = ""
    photos: Sequence[UUID] = ()
    raised_on: date | None = None
    project: str = ""


@operation
def report_all(lines: Sequence[Telling], *, by: Posting, now: datetime) -> list[Problem]:
    """Tell of these problems, all or none; they come back in the same order.

    Each has its number, its step, its record and its place in the figures; of more than one the organizers of a county
    hear in one notice. Raises NotYourDuty, and BadInput with each fault as `index.field`.
    """
    refuse_if(rules.why_not_report(by))
    places, categories = _places(lines, by), _categories(lines)
    projects = picking.of_numbers({line.project for line in lines} - {""}, by)
    if faults := _faults(lines, by, now, places, categories, projects):
        raise BadInput(faults)
    made = _made(lines, by, now, places, categories, projects)
    effects = _effects(made)
    days, today = workdays(), timezone.localdate(now)
    clocks = {county: after(Clock(), effect, today, days).columns(days) for county, effect in effects.items()}
    for problem in made:
        for column, value in clocks[problem.county_code].items():
            setattr(problem, column, value)
    create_all(made)
    _keep_and_record(made, lines, effects, by, now)
    indexing.keep(made, now)
    count_new(made)
    for county, some in _by_county(made).items():
        # Told of together, they may have been raised in different months and townships.
        for alike in _by_township_and_month(some).values():
            count(alike[0], None, State.REPORTED, times=len(alike))
        circulars.tell_of_reports(county, some, by=by, now=now)
    return made


def faults_in(lines: Sequence[Telling], *, by: Posting, now: datetime) -> dict[str, Sentence]:
    """What `report_all` would find wrong, as `index.field`, without writing anything."""
    projects = picking.of_numbers({line.project for line in lines} - {""}, by)
    return _faults(lines, by, now, _places(lines, by), _categories(lines), projects)


def told_of(problem: Problem) -> dict[str, Any]:
    """What a report says, as its step in the history keeps it: later versions do not overwrite it."""
    return {
        "category": problem.category_id,
        "title": problem.title,
        "description": problem.description,
        "request": problem.request,
        "urgency": problem.urgency,
        "amount": str(problem.amount) if problem.amount is not None else None,
        **({"project": problem.project.number} if problem.project else {}),
    }


def _places(lines: Sequence[Telling], by: Posting) -> dict[str, Region | None]:
    """The place each code names; nothing named is the posting's own village."""
    found: dict[str, Region | None] = {"": by.region if by.may(Permission.PROBLEM_REPORT) else None}
    codes = {line.village for line in lines} - {""}
    found |= Region.objects.in_bulk(codes) if codes else {}
    # A code with noughts behind it is looked up on its own.
    return found | {code: resolve(code) for code in codes - found.keys()}


def _categories(lines: Sequence[Telling]) -> dict[str, Category]:
    return {one.pk: one for one in queries.categories().filter(pk__in={line.category for line in lines})}


def _faults(
    lines: Sequence[Telling],
    by: Posting,
    now: datetime,
    places: Mapping[str, Region | None],
    categories: Mapping[str, Category],
    projects: Mapping[str, Project],
) -> dict[str, Sentence]:
    """Every fault as `index.field`. A place that is at fault is worded once, however often it is named."""
    today = timezone.localdate(now)
    wrong = {code: _wrong_place(by, code, place, today) for code, place in places.items()}
    is_for_another = not by.may(Permission.PROBLEM_REPORT)
    faults: dict[str, Sentence] = {}
    offered = _offered(places, categories)
    for index, line in enumerate(lines):
        if sentence := wrong[line.village]:
            faults[f"{index}.village"] = sentence
        if is_for_another and not line.reported_by.strip():
            faults[f"{index}.reported_by"] = _("Say who raised it.")
        if line.category not in offered[line.village]:
            faults[f"{index}.category"] = _("There is no category “%(code)s”.") % {"code": line.category}
        if line.raised_on is not None and line.raised_on > today:
            faults[f"{index}.raised_on"] = _("This day has not come yet.")
        if sentence := _wrong_project(line, places[line.village], projects):
            faults[f"{index}.project"] = sentence
    return faults


def _offered(places: Mapping[str, Region | None], categories: Mapping[str, Category]) -> dict[str, set[str]]:
    """Of these categories those that each place offers: shared or its own, and not hidden there; one statement."""
    counties = {place.code[:6] for place in places.values() if place is not None}
    hidden = queries.hidden_in(counties)
    return {
        code: {
            one.code
            for one in categories.values()
            if place is None or (place.code.startswith(one.region_id or "") and one.code not in hidden[place.code[:6]])
        }
        for code, place in places.items()
    }


def _wrong_place(by: Posting, code: str, place: Region | None, today: date) -> str:
    """Why no report can be for that village; nothing where one can."""
    own = by.region if by.may(Permission.PROBLEM_REPORT) else None
    if own is not None and code and place != own:
        return _("You report for your own village only: %(village)s.") % {"village": own}
    if not code and place is None:
        return _("Name the village the report is for.")
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


def _wrong_project(line: Telling, place: Region | None, projects: Mapping[str, Project]) -> str:
    """Why the report cannot be linked to the project it names; nothing where its village is at fault already."""
    if not line.project or place is None:
        return ""
    return rules.wrong_project(line.project, projects.get(line.project), place.code)


def _made(
    lines: Sequence[Telling],
    by: Posting,
    now: datetime,
    places: Mapping[str, Region | None],
    categories: Mapping[str, Category],
    projects: Mapping[str, Project],
) -> list[Problem]:
    """The rows, numbered county by county in the order they were told; not written yet."""
    villages: list[Region] = [place for line in lines if (place := places[line.village]) is not None]
    year = timezone.localdate(now).year
    wanted = Counter(village.code[:6] for village in villages)
    # In one order for everybody, so that two who report for several counties never wait for each other.
    numbers = {county: iter(next_numbers(county, year, wanted[county])) for county in sorted(wanted)}
    own = Problem.Source.REPORT if by.may(Permission.PROBLEM_REPORT) else Problem.Source.VISIT
    return [
        Problem(
            number=next(numbers[village.code[:6]]),
            village=village,
            category=categories[line.category],
            title=line.title.strip() or title_from(line.description),
            description=line.description,
            request=line.request,
            urgency=line.urgency,
            amount=line.amount,
            source=line.source or own,
            reporter=by,
            reported_by=line.reported_by,
            project=projects.get(line.project),
            reported_at=_moment(line.raised_on, now),
            state_since=now,
            # What the township reports itself it need not check again.
            checked_at=now if by.may(Permission.PROBLEM_CHECK) else None,
            event_count=1,
        )
        for line, village in zip(lines, villages, strict=True)
    ]


def _moment(day: date | None, now: datetime) -> datetime:
    """A day of an office's list as the moment it began; its limits run from now all the same."""
    if day is None or day == timezone.localdate(now):
        return now
    return begins(day)


def _effects(made: Sequence[Problem]) -> dict[str, Effect]:
    """What reporting does to the clock, county by county."""
    return {county: within(queries.policy_of(county).accept) for county in {one.county_code for one in made}}


def _keep_and_record(
    made: Sequence[Problem], lines: Sequence[Telling], effects: Mapping[str, Effect], by: Posting, now: datetime
) -> None:
    events = []
    for problem, line in zip(made, lines, strict=True):
        body, effect, salt = told_of(problem), effects[problem.county_code], new_salt()
        facts: dict[str, Any] = {"before": "", "after": State.REPORTED, "body": body, "salt": salt}
        if line.photos:
            keep_step(problem, "report", by=by, now=now, clock=effect, photos=line.photos, **facts)
        else:
            event = ProblemEvent(problem=problem, sequence=1, action="report", posting=by, at=now, **facts)
            event.clock = effect.as_json()
            events.append(event)
        audit.record(
            "problem.report",
            problem,
            by=by,
            now=now,
            after=State.REPORTED,
            village=problem.village_id,
            category=problem.category_id,
            words=digest(salt, canonical(body)),
        )
    create_all(events)


def _by_township_and_month(made: Sequence[Problem]) -> dict[tuple[str, date], list[Problem]]:
    found: dict[tuple[str, date], list[Problem]] = {}
    for problem in made:
        month = timezone.localdate(problem.reported_at).replace(day=1)
        found.setdefault((problem.village_id[: queries.TOWNSHIP_DIGITS], month), []).append(problem)
    return found


def _by_county(made: Sequence[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in made:
        found.setdefault(problem.county_code, []).append(problem)
    return dict(sorted(found.items()))
