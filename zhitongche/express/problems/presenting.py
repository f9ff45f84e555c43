"""Problems in lists and for programs: places by name, lights in words, the resource as the contract names it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from zhitongche.foundation.calendar.lights import Light, light_of, words
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import names_of

from . import queries
from .models import Problem, Request
from .states import State


@dataclass(frozen=True)
class Row:
    """A problem in a list."""

    problem: Problem
    label: str
    place: str
    light: Light
    light_words: str
    county: str = ""
    city: str = ""

    @property
    def state(self) -> State:
        return State(self.problem.state)


def light(problem: Problem, today: date) -> Light:
    """The light of its next limit on `today`."""
    return light_of(problem.due_on, problem.soon_on, problem.is_paused, today)


def label_of(problem: Problem, county: str) -> str:
    """What people say for a number: 藤县-2026-0042."""
    return f"{county}{problem.number[len(problem.county_code) :]}"


def rows(problems: Sequence[Problem], today: date, *, with_county: bool, days: Workdays | None = None) -> list[Row]:
    """A page of a list; two statements, for the names and (where it is not given) the calendar, however many rows."""
    names = names_of(sorted({code for problem in problems for code in _codes(problem)}))
    days = days or workdays()
    return [_row(problem, names, days, today, with_county) for problem in problems]


def row(problem: Problem, today: date, days: Workdays | None = None) -> Row:
    """One problem, as a list would show it."""
    return rows([problem], today, with_county=True, days=days)[0]


def _row(problem: Problem, names: dict[str, str], days: Workdays, today: date, with_county: bool) -> Row:
    county, township, village, city = (names.get(code, "") for code in _codes(problem))
    shown = light(problem, today)
    parts = (county, township, village) if with_county else (township, village)
    return Row(
        problem=problem,
        label=label_of(problem, county),
        place=" ".join(part for part in parts if part),
        light=shown,
        light_words=words(shown, problem.due_on, today, days),
        county=county,
        city=city,
    )


def _codes(problem: Problem) -> tuple[str, str, str, str]:
    return problem.village_id[:6], problem.village_id[:9], problem.village_id, problem.village_id[:4]


def resource(problem: Problem, today: date, files: Iterable[Any], satisfaction: str | None) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    shown = row(problem, today)
    return {
        **summary(shown),
        "level": problem.level,
        "paused": problem.is_paused,
        "paused_until": problem.paused_until,
        "description": problem.description,
        "request": problem.request,
        "amount": str(problem.amount) if problem.amount is not None else None,
        "source": problem.source,
        "reported_by": problem.reported_by,
        "supporters": [{"code": one.code, "name": one.name} for one in queries.supporters_of(problem)],
        "review_on": problem.review_on,
        "satisfaction": satisfaction,
        "requests": [_request(one) for one in queries.requests_of(problem)],
        "photos": [_file(problem, kept) for kept in files],
    }


def summary(shown: Row) -> dict[str, Any]:
    """One row of the API's list: the resource without its long texts."""
    problem = shown.problem
    return {
        "number": problem.number,
        "label": shown.label,
        "state": problem.state,
        "region": problem.village_id,
        "place": shown.place,
        "category": problem.category_id,
        "title": problem.title,
        "urgency": problem.urgency,
        "created_at": problem.reported_at,
        "lead": {"code": problem.lead.code, "name": problem.lead.name} if problem.lead else None,
        "due_on": problem.due_on,
        "light": shown.light.value,
        "outcome": problem.outcome or None,
    }


def _request(asked: Request) -> dict[str, Any]:
    """What somebody asks, and what became of it: granted, refused or lapsed; null while it waits."""
    told = {"id": asked.pk, "verb": asked.verb, "by": called(asked.posting), "reason": asked.reason}
    return {**told, "decided": asked.decided}


def _file(problem: Problem, kept: Any) -> dict[str, Any]:
    file = kept.attachment
    address = reverse("problems:file", args=[problem.number, file.pk])
    return {"id": file.pk, "kind": file.kind, "name": file.name, "address": address}
