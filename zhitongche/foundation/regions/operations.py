"""Every write to places: the bureau's list, renaming, closing, merging, areas of one's own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import flow
from ..audit import operations as audit
from ..audit.chain import digest
from ..errors import BadInput
from ..people.models import Posting
from . import bulk, names, queries, rules
from .models import Level, Region, RegionChange, RegionKey
from .sheet import Line, Sheet

Progress = Callable[[str, int, int], None]
COLUMNS = ("code", "level", "name", "short_name", "parent", "is_custom", "since", "until", "successor")
EXAMPLES = 20
# Areas of one's own count down from here, out of the way of the bureau's own numbers.
HIGHEST_OWN = {2: 99, 3: 999}
LOWEST_OWN = {2: 90, 3: 900}


@dataclass
class Imported:
    """What an import of the bureau's list did, in numbers; `missing` and `kept` name at most twenty codes each."""

    digest: str
    read: int = 0
    added: int = 0
    renamed: int = 0
    missing_count: int = 0
    missing: list[str] = field(default_factory=list)
    kept_count: int = 0
    kept: list[str] = field(default_factory=list)

    audit_chain = "system"

    @property
    def audit_id(self) -> str:
        return self.digest[:16]


def _silent(stage: str, done: int, total: int) -> None:
    """The progress of an import nobody watches."""


@flow.operation
def import_divisions(
    sheet: Sheet, *, by: Posting | None, now: datetime, within: Iterable[str] = (), progress: Progress = _silent
) -> Imported:
    """Bring the places up to the sheet: new ones added, changed names recorded, nothing deleted.

    `within` is what the sheet was cut to: places outside it are not reported missing. Areas of one's own stay, and so
    does a name an administrator gave after the sheet's (both are counted as `kept`). One record for the whole import.
    """
    done = Imported(sheet.digest, read=len(sheet.lines))
    known = {
        code: (name, is_custom)
        for code, name, is_custom in Region.objects.values_list("code", "name", "is_custom").iterator(20_000)
    }
    fresh = [line for line in sheet.lines if line.code not in known]
    changed = [line for line in sheet.lines if known.get(line.code, (line.name,))[0] != line.name]
    changed = _without_kept(changed, known, done)
    _add(fresh, progress)
    _rename_all(changed, known, timezone.localdate(now))
    done.added, done.renamed = len(fresh), len(changed)
    _report_missing(sheet, known, tuple(within), done)
    if done.added:
        bulk.refresh_statistics(Region, RegionKey)
    audit.record(
        "region.import",
        done,
        by=by,
        now=now,
        digest=done.digest,
        read=done.read,
        added=done.added,
        renamed=done.renamed,
        missing=done.missing_count,
        kept=done.kept_count,
        within=sorted(within),
    )
    return done


def _without_kept(changed: list[Line], known: dict[str, tuple[str, bool]], done: Imported) -> list[Line]:
    """The renamings that are news: not of areas of one's own, not back to a name the place no longer bears."""
    former = set(RegionChange.objects.filter(kind=RegionChange.Kind.RENAMED).values_list("region_id", "former_name"))
    kept = [line for line in changed if known[line.code][1] or (line.code, line.name) in former]
    done.kept_count, done.kept = len(kept), [line.code for line in kept[:EXAMPLES]]
    left = {line.code for line in kept}
    return [line for line in changed if line.code not in left]


def _add(fresh: list[Line], progress: Progress) -> None:
    count = 0

    def tell(batch: int) -> None:
        nonlocal count
        count += batch
        progress("places", count, len(fresh))

    rows = ((*line[:5], False, None, None, None) for line in fresh)
    bulk.insert(Region, COLUMNS, rows, tell)
    _index(((line.code, line.short_name) for line in fresh), len(fresh), progress)


def _index(places: Iterable[tuple[str, str]], total: int, progress: Progress) -> None:
    """Write the picker's keys. Sorted first: rows that arrive in the index's own order are written once."""
    pairs: list[tuple[str, str]] = []
    for number, (code, short) in enumerate(places, start=1):
        pairs.extend((key, code) for key in names.keys(short))
        if not number % bulk.BATCH or number == total:
            progress("names", number, total)
    pairs.sort()
    count = 0

    def tell(batch: int) -> None:
        nonlocal count
        count += batch
        progress("index", count, len(pairs))

    bulk.insert(RegionKey, ("key", "code"), pairs, tell)


def _rename_all(changed: list[Line], known: dict[str, tuple[str, bool]], day: date) -> None:
    for line in changed:
        _rename(line.code, line.name, line.short_name, former=known[line.code][0], on=day)


def _rename(code: str, name: str, short: str, *, former: str, on: date) -> None:
    Region.objects.filter(pk=code).update(name=name, short_name=short)
    RegionChange.objects.create(region_id=code, kind=RegionChange.Kind.RENAMED, on=on, former_name=former)
    RegionKey.objects.filter(code=code).delete()
    _write_keys(code, short)


def _write_keys(code: str, short: str) -> None:
    RegionKey.objects.bulk_create([RegionKey(key=key, code=code) for key in sorted(names.keys(short))])


def _report_missing(sheet: Sheet, known: dict[str, tuple[str, bool]], within: tuple[str, ...], done: Imported) -> None:
    listed = {line.code for line in sheet.lines}

    def gone() -> Iterator[str]:
        for code, (_name, is_custom) in known.items():
            if code not in listed and not is_custom and (not within or code.startswith(within)):
                yield code

    missing = sorted(gone())
    done.missing_count, done.missing = len(missing), missing[:EXAMPLES]


@flow.operation
def rename_region(region: Region, *, by: Posting, now: datetime, name: str, on: date) -> Region:
    """Give a place a new official name from a day on; the old one stays in its history."""
    if refusal := rules.why_not_rename(by, region):
        raise refusal
    name = _new_name(name, region.parent_id, except_for=region.code)
    if name == region.name:
        raise BadInput({"name": _("This is its name already.")})
    _sensible_day(region, on, now)
    former, short = region.name, names.short_name(name)
    _rename(region.code, name, short, former=former, on=on)
    region.name, region.short_name = name, short
    audit.record(
        "region.rename",
        region,
        by=by,
        now=now,
        on=on.isoformat(),
        former=digest(region.code, former),
        name=digest(region.code, name),
    )
    return region


@flow.operation
def close_region(region: Region, *, by: Posting, now: datetime, on: date) -> Region:
    """Close a place: `on` is the first day it no longer is."""
    if refusal := rules.why_not_close(by, region):
        raise refusal
    _end(region, on, now, RegionChange.Kind.CLOSED, None)
    audit.record("region.close", region, by=by, now=now, on=on.isoformat())
    return region


@flow.operation
def merge_regions(region: Region, *, by: Posting, now: datetime, into: Region, on: date) -> Region:
    """Close a place into another of its level: `on` is the first day only the other is."""
    if refusal := rules.why_not_merge(by, region) or rules.why_not_manage(by, into):
        raise refusal
    if into.pk == region.pk or into.level != region.level:
        raise BadInput({"into": _("Choose another place of the same level.")})
    if into.until is not None:
        raise BadInput({"into": _("That place has been closed itself.")})
    _end(region, on, now, RegionChange.Kind.MERGED, into)
    audit.record("region.merge", region, by=by, now=now, on=on.isoformat(), into=into.code)
    return region


def _end(region: Region, on: date, now: datetime, kind: RegionChange.Kind, into: Region | None) -> None:
    if Region.objects.filter(parent=region, until=None).exists():
        raise BadInput({"on": _("There are open places inside it: close or merge those first.")})
    _sensible_day(region, on, now)
    # Guarded like a move of state: of two administrators who close the same place one is told it is closed.
    if not Region.objects.filter(pk=region.pk, until=None).update(until=on, successor=into):
        region.refresh_from_db()
        raise rules.why_not_open(region, None) or BadInput({"on": _("This place has changed meanwhile.")})
    region.until, region.successor = on, into
    RegionChange.objects.create(region=region, kind=kind, on=on, into=into)


@flow.operation
def open_custom_area(parent: Region, *, by: Posting, now: datetime, name: str, since: date, code: str = "") -> Region:
    """Open an area of one's own (开发区, 林场) inside a place, one level below it.

    Without a `code` it gets the highest free one of the parent's, from 999 (two digits: 99) downward to 900 (90).
    Raises BadInput for a code that is taken or does not lie directly inside the parent.
    """
    if refusal := rules.why_not_open_custom(by, parent):
        raise refusal
    name = _new_name(name, parent.code)
    code = _checked_code(parent, code) if code else _free_code(parent)
    short = names.short_name(name)
    area = Region.objects.create(
        code=code,
        level=parent.level + 1,
        name=name,
        short_name=short,
        parent=parent,
        is_custom=True,
        since=since,
    )
    RegionChange.objects.create(region=area, kind=RegionChange.Kind.OPENED, on=since)
    _write_keys(code, short)
    audit.record("region.open", area, by=by, now=now, since=since.isoformat(), name=digest(code, name))
    return area


def _code_length(parent: Region) -> int:
    return queries.LENGTHS[Level(parent.level + 1) - 1]


def _checked_code(parent: Region, code: str) -> str:
    is_inside = code.startswith(parent.code) and len(code) == _code_length(parent)
    if not (is_inside and code.isascii() and code.isdigit()):
        raise BadInput(
            {
                "code": _("The code must begin with %(parent)s and have %(length)s digits.")
                % {"parent": parent.code, "length": _code_length(parent)}
            }
        )
    if Region.objects.filter(pk=code).exists():
        raise BadInput({"code": _("Another place has this code.")})
    return code


def _free_code(parent: Region) -> str:
    width = _code_length(parent) - len(parent.code)
    taken = set(Region.objects.filter(parent=parent).values_list("code", flat=True))
    for number in range(HIGHEST_OWN[width], LOWEST_OWN[width] - 1, -1):
        code = f"{parent.code}{number}"
        if code not in taken:
            return code
    raise BadInput({"code": _("All the codes for areas of one's own inside this place are taken: name one.")})


def _new_name(name: str, parent: str | None, except_for: str = "") -> str:
    """The name without blanks around it, if no open neighbour bears it."""
    name = name.strip()
    if not name:
        raise BadInput({"name": _("A place needs a name.")})
    if len(name) > 100:
        raise BadInput({"name": _("A name has at most 100 characters.")})
    namesakes = Region.objects.filter(parent=parent, name=name, until=None).exclude(pk=except_for)
    if namesakes.exists():
        raise BadInput({"name": _("A place beside it has this name already.")})
    return name


def _sensible_day(region: Region, on: date, now: datetime) -> None:
    """A change is dated after the place began and after its last change; a year ahead is a slip of the finger."""
    last = RegionChange.objects.filter(region=region).order_by("-on").values_list("on", flat=True).first()
    begun = max((day for day in (region.since, last) if day), default=None)
    if (begun and on < begun) or (region.since and on <= region.since):
        raise BadInput({"on": _("This day lies before the last change of the place.")})
    if (on - timezone.localdate(now)).days > 366:
        raise BadInput({"on": _("This day is more than a year ahead.")})
