"""A project's money: name a source, and change what it plans, commits, has paid, and what was spent of it.

Whoever writes holds the source's row first and the project's after it, in this order everywhere; taking a source back
holds its projects in the order of their keys (`releasing.py`). What is left is asked under these locks, so that of two
who commit the last yuan at one moment the second is told how much is left, and no constraint is ever hit.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.sources import queries as sources
from zhitongche.express.sources.models import FundingSource, Kind
from zhitongche.express.sources.states import State as SourceState
from zhitongche.foundation.errors import BadInput, NotNow, Sentence
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.files.operations import attach
from zhitongche.foundation.flow import operation
from zhitongche.foundation.money import CENT, wrong_amount
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import Plus, insert, insert_all, update
from zhitongche.foundation.templatetags.page import wan

from .. import matching, queries, rules
from ..models import FundingEntry, Project, ProjectFunding
from .holding import hold
from .keeping import NOUGHT
from .overlapping import propose
from .planning import MOST_LINES
from .settling import settle
from .steps import refuse_if, step

Column = FundingEntry.Column
# Every amount of a line, in the order in which money moves.
COLUMNS = tuple(column.value for column in Column)
NUMBER_BEGINS = "LY-"
LONGEST_NAME = 100


def column_of(name: str) -> str:
    return f"{name}_amount"


@operation
def add_funding(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    source: str,
    kind: str,
    planned: Decimal,
    committed: Decimal | None = None,
    on: date | None = None,
    note: str = "",
) -> Project:
    """Name one more source, by the number of the library's or in words, with what is hoped for and maybe committed.

    Amounts are yuan. Raises NotYourDuty, NotNow, and BadInput with the fault of each field.
    """
    refuse_if(rules.why_not_add_funding(by, project))
    found = _source(project, source, by)
    _hold(project, found)
    refuse_if(rules.why_not_add_funding(by, project))
    lines = queries.lines_of(project)
    line = ProjectFunding(
        project=project,
        source=found,
        name=found.name if found else source.strip(),
        kind=found.kind if found else kind,
        position=max((one.position for one in lines), default=0) + 1,
    )
    wanted = {Column.PLANNED.value: planned, Column.COMMITTED.value: committed or NOUGHT}
    faults = _faults_of_new(project, line, lines, kind, timezone.localdate(now))
    if faults := faults or _wrong(wanted, on, timezone.localdate(now)):
        raise BadInput(faults)
    wanted = _in_cents(wanted)
    if found is None or not _is_its_giver(by, found):
        refuse_if(rules.why_not_write(by, project, line, Column.PLANNED))
    if committed:
        refuse_if(rules.why_not_write(by, project, line, Column.COMMITTED))
    if faults := _too_much(project, line, wanted):
        raise BadInput(faults)
    insert(line)
    _write(project, "add_funding", line, wanted, by=by, now=now, on=on, note=note, body={"kind": line.kind})
    return project


@operation
def update_funding(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    funding: int,
    planned: Decimal | None = None,
    committed: Decimal | None = None,
    received: Decimal | None = None,
    spent: Decimal | None = None,
    on: date | None = None,
    note: str = "",
    voucher: Sequence[UUID] = (),
) -> Project:
    """Change amounts of the line at that position, in yuan; what is left out or equal stays. Each change is an entry.

    Raises NotYourDuty for an amount that is another's to say, NotNow, and BadInput: a lower amount without a note,
    more than the source has left, more received than committed, more spent than received.
    """
    refuse_if(rules.why_not_update_funding(by, project))
    _hold(project, _line(project, funding).source)
    refuse_if(rules.why_not_update_funding(by, project))
    line = _line(project, funding)
    said = {"planned": planned, "committed": committed, "received": received, "spent": spent}
    wanted = {
        name: amount for name, amount in said.items() if amount is not None and amount != getattr(line, column_of(name))
    }
    if faults := _wrong(wanted, on, timezone.localdate(now)):
        raise BadInput(faults)
    wanted = _in_cents(wanted)
    if not wanted:
        raise BadInput({"": _("Nothing would change: say at least one new amount.")})
    for name in wanted:
        refuse_if(rules.why_not_write(by, project, line, name))
    refuse_if(_taken_back(line, wanted))
    if faults := _without_note(line, wanted, note) or _too_much(project, line, wanted):
        raise BadInput(faults)
    _write(project, "update_funding", line, wanted, by=by, now=now, on=on, note=note, voucher=voucher)
    return project


def _hold(project: Project, source: FundingSource | None) -> None:
    """The source's row, then the project's; both as they are now."""
    if source is not None:
        FundingSource.objects.select_for_update(no_key=True).get(pk=source.pk)
    hold(project)


def _line(project: Project, position: int) -> ProjectFunding:
    """The line at that position as it is now, with its source."""
    rows = ProjectFunding.objects.select_related("source__department").filter(project=project, position=position)
    line = rows.first()
    if line is None:
        raise BadInput({"funding": _("The project has no source at this place of its list.")})
    return line


def _source(project: Project, source: str, by: Posting) -> FundingSource | None:
    """The library's source that a number names; None for a name in words. Raises BadInput for a number of none."""
    named = source.strip()
    if not named:
        raise BadInput({"source": _("Say where the money is to come from.")})
    if len(named) > LONGEST_NAME:
        raise BadInput({"source": _("At most %(count)d characters.") % {"count": LONGEST_NAME}})
    if not named.upper().startswith(NUMBER_BEGINS):
        return None
    found = sources.found([by], named.upper())
    if found is None:
        raise BadInput({"source": _("There is no source of this number within your reach.")})
    return found


def _is_its_giver(by: Posting, source: FundingSource) -> bool:
    """A department may offer a project its own source before the village has asked for it."""
    return by.department_id is not None and by.department_id == source.department_id


def _faults_of_new(
    project: Project, line: ProjectFunding, lines: Sequence[ProjectFunding], kind: str, today: date
) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if len(lines) >= MOST_LINES:
        faults["source"] = _("At most %(count)d sources; join the smallest.") % {"count": MOST_LINES}
    elif line.source is None:
        if kind not in Kind.values:
            faults["kind"] = _("There is no kind of money “%(code)s”.") % {"code": kind}
        if any(one.source is None and one.name == line.name for one in lines):
            faults["source"] = _("This source is named already: change its line.")
    elif any(one.source_id == line.source_id for one in lines):
        faults["source"] = _("This source is named already: change its line.")
    elif kind != line.source.kind:
        faults["kind"] = _("This source is of the kind “%(kind)s”.") % {"kind": line.source.get_kind_display()}
    elif refused := matching.why_not_for(matching.offer_of(line.source), matching.wish_of(project), today):
        faults["source"] = refused
    return faults


def _in_cents(wanted: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The amounts as they are kept and told: 300000 is 300000.00."""
    return {name: amount.quantize(CENT) for name, amount in wanted.items()}


def _wrong(wanted: Mapping[str, Decimal], on: date | None, today: date) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {name: fault for name, amount in wanted.items() if (fault := wrong_amount(amount))}
    if on is not None and on > today:
        faults["on"] = _("This day has not come yet.")
    return faults


def _without_note(line: ProjectFunding, wanted: Mapping[str, Decimal], note: str) -> dict[str, Sentence]:
    lowered = [name for name, amount in wanted.items() if amount < getattr(line, column_of(name))]
    if not lowered or note.strip():
        return {}
    said = {"column": Column(lowered[0]).label, "amount": wan(getattr(line, column_of(lowered[0])))}
    return {"note": _("%(column)s stands at %(amount)s: a lower amount is a correction and needs a note.") % said}


def _taken_back(line: ProjectFunding, wanted: Mapping[str, Decimal]) -> NotNow | None:
    """A source that was taken back gives nothing more; what it has paid may still be spent and corrected."""
    if line.source is None or line.source.state != SourceState.WITHDRAWN:
        return None
    giving = {"planned", "committed", "received"} & wanted.keys()
    if any(wanted[name] > getattr(line, column_of(name)) for name in giving):
        return NotNow(_("The source was taken back: it gives nothing more."), state=line.source.state)
    return None


def _too_much(project: Project, line: ProjectFunding, wanted: Mapping[str, Decimal]) -> dict[str, Sentence]:
    """What the line, its source and its conditions do not bear, with what they do."""
    after = {name: wanted.get(name, getattr(line, column_of(name))) for name in COLUMNS}
    if after["spent"] > after["received"]:
        name = "spent" if "spent" in wanted else "received"
        told = {"received": wan(after["received"]), "spent": wan(after["spent"])}
        return {name: _("No more is spent than was received: received %(received)s, spent %(spent)s.") % told}
    if after["received"] > after["committed"]:
        name = "received" if "received" in wanted else "committed"
        told = {"committed": wan(after["committed"]), "received": wan(after["received"])}
        sentence = _("No more is received than was committed: committed %(committed)s, received %(received)s.")
        return {name: sentence % told}
    more = after["committed"] - line.committed_amount
    if line.source is None or more <= 0:
        return {}
    left = line.source.left_amount
    if more > left:
        told = {"source": line.source.name, "left": wan(left), "most": wan(line.committed_amount + left)}
        sentence = _("%(source)s has %(left)s left: at most %(most)s can be committed to this project.")
        return {"committed": sentence % told}
    if refused := matching.why_not_amount(
        matching.offer_of(line.source), after["committed"], project.investment_amount
    ):
        return {"committed": refused}
    return {}


def _write(
    project: Project,
    verb: str,
    line: ProjectFunding,
    wanted: Mapping[str, Decimal],
    *,
    by: Posting | None,
    now: datetime,
    on: date | None,
    note: str,
    body: Mapping[str, Any] | None = None,
    voucher: Sequence[UUID] = (),
) -> None:
    """The line, its entries, its source, the project and its township by the same amounts; their rows are held."""
    before = {name: getattr(line, column_of(name)) for name in wanted}
    added = {column_of(name): amount - before[name] for name, amount in wanted.items()}
    given = {name: added.get(name, NOUGHT) for name in ("committed_amount", "received_amount")}
    update(ProjectFunding, {"pk": line.pk}, {name: Plus(amount) for name, amount in added.items()})
    if line.source is not None and any(given.values()):
        update(FundingSource, {"pk": line.source.pk}, {name: Plus(amount) for name, amount in given.items()})
    changed = {name: [str(before[name]), str(amount)] for name, amount in wanted.items() if amount != before[name]}
    told = {"funding": line.position, "name": line.name, "changes": changed, "note": note.strip(), **(body or {})}
    if on is not None:
        told["on"] = on.isoformat()
    facts = [f"{name} {was} {now_is}" for name, (was, now_is) in changed.items()]
    step(project, verb, by=by, now=now, body=told, money=added, line=line.position, amounts=facts)
    paper = attach([("voucher", file) for file in voucher], by=by, now=now) if voucher and by else []
    enter(line, {name: (before[name], wanted[name]) for name in changed}, by=by, now=now, on=on, note=note, paper=paper)
    for name, amount in wanted.items():
        setattr(line, column_of(name), amount)
    if given["committed_amount"]:
        settle(project)
    if {"planned", "committed"} & changed.keys():
        propose(project, now=now)


def enter(
    line: ProjectFunding,
    changes: Mapping[str, tuple[Decimal, Decimal]],
    *,
    by: Posting | None,
    now: datetime,
    on: date | None,
    note: str,
    paper: Sequence[Attachment] = (),
) -> None:
    """Keep what each amount was and is; the paper hangs on the last of them. The line's project is held."""
    last = FundingEntry.objects.filter(line=line).order_by("-sequence").values_list("sequence", flat=True).first() or 0
    day = on or timezone.localdate(now)
    entries = [
        FundingEntry(
            line=line,
            sequence=last + number,
            column=name,
            before_amount=before,
            after_amount=after,
            on=None if name == Column.PLANNED else day,
            note=note.strip(),
            voucher=paper[0] if paper and number == len(changes) else None,
            posting=by,
            at=now,
        )
        for number, (name, (before, after)) in enumerate(changes.items(), start=1)
    ]
    insert_all(entries)
