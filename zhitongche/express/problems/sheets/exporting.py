"""Lists out: asked for, written at once where they are short, by a worker where they are long, recorded always."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.writing import Head, at_once, check_ending, write
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.people.wording import office
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import resolve

from .importing import chinese
from .rows import LISTS, List, Wanted

KIND = "problems.export"
# The page is told how far it is after so many rows.
EVERY = 2000


@dataclass(frozen=True)
class Asked:
    """What somebody asks for; `kind` is one of LISTS, `ending` one of `writing.WRITTEN`."""

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
    """The same with the place's own code. Raises BadInput for a list, an ending or a place that is none."""
    if asked.kind not in LISTS:
        kinds = ", ".join(LISTS)
        raise BadInput(
            {"kind": _("There is no list “%(kind)s”; there are: %(kinds)s.") % {"kind": asked.kind, "kinds": kinds}}
        )
    check_ending(f"list{asked.ending}")
    if not asked.region:
        return asked
    place = resolve(asked.region)
    if place is None:
        raise BadInput({"region": _("There is no place of this code.")})
    return Asked(**{**vars(asked), "region": place.code})


def reader(postings: Sequence[Posting]) -> Posting:
    """The first posting that reads problems. Raises NotYourDuty."""
    for posting in postings:
        if posting.may(Permission.PROBLEM_READ):
            return posting
    raise NotYourDuty(_("Your duties do not include anything that can be taken out as a list."))


def ask(asked: Asked, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
    """A list for its reader: done, where it is short; else a job that waits for a worker.

    Raises NotYourDuty, BadInput.
    """
    by = reader(postings)
    asked = checked(asked)
    rows = LISTS[asked.kind].count(_wanted(asked, postings, timezone.localdate(now)), at_once(asked.ending) + 1)
    is_short = rows <= at_once(asked.ending)
    job = interchange.ask(
        KIND,
        by=by,
        now=now,
        owner=account,
        parameters=asked.parameters(),
        total_count=rows if is_short else 0,
        file_name=name_of(asked, now),
        state=Job.State.HELD if is_short else Job.State.WAITING,
    )
    return interchange.run_at_once(job, JOB, now) if is_short else job


def to_file(asked: Asked, path: Path, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
    """A list of any length into a file of the caller's own, for the command."""
    by = reader(postings)
    asked = checked(asked)
    job = interchange.ask(KIND, by=by, now=now, owner=account, parameters=asked.parameters(), state=Job.State.HELD)
    return interchange.run_at_once(job, JOB, now, path)


def name_of(asked: Asked, now: datetime) -> str:
    return f"{LISTS[asked.kind].title}-{timezone.localtime(now):%Y%m%d-%H%M}{asked.ending}"


def _wanted(asked: Asked, postings: Sequence[Posting], today: date) -> Wanted:
    return Wanted(tuple(postings), today, asked.region, asked.since, asked.until, asked.number)


def _work(job: Job, path: Path, progress: Callable[[int], None], now: datetime) -> str:
    """Write the list as its owner may see it now, whatever they could see when they asked."""
    asked = Asked.of(job.parameters)
    today = timezone.localdate(now)
    postings = postings_in_force(job.owner, today)
    reader(postings)
    which, wanted = LISTS[asked.kind], _wanted(asked, postings, today)
    with chinese():
        if job.state == Job.State.RUNNING:
            job.total_count = which.count(wanted, 0)
            interchange.size(job)
        return write(
            path, asked.ending, _head(which, job.posting, now), which.columns, _counted(which, wanted, job, progress)
        )


def _counted(which: List, wanted: Wanted, job: Job, progress: Callable[[int], None]) -> Iterator[Any]:
    count = 0
    for row in which.rows(wanted):
        count += 1
        if count % EVERY == 0:
            progress(count)
        yield row
    job.total_count = count


def _head(which: List, by: Posting, now: datetime) -> Head:
    """The title, and who took the list out, from which office, when: on every page of it."""
    said = _("Taken out by %(name)s, %(office)s, on %(time)s. For official use; do not pass on.") % {
        "name": by.person.name,
        "office": office(by),
        "time": f"{timezone.localtime(now):%Y-%m-%d %H:%M}",
    }
    return Head(which.title, said)


def _record(job: Job, now: datetime) -> None:
    kept = {**job.parameters, "count": job.total_count, "digest": job.digest}
    audit.record(
        "problem.export", job, by=job.posting, now=now, **{_FACTS.get(name, name): kept[name] for name in kept}
    )


# `kind` of a list would read as the kind of a job.
_FACTS = {"kind": "list"}
JOB = interchange.Kind(gettext_lazy("List of problems"), _work, _record)
