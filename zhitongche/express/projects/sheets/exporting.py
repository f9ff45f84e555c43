"""The library out: asked for, written at once where it is short, by a worker where it is long, recorded always."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange.marking import taken_out
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.writing import Value, at_once, check_ending, write
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import resolve

from .. import queries
from ..models import Project
from .columns import PROJECTS
from .rows import records

KIND = "projects.export"
TITLE = "项目库"
# The page is told how far it is after so many rows.
EVERY = 1000


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: `ending` is one of `writing.WRITTEN`, the others are the filters of the list, and one number."""

    kind: str
    ending: str
    region: str = ""
    since: date | None = None
    until: date | None = None
    number: str = ""
    state: str = ""
    industry: str = ""
    light: str = ""
    submission: str = ""
    level: str = ""
    batch: str = ""
    gap: str = ""
    report: str = ""
    q: str = ""

    def parameters(self) -> dict[str, str]:
        """As a job keeps it; what narrows nothing is left out."""
        return {name: str(value) for name, value in vars(self).items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> "Asked":
        days: dict[str, Any] = {name: date.fromisoformat(kept[name]) for name in ("since", "until") if name in kept}
        return cls(**{**kept, **days})

    def filters(self) -> queries.Filters:
        given = {name: value for name, value in vars(self).items() if name not in {"kind", "ending", "number"}}
        return queries.Filters(**given)


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
    """The first posting that reads projects. Raises NotYourDuty."""
    for posting in postings:
        if posting.may(Permission.PROJECT_READ):
            return posting
    raise NotYourDuty(_("Your duties do not include anything that can be taken out as a list."))


def ask(asked: Asked, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
    """A list for its reader: done, where it is short; else a job that waits for a worker. Raises NotYourDuty, BadInput."""
    by = reader(postings)
    asked = checked(asked)
    count = _wanted(asked, postings, timezone.localdate(now))[: at_once(asked.ending) + 1].count()
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


def _wanted(asked: Asked, postings: Sequence[Posting], today: date) -> QuerySet[Project]:
    rows = queries.listed(postings, asked.filters(), today).order_by()
    return rows.filter(number=asked.number) if asked.number else rows


def _work(job: Job, path: Path, progress: Callable[[int], None], now: datetime) -> str:
    """Write the list as its owner may see it now, whatever they could see when they asked."""
    asked = Asked.of(job.parameters)
    today = timezone.localdate(now)
    postings = postings_in_force(job.owner, today)
    reader(postings)
    rows = _wanted(asked, postings, today)
    with translation.override(settings.LANGUAGE_CODE):
        if job.state == Job.State.RUNNING:
            job.total_count = rows.count()
            interchange.size(job)
        lines = _counted(records(rows, postings, today), job, progress)
        return write(path, asked.ending, taken_out(TITLE, job.posting, now), PROJECTS, lines)


def _counted(lines: Iterator[list[Value]], job: Job, progress: Callable[[int], None]) -> Iterator[list[Value]]:
    count = 0
    for count, line in enumerate(lines, start=1):
        if count % EVERY == 0:
            progress(count)
        yield line
    job.total_count = count


def _record(job: Job, now: datetime) -> None:
    kept = {name: value for name, value in job.parameters.items() if name != "kind"}
    audit.record("project.export", job, by=job.posting, now=now, **kept, count=job.total_count, digest=job.digest)


JOB = interchange.Kind(gettext_lazy("List of projects"), _work, _record)
