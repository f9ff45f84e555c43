"""The list of outcomes out: asked for, written at once where it is short, by a worker where it is long, recorded always."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange.marking import taken_out
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.queries import in_pages
from zhitongche.foundation.interchange.writing import Value, at_once, check_ending, write
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import names_of, resolve

from .. import queries
from ..kinds import Kind
from ..models import Outcome
from ..periods import parse
from ..states import STANDING, State
from .columns import OUTCOMES
from .importing import chinese

KIND = "outcomes.export"
TITLE = "成效台账"
PAGE = 2000
READ = (
    *("recorded_at", "id", "number", "village_id", "period", "kind", "amount", "people", "area", "project__number"),
    *("source", "state", "checked_by__person__name", "checked_at"),
)


@dataclass(frozen=True)
class Asked:
    """What somebody asks for; `ending` is one of `writing.WRITTEN`, the days are those it was recorded on (`until` excluded)."""

    kind: str
    ending: str
    region: str = ""
    since: date | None = None
    until: date | None = None
    number: str = ""

    def parameters(self) -> dict[str, str]:
        """As a job keeps it; what narrows nothing is left out."""
        return {name: str(value) for name, value in vars(self).items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> "Asked":
        days: dict[str, Any] = {name: date.fromisoformat(kept[name]) for name in ("since", "until") if name in kept}
        return cls(**{**kept, **days})


def checked(asked: Asked) -> Asked:
    """The same with the place's own code. Raises BadInput for an ending or a place that is none."""
    check_ending(f"list{asked.ending}")
    if not asked.region:
        return asked
    place = resolve(asked.region)
    if place is None:
        raise BadInput({"region": _("There is no place of this code.")})
    return Asked(**{**vars(asked), "region": place.code})


def reader(postings: Sequence[Posting]) -> Posting:
    """The first posting that reads outcomes. Raises NotYourDuty."""
    for posting in postings:
        if posting.may(Permission.OUTCOME_READ):
            return posting
    raise NotYourDuty(_("Your duties do not include anything that can be taken out as a list."))


def ask(asked: Asked, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
    """A list for its reader: done, where it is short; else a job that waits for a worker. Raises NotYourDuty, BadInput."""
    by = reader(postings)
    asked = checked(asked)
    count = len(_wanted(asked, postings).order_by().values_list("pk")[: at_once(asked.ending) + 1])
    is_short = count <= at_once(asked.ending)
    job = interchange.ask(
        KIND,
        by=by,
        now=now,
        owner=account,
        parameters=asked.parameters(),
        total_count=count if is_short else 0,
        file_name=f"{TITLE}-{timezone.localtime(now):%Y%m%d-%H%M}{asked.ending}",
        state=Job.State.HELD if is_short else Job.State.WAITING,
    )
    return interchange.run_at_once(job, JOB, now) if is_short else job


def to_file(asked: Asked, path: Path, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
    """A list of any length into a file of the caller's own, for the command."""
    by = reader(postings)
    asked = checked(asked)
    job = interchange.ask(KIND, by=by, now=now, owner=account, parameters=asked.parameters(), state=Job.State.HELD)
    return interchange.run_at_once(job, JOB, now, path)


def _wanted(asked: Asked, postings: Sequence[Posting]) -> QuerySet[Outcome]:
    rows = queries.within(queries.visible_to(*postings), asked.region).filter(state__in=STANDING)
    if asked.since:
        rows = rows.filter(recorded_at__gte=begins(asked.since))
    if asked.until:
        rows = rows.filter(recorded_at__lt=begins(asked.until))
    return rows.filter(number=asked.number) if asked.number else rows


def _work(job: Job, path: Path, progress: Callable[[int], None], now: datetime) -> str:
    """Write the list as its owner may see it now, whatever they could see when they asked."""
    asked = Asked.of(job.parameters)
    postings = postings_in_force(job.owner, timezone.localdate(now))
    reader(postings)
    rows = _wanted(asked, postings)
    with chinese():
        if job.state == Job.State.RUNNING:
            job.total_count = rows.count()
            interchange.size(job)
        return write(path, asked.ending, taken_out(TITLE, job.posting, now), OUTCOMES, _records(rows, job, progress))


def _records(rows: QuerySet[Outcome], job: Job, progress: Callable[[int], None]) -> Iterator[list[Value]]:
    states = {state.value: str(state.label) for state in State}
    at = 0
    for page in in_pages(rows, READ[:2], READ, PAGE):
        names = names_of(sorted({row[3][:length] for row in page for length in (6, 9, 12)}))
        for row in page:
            at += 1
            _recorded, _id, number, village, period, kind, amount, people, area, project, source, state, *rest = row
            checker, checked_at = rest
            yield [
                *(at, number, *(names.get(village[:length], "") for length in (6, 9, 12)), parse(period).words),
                *(str(Kind(kind).label), amount, people, area, project, source, states[state], checker),
                *(timezone.localdate(checked_at) if checked_at else None, None),
            ]
        progress(at)
    job.total_count = at


def _record(job: Job, now: datetime) -> None:
    kept = {name: value for name, value in job.parameters.items() if name != "kind"}
    audit.record("outcome.export", job, by=job.posting, now=now, **kept, count=job.total_count, digest=job.digest)


JOB = interchange.Kind(gettext_lazy("List of outcomes"), _work, _record)
