"""What the API answers: the whole resource as the contract names it. Amounts are yuan as strings."""

from datetime import date, datetime

from ninja import Schema

from zhitongche.foundation.web.schemas import AttachedFile


class MilestoneOut(Schema):
    """A step of the works; `milestone` is its number, which it keeps when it is renamed or moved."""

    milestone: int
    position: int
    name: str
    weight: str
    cost: str
    planned_on: date
    approved_on: date | None
    done_on: date | None
    slip_days: int


class FundingOut(Schema):
    """One line of the stack; `source_number` names a source of the library, where it is one."""

    position: int
    source: str
    source_number: str | None
    kind: str
    planned: str
    committed: str
    received: str
    spent: str


class ProjectFileOut(AttachedFile):
    """A photo or paper; the same `spot` before and after stands side by side."""

    side: str
    spot: str


class ProjectRow(Schema):
    """One row of a list: the resource without its long texts and its lines."""

    number: str
    label: str
    state: str
    region: str
    place: str
    level: str
    submission: str
    suspended: bool
    industry: str
    title: str
    batch: str
    created_at: datetime
    progress: str
    investment: str
    committed: str
    gap: str
    due_on: date | None
    light: str
    uncovered_on: date | None
    uncovered: str
    open_problems: int


class ProjectOut(ProjectRow):
    """The whole resource; `gap` is what nobody has committed, `uncovered` what the next milestone lacks."""

    goal: str
    scope_of_works: str
    difficulties: str
    benefit: str
    household_count: int | None
    is_publicized: bool
    starts_on: date
    ends_on: date
    started_on: date | None
    accepted_on: date | None
    handed_over_on: date | None
    custodian: str
    planned: str
    received: str
    spent: str
    report_on: date | None
    plan_version: int
    milestones: list[MilestoneOut]
    funding: list[FundingOut]
    files: list[ProjectFileOut]


class ProjectList(Schema):
    items: list[ProjectRow]
    next: str | None


class IndustryOut(Schema):
    code: str
    label: str


class IndustryList(Schema):
    items: list[IndustryOut]
