"""Projects in lists and for programs: places by name, lights in words, the resource as the contract names it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.regions.queries import names_of

from . import works
from .models import Milestone, Project, ProjectFile, ProjectFunding
from .states import State

PREFIX = "XM-"


@dataclass(frozen=True)
class Row:
    """A project in a list."""

    project: Project
    label: str
    place: str
    light: Light
    light_words: str
    county: str = ""

    @property
    def state(self) -> State:
        return State(self.project.state)


def light(project: Project, today: date) -> Light:
    """The light of its next milestone on `today`."""
    return light_of(project.due_on, project.soon_on, project.is_suspended, today)


def label_of(project: Project, county: str) -> str:
    """What people say for a number: 藤县-XM-2026-0042."""
    return f"{county}-XM{project.number[len(PREFIX) + len(project.county_code) :]}"


def rows(projects: Sequence[Project], today: date, *, with_county: bool, days: Workdays | None = None) -> list[Row]:
    """A page of a list; two statements, for the names and (where it is not given) the calendar, however many rows."""
    names = names_of(sorted({code for project in projects for code in _codes(project)}))
    days = days or workdays()
    return [_row(project, names, days, today, with_county) for project in projects]


def row(project: Project, today: date, days: Workdays | None = None) -> Row:
    """One project, as a list would show it."""
    return rows([project], today, with_county=True, days=days)[0]


def _row(project: Project, names: dict[str, str], days: Workdays, today: date, with_county: bool) -> Row:
    county, township, village = (names.get(code, "") for code in _codes(project))
    shown = light(project, today)
    parts = (county, township, village) if with_county else (township, village)
    return Row(
        project=project,
        label=label_of(project, county),
        place=" ".join(part for part in parts if part),
        light=shown,
        light_words=words(shown, project.due_on, today, days),
        county=county,
    )


def _codes(project: Project) -> tuple[str, str, str]:
    return project.village_id[:6], project.village_id[:9], project.village_id


def summary(shown: Row) -> dict[str, Any]:
    """One row of the API's list: the resource without its long texts. Amounts are yuan as text."""
    project = shown.project
    return {
        "number": project.number,
        "label": shown.label,
        "state": project.state,
        "region": project.village_id,
        "place": shown.place,
        "level": project.level,
        "submission": project.submission,
        "suspended": project.is_suspended,
        "industry": project.industry_id,
        "title": project.title,
        "batch": project.batch,
        "created_at": project.planned_at,
        "progress": str(project.progress),
        "investment": str(project.investment_amount),
        "committed": str(project.committed_amount),
        "gap": str(project.gap_amount.quantize(Decimal("0.01"))),
        "due_on": project.due_on,
        "light": shown.light.value,
        "uncovered_on": project.uncovered_on,
        "uncovered": str(project.uncovered_amount),
        "open_problems": project.open_problem_count,
    }


def resource(
    project: Project,
    today: date,
    *,
    milestones: Iterable[Milestone],
    funding: Iterable[ProjectFunding],
    files: Iterable[ProjectFile],
) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    return {
        **summary(row(project, today)),
        "goal": project.goal,
        "scope_of_works": project.scope_of_works,
        "difficulties": project.difficulties,
        "benefit": project.benefit,
        "household_count": project.household_count,
        "is_publicized": project.is_publicized,
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "started_on": project.started_on,
        "accepted_on": project.accepted_on,
        "handed_over_on": project.handed_over_on,
        "custodian": project.custodian,
        "planned": str(project.planned_amount),
        "received": str(project.received_amount),
        "spent": str(project.spent_amount),
        "report_on": project.report_on,
        "plan_version": project.plan_version,
        "milestones": [_milestone(one, today) for one in milestones],
        "funding": [_line(one) for one in funding],
        "files": [_file(project, one) for one in files],
    }


def _milestone(one: Milestone, today: date) -> dict[str, Any]:
    return {
        "milestone": one.number,
        "position": one.position,
        "name": one.name,
        "weight": str(one.weight),
        "cost": str(one.cost_amount),
        "planned_on": one.planned_on,
        "approved_on": one.approved_on,
        "done_on": one.done_on,
        "slip_days": works.slip_of(one.approved_on or one.planned_on, one.done_on, today),
    }


def _line(line: ProjectFunding) -> dict[str, Any]:
    return {
        "position": line.position,
        "source": line.name,
        "source_number": line.source.number if line.source else None,
        "kind": line.kind,
        "planned": str(line.planned_amount),
        "committed": str(line.committed_amount),
        "received": str(line.received_amount),
        "spent": str(line.spent_amount),
    }


def _file(project: Project, kept: ProjectFile) -> dict[str, Any]:
    file = kept.attachment
    address = reverse("projects:file", args=[project.number, file.pk])
    return {
        "id": file.pk,
        "kind": file.kind,
        "name": file.name,
        "address": address,
        "side": kept.side,
        "spot": kept.spot,
    }
