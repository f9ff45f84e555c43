"""What a dispatch is found by: what it is about, its task, the expert's name, and the village."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import ancestors_of, full_names
from zhitongche.foundation.search import building, index
from zhitongche.foundation.search.engines import Row

from .models import Dispatch

KIND = "dispatch"


def keep(dispatch: Dispatch) -> None:
    """Write the document, within the act that makes the dispatch."""
    index.keep(KIND, dispatch.pk, **_facts(dispatch, full_names([dispatch.village_id])))


def follow(dispatch: Dispatch, texts: Iterable[str]) -> None:
    """Add what a step said."""
    index.extend(KIND, dispatch.pk, texts=list(texts))


def build(told: Callable[[int], None]) -> int:
    """Write the documents of all dispatches that have none; tells each batch's size, returns how many there were."""
    return building.build(KIND, Dispatch.objects.select_related("expert"), _documents, told)


def _documents(dispatches: Sequence[Dispatch]) -> Iterator[Row]:
    named = full_names({one.village_id for one in dispatches})
    for one in dispatches:
        yield index.document(KIND, one.pk, **_facts(one, named), later=f"{one.report}\n{one.advice}")


def _facts(dispatch: Dispatch, named: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of `index.keep`."""
    texts = [dispatch.task, dispatch.number, dispatch.expert.name, named.get(dispatch.village_id, "")]
    scopes = ancestors_of(dispatch.village_id)
    if dispatch.expert.person_id is not None:
        scopes.append(own_scope(dispatch.expert.person_id))
    return {"title": dispatch.title, "texts": texts, "scopes": scopes, "at": dispatch.proposed_at}


def scopes_of(postings: Iterable[Posting]) -> list[str] | None:
    """Where the readers' dispatches are found; candidates only: who sees what is said by `queries.visible_to`."""
    found = {
        own_scope(posting.person_id) if posting.role == Role.EXPERT else posting.scope
        for posting in postings
        if posting.may(Permission.EXPERT_READ)
    }
    return None if "" in found else sorted(found)


def own_scope(person: int) -> str:
    """What a person is sent on."""
    return f"p{person}"
