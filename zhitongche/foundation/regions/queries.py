"""Reads of places: by code, inside a scope, by name, as people call them, as they were on a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar, overload

from django.db.models import Model, Q, QuerySet

from ..people.models import Posting
from ..statements import Given, Statement
from .models import Level, Region, RegionChange
from .names import GROUPINGS

M = TypeVar("M", bound=Model)
LENGTHS = (2, 4, 6, 9, 12)
LONGEST = LENGTHS[-1]
# After every place's code, however a database sorts: nothing but nines, and longer than any.
LAST = "9" * (LONGEST + 1)


class GivenCode(Given):
    """The place of a scope's code in a kept statement; as long as the code that will stand there."""

    def __init__(self, name: str, length: int) -> None:
        super().__init__(name)
        self.length = length

    def __len__(self) -> int:
        return self.length

    @staticmethod
    def end_of(name: str) -> str:
        """The name of the place for the first code after all that begin with the one at `name`."""
        return f"{name}_end"

    @property
    def end(self) -> Given:
        return Given(self.end_of(self.name))

    def above(self) -> "list[GivenCode]":
        """The places for the codes it lies in, the highest first, itself last."""
        return [GivenCode(f"{self.name}_{length}", length) for length in LENGTHS if length <= self.length]

    @classmethod
    def given(cls, name: str, code: str) -> dict[str, str]:
        """The values of all its places, where `code` stands at `name`."""
        ends = {cls.end_of(name): next_code(code) or LAST}
        return {name: code, **ends, **{f"{name}_{len(one)}": one for one in ancestors_of(code)}}


def next_code(scope: str) -> str | None:
    """The first code after all that begin with `scope`; None where none comes after (empty, or all nines)."""
    if not scope.strip("9"):
        return None
    return str(int(scope) + 1).zfill(len(scope))


def scope_of(code: str) -> str | None:
    """The scope a code names, zeros behind it dropped: 450422000000 is 450422; None for what can be no code.

    Where a padded code names two places (东莞 is both 4419 and 441900) the same villages lie in either.
    """
    code = code.strip()
    if not (code.isascii() and code.isdigit() and len(code) in LENGTHS):
        return None
    return next(code[:length] for length in LENGTHS if not code[length:].strip("0"))


def inside_q(scope: str | GivenCode, field: str = "code") -> Q:
    """The condition "begins with `scope`" as a range, which an index answers on either database."""
    if not len(scope):
        return everything()
    condition = Q(**{f"{field}__gte": scope})
    end = scope.end if isinstance(scope, GivenCode) else next_code(scope)
    return condition & Q(**{f"{field}__lt": end}) if end else condition


def everything() -> Q:
    """The condition every row meets. An empty `Q` is none at all: OR-ed with another, it leaves the other alone."""
    return ~Q(pk__in=[])


def inside(queryset: QuerySet[M], scope: str, field: str = "code") -> QuerySet[M]:
    """The rows whose `field` is a code inside `scope`; an empty scope is the whole installation."""
    return queryset.filter(inside_q(scope, field))


def inside_any(scopes: Iterable[str], field: str = "code") -> Q:
    """The condition "inside one of these scopes"; nothing lies inside no scope at all."""
    outer = outermost(scopes)
    if not outer:
        return Q(pk__in=[])
    condition = Q()
    for scope in outer:
        if not scope:
            return everything()
        condition |= inside_q(scope, field)
    return condition


def outermost(scopes: Iterable[str]) -> list[str]:
    """The scopes that lie inside no other one of them, in order."""
    kept: list[str] = []
    for scope in sorted(set(scopes)):
        if not kept or not scope.startswith(kept[-1]):
            kept.append(scope)
    return kept


def resolve(code: str) -> Region | None:
    """The place a code names, trailing zeros accepted.

    First the code exactly as given. If there is none, the highest place whose code is the given one with zeros behind
    it: 450422000000 is 藤县. Five padded codes name two or three places (东莞 is both 4419 and 441900): the rule makes
    441900000000 the city; 350527000000 is the village 金门县, whose own code it is. One statement.
    """
    code = code.strip()
    if not (code.isascii() and code.isdigit() and len(code) <= LONGEST):
        return None
    candidates = {code, *(code[:length] for length in LENGTHS if not code[length:].strip("0"))}
    found = {region.code: region for region in Region.objects.filter(code__in=candidates)}
    if code in found:
        return found[code]
    return found[min(found, key=len)] if found else None


def visible_to(*postings: Posting) -> QuerySet[Region]:
    """The places inside the reader's areas."""
    return Region.objects.filter(inside_any(posting.scope for posting in postings))


@overload
def ancestors_of(code: str) -> list[str]: ...
@overload
def ancestors_of(code: GivenCode) -> list[GivenCode]: ...
def ancestors_of(code: str | GivenCode) -> list[str] | list[GivenCode]:
    """The codes of the places a code lies in, the highest first, itself last."""
    if isinstance(code, GivenCode):
        return code.above()
    return [code[:length] for length in LENGTHS if length <= len(code)]


def full_names(codes: Iterable[str]) -> dict[str, str]:
    """藤县新庆镇建新村 for 450422107205: county, township and village; of a county or city with what it lies in.

    One statement for any number of codes. Cities that are none (市辖区) are skipped, a name is not said twice
    (金门县金门县), codes unknown are left out.
    """
    wanted = set(codes)
    needed = {part for code in wanted for part in ancestors_of(code)}
    rows = Region.objects.filter(code__in=needed).values_list("code", "name", "short_name")
    called = {code: (name, short) for code, name, short in rows}
    return {code: _full_name(code, called) for code in wanted if code in called}


def full_name(code: str) -> str:
    """The full name of one place; empty for an unknown code."""
    return full_names([code]).get(code, "")


def _full_name(code: str, called: dict[str, tuple[str, str]]) -> str:
    line = ancestors_of(code)
    # Villages and townships are told by their county, counties by their city, cities by their province.
    line = line[Level.COUNTY - 1 :] if len(line) > Level.COUNTY else line[-3:]
    parts: list[str] = []
    for place in line:
        name, short = called.get(place, ("", ""))
        if name in GROUPINGS and place != code:
            continue
        if parts and short.startswith(parts[-1]):
            # 济源市 and 济源市沁园街道, 金门县 thrice: said once.
            parts.pop()
        parts.append(short)
    # 梧州市藤县: the province goes without saying where there is a city.
    return "".join(parts[-2:] if len(line[-1]) == LENGTHS[Level.COUNTY - 1] else parts)


def children(region: Region) -> QuerySet[Region]:
    """The places directly inside one, closed ones too."""
    return Region.objects.filter(parent=region)


def roots(*postings: Posting) -> QuerySet[Region]:
    """Where a reader's areas begin: the provinces for the whole installation, else the areas themselves."""
    scopes = outermost(posting.scope for posting in postings)
    if "" in scopes:
        return Region.objects.filter(level=Level.PROVINCE)
    return Region.objects.filter(code__in=scopes)


def lineage(region: Region) -> list[Region]:
    """The places a place lies in, the highest first, itself not among them; one statement."""
    return list(Region.objects.filter(code__in=ancestors_of(region.code)[:-1]).order_by("code"))


def history(region: Region) -> list[RegionChange]:
    """What became of a place, newest first, with the places it was merged into."""
    return list(region.changes.select_related("into").order_by("-on", "-pk"))


def name_on(region: Region, day: date) -> str:
    """The place's official name on a day, followed back through its renamings; one statement."""
    later = region.changes.filter(kind=RegionChange.Kind.RENAMED, on__gt=day).order_by("on", "pk").first()
    return later.former_name if later else region.name


def names_of(codes: Sequence[str]) -> dict[str, str]:
    """Short names by code, for columns that show one level only; one statement for a page of them."""
    if not codes:
        return {}
    names: dict[str, str] = {}
    for start in range(0, len(codes), NAMES_AT_ONCE[-1]):
        some = codes[start : start + NAMES_AT_ONCE[-1]]
        size = next(size for size in NAMES_AT_ONCE if size >= len(some))
        padded = [*some, *[some[-1]] * (size - len(some))]
        names |= dict(_NAMES[size].rows(**{f"code{place}": code for place, code in enumerate(padded)}))
    return names


# A list of codes is filled up to one of these lengths, so that there are as few statements to prepare.
NAMES_AT_ONCE = (4, 16, 64)


def _names(size: int) -> Statement:
    codes = [Given(f"code{place}") for place in range(size)]
    return Statement(lambda: Region.objects.filter(code__in=codes).values_list("code", "short_name"))


_NAMES = {size: _names(size) for size in NAMES_AT_ONCE}
