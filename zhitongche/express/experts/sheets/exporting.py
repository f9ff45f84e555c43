"""The list of experts out: asked for, written at once where it is short, by a worker where it is long, recorded always."""

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
from zhitongche.foundation.batches import by_key
from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.interchange import operations as interchange
from zhitongche.foundation.interchange.marking import taken_out
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.writing import Value, at_once, check_ending, write
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.regions.queries import full_names, resolve

from .. import free, presenting, queries
from ..models import Expert
from .columns import EXPERTS
from .importing import chinese

KIND = "experts.export"
TITLE = "村级人才专家库"
PAGE = 500
COUNTY_DIGITS = 6
GENDERS_SAID = {"male": "男", "female": "女"}


@dataclass(frozen=True)
class Asked:
    """What somebody asks for; `ending` is one of `writing.WRITTEN`, the days are those an expert was entered on (`until` excluded)."""

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
    """The first posting that reads experts. Raises NotYourDuty."""
    for posting in postings:
        if posting.may(Permission.EXPERT_READ):
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


def _wanted(asked: Asked, postings: Sequence[Posting]) -> QuerySet[Expert]:
    rows = queries.visible_to(*postings).filter(is_active=True)
    if asked.region:
        rows = rows.filter(queries.serving(asked.region))
    if asked.since:
        rows = rows.filter(enrolled_at__gte=begins(asked.since))
    if asked.until:
        rows = rows.filter(enrolled_at__lt=begins(asked.until))
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
        return write(
            path, asked.ending, taken_out(TITLE, job.posting, now), EXPERTS, _records(rows, postings, job, progress)
        )


def _records(
    rows: QuerySet[Expert], postings: Sequence[Posting], job: Job, progress: Callable[[int], None]
) -> Iterator[list[Value]]:
    """One row an entry; the phone only where the owner of the list is told it."""
    at = 0
    for page in by_key(queries.for_page(rows), PAGE):
        shown = queries.phones_shown(postings, page)
        named = _named([area.region for one in page for area in queries.areas_of(one)])
        for one in page:
            at += 1
            yield [at, *_record_of(one, named, has_phone=one.pk in shown)]
        progress(at)
    job.total_count = at


def _named(places: Sequence[Region]) -> dict[str, str]:
    """Places as reading finds them again: a county alone, what lies in it with the county before it."""
    whole = full_names({one.pk for one in places if len(one.pk) > COUNTY_DIGITS})
    return {one.pk: whole.get(one.pk, one.short_name) for one in places}


def _record_of(one: Expert, named: Mapping[str, str], *, has_phone: bool) -> list[Value]:
    areas = [named.get(area.region_id, "") for area in queries.areas_of(one) if not area.is_home]
    periods = queries.periods_of(one)
    return [
        *(one.name, GENDERS_SAID.get(one.gender, ""), one.unit, one.post),
        "、".join(skill.name for skill in queries.skills_of(one)),
        *(one.industries, (one.served_as or "是") if one.was_first_secretary else "否", "、".join(areas)),
        one.phone if has_phone else "",
        "；".join(free.words(period) for period in periods) or "不限",
        *(one.visit_count, presenting.past(one) if one.visit_count else "", named.get(one.region_id, ""), one.number),
    ]


def _record(job: Job, now: datetime) -> None:
    kept = {name: value for name, value in job.parameters.items() if name != "kind"}
    audit.record("expert.export", job, by=job.posting, now=now, **kept, count=job.total_count, digest=job.digest)


JOB = interchange.Kind(gettext_lazy("List of experts"), _work, _record)
