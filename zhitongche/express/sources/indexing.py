"""What a source of money is found by: its name, what it asks for, who gives it, and the places it is for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, full_names
from zhitongche.foundation.search import building, index
from zhitongche.foundation.search.engines import Row

from .models import FundingSource, Kind, SourceEvent

KIND = "source"
# The fields of an act that somebody wrote in words; the others are codes, days and figures.
SAID = ("name", "conditions", "basis", "reason")


def keep(source: FundingSource) -> None:
    """Write the document of a source that was opened just now, within the act."""
    index.keep(KIND, source.pk, **_facts(source, full_names([source.region_id])))


def follow(source: FundingSource, body: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Add what a step said: one statement, none for a step without words."""
    index.extend(KIND, source.pk, texts=said(body), title=changes.get("name"))


def build(told: Callable[[int], None]) -> int:
    """Write the documents of all sources that have none; tells each batch's size, returns how many there were."""
    return building.build(KIND, FundingSource.objects.select_related("department"), _documents, told)


def scopes_of(postings: Iterable[Posting]) -> list[str] | None:
    """Where the readers' sources are found: in what they look down on, and above them; None is anywhere.

    Candidates only: who sees what is said by `queries.visible_to`.
    """
    codes = {posting.scope for posting in postings if posting.may(Permission.PROJECT_READ)}
    if "" in codes:
        return None
    return sorted(codes | {below(one) for code in codes for one in ancestors_of(code)})


def below(code: str) -> str:
    """The scope of what is for a whole place, as those inside it ask."""
    return f"{code}^"


def _documents(sources: Sequence[FundingSource]) -> Iterator[Row]:
    named = full_names({source.region_id for source in sources})
    words: dict[int, list[str]] = {source.pk: [] for source in sources}
    events = SourceEvent.objects.filter(source__in=sources, sequence__gt=1).order_by("source", "sequence")
    for key, body in events.values_list("source_id", "body"):
        words[key] += said(body)
    for source in sources:
        yield index.document(KIND, source.pk, **_facts(source, named), later="\n".join(words[source.pk]))


def _facts(source: FundingSource, named: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of `index.keep`."""
    giver = source.department
    # As the office says it, whatever language the actor reads.
    with translation.override(settings.LANGUAGE_CODE):
        kind = str(Kind(source.kind).label)
    texts = [
        *(source.number, str(source.year), kind, source.conditions, source.basis),
        *((giver.name, giver.short_name) if giver is not None else ()),
        named.get(source.region_id, ""),
    ]
    scopes = [*ancestors_of(source.region_id), below(source.region_id)]
    return {"title": source.name, "texts": texts, "scopes": scopes, "at": source.opened_at}


def said(body: Mapping[str, Any]) -> list[str]:
    """The words of a step, by the names of its fields."""
    return [body[name] for name in SAID if isinstance(body.get(name), str) and body[name]]
