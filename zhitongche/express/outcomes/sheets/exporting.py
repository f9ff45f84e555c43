"""How the list of outcomes goes out from the page, over the API and by the command."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.interchange.outflow import List, Outflow, Wanted
from zhitongche.foundation.interchange.queries import in_pages
from zhitongche.foundation.interchange.writing import Value
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import names_of

from .. import queries
from ..kinds import Kind
from ..models import Outcome
from ..periods import parse
from ..states import STANDING, State
from .columns import OUTCOMES

PAGE = 2000
READ = (
    *("recorded_at", "id", "number", "village_id", "period", "kind", "amount", "people", "area", "project__number"),
    *("source", "state", "checked_by__person__name", "checked_at"),
)


def _chosen(wanted: Wanted) -> QuerySet[Outcome]:
    rows = queries.within(queries.visible_to(*wanted.postings), wanted.asked.region).filter(state__in=STANDING)
    return wanted.narrow(rows, "recorded_at")


def _rows(wanted: Wanted) -> Iterator[list[Value]]:
    states = {state.value: str(state.label) for state in State}
    at = 0
    for page in in_pages(_chosen(wanted), READ[:2], READ, PAGE):
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


LISTS = {"outcomes": List("成效台账", OUTCOMES, _chosen, _rows)}
OUTFLOW = Outflow("outcomes.export", _("List of outcomes"), "outcome.export", Permission.OUTCOME_READ, LISTS)
