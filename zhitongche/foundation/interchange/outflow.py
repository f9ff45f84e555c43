"""A list out: asked for, written at once where it is short, by a worker where it is long, recorded always.

One object a room says which lists it gives out, and to whom.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ..audit import operations as audit
from ..calendar.days import begins
from ..errors import BadInput, NotYourDuty, Refused
from ..people.models import Account, Posting
from ..people.queries import postings_in_force
from ..permissions.catalogue import Permission
from ..regions.queries import resolve
from ..web import pages
from ..web.access import SignedInRequest
from . import operations, queries
from .marking import chinese, taken_out
from .models import Job
from .views import send
from .writing import Column, Value, at_once, check_ending, write

# The page of jobs is told how far a list is after so many rows.
EVERY = 1000
DAYS = ("since", "until")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Asked:
    """What somebody asks for: which list, as one of `writing.WRITTEN`, of a place, of some days (`until` excluded), one number.

    `filters` are what else the room's own list can be narrowed by.
    """

    kind: str
    ending: str
    region: str = ""
    since: date | None = None
    until: date | None = None
    number: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)

    def parameters(self) -> dict[str, str]:
        """As a job keeps it; what narrows nothing is left out."""
        told = {name: value for name, value in vars(self).items() if name != "filters"} | dict(self.filters)
        return {name: str(value) for name, value in told.items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> "Asked":
        """What a job keeps, asked for again."""
        own = {name: kept[name] for name in ("kind", "ending", "region", "number") if name in kept}
        days = {name: date.fromisoformat(kept[name]) for name in DAYS if name in kept}
        others = {name: value for name, value in kept.items() if name not in own and name not in days}
        return cls(**own, **days, filters=others)  # type: ignore[arg-type]  # texts and days by their own names


@dataclass(frozen=True)
class Wanted:
    """What is asked for, and whose eyes it is seen with, on which day."""

    postings: tuple[Posting, ...]
    today: date
    asked: Asked = Asked("", "")

    def narrow(self, rows: QuerySet[M], moment: str, number: str = "number") -> QuerySet[M]:
        """Those whose `moment` lies in the days asked for, and whose `number` is the one, where one is named."""
        asked = self.asked
        if asked.since:
            rows = rows.filter(**{f"{moment}__gte": begins(asked.since)})
        if asked.until:
            rows = rows.filter(**{f"{moment}__lt": begins(asked.until)})
        return rows.filter(**{number: asked.number}) if asked.number else rows


@dataclass(frozen=True)
class List:
    """A list that can be taken out: its title, its columns, the records it is made of, and its rows, read a page at a time."""

    title: str
    columns: Sequence[Column]
    chosen: Callable[[Wanted], QuerySet[Any]]
    rows: Callable[[Wanted], Iterator[Sequence[Value]]]

    def count(self, wanted: Wanted, most: int = 0) -> int:
        """How many records; no further than `most`, for whether a list is short has to be known before it is written."""
        found = self.chosen(wanted).order_by()
        return found[:most].count() if most else found.count()


@dataclass(frozen=True)
class Outflow:
    """How one room gives its lists out: `kind` of their jobs, `action` in the operation log, to whom, and which.

    `others` are the duties of those who read the same records without the first one, as who judges or watches does.
    """

    kind: str
    label: Any
    action: str
    permission: Permission
    lists: Mapping[str, List]
    others: frozenset[Permission] = frozenset()

    def reads(self, posting: Posting) -> bool:
        """Whether a posting reads what the lists tell."""
        return any(posting.may(duty) for duty in (self.permission, *self.others))

    def reader(self, postings: Sequence[Posting]) -> Posting:
        """The first posting that reads what the lists tell. Raises NotYourDuty."""
        for posting in postings:
            if self.reads(posting):
                return posting
        raise NotYourDuty(_("Your duties do not include anything that can be taken out as a list."))

    def ask(self, asked: Asked, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
        """A list for its reader: done, where it is short; else a job that waits for a worker.

        Raises NotYourDuty, and BadInput for a list, an ending or a place that is none.
        """
        by, asked = self.reader(postings), self._checked(asked)
        which = self.lists[asked.kind]
        most = at_once(asked.ending)
        count = which.count(Wanted(tuple(postings), timezone.localdate(now), asked), most + 1)
        is_short = count <= most
        job = operations.ask(
            self.kind,
            by=by,
            now=now,
            owner=account,
            parameters=asked.parameters(),
            total_count=count if is_short else 0,
            file_name=f"{which.title}-{timezone.localtime(now):%Y%m%d-%H%M}{asked.ending}",
            state=Job.State.HELD if is_short else Job.State.WAITING,
        )
        return operations.run_at_once(job, self.job, now) if is_short else job

    def to_file(self, asked: Asked, path: Path, *, account: Account, postings: Sequence[Posting], now: datetime) -> Job:
        """A list of any length into a file of the caller's own, for the command. Raises as `ask` does."""
        by, asked = self.reader(postings), self._checked(asked)
        given = asked.parameters()
        job = operations.ask(self.kind, by=by, now=now, owner=account, parameters=given, state=Job.State.HELD)
        return operations.run_at_once(job, self.job, now, path)

    @property
    def job(self) -> operations.Kind:
        return operations.Kind(self.label, self._work, self._record)

    # ---- the page ----------------------------------------------------------------------------------------------------

    def page(
        self, request: SignedInRequest, form: forms.Form, template: str, read: Callable[[forms.Form], Asked]
    ) -> HttpResponseBase:
        """A short list comes at once, a long one is written by a worker and waits under the reader's jobs.

        Raises Http404 for whoever reads none of it.
        """
        if not any(self.reads(posting) for posting in request.postings):
            raise Http404
        if form.is_bound and form.is_valid():
            try:
                return self.handed(request, read(form))
            except Refused as refused:
                pages.tell(form, refused)
        return pages.answer(request, template, form, {})

    def handed(self, request: SignedInRequest, asked: Asked) -> HttpResponseBase:
        """The list itself, or the reader's jobs, among which a long one is written. Raises as `ask` does."""
        job = self.taken(request, asked)
        if job.is_ended:
            return send(job)
        messages.success(request, _("The list is being written. It appears here when it is done."))
        return redirect("jobs:list")

    def taken(self, request: Any, asked: Asked) -> Job:
        """The reader's own job for a list, ended where it was short. Raises as `ask` does."""
        job = self.ask(asked, account=request.account, postings=request.postings, now=request.now)
        return queries.job_of(request.account, job.pk) or job

    # ---- what a job does ---------------------------------------------------------------------------------------------

    def _checked(self, asked: Asked) -> Asked:
        """The same with the place's own code."""
        if asked.kind not in self.lists:
            said = {"kind": asked.kind, "kinds": ", ".join(self.lists)}
            raise BadInput({"kind": _("There is no list “%(kind)s”; there are: %(kinds)s.") % said})
        check_ending(f"list{asked.ending}")
        if not asked.region:
            return asked
        place = resolve(asked.region)
        if place is None:
            raise BadInput({"region": _("There is no place of this code.")})
        return replace(asked, region=place.code)

    def _work(self, job: Job, path: Path, progress: Callable[[int], None], now: datetime) -> str:
        """Write the list as its owner may see it now, whatever they could see when they asked."""
        asked, today = Asked.of(job.parameters), timezone.localdate(now)
        postings = postings_in_force(job.owner, today)
        self.reader(postings)
        which, wanted = self.lists[asked.kind], Wanted(postings, today, asked)
        with chinese():
            if job.state == Job.State.RUNNING:
                job.total_count = which.count(wanted)
                operations.size(job)
            head = taken_out(which.title, job.posting, now)
            return write(path, asked.ending, head, which.columns, _counted(which.rows(wanted), job, progress))

    def _record(self, job: Job, now: datetime) -> None:
        """A line of the log; which list it was, where the room has several (`kind` would read as the kind of a job)."""
        kept = dict(job.parameters)
        kind = kept.pop("kind")
        facts = {"list": kind} if len(self.lists) > 1 else {}
        audit.record(
            self.action, job, by=job.posting, now=now, **facts, **kept, count=job.total_count, digest=job.digest
        )


def _counted(rows: Iterator[Sequence[Value]], job: Job, progress: Callable[[int], None]) -> Iterator[Sequence[Value]]:
    """The rows as they come, counted, the job told from time to time how far it is."""
    count = 0
    for count, row in enumerate(rows, start=1):
        if count % EVERY == 0:
            progress(count)
        yield row
    job.total_count = count
