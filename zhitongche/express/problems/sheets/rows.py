"""The rows of the lists that go out: read a page at a time, names looked up once a page."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar.days import begins
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.interchange.outflow import List, Wanted
from zhitongche.foundation.interchange.queries import in_pages
from zhitongche.foundation.interchange.writing import Value, in_wan
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import names_of

from .. import queries
from ..models import Claim, Closure, Problem, ProblemEvent, ProblemFile, Rectification, Request
from ..states import State
from . import columns

PAGE = 2000
# So many names are kept between pages; a province has more villages than that.
MOST_NAMES = 20_000
Record = list[Value]


class Names:
    """Places by code, kept from page to page up to a limit."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def learn(self, villages: Sequence[str]) -> None:
        if len(self.kept) > MOST_NAMES:
            self.kept.clear()
        wanted = {code[:length] for code in villages for length in (6, 9, 12)} - self.kept.keys()
        self.kept |= names_of(sorted(wanted))

    def of(self, village: str) -> tuple[str, str, str]:
        kept = self.kept.get
        return kept(village[:6], ""), kept(village[:9], ""), kept(village, "")


def _on(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


# ---- 问题清单 ----------------------------------------------------------------------------------------------------------

PROBLEM = (
    *("reported_at", "id", "number", "village_id", "reported_by", "reporter__person__name", "category__name"),
    *("description", "amount", "request", "urgency", "suggested__name", "lead__name", "state", "project__title"),
)


def _problems_wanted(wanted: Wanted) -> QuerySet[Problem]:
    rows = queries.within(queries.visible_to(*wanted.postings), wanted.asked.region)
    return wanted.narrow(rows, "reported_at")


def _problems(wanted: Wanted) -> Iterator[Record]:
    names, at = Names(), 0
    states = {state.value: str(state.label) for state in State}
    urgencies = {urgency.value: str(urgency.label) for urgency in Problem.Urgency}
    for page in in_pages(_problems_wanted(wanted), PROBLEM[:2], PROBLEM, PAGE):
        names.learn([row[3] for row in page])
        supporters = _supporters([row[1] for row in page])
        for row in page:
            at += 1
            told, key, number, village, raised_by, reporter, category, description, amount, request, *rest = row
            urgency, suggested, lead, state, project = rest
            yield [
                *(at, number, timezone.localdate(told), *names.of(village), raised_by or reporter, project, category),
                *(description, in_wan(amount), request, urgencies[urgency], suggested, lead, supporters.get(key)),
                *(states[state], None),
            ]


def _supporters(keys: Sequence[int]) -> dict[int, str]:
    """The departments that support each of these problems."""
    found: dict[int, list[str]] = {}
    rows = Rectification.objects.filter(problem__in=keys, origin=Rectification.Origin.SUPPORT, is_dropped=False)
    for key, name in rows.order_by("pk").values_list("problem_id", "department__name"):
        found.setdefault(key, []).append(name)
    return {key: "、".join(named) for key, named in found.items()}


# ---- 整改清单 ----------------------------------------------------------------------------------------------------------

PROMISE = (
    *("made_at", "id", "problem_id", "problem__number", "problem__description", "problem__request", "promise"),
    *("department__leader__name", "department__name", "department_id", "made_by__person__name"),
    *("made_by__person__phone", "due_on", "state", "is_dropped", "result", "extension_count", "problem__closed_at"),
)


def _promises_wanted(wanted: Wanted) -> QuerySet[Rectification]:
    rows = Rectification.objects.filter(
        problem__in=queries.within(queries.visible_to(*wanted.postings), wanted.asked.region)
    )
    return wanted.narrow(rows, "made_at", "problem__number")


def _promises(wanted: Wanted) -> Iterator[Record]:
    at = 0
    own = {posting.department_id for posting in wanted.postings} - {None}
    for page in in_pages(_promises_wanted(wanted), PROMISE[:2], PROMISE, PAGE):
        keys = sorted({row[2] for row in page})
        told, closings = _told(keys), _closings(keys)
        supporters, files, late = _supporters(keys), _evidence(keys), _extensions(keys)
        for row in page:
            at += 1
            _made_at, _id, key, number, problem, goal, promise, leader, name, department, person, phone, *rest = row
            due_on, state, is_dropped, result, extensions, closed_at = rest
            closing = closings.get(key, {})
            yield [
                *(at, number, problem, goal, promise, leader, name, supporters.get(key), person),
                # A telephone is told to the person's own department; everybody else asks there.
                phone if department in own else None,
                *(due_on, result or told.get((key, "report_progress", "text")), _progress(state, is_dropped)),
                *(files.get(key), closing.get("submitted_on"), closing.get("verifier")),
                *(told.get((key, "verify", "opinion")), "是" if closed_at else "否", _on(closed_at)),
                *(late.get((key, department)), due_on if extensions else None),
            ]


def _progress(state: str, is_dropped: bool) -> str:
    if is_dropped:
        return "已终止"
    return "已完成" if state == Rectification.State.DONE else "办理中"


def _told(keys: Sequence[int]) -> dict[tuple[int, str, str], str]:
    """The last words of progress and of verifying, by problem, verb and field."""
    words = {"report_progress": "text", "verify": "opinion"}
    rows = ProblemEvent.objects.filter(problem__in=keys, action__in=words).order_by("problem", "sequence")
    return {
        (key, verb, words[verb]): body.get(words[verb], "")
        for key, verb, body in rows.values_list("problem_id", "action", "body")
    }


def _closings(keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The last attempt at closing each of these problems."""
    rows = Closure.objects.filter(problem__in=keys).order_by("pk")
    return {
        key: {"submitted_on": _on(at), "verifier": verifier}
        for key, at, verifier in rows.values_list("problem_id", "submitted_at", "verified_by__name")
    }


def _evidence(keys: Sequence[int]) -> dict[int, str]:
    """The names of the documents that came with the closings."""
    found: dict[int, list[str]] = {}
    rows = ProblemFile.objects.filter(event__problem__in=keys, is_evidence=True).order_by("pk")
    for key, name in rows.values_list("event__problem_id", "attachment__name"):
        found.setdefault(key, []).append(name)
    return {key: "、".join(named) for key, named in found.items()}


def _extensions(keys: Sequence[int]) -> dict[tuple[int, int], str]:
    """Why a department was given more time, by problem and department."""
    rows = Request.objects.filter(problem__in=keys, verb=Request.Verb.EXTEND, is_granted=True).order_by("pk")
    return {
        (key, department): body.get("reason", "")
        for key, department, body in rows.values_list("problem_id", "department_id", "body")
    }


# ---- 销号台账 ----------------------------------------------------------------------------------------------------------


def _register(wanted: Wanted) -> QuerySet[Closure]:
    """The register of one county or city as it stood at the end of the day `until`, or of today."""
    place = queries.register_place(wanted.postings, wanted.asked.region)
    if place is None:
        raise BadInput({"region": _("A register is a county's or a city's: name the code of one within your reach.")})
    rows = queries.register(wanted.postings, place.code, wanted.asked.until or wanted.today)
    if wanted.asked.since:
        rows = rows.filter(closed_at__gte=begins(wanted.asked.since))
    return rows.filter(problem__number=wanted.asked.number) if wanted.asked.number else rows


def _closed(wanted: Wanted) -> Iterator[Record]:
    names = Names()
    satisfactions = {word.value: str(word.label) for word in Closure.Satisfaction}
    rows = _register(wanted).order_by(*queries.REGISTER_ORDER).iterator(chunk_size=PAGE)
    while page := [row for _at, row in zip(range(PAGE), rows, strict=False)]:
        names.learn([row.problem.village_id for row in page])
        told = _told([row.problem_id for row in page])
        for row in page:
            problem, number = row.problem, row.register_number  # type: ignore[attr-defined]  # annotated by the query
            yield [
                *(number, problem.number, *names.of(problem.village_id), problem.title),
                *(problem.category.name, problem.lead.name if problem.lead else None, _on(problem.reported_at)),
                *(_on(row.closed_at), row.evidence, row.confirmed_by.name if row.confirmed_by else None),
                satisfactions.get(row.satisfaction),
                row.verified_by.name if row.verified_by else None,
                told.get((problem.pk, "verify", "opinion")),
            ]


# ---- 办理情况反馈表 ------------------------------------------------------------------------------------------------------

OPEN_ITEM = ("reported_at", "id", "number", "title", "village_id", "due_on")


def _items(wanted: Wanted) -> QuerySet[Problem]:
    rows = queries.within(mine(wanted.postings), wanted.asked.region)
    return rows.filter(number=wanted.asked.number) if wanted.asked.number else rows


def _open_items(wanted: Wanted) -> Iterator[Record]:
    """What the department leads and has in hand; what it is to fill in stays empty."""
    names = Names()
    for page in in_pages(_items(wanted), OPEN_ITEM[:2], OPEN_ITEM, PAGE):
        names.learn([row[4] for row in page])
        promised = Claim.objects.filter(problem__in=[row[1] for row in page], ended_at=None)
        promises = dict(promised.values_list("problem_id", "measures"))
        for _told_at, key, number, title, village, due_on in page:
            yield [number, title, names.of(village)[2], promises.get(key), due_on, *[None] * 5]


def mine(postings: Sequence[Posting]) -> QuerySet[Problem]:
    """What the reader's departments lead and have in hand."""
    departments = {one.department_id for one in postings if one.may(Permission.PROBLEM_LEAD)} - {None}
    return queries.visible_to(*postings).filter(lead__in=departments, state=State.IN_PROGRESS)


LISTS: dict[str, List] = {
    "problems": List("问题清单", columns.PROBLEMS, _problems_wanted, _problems),
    "rectification": List("整改清单", columns.RECTIFICATION, _promises_wanted, _promises),
    "register": List("销号台账", columns.REGISTER, _register, _closed),
    "feedback": List("办理情况反馈表", columns.FEEDBACK, _items, _open_items),
}
