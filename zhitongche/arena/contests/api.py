"""The contract's `contests/{n}/entries`: list, entered, read, act; the same operations as the pages."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from zhitongche.foundation.flow import Action
from zhitongche.foundation.web import acts
from zhitongche.foundation.web.api import ListQuery, act, documented, json_answer, offered
from zhitongche.foundation.web.paging import keyset

from . import queries, showcasing
from .actions import BEGIN_ENTRY, ENTRIES
from .models import Contest, Entry
from .schemas import BeginEntryBody, EntryList, EntryOut

router = Router(tags=["contests"])


def find(request: Any, number: str) -> Contest:
    """The contest, if a posting of the caller's sees it. Raises Http404 else."""
    contest = queries.found(request.postings, number)
    if contest is None:
        raise Http404
    return contest


def find_entry(request: Any, number: str, serial: int) -> Entry:
    """The entry, if a posting of the caller's sees it. Raises Http404 else."""
    entry = queries.found_entry(find(request, number), serial, request.postings, request.now)
    if entry is None:
        raise Http404
    return entry


def present(request: Any, entry: Entry) -> dict[str, Any]:
    """The whole resource, read afresh: what the caller sees after the act."""
    return showcasing.resource(queries.entry_afresh(entry), request.postings)


@router.get("/{number}/entries", response=EntryList, url_name="entries")
def list_entries(request: Any, number: str, query: Query[ListQuery]) -> HttpResponse:
    """One's own; from the closing on all that were submitted, to members, keepers and declared judges."""
    rows = queries.entries_visible_to(find(request, number), request.postings, request.now)
    page = keyset(rows, ("serial",), query.cursor, query.limit)
    return json_answer({"items": showcasing.summaries(page.items), "next": page.next})


@router.post(
    "/{number}/entries", response={201: EntryOut}, openapi_extra=documented(BeginEntryBody), url_name="begin-entry"
)
def begin_entry(request: Any, number: str) -> HttpResponse:
    """Begin the own entry; it takes part once it is submitted."""

    def made(request: Any, answer: Any) -> dict[str, Any]:
        own = queries.own_entry(answer, request.postings[0].person_id)
        return present(request, own) if own else {}

    return act(request, BEGIN_ENTRY, find(request, number), made, status=201)


@router.get("/{number}/entries/{serial}", response=EntryOut, url_name="entry")
def read_entry(request: Any, number: str, serial: int) -> HttpResponse:
    return json_answer(present(request, find_entry(request, number, serial)))


@router.get("/{number}/entries/{serial}/actions", url_name="entry-actions")
def list_entry_actions(request: Any, number: str, serial: int) -> HttpResponse:
    """Every verb of the caller's duty, and what would refuse it now."""
    return json_answer(offered(acts.offers(ENTRIES, request.postings, find_entry(request, number, serial))))


def _endpoint(action: Action) -> Any:
    def endpoint(request: HttpRequest, number: str, serial: int) -> HttpResponse:
        return act(request, action, find_entry(request, number, serial), present)

    return endpoint


for verb, action in ENTRIES.items():
    router.post(
        f"/{{number}}/entries/{{serial}}/{verb}",
        operation_id=f"entries_{verb}",
        summary=verb,
        openapi_extra=documented(action.schema),
        url_name=f"entry-{verb}",
    )(_endpoint(action))
