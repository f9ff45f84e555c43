"""The form of the plan: which milestone a row stands for, in which order rows come, and what is ticked as done."""

from typing import Any

import pytest
from django.http import QueryDict

from tests.factories import projects
from tests.factories.projects import MILESTONES, NOW, Cast
from zhitongche.express.projects import operations, queries, storytelling
from zhitongche.express.projects.forms import MilestonesForm, ReportForm, about
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State

pytestmark = pytest.mark.django_db


def form_of(project: Project, *rows: tuple[str, str, str]) -> MilestonesForm:
    """The form as sent: (number, name, place) of each row."""
    data = QueryDict(mutable=True)
    for number, name, place in rows:
        told = {"milestone": number, "name": name, "weight": "50", "planned_on": "2026-06-30", "place": place}
        for column, value in told.items():
            data.appendlist(f"milestones-{column}", value)
    return about(MilestonesForm(data), project, ())


@pytest.mark.parametrize(
    ("sent", "order"),
    [
        # As it stands; one moved up, one moved down; one added at the end, before the second, and first.
        ([("1", "1"), ("2", "2"), ("3", "3")], [1, 2, 3]),
        ([("1", "1"), ("2", "2"), ("3", "1")], [3, 1, 2]),
        ([("1", "2"), ("2", "2"), ("3", "3")], [2, 1, 3]),
        ([("1", "3"), ("2", "2"), ("3", "1")], [3, 2, 1]),
        ([("1", "1"), ("2", "2"), ("3", "3"), ("", "")], [1, 2, 3, None]),
        ([("1", "1"), ("2", "2"), ("3", "3"), ("", "2")], [1, None, 2, 3]),
        ([("1", "1"), ("2", "2"), ("3", "3"), ("", "1")], [None, 1, 2, 3]),
        # Who says nothing about the place leaves it as it is; the second is dropped.
        ([("3", ""), ("1", "")], [1, 3]),
        ([("1", "1"), ("3", "3"), ("", "")], [1, 3, None]),
    ],
)
def test_the_plan_s_rows_come_in_the_order_their_places_ask_for(
    cast: Cast, sent: list[tuple[str, str]], order: list[int | None]
) -> None:
    form = form_of(projects.ready(cast), *((number, f"第{row}步", place) for row, (number, place) in enumerate(sent)))
    assert form.is_valid(), form.errors
    rows: list[dict[str, Any]] = form.cleaned_data["milestones"]
    assert [row["milestone"] for row in rows] == order
    assert all("place" not in row for row in rows)


def test_the_form_as_it_is_offered_changes_nothing(cast: Cast) -> None:
    project = projects.ready(cast)
    held = queries.milestones_of(project)
    offered = storytelling.initial("set_milestones", project, held, "")["milestones"]
    assert [(row["milestone"], row["place"], row["name"]) for row in offered] == [
        (number, number, one["name"]) for number, one in enumerate(MILESTONES, start=1)
    ]
    html = str(MilestonesForm(initial={"milestones": offered}))
    assert html.count('<details class="form-fold">') == len(MILESTONES)
    assert ">100</output>" in html


def test_what_is_ticked_as_done_stays_the_same_milestone_when_another_is_put_before_it(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    rows = [{"milestone": number, **MILESTONES[number - 1]} for number in (3, 1, 2)]
    operations.set_milestones(project, by=cast.secretary, now=NOW, milestones=rows)
    form = about(ReportForm(QueryDict("milestones=3&side=during")), project, ())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["milestones"] == [1]
    operations.report_progress(project, by=cast.secretary, now=NOW, milestones=form.cleaned_data["milestones"])
    assert project.milestones.get(number=3).done_on is not None
    again = about(ReportForm(QueryDict("milestones=3&side=during")), project, ())
    assert list(again.errors) == ["milestones"]
