"""Who sees which experts, how the pool is narrowed, and who is told a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, inside_q
from zhitongche.foundation.search import queries as search
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from . import indexing
from .free import Period, weekdays_of
from .models import Expert, ExpertArea, ExpertEvent, ExpertFile, ExpertPeriod, ExpertSkill, Skill, TakenDay

ORDER = ("-enrolled_at", "-id")


@dataclass(frozen=True)
class Filters:
    """What the pool can be narrowed by: a field or a branch of fields, a place that is served, a day, words.

    `state` is "" or "active" for those in the pool, "retired" for those who left it, "any" for both.
    """

    skill: str = ""
    region: str = ""
    free_on: date | None = None
    state: str = ""
    q: str = ""


def visible_to(*postings: Posting) -> QuerySet[Expert]:
    """The experts who serve the readers' places or parts of them; everybody sees the own entry."""
    conditions = [_condition(posting) for posting in postings if posting.may(Permission.EXPERT_READ)]
    return Expert.objects.filter(reduce(or_, conditions)) if conditions else Expert.objects.none()


def _condition(posting: Posting) -> Q:
    here = serving(posting.scope)
    return here | Q(person=posting.person_id) if posting.may(Permission.DISPATCH_VISIT) else here


def serving(code: str) -> Q:
    """Those of whom an area holds the place, or lies in it."""
    areas = ExpertArea.objects.filter(Q(region__in=ancestors_of(code)) | inside_q(code, "region_id"))
    return Q(pk__in=areas.values("expert"))


def reaching(village: str) -> Q:
    """Those of whom an area holds the village."""
    return Q(pk__in=ExpertArea.objects.filter(region__in=ancestors_of(village)).values("expert"))


def for_page(rows: QuerySet[Expert]) -> QuerySet[Expert]:
    """With all a row or a page shows, in a fixed number of statements."""
    return rows.select_related("region", "person").prefetch_related("expert_skills__skill", "areas__region", "periods")


def found(postings: Sequence[Posting], number: str) -> Expert | None:
    """The expert of that number, if one of the postings sees the entry."""
    return for_page(visible_to(*postings)).filter(number=number).first()


def listed(postings: Sequence[Posting], filters: Filters) -> QuerySet[Expert]:
    """The visible entries that pass the filters; ordered by the caller's page."""
    rows = visible_to(*postings)
    if filters.state != "any":
        rows = rows.filter(is_active=filters.state != "retired")
    if filters.skill:
        named = Q(skill=filters.skill) | Q(skill__parent=filters.skill)
        rows = rows.filter(Exists(ExpertSkill.objects.filter(named, expert=OuterRef("pk"))))
    if filters.region:
        rows = rows.filter(serving(filters.region))
    if filters.free_on:
        rows = rows.filter(free_on(filters.free_on))
    if filters.q:
        rows = search.narrowed(rows, search.question(indexing.KIND, filters.q, indexing.scopes_of(postings)))
    return rows


def free_on(day: date) -> Q:
    """Those whose periods hold the day, or who have none, and whom nobody has dispatched for it; as `free.is_free`."""
    periods = ExpertPeriod.objects.filter(expert=OuterRef("pk"))
    holding = (
        periods.annotate(on=F("weekdays").bitand(1 << (day.isoweekday() - 1)))
        .filter(Q(weekdays=0) | Q(on__gt=0))
        .filter(Q(first_day=None) | Q(first_day__lte=day), Q(last_day=None) | Q(last_day__gte=day))
    )
    taken = TakenDay.objects.filter(expert=OuterRef("pk"), day=day)
    return (Q(Exists(holding)) | Q(~Exists(periods))) & Q(~Exists(taken))


def page_of(postings: Sequence[Posting], filters: Filters, cursor: str | None, limit: int = PAGE_ROWS) -> Page[Expert]:
    """One page of the pool, the newest entries first. Raises BadCursor."""
    return keyset(for_page(listed(postings, filters)), ORDER, cursor, limit)


def phones_shown(postings: Iterable[Posting], experts: Sequence[Expert]) -> set[int]:
    """Keys of those whose phone the reader is told: the organizers of their places, and everybody the own."""
    held = tuple(postings)
    own = {posting.person_id for posting in held}
    keepers = [posting for posting in held if posting.may(Permission.EXPERT_MANAGE)]
    shown = {one.pk for one in experts if one.person_id in own}
    if keepers and experts:
        keys = [one.pk for one in experts]
        shown |= set(visible_to(*keepers).filter(pk__in=keys).values_list("pk", flat=True))
    return shown


def has_files(expert: Expert) -> bool:
    return ExpertFile.objects.filter(expert=expert).exists()


def files_of(postings: Iterable[Posting], expert: Expert) -> list[ExpertFile] | None:
    """The papers that show what the expert knows, oldest first; None for those who are not told the phone either."""
    if expert.pk not in phones_shown(postings, [expert]):
        return None
    return list(ExpertFile.objects.filter(expert=expert).select_related("attachment").order_by("pk"))


def file_of(expert: Expert, attachment: UUID) -> ExpertFile | None:
    """One paper of an entry."""
    return ExpertFile.objects.filter(expert=expert, attachment=attachment).select_related("attachment").first()


def periods_of(expert: Expert) -> list[Period]:
    """When the expert can come; reads what was fetched with the entry."""
    return [Period(weekdays_of(one.weekdays), one.first_day, one.last_day) for one in expert.periods.all()]


def skills_of(expert: Expert) -> list[Skill]:
    return [one.skill for one in expert.expert_skills.all()]


def areas_of(expert: Expert) -> list[ExpertArea]:
    """The home place first."""
    return list(expert.areas.all())


def taken(expert: Expert, first: date, last: date) -> list[TakenDay]:
    """The days between these (both included) for which the expert is dispatched."""
    return list(TakenDay.objects.filter(expert=expert, day__range=(first, last)).order_by("day"))


def taken_days(experts: Iterable[Expert], first: date, last: date) -> dict[int, set[date]]:
    """The same of several experts, by key; one statement."""
    days: dict[int, set[date]] = {}
    rows = TakenDay.objects.filter(expert__in=[one.pk for one in experts], day__range=(first, last))
    for key, day in rows.values_list("expert", "day"):
        days.setdefault(key, set()).add(day)
    return days


def history(expert: Expert) -> list[ExpertEvent]:
    """What became of the entry, oldest first."""
    events = ExpertEvent.objects.filter(expert=expert)
    return list(events.select_related("posting__person", "posting__region", "posting__department").order_by("sequence"))


def skills() -> list[Skill]:
    """The whole tree in people's order, one statement."""
    return list(Skill.objects.filter(is_active=True))


def tree() -> list[tuple[Skill, list[Skill]]]:
    """Each branch with the fields below it."""
    known = skills()
    return [
        (branch, [one for one in known if one.parent_id == branch.pk]) for branch in known if branch.parent_id is None
    ]


def afresh(expert: Expert) -> Expert:
    """The entry as it stands after an act, for somebody who has just acted on it."""
    return for_page(Expert.objects.filter(pk=expert.pk)).get()
