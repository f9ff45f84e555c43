"""Places and offices as a list names them, found without guessing: one match, or a fault that says why not."""

from datetime import date

from django.utils.translation import gettext as _

from ...regions import names, search
from ...regions.models import Region
from ...regions.queries import ancestors_of, full_names, resolve
from .. import queries
from ..models import Department, Posting


class NotFound(ValueError):
    """Carries the sentence of the fault."""


def place(text: str, by: Posting, on: date) -> Region:
    """A code, 建新村, 建新村委会 or 藤县新庆镇建新村, inside the posting's own place. Raises NotFound."""
    if text.isascii() and text.isdigit():
        found = resolve(text)
        if found is None or not by.reaches(found.pk):
            raise NotFound(_("There is no place of this code within your area."))
        return found
    words = names.clean(text)
    reach = search.within_scopes([by.scope], on)
    candidates = [region for region in search.search(text, reach, limit=50) if _is_called(region, words)]
    if not candidates:
        candidates = [
            region for region in search.search(names.short_name(text), reach, limit=50) if _is_called(region, words)
        ]
    if not candidates:
        raise NotFound(_("There is no place of this name within your area."))
    if len(candidates) > 1:
        called = full_names(region.pk for region in candidates[:5])
        raise NotFound(_("Several places have this name: %(names)s.") % {"names": ", ".join(sorted(called.values()))})
    return candidates[0]


def department(text: str, by: Posting, inside: Region | None) -> Department:
    """A code or a name, in the place named beside it where there is one. Raises NotFound."""
    rows = queries.departments_visible_to(by).filter(until=None)
    if inside is not None:
        rows = rows.filter(region=inside)
    found = (
        list(rows.filter(code=text)[:1]) or list(rows.filter(name=text)[:2]) or list(rows.filter(short_name=text)[:2])
    )
    if not found:
        raise NotFound(_("There is no department of this name within your area."))
    if len(found) > 1:
        raise NotFound(_("Several departments have this name; write the code."))
    return found[0]


def _is_called(region: Region, words: str) -> bool:
    """Whether the words are this place's name, with or without the names of the places it lies in before it."""
    for own in {names.clean(region.name), names.clean(region.short_name)}:
        if words.endswith(own) and _leads_to(words.removesuffix(own), region):
            return True
    return False


def _leads_to(prefix: str, region: Region) -> bool:
    if not prefix:
        return True
    above = Region.objects.filter(pk__in=ancestors_of(region.pk)[:-1]).order_by("pk")
    for one in above:
        for own in sorted({names.clean(one.name), names.clean(one.short_name)}, key=len, reverse=True):
            if prefix.startswith(own):
                prefix = prefix.removeprefix(own)
                break
    return not prefix
