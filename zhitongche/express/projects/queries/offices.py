"""What offices hold: the approvals of a place, or of one department, that were handed in and are not yet decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.paging import PAGE_ROWS, Page, keyset

from ..models import ProjectApproval
from ..states import ALIVE
from .seeing import LEVEL_COLUMNS

State = ProjectApproval.State
# A county's, a city's, a province's; who is nearer sees the projects themselves.
PLACES = (2, 4, 6)
# The statutory day runs from acceptance on; what only was handed in stands in the order in which it came.
ORDERS = {State.ACCEPTED: ("due_on", "id"), State.SUBMITTED: ("submitted_on", "id")}


@dataclass(frozen=True)
class Office:
    """What one office holds: `accepted` of it with a running limit, `late` of these beyond it, `submitted` not accepted yet.

    `code` is the department's, else the office's name in the library, where nobody of the product decides.
    """

    code: str
    name: str
    department: int | None
    accepted: int
    late: int
    submitted: int
    due_on: date | None
    submitted_on: date | None

    @property
    def count(self) -> int:
        return self.accepted + self.submitted


def watches(posting: Posting) -> bool:
    """Whether the posting sees what offices hold: those of a county or above, and a department its own."""
    if not posting.may(Permission.PROJECT_READ):
        return False
    return posting.department_id is not None or len(posting.scope) in PLACES


def held_within(postings: Sequence[Posting]) -> QuerySet[ProjectApproval]:
    """What offices hold within the reach of these postings, of projects whose works are not accepted yet."""
    reach = Q(pk__in=[])
    for posting in postings:
        if watches(posting):
            reach |= _reach(posting)
    held = ProjectApproval.objects.filter(reach, holder=ProjectApproval.Holder.OFFICE)
    return held.filter(project__state__in=sorted(ALIVE))


def _reach(posting: Posting) -> Q:
    if posting.department_id is not None:
        return Q(department=posting.department_id)
    return Q(**{LEVEL_COLUMNS[len(posting.scope)]: posting.scope})


def offices(postings: Sequence[Posting], today: date) -> list[Office]:
    """Each office that holds something, the nearest or most exceeded statutory day first; two statements at most."""
    is_accepted, is_submitted = Q(state=State.ACCEPTED), Q(state=State.SUBMITTED)
    sums = {
        "accepted": Count("pk", filter=is_accepted),
        "late": Count("pk", filter=is_accepted & Q(due_on__lt=today)),
        "submitted": Count("pk", filter=is_submitted),
        "first_due": Min("due_on", filter=is_accepted),
        "first_sent": Min("submitted_on", filter=is_submitted),
    }
    held = held_within(postings).order_by()
    named = held.filter(department__isnull=False).values_list("department__code", "department__name", "department")
    unnamed = held.filter(department__isnull=True).values_list("item__office")
    found = [Office(*row) for row in named.annotate(**sums)]
    if any(posting.department_id is None for posting in postings):
        found += [Office(name, name, None, *row) for name, *row in unnamed.annotate(**sums)]
    return sorted(found, key=_urgency)


def _urgency(office: Office) -> tuple[date, date, str]:
    return office.due_on or date.max, office.submitted_on or date.max, office.code


def called(found: Sequence[Office], code: str) -> Office | None:
    """The office of that code among those that hold something; None is all of them."""
    return next((one for one in found if code and one.code == code), None)


def state_called(state: str) -> State:
    """What is examined, or what waits to be accepted."""
    return State.SUBMITTED if state == State.SUBMITTED else State.ACCEPTED


def page_held(
    postings: Sequence[Posting],
    state: State,
    office: Office | None,
    cursor: str | None,
    limit: int = PAGE_ROWS,
) -> Page[ProjectApproval]:
    """What is held in one state, of one office or of all: one statement. Raises BadCursor."""
    rows = held_within(postings).filter(state=state)
    if office is not None:
        by_name = Q(department__isnull=True, item__office=office.name)
        rows = rows.filter(by_name if office.department is None else Q(department=office.department))
    return keyset(rows.select_related("item", "department", "project__village"), ORDERS[state], cursor, limit)
