"""The works: add photos, start, report, accept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import queries, rules, works
from ..models import Milestone, ProgressReport, Project, ProjectFile
from .holding import hold
from .settling import settle
from .steps import refuse_if, step

# A photo's id, or {file, side, spot} with what is its own.
Photo = UUID | Mapping[str, Any]


@operation
def add_photos(
    project: Project, *, by: Posting, now: datetime, photos: Sequence[Photo], side: str = "before", spot: str = ""
) -> Project:
    """Show spots before, during or after the works; the same spot's photos stand side by side.

    `side` and `spot` are those of each photo that says none of its own: {file, side, spot} in the place of its id.
    """
    refuse_if(rules.why_not_add_photos(by, project))
    files = _shown(photos, side, spot.strip())
    body = {"side": side, "spot": spot.strip(), **_own_words(photos, files)}
    step(project, "add_photos", by=by, now=now, body=body, photos=files)
    return project


@operation
def start(project: Project, *, by: Posting, now: datetime, started_on: date | None = None) -> Project:
    """Begin the works: the plan is approved as it stands, and the first monthly report will be owed."""
    hold(project)
    refuse_if(rules.why_not_start(by, project))
    today = timezone.localdate(now)
    day = started_on or today
    if day > today:
        raise BadInput({"started_on": _("This day has not come yet.")})
    days = workdays()
    changes = {"started_on": day, "report_on": works.owed_on(works.month_of(today), days)}
    step(project, "start", by=by, now=now, body={"started_on": day.isoformat()}, changes=changes)
    milestones = queries.milestones_of(project)
    for one in milestones:
        one.approved_on = one.planned_on
    Milestone.objects.bulk_update(milestones, ["approved_on"])
    settle(project, milestones, days)
    return project


@operation
def report_progress(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    text: str = "",
    milestones: Sequence[int] = (),
    photos: Sequence[Photo] = (),
    side: str = "during",
    spot: str = "",
) -> Project:
    """Report a month: which milestones are done, with photos; without words the record's own words are sent."""
    hold(project)
    refuse_if(rules.why_not_report_progress(by, project))
    today, days = timezone.localdate(now), workdays()
    rows = queries.milestones_of(project)
    done = _done_now(rows, milestones)
    is_unedited = text.strip() in {"", queries.told_of_month(project, rows, today)}
    for one in done:
        one.done_on = today
    month = works.month_told(project.report_on, today)
    # What was offered was said before these were done.
    said = queries.told_of_month(project, rows, today) if is_unedited else text.strip()
    files = _shown(photos, side, spot.strip())
    body = {"text": said, "milestones": [one.name for one in done], "month": month.isoformat(), "spot": spot.strip()}
    body |= _own_words(photos, files)
    changes: dict[str, Any] = {"last_report_at": now}
    # By months, not by days: the calendar may have been corrected since the day was reckoned.
    if project.report_on is not None and works.following(month) >= works.month_of(project.report_on):
        changes["report_on"] = works.owed_on(works.following(month), days)
    event = step(project, "report_progress", by=by, now=now, body=body, changes=changes, photos=files)
    for one in done:
        one.done_event = event
    Milestone.objects.bulk_update(done, ["done_on", "done_event"])
    settle(project, rows, days)
    ProgressReport.objects.create(
        project=project,
        month=month,
        event=event,
        posting=by,
        at=now,
        text=said,
        is_unedited=is_unedited,
        progress=project.progress,
        received_amount=project.received_amount,
        spent_amount=project.spent_amount,
    )
    return project


@operation
def accept_work(
    project: Project, *, by: Posting, now: datetime, opinion: str, reason: str = "", papers: Sequence[UUID] = ()
) -> Project:
    """Accept the finished works. Raises NotNow naming everything that is missing.

    While problems of the project are open a reason is needed, which stands in the history with their numbers; without
    one it raises BadInput, naming them.
    """
    hold(project)
    refuse_if(rules.why_not_accept_work(by, project))
    open_ = _open_problems(project)
    if open_ and not reason.strip() and "problems" not in queries.waived_at(project.village_id, "accept_work"):
        sentence = _("Problems are still open: %(numbers)s. Say why the works are accepted all the same.")
        raise BadInput({"reason": sentence % {"numbers": _("; ").join(open_)}})
    body: dict[str, Any] = {"opinion": opinion}
    if open_:
        body |= {"reason": reason.strip(), "open": open_}
    changes = {"accepted_on": timezone.localdate(now), "due_on": None, "soon_on": None, "report_on": None}
    files = [(ProjectFile.Side.PAPER.value, "", file) for file in papers]
    facts: dict[str, Any] = {"open": open_} if open_ else {}
    step(project, "accept_work", by=by, now=now, body=body, changes=changes, photos=files, **facts)
    return project


def _shown(photos: Sequence[Photo], side: str, spot: str) -> list[tuple[str, str, UUID]]:
    """Side, spot and id of each photo: its own words, else those of the act."""
    told: list[Mapping[str, Any]] = [one if isinstance(one, Mapping) else {"file": one} for one in photos]
    own = [(one.get("side"), one.get("spot"), one["file"]) for one in told]
    return [(at or side, spot if of is None else of.strip(), file) for at, of, file in own]


def _own_words(photos: Sequence[Photo], files: Sequence[tuple[str, str, UUID]]) -> dict[str, Any]:
    """What the history keeps beside the act's side and spot, where a photo has its own."""
    if not any(isinstance(one, Mapping) for one in photos):
        return {}
    return {"photos": [{"side": side, "spot": spot} for side, spot, _file in files]}


def _open_problems(project: Project) -> list[str]:
    """The numbers of its problems that are not closed; asked of the project's own rows, for problems come after projects."""
    if not project.open_problem_count:
        return []
    return list(project.problems.filter(is_open=True).order_by("number").values_list("number", flat=True))


def _done_now(rows: Sequence[Milestone], positions: Sequence[int]) -> list[Milestone]:
    """The milestones of these positions that are not done yet. Raises BadInput for any other."""
    open_ = {one.position: one for one in rows if one.done_on is None}
    wanted = [int(position) for position in dict.fromkeys(positions)]
    if any(position not in open_ for position in wanted):
        raise BadInput({"milestones": _("Choose milestones that are not done yet.")})
    return [open_[position] for position in wanted]
