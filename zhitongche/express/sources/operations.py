"""Every write of a source that touches nothing but itself; taking one back releases lines of projects and stands there."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_number
from zhitongche.foundation import flow
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, Refused, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.money import wrong_amount
from zhitongche.foundation.people import references
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.statements import Plus, insert
from zhitongche.foundation.templatetags.page import wan

from . import indexing, rules
from .models import FundingSource, Kind, SourceEvent
from .states import State

FIRST_YEAR, LAST_YEAR = 2000, 2100
# The fields that are told of a source, and the columns that hold them.
COLUMNS = {
    "name": "name",
    "total": "total_amount",
    "industries": "industries",
    "least": "least_amount",
    "most": "most_amount",
    "most_percent": "most_percent",
    "conditions": "conditions",
    "basis": "basis",
    "apply_by": "apply_by",
    "spend_by": "spend_by",
}


@operation
def open_source(
    *,
    by: Posting,
    now: datetime,
    name: str,
    kind: str,
    total: Decimal,
    year: int | None = None,
    region: str = "",
    department: str = "",
    **conditions: Any,
) -> FundingSource:
    """Open a source: a liaison for the own department, an organizer for the own place or one inside it. Amounts are yuan.

    Raises NotYourDuty, and BadInput with the fault of each field.
    """
    _refuse_if(rules.why_not_open(by))
    place, office = _place(by, region), _office(by, department)
    told = {"name": name.strip(), "total": total, **_complete(conditions)}
    faults = _faults(told)
    if kind not in Kind.values:
        faults["kind"] = _("There is no kind of money “%(code)s”.") % {"code": kind}
    named = year or timezone.localdate(now).year
    if not FIRST_YEAR <= named <= LAST_YEAR:
        faults["year"] = _("This can be no year of a budget.")
    if not told["name"]:
        faults["name"] = _("This is required.")
    if faults:
        raise BadInput(faults)
    source = FundingSource(
        number=next_number(f"LY-{place.code}", timezone.localdate(now).year),
        region=place,
        department=office,
        kind=kind,
        year=named,
        state_since=now,
        opened_at=now,
        event_count=1,
        **{COLUMNS[name]: value for name, value in told.items()},
    )
    insert(source)
    event = _keep(source, "open", by=by, now=now, before="", body=_said(told) | {"kind": kind, "year": named})
    facts = {"kind": kind, "total": str(total), "words": digest(event.salt, canonical(event.body))}
    audit.record("fundingsource.open", source, by=by, now=now, after=State.OPEN, **facts)
    indexing.keep(source)
    return source


@operation
def revise(source: FundingSource, *, by: Posting, now: datetime, **told: Any) -> FundingSource:
    """Say a source anew; the history keeps what stood before. Its total never falls below what is committed."""
    hold(source)
    _refuse_if(rules.why_not_revise(by, source))
    told = _complete(told)
    faults = _faults(told)
    if "total" not in faults and told["total"] < source.committed_amount:
        sentence = _("%(committed)s are committed already: the total cannot be less.")
        faults["total"] = sentence % {"committed": wan(source.committed_amount)}
    if faults:
        raise BadInput(faults)
    was = {name: getattr(source, column) for name, column in COLUMNS.items()}
    changed = {name: value for name, value in told.items() if value != was[name]}
    if not changed:
        raise BadInput({"": _("Nothing would change.")})
    body = {**_said(changed), "was": _said({name: was[name] for name in changed})}
    changes = {COLUMNS[name]: value for name, value in changed.items()}
    move(source, "revise", by=by, now=now, body=body, changes=changes, fields=sorted(changed))
    return source


@operation
def close(source: FundingSource, *, by: Posting, now: datetime, reason: str) -> FundingSource:
    """Take no new project; what was promised is still committed and paid."""
    _refuse_if(rules.why_not_close(by, source))
    move(source, "close", by=by, now=now, body={"reason": reason})
    return source


@operation
def reopen(source: FundingSource, *, by: Posting, now: datetime, reason: str) -> FundingSource:
    """Take new projects again."""
    _refuse_if(rules.why_not_reopen(by, source))
    move(source, "reopen", by=by, now=now, body={"reason": reason})
    return source


def hold(source: FundingSource) -> FundingSource:
    """Lock the row until the unit ends and read it again. A source is held before any project that draws on it."""
    source.refresh_from_db(from_queryset=FundingSource.objects.select_for_update(no_key=True))
    return source


def move(
    source: FundingSource,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    body: Mapping[str, Any],
    changes: Mapping[str, Any] | None = None,
    **facts: Any,
) -> SourceEvent:
    """One step of a source: the guarded move, the words it can be found by, and the history's line."""
    salt = new_salt()
    written = {**(changes or {}), "event_count": Plus(1)}
    words = digest(salt, canonical(body))
    before = flow.move(source, verb, by=by, now=now, changes=written, words=words, **facts)
    indexing.follow(source, body, changes or {})
    return _keep(source, verb, by=by, now=now, before=before, body=body, salt=salt)


def _keep(
    source: FundingSource,
    verb: str,
    *,
    by: Posting,
    now: datetime,
    before: str,
    body: Mapping[str, Any],
    salt: str = "",
) -> SourceEvent:
    event = SourceEvent(
        source=source,
        sequence=source.event_count,
        action=verb,
        posting=by,
        at=now,
        before=before,
        after=source.state,
        body=dict(body),
        salt=salt or new_salt(),
    )
    return insert(event)


def _refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal


def _place(by: Posting, code: str) -> Region:
    """The place whose villages it is for: the posting's own where none is named."""
    place = references.region(code) if code else by.place
    if place is None or not by.reaches(place.code):
        raise BadInput({"region": _("This place lies outside your area.")})
    return place


def _office(by: Posting, code: str) -> Department | None:
    """Who gives it: a liaison's own department, whatever is named; the one an organizer names, or nobody."""
    if by.department is not None:
        return by.department
    return references.department(by, code)


def _complete(told: Mapping[str, Any]) -> dict[str, Any]:
    """Every condition, with what stands for it where nothing was said."""
    empty: dict[str, Any] = {"industries": [], "conditions": "", "basis": ""}
    rest = {name: empty.get(name) for name in COLUMNS if name not in {"name", "total"}}
    given = dict(told)
    given["industries"] = sorted(set(given.get("industries") or []))
    return {**rest, **given}


def _faults(told: Mapping[str, Any]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    for name in ("total", "least", "most"):
        if told[name] is not None and (fault := wrong_amount(told[name])):
            faults[name] = fault
    if not faults and not told["total"]:
        faults["total"] = _("Say how much there is.")
    least, most = told["least"], told["most"]
    if not faults and least is not None and most is not None and least > most:
        faults["most"] = _("The most is below the least.")
    if told["most_percent"] is not None and not 1 <= told["most_percent"] <= 100:
        faults["most_percent"] = _("A share is 1 to 100 of a hundred.")
    if told["apply_by"] and told["spend_by"] and told["spend_by"] < told["apply_by"]:
        faults["spend_by"] = _("It is to be spent before one can apply.")
    return faults


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was told as the history keeps it: amounts and days as text."""
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
