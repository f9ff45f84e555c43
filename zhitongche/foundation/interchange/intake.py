"""A list in: sent, looked at row by row, its columns chosen, carried out or dropped. One object a room says whose list it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import BadInput, Refused
from ..people.models import Posting
from ..people.queries import postings_in_force
from ..web import acts, pages
from ..web.access import SignedInRequest
from . import fates, operations, queries
from .forms import ColumnsForm, SheetForm
from .models import Job
from .reading import Sheet
from .writing import Column

P = TypeVar("P", bound=fates.Plan[Any])


@dataclass(frozen=True)
class Choice:
    """Columns that are chosen on the page: under which kind they are remembered, which there are, which one a list cannot do without.

    `of` is the list of a plan that has them; none where the workbook holds no such list.
    """

    kind: str
    columns: tuple[Column, ...]
    needed: str
    of: Callable[[Any], fates.Plan[Any] | None] = lambda plan: plan


@dataclass(frozen=True)
class Intake(Generic[P]):
    """How one room takes a list in.

    `room` is the namespace of the pages `send_in` and `sent_in`, `templates` the folder of the two, `after` where a list
    that was taken leads. `plan` (path, by, now) says what a file would do, `rows` how a page tells its rows, `run` (plan,
    by, now) does it and answers how many and what is said then; `beside` is what else the page is told. More than `at_once` rows are done by a worker.
    """

    kind: str
    label: Any
    room: str
    after: str
    templates: str
    why_not: Callable[[Posting, Any], Refused | None]
    plan: Callable[..., P]
    rows: Callable[[P], Any]
    run: Callable[..., tuple[int, str]]
    choices: Mapping[str, Choice] = field(default_factory=dict)
    beside: Callable[[P], Mapping[str, Any]] = lambda _plan: {}
    at_once: int | None = None

    # ---- the pages ---------------------------------------------------------------------------------------------------

    def send_in(self, request: SignedInRequest, context: Mapping[str, Any] | None = None) -> HttpResponse:
        """Choose the office's list; nothing is done with it yet."""
        by = self._sender(request)
        form = SheetForm() if request.method == "GET" else SheetForm(request.POST, request.FILES)
        if request.method == "POST":
            gone_on = pages.submit(
                request, form, lambda: self._page_of(self.hold(acts.cleaned(form)["sheet"], request, by))
            )
            if gone_on is not None:
                return gone_on
        return pages.answer(request, f"{self.templates}/send_in.html", form, dict(context or {}))

    def sent_in(self, request: SignedInRequest, key: UUID) -> HttpResponse:
        """What the list would do, row by row; and doing it, or telling what its columns mean, or dropping it."""
        by, job = self._sender(request), self._own(request, key)
        form = forms.Form(request.POST)
        if request.method == "POST":
            gone_on = pages.submit(request, form, lambda: self._done(request, job, by))
            if gone_on is not None:
                return gone_on
        return pages.answer(request, f"{self.templates}/sent_in.html", form, self._looked_at(request, job, by))

    def hold(self, sheet: "UploadedFile[Any]", request: Any, by: Posting) -> Job:
        """Keep the sheet until its sender has seen what it would do. Raises BadInput (`sheet`)."""
        return operations.hold(
            sheet,
            self.kind,
            by=by,
            now=request.now,
            owner=request.account,
            page=f"{self.room}:sent_in",
            parameters={},
        )

    def _sender(self, request: SignedInRequest) -> Posting:
        """The posting that may. Raises Http404: to everybody else the page does not exist."""
        for posting in request.postings:
            if self.why_not(posting, None) is None:
                return posting
        raise Http404

    def _own(self, request: SignedInRequest, key: UUID) -> Job:
        """A sheet of the reader's own. Raises Http404 else; one carried out is only there for the same POST again."""
        job = queries.job_of(request.account, key)
        if job is None or job.kind != self.kind or (job.state != Job.State.HELD and request.method == "GET"):
            raise Http404
        return job

    def _page_of(self, job: Job) -> str:
        return reverse(f"{self.room}:sent_in", args=[job.pk])

    def _looked_at(self, request: SignedInRequest, job: Job, by: Posting) -> dict[str, Any]:
        try:
            plan = self.plan(operations.sheet_of(job), by=by, now=request.now)
        except BadInput as bad:
            return {"job": job, "unreadable": next(iter(bad.faults.values()))}
        return {
            "job": job,
            "plan": plan,
            "faults": fates.faults(plan.sheet, plan.faults),
            "figures": fates.figures(plan),
            "rows": self.rows(plan),
            "can_run": bool(plan.to_do) and not plan.has_faults,
            "is_long": self.is_long(plan),
            "choosing": [
                _asked(word, choice, found.sheet)
                for word, choice in self.choices.items()
                if (found := choice.of(plan)) is not None
            ],
            **self.beside(plan),
        }

    def _done(self, request: SignedInRequest, job: Job, by: Posting) -> str:
        """Do what the page asks with a held sheet; answers the address to go on to."""
        wanted = request.POST.get("do", "")
        if wanted == "drop":
            operations.drop(job, by=by, now=request.now)
            return reverse(f"{self.room}:send_in")
        plan = self.plan(operations.sheet_of(job), by=by, now=request.now)
        if wanted in self.choices:
            return self._chosen(request, job, by, self.choices[wanted], plan)
        if self.is_long(plan):
            plan.refuse_faults()
            operations.release(job, by=by, now=request.now, count=plan.to_do)
            messages.success(request, _("The list is being taken. Here stands how far it is."))
            return reverse("jobs:list")
        count, said = self.run(plan, by=by, now=request.now)
        operations.settle(job, by=by, now=request.now, count=count)
        messages.success(request, said)
        return reverse(self.after)

    def _chosen(self, request: SignedInRequest, job: Job, by: Posting, choice: Choice, plan: P) -> str:
        """Remember what the columns mean, for this sheet and every later one with the same headings."""
        found = choice.of(plan)
        if found is None:
            raise Http404
        form = ColumnsForm(found.sheet, choice.columns, request.POST)
        acts.cleaned(form)
        operations.choose_columns(
            by=by,
            now=request.now,
            kind=choice.kind,
            office=queries.office_of(by),
            fingerprint=found.sheet.fingerprint,
            columns=form.columns(),
        )
        return self._page_of(job)

    # ---- by a worker -------------------------------------------------------------------------------------------------

    def is_long(self, plan: P) -> bool:
        """Whether a worker does it, because its sender would wait too long."""
        return self.at_once is not None and plan.to_do > self.at_once

    @property
    def job(self) -> operations.Kind:
        """A list that a worker takes: read anew as it is by then, and done in the unit that ends the job, or not at all."""
        return operations.Kind(self.label, self._size, self._take)

    def _size(self, job: Job, _path: Path, _progress: Callable[[int], None], now: datetime) -> str:
        job.total_count = self._read(job, now)[0].to_do
        operations.size(job)
        return ""

    def _take(self, job: Job, now: datetime) -> None:
        plan, by = self._read(job, now)
        self.run(plan, by=by, now=now)

    def _read(self, job: Job, now: datetime) -> tuple[P, Posting]:
        """The sheet as it stands now, by the posting that sent it, or by another of its owner's that may."""
        held = sorted(postings_in_force(job.owner, timezone.localdate(now)), key=lambda one: one.pk != job.posting_id)
        by = acts.sender(self.why_not, held)
        plan = self.plan(operations.sheet_of(job), by=by, now=now)
        if plan.has_faults:
            raise Refused(_("It no longer fits what is here. Send the list again and look at what it would do."))
        return plan, by


def _asked(word: str, choice: Choice, sheet: Sheet) -> dict[str, Any]:
    """What the columns of one list mean, for the page to ask; at once where the list cannot be read without it."""
    unknown = [heading for _column, heading in sheet.unknown]
    is_asking = choice.needed not in sheet.columns
    return {"word": word, "form": ColumnsForm(sheet, choice.columns), "unknown": unknown, "is_asking": is_asking}
