"""Projects as other rooms choose them: by number, by words of the title, or out of a village's own."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from zhitongche.foundation.people.models import Posting

from ..models import Project
from .seeing import visible_to

MOST_FOUND = 10
# A village has few at a time; a select holds no more.
MOST_OFFERED = 30


def open_in(village: str, postings: Sequence[Posting]) -> list[Project]:
    """What the postings see of a village's projects that are not handed over, the newest first."""
    rows = visible_to(*postings).filter(village=village, is_open=True)
    return list(rows.order_by("-planned_at", "-pk")[:MOST_OFFERED])


def found_by(words: str, postings: Sequence[Posting]) -> list[Project]:
    """The open projects within reach that have this number, or these words in their title."""
    text = words.strip()
    if not text:
        return []
    rows = visible_to(*postings).filter(is_open=True).filter(Q(number=text.upper()) | Q(title__contains=text))
    return list(rows.order_by("-planned_at", "-pk")[:MOST_FOUND])


def of_numbers(numbers: Collection[str], posting: Posting) -> dict[str, Project]:
    """The projects of these numbers that the posting sees; one statement, none where nothing is named."""
    if not numbers:
        return {}
    return {one.number: one for one in visible_to(posting).filter(number__in=numbers)}


def of_key(key: int | None, postings: Sequence[Posting]) -> Project | None:
    """The project of that key, if one of the postings sees it."""
    return None if key is None else visible_to(*postings).filter(pk=key).first()


def number_of(key: int | None) -> str | None:
    """The number of a project, for somebody who sees what is linked to it."""
    return None if key is None else Project.objects.values_list("number", flat=True).get(pk=key)
