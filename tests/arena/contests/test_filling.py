"""What the records say for an entry: figures of the village and month, each with the records it comes from."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from tests.factories import experts, outcomes, problems, projects
from zhitongche.arena.contests import filling
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.indicators.models import Indicator
from zhitongche.express.dispatches.states import State as DispatchState
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.states import State
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


def bout(code: str, month: date = MAY, kind: str = "bout") -> Contest:
    """Only what is looked at: the item, the month, the kind."""
    return Contest(item=Indicator(code=code), month=month, kind=kind)


def said(posting: Posting, code: str, month: date = MAY) -> dict[str, tuple[str, str, list[str]]]:
    found = filling.figures_of(posting, bout(code, month))
    return {one.code: (one.value, one.of, list(one.numbers)) for one in found}


def test_a_final_looks_at_six_months() -> None:
    assert filling.span_of(bout("LD-01")) == filling.Span(MAY, date(2026, 6, 1))
    assert filling.span_of(bout("LD-01", kind="final")) == filling.Span(date(2025, 12, 1), date(2026, 6, 1))
    assert filling.span_of(bout("LD-01", date(2026, 12, 1))).until == date(2027, 1, 1)


def test_figures_exist_for_these_items_of_the_library_only() -> None:
    assert set(filling.FROM_RECORDS) == {
        *("LD-01", "LD-02", "LD-06", "LD-07", "SV-03", "GV-06", "MS-01", "MS-02", "MS-03", "MS-06")
    }
    assert not filling.has_figures("GV-01")
    cast = problems.cast()
    assert filling.kept(cast.secretary, bout("GV-01")) == []


def test_problems_solved_and_those_a_department_is_late_with_stand_apart() -> None:
    cast = problems.cast()
    solved = problems.problem(cast, State.CLOSED)
    late = problems.problem(cast, State.IN_PROGRESS)
    Problem.objects.filter(pk=late.pk).update(due_on=MAY)
    found = said(cast.secretary, "SV-03")
    assert found["solved"] == ("1", "", [solved.number])
    assert found["with_departments"] == ("1", "", [late.number])
    assert found["content"][:2] == ("1", "1")
    assert found["reported"][0] == "2"
    assert said(cast.secretary, "SV-03", date(2026, 4, 1)) == {}


def test_outcomes_of_the_quarter_and_the_income_a_year_before() -> None:
    cast = outcomes.cast()
    income = {"kind": "collective_income", "people": None}
    this = outcomes.recorded(cast.secretary, period="2026Q2", amount=Decimal(90000), **income)
    before = outcomes.recorded(cast.secretary, period="2025Q2", amount=Decimal(60000), **income)
    found = said(cast.secretary, "LD-02")
    assert found == {
        "collective_income": ("90000.00", "", [this.number]),
        "collective_income_before": ("60000.00", "", [before.number]),
    }


def test_projects_with_their_money_and_the_milestones_that_are_the_villages_to_keep() -> None:
    cast = projects.cast()
    project = projects.brought_to(ProjectState.UNDER_WAY, cast)
    first = project.milestones.order_by("position").first()
    assert first is not None
    month = (first.approved_on or first.planned_on).replace(day=1)
    found = said(cast.secretary, "LD-01", month)
    assert found["projects"] == ("1", "", [project.number])
    assert found["milestones"][1] == "1"
    assert found["received"][1] == f"{project.investment_amount}"
    Project.objects.filter(pk=project.pk).update(pending_approval_count=1)
    waiting = said(cast.secretary, "LD-01", month)
    assert "milestones" not in waiting or waiting["milestones"][0] == waiting["milestones"][1]


def test_visits_of_experts_and_those_that_helped() -> None:
    cast = experts.cast()
    rated = experts.brought_to(DispatchState.RATED, cast)
    month = rated.visited_on.replace(day=1)
    assert said(cast.secretary, "LD-06", month) == {
        "visits": ("1", "", [rated.number]),
        "helped": ("1", "1", [rated.number]),
    }
    type(rated).objects.filter(pk=rated.pk).update(rating="poor")
    assert said(cast.secretary, "LD-06", month)["helped"] == ("0", "1", [rated.number])
    type(rated).objects.filter(pk=rated.pk).update(state=DispatchState.VISITED, rating="")
    assert set(said(cast.secretary, "LD-06", month)) == {"visits"}
    # A promise to come is no visit, and another village's visit is not this one's.
    type(rated).objects.filter(pk=rated.pk).update(state=DispatchState.ACCEPTED, visited_on=None)
    assert said(cast.secretary, "LD-06", month) == {}
    assert said(cast.neighbour, "LD-06", month) == {}


def test_rectification_that_waits_for_a_department_stands_apart() -> None:
    cast = problems.cast()
    made = problems.problem(cast, State.IN_PROGRESS)
    item = Rectification.objects.get(problem=made)
    month = item.due_on.replace(day=1)
    assert said(cast.secretary, "LD-07", month) == {"rectifying": ("1", "", [item.number])}
    Rectification.objects.filter(pk=item.pk).update(
        state=Rectification.State.DONE, finished_at=problems.NOW, finished_by=cast.power, result="已办"
    )
    assert said(cast.secretary, "LD-07", month) == {"rectified": ("1", "", [item.number])}
    assert said(cast.secretary, "LD-07", date(2020, 1, 1)) == {}


def test_problems_found_on_visits_and_what_became_of_them() -> None:
    cast = problems.cast()
    own = problems.problem(cast, State.CLOSED)
    assert said(cast.secretary, "MS-02") == {}
    solved, late, new = own, problems.problem(cast, State.IN_PROGRESS), problems.report(cast.secretary)
    Problem.objects.filter(pk__in=[solved.pk, late.pk, new.pk]).update(source="visit")
    Problem.objects.filter(pk=late.pk).update(due_on=MAY)
    found = said(cast.secretary, "MS-02")
    assert found["from_visits"] == ("3", "", [solved.number, late.number, new.number])
    assert found["passed_on"] == ("2", "3", [solved.number, late.number])
    assert found["visits_solved"] == ("1", "3", [solved.number])
    assert found["with_departments"] == ("1", "", [late.number])
    assert said(cast.secretary, "MS-02", date(2026, 3, 1)) == {}


def test_kept_figures_are_shown_in_the_readers_language() -> None:
    rows: list[dict[str, Any]] = [
        {"code": "received", "value": "350000.00", "of": "500000.00", "about": "", "numbers": ["XM-1"]},
        {"code": "progress", "value": "42.5", "of": "", "about": "茶园", "numbers": ["XM-1"]},
        {"code": "area", "value": "20", "of": "", "about": "", "numbers": []},
        {"code": "solved", "value": "3", "of": "", "about": "", "numbers": []},
    ]
    with translation.override("zh-hans"):
        told = filling.shown(rows)
    assert [one["value"] for one in told] == ["35 万元／50 万元", "42.5%", "20 亩", "3"]
    assert told[1]["label"] == "建设进度 · 茶园"
    with translation.override("en"):
        assert filling.shown(rows)[0]["value"] == "CNY 350,000 of CNY 500,000"


def test_a_month_ends_with_its_last_day() -> None:
    span = filling.span_of(bout("SV-03"))
    assert span.moments["gte"] < span.moments["lt"]
    assert span.moments["lt"] - span.moments["gte"] == timedelta(days=31)
