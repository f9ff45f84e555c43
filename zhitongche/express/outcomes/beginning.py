"""What the forms and pages of this room begin with."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.forms import Form
from django.http import Http404
from django.urls import reverse

from zhitongche.foundation.errors import Refused
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.templatetags.page import query_string
from zhitongche.foundation.web.access import SignedInRequest

from . import queries, rules
from .forms import QUARTERS, RecordForm, TargetForm, for_kind, offer_periods
from .kinds import Kind
from .periods import FIRST_YEAR, LAST_YEAR, before, quarter_of

VILLAGE_DIGITS = 12


def open_to(postings: Iterable[Posting], why_not: Callable[[Posting], Refused | None]) -> None:
    """Raises Http404 where no posting has the duty: to everybody else the page does not exist."""
    if all(why_not(posting) is not None for posting in postings):
        raise Http404


def kind_of(request: SignedInRequest) -> str:
    """The kind that was chosen, else the first."""
    told = request.POST.get("kind") or request.GET.get("kind") or ""
    return told if told in Kind.values else Kind.values[0]


def year_of(request: SignedInRequest) -> int:
    told = request.GET.get("year", "")
    year = int(told) if told.isascii() and told.isdigit() and len(told) == 4 else request.today.year
    return year if FIRST_YEAR <= year <= LAST_YEAR else int(request.today.year)


def years(request: SignedInRequest, chosen: int) -> list[dict[str, Any]]:
    """The years that are a tap away, as chips."""
    newest = max(chosen, request.today.year)
    return [
        {
            "label": str(year),
            "count": None,
            "address": query_string(request.GET, year=year),
            "is_chosen": year == chosen,
        }
        for year in range(newest, newest - 4, -1)
    ]


def record_form(request: SignedInRequest, kind: str) -> Form:
    """The form of a kind: without the village where the reader speaks for one."""
    if request.method == "POST":
        form: Form = uploaded(request, RecordForm)
    else:
        # The quarter that has just ended is the one that figures come of.
        last = before(quarter_of(request.today))
        form = RecordForm(initial={"kind": kind, "period": str(last), "village": request.GET.get("village", "")})
    if _speaks_for_one(request.postings):
        del form.fields["village"]
    return offer_periods(for_kind(form, kind), request.today)


def target_form(request: SignedInRequest, kind: str) -> Form:
    """The form of a kind and place, filled in with the target that stands."""
    if request.method == "POST":
        form: Form = TargetForm(request.POST)
    else:
        region, year = request.GET.get("region", "") or _own(request.postings), year_of(request)
        held = queries.target_of(region, kind, year) if queries.place_seen(request.postings, region) else None
        stands = dict(zip(QUARTERS, held.quarters, strict=True)) if held is not None else {}
        form = TargetForm(initial={"kind": kind, "region": region, "year": year, **stands})
    if _speaks_for_one(request.postings):
        del form.fields["region"]
    return for_kind(form, kind)


def on_page(request: SignedInRequest, kind: str, page: str) -> dict[str, Any]:
    """The kinds as chips; the rest of the address goes along."""
    address = reverse(page)
    chips = [
        {
            "label": one.label,
            "count": None,
            "address": address + query_string(request.GET, kind=one.value),
            "is_chosen": one.value == kind,
        }
        for one in Kind
    ]
    return {"kinds": chips, "kind": Kind(kind)}


def there(form: Form) -> str:
    """The number of the figure that stands in the way, where the form was refused for it."""
    return getattr(getattr(form, "refusal", None), "number", "")


def ways(postings: Sequence[Posting]) -> dict[str, Any]:
    """What the reader may begin from a page of figures."""
    own = next((posting.region for posting in postings if _is_of_village(posting)), None)
    return {
        "can_record": any(rules.why_not_record(posting) is None for posting in postings),
        "can_set_target": any(rules.why_not_set_target(posting) is None for posting in postings),
        "own_village": own,
    }


def above(request: SignedInRequest, place: Region) -> str:
    """The summary of the place around this one, if the reader sees it; else nothing."""
    parent = queries.place_seen(request.postings, place.parent_id or "-")
    return query_string(request.GET, region=parent.code) if parent is not None else ""


def _is_of_village(posting: Posting) -> bool:
    return posting.may(Permission.OUTCOME_READ) and len(posting.scope) == VILLAGE_DIGITS


def _speaks_for_one(postings: Sequence[Posting]) -> bool:
    """Whether the first posting that records speaks for one village only."""
    first = next((posting for posting in postings if rules.why_not_record(posting) is None), None)
    return first is not None and len(first.scope) == VILLAGE_DIGITS


def _own(postings: Sequence[Posting]) -> str:
    """The place whose target it is, where none is named: the reader's own village or county."""
    return next((one.scope for one in postings if rules.why_not_set_target(one) is None), "")
