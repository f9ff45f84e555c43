"""The picker's search: two characters of a name, its initials, or its code, inside the places a reader may choose.

A place is found through `RegionKey`: the words' first two characters (or all their initials) are one range of its
primary key, whatever the size of the country. What the index cannot tell (a third character) is told by the name.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from . import names, queries
from .models import Level, Region, RegionKey

MOST = 20
MOST_INITIALLED = 2_000
LONGEST_WORDS = 60
# 藤县新庆镇建新村, as a page shows it and people paste it back.
PARTS = re.compile(r".{1,9}?(?:自治区|自治州|自治县|省|市|县|区|旗|镇|乡|街道|苏木)(?=..)|.+")


@dataclass(frozen=True)
class Reach:
    """What may be chosen: inside one of `scopes` (an empty string is the whole country), open on `day`, of `level`."""

    scopes: tuple[str, ...]
    day: date
    level: Level | None = None

    def narrowed(self, within: str) -> "Reach":
        """The part of this reach that lies inside `within`; nothing where they do not meet."""
        if not within:
            return self
        kept = {max(scope, within, key=len) for scope in self.scopes if _meet(scope, within)}
        return Reach(tuple(sorted(kept)), self.day, self.level)

    def places(self) -> QuerySet[Region]:
        """All that may be chosen."""
        rows = Region.objects.filter(queries.inside_any(self.scopes))
        rows = rows.filter(Q(since=None) | Q(since__lte=self.day), Q(until=None) | Q(until__gt=self.day))
        return rows if self.level is None else rows.filter(level=self.level)


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def search(words: str, reach: Reach, limit: int = MOST) -> list[Region]:
    """At most `limit` places, best first: the very name, then names that begin so, then the others; short before long.

    Several words narrow each other: 新庆 建新 is 建新村 in 新庆镇. A whole name run together is taken apart where the
    words as they stand find nothing.
    """
    parts = words[:LONGEST_WORDS].split()
    if not parts:
        return []
    found = _search_parts(parts, reach, limit)
    if not found and len(parts) == 1:
        apart = PARTS.findall(parts[0])
        if len(apart) > 1:
            found = _search_parts(apart, reach, limit)
    return found


def _search_parts(parts: Sequence[str], reach: Reach, limit: int) -> list[Region]:
    for part in parts[:-1]:
        wider = Reach(reach.scopes, reach.day)
        outer = matching(part, wider).exclude(level=Level.VILLAGE).order_by(*_best(part))[:MOST]
        found = queries.outermost(place.code for place in outer)
        reach = Reach(tuple(found), reach.day, reach.level)
    return list(matching(parts[-1], reach).order_by(*_best(parts[-1]))[:limit])


def matching(word: str, reach: Reach) -> QuerySet[Region]:
    """The places one word names: digits are a code's beginning, small letters initials, all else a piece of a name."""
    text = names.clean(word)
    if text.isascii() and text.isdigit():
        return reach.places().filter(_coded(text))
    if text.isascii() and text.isalnum():
        return _initialled(text, reach) if len(text) > 1 else Region.objects.none()
    spoken = names.stem(names.short_name(text))
    if len(spoken) < 2:
        return Region.objects.none()
    rows = reach.places().filter(code__in=_keys(Q(key=spoken[:2]), reach).values("code"))
    return rows.filter(short_name__contains=spoken) if len(spoken) > 2 else rows


def _keys(key: Q, reach: Reach) -> QuerySet[RegionKey]:
    """What the index alone can tell: the key, the scopes, and, by the length of the code, the level."""
    keys = RegionKey.objects.filter(key, queries.inside_any(reach.scopes))
    if reach.level is None:
        return keys
    return keys.alias(digits=Length("code")).filter(digits=queries.LENGTHS[reach.level - 1])


def _initialled(letters: str, reach: Reach) -> QuerySet[Region]:
    """Two letters fit thousands of villages of a country: the higher places and the first by alphabet are looked at."""
    keys = _keys(Q(key__gte=letters, key__lt=_after(letters)), reach).order_by(Length("code"), "key", "code")
    return reach.places().filter(code__in=keys.values("code")[:MOST_INITIALLED])


def _coded(digits: str) -> Q:
    exact = queries.resolve(digits)
    begins = queries.inside_q(digits) if len(digits) <= queries.LONGEST else Q(pk__in=[])
    return begins | Q(code=exact.code) if exact else begins


def _after(letters: str) -> str:
    """The first text after all that begin with these letters or digits."""
    return letters[:-1] + chr(ord(letters[-1]) + 1)


def _best(word: str) -> tuple[Case | Length | str, ...]:
    spoken = names.short_name(names.clean(word))
    rank = Case(
        When(Q(short_name=spoken) | Q(name=spoken) | Q(code=spoken), then=Value(0)),
        When(short_name__startswith=spoken, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rank, Length("short_name"), "code"


def within_scopes(scopes: Iterable[str], day: date, level: Level | None = None) -> Reach:
    """A reach over these scopes, each place once."""
    return Reach(tuple(queries.outermost(scopes)), day, level)
