"""The rows of the library's list: read a page at a time by key, what stands beside a project looked up once a page."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from zhitongche.foundation.interchange.queries import in_pages
from zhitongche.foundation.interchange.writing import Value, in_wan, without_noughts
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import names_of

from ..models import Project, ProjectFunding
from ..states import State
from .columns import KINDS, OTHERS

PAGE = 1000
COLUMNS = (
    *("planned_at", "id", "number", "title", "industry__name", "village_id", "scope_of_works", "goal"),
    *("starts_on", "ends_on", "investment_amount", "received_amount", "spent_amount", "approval_count"),
    *("pending_approval_count", "progress", "state", "problem_count", "benefit", "household_count"),
    *("expected_income_amount", "is_publicized", "is_suspended"),
)


def records(rows: QuerySet[Project], postings: Sequence[Posting], today: date) -> Iterator[list[Value]]:
    """One row a project, in the order they were planned."""
    at = 0
    states = {state.value: str(state.label) for state in State}
    for page in in_pages(rows, COLUMNS[:2], COLUMNS, PAGE):
        told = [dict(zip(COLUMNS, row, strict=True)) for row in page]
        villages = {one["village_id"] for one in told}
        names = names_of(sorted({code[:length] for code in villages for length in (6, 9, 12)}))
        secretaries, money = _secretaries(villages, today), _money([one["id"] for one in told])
        for one in told:
            at += 1
            village = one["village_id"]
            yield [
                *(at, one["number"], one["title"], one["industry__name"]),
                *(names.get(village[:6], ""), names.get(village[:9], ""), names.get(village, "")),
                *_person(secretaries.get(village), has_phone=_is_told_phones(postings, village)),
                *(one["scope_of_works"], one["goal"], f"{one['starts_on']:%Y-%m-%d}至{one['ends_on']:%Y-%m-%d}"),
                in_wan(one["investment_amount"]),
                *_by_kind(money.get(one["id"], {})),
                *(in_wan(one["received_amount"]), in_wan(one["spent_amount"]), _papers(one)),
                *(without_noughts(one["progress"]), states[one["state"]], one["problem_count"], one["benefit"]),
                *(one["household_count"], in_wan(one["expected_income_amount"])),
                *("已公示" if one["is_publicized"] else "未公示", "已暂停" if one["is_suspended"] else None),
            ]


def _secretaries(villages: set[str], today: date) -> dict[str, Posting]:
    """Who is first secretary of each of these villages on the day."""
    serving = Posting.objects.in_force(today).filter(role=Role.FIRST_SECRETARY, region__in=villages)
    return {str(one.region_id): one for one in serving.select_related("person").order_by("pk")}


def _person(secretary: Posting | None, *, has_phone: bool) -> tuple[Value, Value, Value]:
    if secretary is None:
        return None, None, None
    person = secretary.person
    return person.name, person.phone if has_phone else None, person.unit


def _is_told_phones(postings: Sequence[Posting], village: str) -> bool:
    """A telephone is told to the organizers of its place; everybody else asks there."""
    return any(one.may(Permission.PROJECT_ADMIT) and village.startswith(one.scope) for one in postings)


def _money(keys: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    """What each kind of source is planned to give each of these projects, in yuan."""
    lines = ProjectFunding.objects.filter(project__in=keys).order_by().values_list("project_id", "kind")
    found: dict[int, dict[str, Decimal]] = {}
    for key, kind, amount in lines.annotate(planned=Sum("planned_amount")):
        found.setdefault(key, {})[kind] = amount
    return found


def _by_kind(amounts: dict[str, Decimal]) -> list[Value]:
    """One amount a column; a column to which nothing is planned stays empty."""
    sums = [sum((amounts.get(kind, Decimal(0)) for kind in kinds), Decimal(0)) for kinds in (*KINDS, OTHERS)]
    return [in_wan(amount) if amount else None for amount in sums]


def _papers(one: dict[str, Any]) -> str | None:
    """How many of the approvals asked for are granted: 已办结2/3."""
    asked = one["approval_count"]
    return f"已办结{asked - one['pending_approval_count']}/{asked}" if asked else None
