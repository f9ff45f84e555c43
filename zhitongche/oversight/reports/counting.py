"""The figures of reports: each a question about a place and a time, with the records that answer it.

What was true of a time can be asked again later: no figure is “as it stands now”. Where the answer is then another one,
a record was changed, taken back or entered after the fact, and whoever cites the figure is told.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from zhitongche.express.meetings import queries as meetings
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.express.outcomes import queries as outcomes
from zhitongche.express.outcomes.kinds import Kind
from zhitongche.express.outcomes.states import STANDING
from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Closure, Problem, Rectification
from zhitongche.express.problems.states import State
from zhitongche.express.projects import queries as projects
from zhitongche.foundation.papers.wording import in_wan
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import inside

from .periods import Period

# So many numbers are kept with a figure; of more there are the count and the digest, and the question itself.
MOST_NUMBERS = 500
# What has been open for so many days is long in the waiting.
LONG = timedelta(days=30)
CONTENT = (Closure.Satisfaction.SATISFIED, Closure.Satisfaction.FAIRLY)
Rows = Callable[[Sequence[Posting], str, Period], QuerySet[Any]]


@dataclass(frozen=True)
class Measure:
    """A question: its word, what offices call it, its unit, which records, and what of them is added up (else counted)."""

    key: str
    label: str
    unit: str
    rows: Rows
    # The column of the record's number, and the column that is added up.
    number: str = "number"
    adds: str = ""
    # Which room shows the record: the name of its page's address.
    page: str = "problems:detail"


@dataclass(frozen=True)
class Figure:
    """An answer: what it came to, how many records, their numbers and the digest of what they were."""

    key: str
    label: str
    unit: str
    value: str
    count: int
    numbers: tuple[str, ...]
    digest: str
    region: str
    since: str
    until: str

    def kept(self) -> dict[str, Any]:
        return {**asdict(self), "numbers": list(self.numbers)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Figure":
        return cls(**{**kept, "numbers": tuple(kept["numbers"])})

    @property
    def period(self) -> Period:
        return Period(date.fromisoformat(self.since), date.fromisoformat(self.until))

    @property
    def words(self) -> str:
        """The value as a report says it: 12, 1103万元."""
        return in_wan(Decimal(self.value)) if self.unit == "元" else self.value


def answer(measure: Measure, postings: Sequence[Posting], region: str, period: Period) -> Figure:
    """Ask a question of a place and a time, as these postings see it; one statement."""
    columns = (measure.number, *([measure.adds] if measure.adds else []))
    found = measure.rows(postings, region, period).order_by(measure.number).values_list(*columns)
    whole, total, numbers, count = hashlib.sha256(), Decimal(0), [], 0
    for number, *added in found.iterator(chunk_size=5000):
        count += 1
        if count <= MOST_NUMBERS:
            numbers.append(number)
        if added:
            total += added[0] or 0
        whole.update(f"{number} {added[0] if added else ''}\n".encode())
    value = f"{total:f}" if measure.adds else str(count)
    return Figure(
        measure.key,
        measure.label,
        measure.unit,
        value,
        count,
        tuple(numbers),
        whole.hexdigest(),
        region,
        period.since.isoformat(),
        period.until.isoformat(),
    )


def again(figure: Figure, postings: Sequence[Posting]) -> Figure:
    """The same question asked now."""
    return answer(MEASURES[figure.key], postings, figure.region, figure.period)


# ---- the questions -----------------------------------------------------------------------------------------------------


def _problems(postings: Sequence[Posting], region: str) -> QuerySet[Problem]:
    return problems.within(problems.visible_to(*postings), region)


def _received(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Problem]:
    return _problems(postings, region).filter(reported_at__gte=period.first, reported_at__lt=period.end)


def _closed(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Problem]:
    rows = _problems(postings, region).filter(state=State.CLOSED)
    return rows.filter(closed_at__gte=period.first, closed_at__lt=period.end)


def _open_at_end(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Problem]:
    """Told of before the end of the time, and neither closed nor withdrawn nor merged by then."""
    later = Q(state=State.CLOSED, closed_at__gte=period.end)
    later |= Q(state__in=(State.WITHDRAWN, State.MERGED), state_since__gte=period.end)
    return _problems(postings, region).filter(Q(is_open=True) | later, reported_at__lt=period.end)


def _long_open(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Problem]:
    return _open_at_end(postings, region, period).filter(reported_at__lt=period.end - LONG)


def _promises(postings: Sequence[Posting], region: str) -> QuerySet[Rectification]:
    rows = Rectification.objects.filter(problem__in=problems.visible_to(*postings), is_dropped=False)
    return inside(rows, region, "village_id")


def _promised(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Rectification]:
    return _promises(postings, region).filter(made_at__gte=period.first, made_at__lt=period.end)


def _kept(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Rectification]:
    """Due in the time and done by its day."""
    rows = _promises(postings, region).filter(due_on__gte=period.since, due_on__lt=period.until)
    return rows.annotate(done_on=TruncDate("finished_at")).filter(done_on__lte=F("due_on"))


def _broken(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Rectification]:
    """Due before the end of the time, and not done by then."""
    rows = _promises(postings, region).filter(due_on__lt=period.until, made_at__lt=period.end)
    return rows.filter(Q(finished_at=None) | Q(finished_at__gte=period.end))


def _confirmed(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Closure]:
    """On which the village itself spoke."""
    seen = _problems(postings, region)
    rows = Closure.objects.filter(problem__in=seen, is_unconfirmed_by_raiser=False)
    return rows.filter(confirmed_at__gte=period.first, confirmed_at__lt=period.end)


def _content(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Closure]:
    return _confirmed(postings, region, period).filter(satisfaction__in=CONTENT)


def _meetings(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Any]:
    """Held, by the day they were called for; not those that were called off."""
    rows = inside(meetings.visible_to(*postings), region, "region_id")
    rows = rows.filter(state=MeetingState.CLOSED, is_called_off=False)
    return rows.filter(starts_on__gte=period.since, starts_on__lt=period.until)


def _library(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Any]:
    """Admitted before the end of the time."""
    return projects.within(projects.visible_to(*postings), region).filter(listed_at__lt=period.end)


def _new_projects(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Any]:
    return _library(postings, region, period).filter(listed_at__gte=period.first)


def _dividends(postings: Sequence[Posting], region: str, period: Period) -> QuerySet[Any]:
    rows = inside(outcomes.visible_to(*postings), region, "village_id")
    rows = rows.filter(kind=Kind.DIVIDEND, state__in=sorted(STANDING))
    return rows.filter(recorded_at__gte=period.first, recorded_at__lt=period.end)


def _table() -> dict[str, Measure]:
    project = {"page": "projects:detail"}
    promise = {"page": "rectifications:detail"}
    closing = {"number": "problem__number"}
    return {
        one.key: one
        for one in (
            Measure("meetings", "召开项目对接会", "场次", _meetings, page="meetings:detail"),
            Measure("received", "收集问题", "个", _received),
            Measure("closed", "销号问题", "个", _closed),
            Measure("open_at_end", "期末在办问题", "个", _open_at_end),
            Measure("long_open", "超过30天未办结", "个", _long_open),
            Measure("promised", "新列入整改清单", "项", _promised, **promise),
            Measure("kept", "按期完成整改", "项", _kept, **promise),
            Measure("broken", "到期未完成整改", "项", _broken, **promise),
            Measure("confirmed", "群众作出评价", "件", _confirmed, **closing),
            Measure("content", "其中满意和基本满意", "件", _content, **closing),
            Measure("library", "项目库项目", "个", _library, **project),
            Measure("new_projects", "新入库项目", "个", _new_projects, **project),
            Measure("investment", "项目库总投资", "元", _library, adds="investment_amount", **project),
            Measure("dividends", "分红", "元", _dividends, adds="amount", page="outcomes:detail"),
            Measure("sharers", "分红人次", "人次", _dividends, adds="people", page="outcomes:detail"),
            # The same of the year until then.
            Measure("year_meetings", "今年召开项目对接会", "场次", _of_year(_meetings), page="meetings:detail"),
            Measure("year_received", "今年收集问题", "个", _of_year(_received)),
            Measure("year_closed", "今年销号问题", "个", _of_year(_closed)),
        )
    }


def _of_year(rows: Rows) -> Rows:
    return lambda postings, region, period: rows(postings, region, period.year()[0])


MEASURES: Mapping[str, Measure] = _table()
