"""What a figure is found by: its title as people say it, its number, its village and the places around it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import LENGTHS, ancestors_of, names_of
from zhitongche.foundation.search import building, index
from zhitongche.foundation.search.engines import Row

from .models import Outcome

KIND = "outcome"


def keep(outcomes: Sequence[Outcome]) -> None:
    """Write the documents of new figures, within the act that makes them."""
    index.keep_many(_documents(outcomes))


def build(told: Callable[[int], None]) -> int:
    """Write the documents of all figures that have none; tells each batch's size, returns how many there were."""
    return building.build(KIND, Outcome.objects.select_related("village"), _documents, told)


def _documents(outcomes: Sequence[Outcome]) -> Iterator[Row]:
    names = names_of(sorted({code for outcome in outcomes for code in ancestors_of(outcome.village_id)}))
    for outcome in outcomes:
        yield index.document(
            KIND,
            outcome.pk,
            title=outcome.office_title,
            texts=[outcome.number, "".join(names.get(code, "") for code in _line(outcome)[-3:]), outcome.source],
            scopes=_line(outcome),
            at=outcome.recorded_at,
        )


def scopes_of(postings: Iterable[Posting], region: str = "") -> list[str] | None:
    """Where the readers' figures are found, narrowed to a place where one is named; None is everywhere."""
    found = {posting.scope for posting in postings if posting.may(Permission.OUTCOME_READ)}
    if region.isascii() and region.isdigit() and len(region) in LENGTHS:
        found = {max(one, region, key=len) for one in found if one.startswith(region) or region.startswith(one)}
    return None if "" in found else sorted(found)


def _line(outcome: Outcome) -> list[str]:
    return ancestors_of(outcome.village_id)
