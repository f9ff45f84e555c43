"""Typical cases (典型案例): proposed from what was closed in the time, told from its own records; the editor picks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from zhitongche.express.problems.models import Claim, Closure, Problem
from zhitongche.foundation.papers.wording import month_and_day
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import full_names

from .counting import MEASURES
from .parts import Part, PartKind
from .periods import Period

MOST = 8
# So much of each text is told; a briefing is no file.
LONGEST = 150
SATISFIED = {"satisfied": "群众表示满意", "fairly": "群众表示基本满意"}


@dataclass(frozen=True)
class Case:
    """A case that could be told, and why it is proposed."""

    number: str
    title: str
    text: str
    reason: str

    def part(self) -> Part:
        return Part(PartKind.CASE, self.text, self.number)


def proposed(postings: Sequence[Posting], region: str, period: Period) -> list[Case]:
    """Solved in the time and found good by the village, the larger sums and the shorter ways first; four statements."""
    rows = MEASURES["closed"].rows(postings, region, period).filter(outcome="solved")
    pleased = Closure.objects.filter(ended_at__isnull=False, satisfaction="satisfied", is_unconfirmed_by_raiser=False)
    rows = rows.filter(pk__in=pleased.values("problem")).order_by("-amount", "closed_at", "pk")
    return told(list(rows.select_related("lead", "category")[:MOST]))


def chosen(postings: Sequence[Posting], region: str, period: Period, numbers: Sequence[str]) -> list[Case]:
    """These closed problems of the time, in the order they are named; others are left out."""
    rows = MEASURES["closed"].rows(postings, region, period).filter(number__in=numbers)
    cases = {case.number: case for case in told(list(rows.select_related("lead", "category")))}
    return [cases[number] for number in numbers if number in cases]


def told(found: Sequence[Problem]) -> list[Case]:
    places = full_names({problem.village_id for problem in found})
    keys = [problem.pk for problem in found]
    measures = dict(Claim.objects.filter(problem__in=keys).order_by("pk").values_list("problem_id", "measures"))
    closings = {one.problem_id: one for one in Closure.objects.filter(problem__in=keys).order_by("pk")}
    return [
        _case(problem, places.get(problem.village_id, ""), measures.get(problem.pk, ""), closings.get(problem.pk))
        for problem in found
    ]


def _case(problem: Problem, place: str, measures: str, closing: Closure | None) -> Case:
    assert problem.closed_at is not None  # noqa: S101  # for the type checker: only what is closed is asked for
    closed_on = timezone.localdate(problem.closed_at)
    days = (closed_on - timezone.localdate(problem.reported_at)).days
    sentences = [
        f"{place}反映：{_short(problem.description)}",
        f"{problem.lead.name if problem.lead else '牵头部门'}牵头办理：{_short(measures)}" if measures else "",
        _short(closing.evidence) if closing else "",
        f"{month_and_day(closed_on)}销号，历时{days}天" + _word(closing) + "。",
    ]
    amount = f"，涉及金额{(problem.amount / 10_000).normalize():f}万元" if problem.amount else ""
    reason = f"{problem.category.name}，{days}天办结{amount}"
    return Case(problem.number, problem.title, "".join(sentences), reason)


def _word(closing: Closure | None) -> str:
    said = SATISFIED.get(closing.satisfaction, "") if closing and not closing.is_unconfirmed_by_raiser else ""
    return f"，{said}" if said else ""


def _short(text: str) -> str:
    """One line that ends as a sentence does."""
    line = " ".join(text.split())
    if len(line) > LONGEST:
        line = line[: LONGEST - 1] + "…"
    return line if line.endswith(("。", "！", "？", "…")) else f"{line}。"
