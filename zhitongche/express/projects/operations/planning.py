"""The first word about a project, one or a workbook's: the same rules, rows and records."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_numbers
from zhitongche.express.sources.models import Kind
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.interchange.bulk import create_all
from zhitongche.foundation.money import wrong_amount
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import resolve

from .. import indexing, rules
from ..models import Industry, Project, ProjectEvent, ProjectFunding
from ..states import State
from .keeping import AMOUNTS, keep
from .overlapping import propose_all
from .steps import refuse_if

MOST_LINES = 20


@dataclass(frozen=True)
class Money:
    """One line of what a plan expects: a source in words, its kind, and how much. Amounts are yuan."""

    source: str
    kind: str
    planned: Decimal


@dataclass(frozen=True)
class Plan:
    """What a plan says, by the contract's names. Without `investment` it is the sum of what the lines plan."""

    title: str
    goal: str
    industry: str
    starts_on: date
    ends_on: date
    village: str = ""
    funding: Sequence[Money] = ()
    investment: Decimal | None = None
    scope_of_works: str = ""
    difficulties: str = ""
    benefit: str = ""
    household_count: int | None = None
    expected_income: Decimal | None = None
    is_publicized: bool = False
    batch: str = ""

    @property
    def planned(self) -> Decimal:
        return sum((line.planned for line in self.funding), Decimal("0.00"))


@operation
def load_industries(rows: Sequence[tuple[str, str, str]], *, now: datetime) -> int:
    """Add the industries that are missing: (code, Chinese name, English name). Returns how many were new."""
    known = set(Industry.objects.values_list("code", flat=True))
    new = [
        Industry(code=code, name=name, name_en=name_en, position=position)
        for position, (code, name, name_en) in enumerate(rows, start=1)
        if code not in known
    ]
    Industry.objects.bulk_create(new)
    return len(new)


def plan(*, by: Posting, now: datetime, funding: Sequence[Mapping[str, Any] | Money] = (), **told: Any) -> Project:
    """Plan a project of a village. Raises NotYourDuty, and BadInput with the fault of each field. Amounts are yuan."""
    lines = [line if isinstance(line, Money) else Money(**line) for line in funding]
    try:
        return plan_all([Plan(funding=lines, **told)], by=by, now=now)[0]
    except BadInput as bad:
        raise BadInput({place.removeprefix("0."): sentence for place, sentence in bad.faults.items()}) from bad


@operation
def plan_all(plans: Sequence[Plan], *, by: Posting, now: datetime) -> list[Project]:
    """Plan these projects, all or none; they come back in the same order.

    Raises NotYourDuty, and BadInput with each fault as `index.field`.
    """
    refuse_if(rules.why_not_plan(by))
    places = {code: _place(by, code) for code in {one.village for one in plans}}
    industries = Industry.objects.in_bulk({one.industry for one in plans})
    if faults := _faults(plans, by, now, places, industries):
        raise BadInput(faults)
    made = _made(plans, by, now, places, industries)
    create_all(made)
    create_all(
        [
            ProjectFunding(
                project=project, name=line.source, kind=line.kind, planned_amount=line.planned, position=position
            )
            for project, one in zip(made, plans, strict=True)
            for position, line in enumerate(one.funding, start=1)
        ]
    )
    events = []
    for project, one in zip(made, plans, strict=True):
        event = ProjectEvent(
            project=project,
            sequence=1,
            action="plan",
            posting=by,
            at=now,
            after=State.PLANNED,
            body=told_of(project, one),
        )
        events.append(event)
        audit.record(
            "project.plan",
            project,
            by=by,
            now=now,
            after=State.PLANNED,
            village=project.village_id,
            industry=project.industry_id,
            words=digest(event.salt, canonical(event.body)),
        )
        keep(project.village_id[:9], State.PLANNED, {name: getattr(project, name) for name in AMOUNTS}, 1)
    create_all(events)
    indexing.keep(made, now)
    propose_all(made, now=now)
    return made


def faults_in(plans: Sequence[Plan], *, by: Posting, now: datetime) -> dict[str, Sentence]:
    """What `plan_all` would find wrong, as `index.field`, without writing anything."""
    places = {code: _place(by, code) for code in {one.village for one in plans}}
    return _faults(plans, by, now, places, Industry.objects.in_bulk({one.industry for one in plans}))


def told_of(project: Project, one: Plan) -> dict[str, Any]:
    """What a plan says, as its step in the history keeps it: later versions do not overwrite it."""
    return {
        "title": project.title,
        "goal": project.goal,
        "industry": project.industry_id,
        "starts_on": project.starts_on.isoformat(),
        "ends_on": project.ends_on.isoformat(),
        "investment": str(project.investment_amount),
        "funding": [{"source": line.source, "kind": line.kind, "planned": str(line.planned)} for line in one.funding],
        "scope_of_works": project.scope_of_works,
        "difficulties": project.difficulties,
        "benefit": project.benefit,
        "household_count": project.household_count,
        "is_publicized": project.is_publicized,
        "batch": project.batch,
    }


def _place(by: Posting, code: str) -> Region | None:
    if not code:
        return by.region if by.may(Permission.PROJECT_PLAN) else None
    return resolve(code)


def _faults(
    plans: Sequence[Plan],
    by: Posting,
    now: datetime,
    places: Mapping[str, Region | None],
    industries: Mapping[str, Industry],
) -> dict[str, Sentence]:
    today = timezone.localdate(now)
    wrong = {code: _wrong_place(by, code, place, today) for code, place in places.items()}
    faults: dict[str, Sentence] = {}
    for index, one in enumerate(plans):
        for name, sentence in _faults_of(one, wrong[one.village], industries).items():
            faults[f"{index}.{name}"] = sentence
    return faults


def _faults_of(one: Plan, wrong_place: str, industries: Mapping[str, Industry]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {"village": wrong_place} if wrong_place else {}
    industry = industries.get(one.industry)
    if industry is None or not industry.is_active:
        faults["industry"] = _("There is no industry “%(code)s”.") % {"code": one.industry}
    if one.ends_on < one.starts_on:
        faults["ends_on"] = _("It ends before it starts.")
    if len(one.funding) > MOST_LINES:
        faults["funding"] = _("At most %(count)d sources; join the smallest.") % {"count": MOST_LINES}
    for position, line in enumerate(one.funding):
        if line.kind not in Kind.values:
            faults[f"funding.{position}.kind"] = _("There is no kind of money “%(code)s”.") % {"code": line.kind}
        if sentence := wrong_amount(line.planned):
            faults[f"funding.{position}.planned"] = sentence
    investment = one.planned if one.investment is None else one.investment
    if sentence := wrong_amount(investment):
        faults["investment"] = sentence
    elif not investment:
        faults["investment"] = _("Say what it costs, or which source gives how much.")
    return faults


def _wrong_place(by: Posting, code: str, place: Region | None, today: date) -> str:
    """Why no project can be planned for that village; nothing where one can."""
    own = by.region if by.may(Permission.PROJECT_PLAN) else None
    if own is not None and code and place != own:
        return _("You plan for your own village only: %(village)s.") % {"village": own}
    if not code and place is None:
        return _("Name the village the project is for.")
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


def _made(
    plans: Sequence[Plan],
    by: Posting,
    now: datetime,
    places: Mapping[str, Region | None],
    industries: Mapping[str, Industry],
) -> list[Project]:
    """The rows, numbered county by county in the order they were told; not written yet."""
    villages: list[Region] = [place for one in plans if (place := places[one.village]) is not None]
    year = timezone.localdate(now).year
    wanted = Counter(f"XM-{village.code[:6]}" for village in villages)
    numbers = {prefix: iter(next_numbers(prefix, year, wanted[prefix])) for prefix in sorted(wanted)}
    return [
        Project(
            number=next(numbers[f"XM-{village.code[:6]}"]),
            village=village,
            title=one.title.strip(),
            goal=one.goal,
            scope_of_works=one.scope_of_works,
            difficulties=one.difficulties,
            benefit=one.benefit,
            household_count=one.household_count,
            expected_income_amount=one.expected_income,
            is_publicized=one.is_publicized,
            industry=industries[one.industry],
            batch=one.batch,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            investment_amount=one.planned if one.investment is None else one.investment,
            planned_amount=one.planned,
            planner=by,
            planned_at=now,
            state_since=now,
            event_count=1,
        )
        for one, village in zip(plans, villages, strict=True)
    ]
