"""What the records say for an entry: figures of its village and month, each with the numbers of the records it comes from.

Nobody types what the product knows. A department's delay never costs a secretary anything: what waits for one is told
apart, and counted against nobody (指标库 SV-03, GV-06).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from zhitongche.express.dispatches import queries as dispatches
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State as DispatchState
from zhitongche.express.outcomes import queries as outcomes
from zhitongche.express.outcomes.kinds import MEASURES, Kind
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.outcomes.periods import Period, quarter_of
from zhitongche.express.outcomes.wording import value as measured
from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.states import State as ProblemState
from zhitongche.express.projects import queries as projects
from zhitongche.express.projects.models import Project
from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import wan

from .models import Contest, Entry

# A half-yearly final looks at six months.
HALF_YEAR = 6
# So many records are named for one figure; the figure itself counts all.
MOST_NAMED = 50


@dataclass(frozen=True)
class Span:
    """From the first day of a month until before another."""

    since: date
    until: date

    @property
    def moments(self) -> dict[str, Any]:
        """As bounds of a column of moments, in Shanghai."""
        return {"gte": begins(self.since), "lt": begins(self.until)}


@dataclass(frozen=True)
class Figure:
    """One figure: its code in `WORDS`, the value, of how many where it is a part, and the records it comes from."""

    code: str
    value: str
    of: str = ""
    about: str = ""
    numbers: Sequence[str] = field(default_factory=tuple)

    def plain(self) -> dict[str, Any]:
        """As it is kept with an entry."""
        return {
            "code": self.code,
            "value": self.value,
            "of": self.of,
            "about": self.about,
            "numbers": list(self.numbers[:MOST_NAMED]),
        }


Reader = Callable[[Posting, Span], list[Figure]]
# How a figure is called, and what its value is: a number of things, yuan, a share of a hundred, or a figure of outcomes.
WORDS: dict[str, tuple[Any, str]] = {
    "projects": (gettext_lazy("Projects in the library"), "count"),
    "milestones": (gettext_lazy("Milestones of the month done, of those due"), "count"),
    "received": (gettext_lazy("Money received, of what was planned"), "yuan"),
    "progress": (gettext_lazy("Progress of the works"), "percent"),
    "solved": (gettext_lazy("Problems solved"), "count"),
    "reported": (gettext_lazy("Problems reported"), "count"),
    "with_departments": (gettext_lazy("Problems that a department is late with: counted against nobody"), "count"),
    "visits": (gettext_lazy("Visits of experts, with their report"), "count"),
    "helped": (gettext_lazy("Visits that helped, of those the village rated"), "count"),
    "rectified": (gettext_lazy("Items of the rectification list that were due and are done"), "count"),
    "rectifying": (gettext_lazy("Items due that wait for a department: counted against nobody"), "count"),
    "from_visits": (gettext_lazy("Problems found on visits to households"), "count"),
    "passed_on": (gettext_lazy("of them passed on to who can solve them"), "count"),
    "visits_solved": (gettext_lazy("of them solved"), "count"),
    "content": (gettext_lazy("Closings the village is content with, of those it spoke on"), "count"),
    **{kind.value: (kind.label, kind.value) for kind in Kind},
    **{
        f"{kind.value}_before": (gettext_lazy("the same quarter of the year before"), kind.value)
        for kind in (Kind.COLLECTIVE_INCOME,)
    },
}


def span_of(contest: Contest) -> Span:
    """The month of a bout; the six months up to it of a final."""
    last = contest.month
    first = _months_on(last, 1 - HALF_YEAR) if contest.kind == Contest.Kind.FINAL else last
    return Span(first, _months_on(last, 1))


def _months_on(month: date, count: int) -> date:
    years, rest = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(years, rest + 1, 1)


def has_figures(code: str) -> bool:
    """Whether the records hold figures for an item of the library, by its code."""
    return code in FROM_RECORDS


def figures_of(posting: Posting, contest: Contest) -> list[Figure]:
    """What the records say of the posting's village for the contest's item and months; empty where they say nothing."""
    span = span_of(contest)
    return [figure for read in FROM_RECORDS.get(contest.item.code, ()) for figure in read(posting, span)]


def kept(posting: Posting, contest: Contest) -> list[dict[str, Any]]:
    """The same, as it is kept with the entry when it is written."""
    return [figure.plain() for figure in figures_of(posting, contest)]


def shown(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Kept figures in the reader's language: label, value with its unit, and the numbers they come from."""
    told = []
    for row in rows:
        label, unit = WORDS[row["code"]]
        value = _said(row["value"], unit)
        if row["of"]:
            value = pgettext("figure", "%(part)s of %(whole)s") % {"part": value, "whole": _said(row["of"], unit)}
        about = f"{label} · {row['about']}" if row["about"] else str(label)
        told.append({"label": about, "value": value, "numbers": list(row["numbers"]), "source": _("records")})
    return told


def told(entry: Entry) -> list[dict[str, Any]]:
    """The entrant's own figures, then what the records say; what was taken over as it was is told once, by the records."""
    recorded = shown(entry.filled)
    taken = {(one["label"], one["value"]) for one in recorded}
    return [*(one for one in entry.figures if (one["label"], one["value"]) not in taken), *recorded]


def _said(value: str, unit: str) -> str:
    if unit == "yuan":
        return wan(Decimal(value))
    if unit == "percent":
        return f"{value}%"
    if unit in MEASURES:
        return measured(MEASURES[unit].main, Decimal(value))
    return value


# ---- what is read ----------------------------------------------------------------------------------------------------


def _projects(posting: Posting, span: Span) -> list[Figure]:
    """The library, the money and the works of the village's projects."""
    rows = projects.visible_to(posting).filter(village=posting.region_id, listed_at__lt=begins(span.until))
    found = list(rows.order_by("pk"))
    if not found:
        return []
    numbers = [one.number for one in found]
    received = sum((one.received_amount for one in found), Decimal(0))
    planned = sum((one.investment_amount for one in found), Decimal(0))
    figures = [
        Figure("projects", str(len(found)), numbers=numbers),
        Figure("received", f"{received:f}", f"{planned:f}", numbers=numbers),
        *_milestones(found, span),
    ]
    works = [
        Figure("progress", f"{one.progress.normalize():f}", about=one.title, numbers=[one.number]) for one in found
    ]
    return [*figures, *works]


def _milestones(found: Sequence[Project], span: Span) -> list[Figure]:
    """Milestones due in the months; those that wait for an approval or for a department's answer are not held against."""
    due = done = 0
    numbers = []
    for project in found:
        waits = bool(project.pending_approval_count or project.open_problem_count)
        for milestone in projects.milestones_of(project):
            day = milestone.approved_on or milestone.planned_on
            if not span.since <= day < span.until or (milestone.done_on is None and waits):
                continue
            due += 1
            done += milestone.done_on is not None and milestone.done_on <= day
            numbers.append(project.number)
    if not due:
        return []
    return [Figure("milestones", str(done), str(due), numbers=list(dict.fromkeys(numbers)))]


def _outcomes(posting: Posting, span: Span) -> list[Figure]:
    """Income, dividends, area and jobs of the quarter the months end in, and the income a year before."""
    found = outcomes.of_village(posting.region_id or "")
    quarter = quarter_of(span.until.replace(day=1) - date.resolution)
    figures = [figure for kind in Kind for figure in _outcome(found, kind, str(quarter), kind.value)]
    before = str(Period(quarter.year - 1, quarter.quarter))
    kind = Kind.COLLECTIVE_INCOME
    return [*figures, *_outcome(found, kind, before, f"{kind.value}_before")]


def _outcome(found: Mapping[str, Mapping[str, Sequence[Outcome]]], kind: Kind, period: str, code: str) -> list[Figure]:
    rows = [one for one in found.get(kind, {}).get(period, ()) if one.main is not None]
    if not rows:
        return []
    total = sum((Decimal(one.main or 0) for one in rows), Decimal(0))
    return [Figure(code, f"{total:f}", numbers=[one.number for one in rows])]


def _problems(posting: Posting, span: Span) -> list[Figure]:
    """What was reported and solved; what a department was late with stands apart and is counted against nobody."""
    own = problems.visible_to(posting).filter(village=posting.region_id)
    inside = span.moments
    reported = own.filter(reported_at__gte=inside["gte"], reported_at__lt=inside["lt"])
    closed = own.filter(state=ProblemState.CLOSED, closed_at__gte=inside["gte"], closed_at__lt=inside["lt"])
    last = span.until - date.resolution
    waiting = own.filter(is_open=True, lead__isnull=False, due_on__lte=last)
    figures = [
        _counted("reported", reported),
        _counted("solved", closed.filter(outcome="solved")),
        _counted("with_departments", waiting),
    ]
    said = problems.satisfaction(posting.region_id or "", span.since, span.until)
    if said.confirmed:
        figures.append(Figure("content", str(said.content), str(said.confirmed), numbers=_numbers(closed)))
    return [one for figure in figures for one in _some(figure)]


def _experts(posting: Posting, span: Span) -> list[Figure]:
    """Visits of experts in the village that were reported, and those that helped of the ones it rated."""
    days = {"visited_on__gte": span.since, "visited_on__lt": span.until}
    visited = dispatches.visible_to(posting).filter(village=posting.region_id, **days)
    rated = visited.filter(state=DispatchState.RATED)
    figures = _some(_counted("visits", visited.filter(state__in=(DispatchState.VISITED, DispatchState.RATED))))
    if count := rated.count():
        helped = rated.exclude(rating=Dispatch.Rating.POOR)
        figures.append(Figure("helped", str(helped.count()), str(count), numbers=_numbers(rated)))
    return figures


def _promises(posting: Posting, span: Span) -> list[Figure]:
    """The rectification list of the village: what was due and done; what waits for its department stands apart."""
    own = problems.promises_visible_to([posting]).filter(village=posting.region_id, is_dropped=False)
    done = own.filter(state=Rectification.State.DONE, due_on__gte=span.since, due_on__lt=span.until)
    waiting = own.filter(state=Rectification.State.OPEN, due_on__lt=span.until)
    return [*_some(_counted("rectified", done)), *_some(_counted("rectifying", waiting))]


def _visits(posting: Posting, span: Span) -> list[Figure]:
    """Problems found on visits to households, and what became of them by now."""
    own = problems.visible_to(posting).filter(village=posting.region_id, source=Problem.Source.VISIT)
    inside = span.moments
    found = own.filter(reported_at__gte=inside["gte"], reported_at__lt=inside["lt"])
    count = found.count()
    if not count:
        return []
    passed_on = found.exclude(state__in=(ProblemState.REPORTED, ProblemState.RETURNED, ProblemState.WITHDRAWN))
    solved = found.filter(state=ProblemState.CLOSED, outcome="solved")
    late = found.filter(is_open=True, lead__isnull=False, due_on__lt=span.until)
    parts = (("passed_on", passed_on), ("visits_solved", solved))
    return [
        Figure("from_visits", str(count), numbers=_numbers(found)),
        *(Figure(code, str(rows.count()), str(count), numbers=_numbers(rows)) for code, rows in parts),
        *_some(_counted("with_departments", late)),
    ]


def _some(figure: Figure) -> list[Figure]:
    """A figure that counts something, or none."""
    return [] if figure.value == "0" else [figure]


def _counted(code: str, rows: Any) -> Figure:
    return Figure(code, str(rows.count()), numbers=_numbers(rows))


def _numbers(rows: Any) -> list[str]:
    return list(rows.order_by("pk").values_list("number", flat=True)[:MOST_NAMED])


# The items of the library for which there are figures, and where they are read; people fill in the others.
FROM_RECORDS: dict[str, tuple[Reader, ...]] = {
    "LD-01": (_projects,),
    "LD-02": (_outcomes,),
    "LD-06": (_experts,),
    "LD-07": (_promises,),
    "SV-03": (_problems,),
    "GV-06": (_problems,),
    "MS-01": (_projects,),
    "MS-02": (_visits,),
    "MS-03": (_problems,),
    "MS-06": (_problems,),
}
