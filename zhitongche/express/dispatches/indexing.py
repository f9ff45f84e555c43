"""What a dispatch is found by: what it is about, its task, the expert's name, and the village."""

from collections.abc import Iterable

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import ancestors_of, full_name
from zhitongche.foundation.search import index

from .models import Dispatch

KIND = "dispatch"


def keep(dispatch: Dispatch) -> None:
    """Write the document, within the act that makes the dispatch."""
    texts = [dispatch.task, dispatch.number, dispatch.expert.name, full_name(dispatch.village_id)]
    scopes = ancestors_of(dispatch.village_id)
    if dispatch.expert.person_id is not None:
        scopes.append(own_scope(dispatch.expert.person_id))
    index.keep(KIND, dispatch.pk, title=dispatch.title, texts=texts, scopes=scopes, at=dispatch.proposed_at)


def follow(dispatch: Dispatch, texts: Iterable[str]) -> None:
    """Add what a step said."""
    index.extend(KIND, dispatch.pk, texts=list(texts))


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
