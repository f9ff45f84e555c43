"""A contest is drawn up from its rules, revised while it is a draft, and opened: from then on its rules are fixed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.alliances import queries as alliances
from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.alliances.states import State as AllianceState
from zhitongche.arena.indicators import queries as indicators
from zhitongche.arena.indicators.models import Indicator
from zhitongche.arena.indicators.states import State as LibraryState
from zhitongche.express.numbers.operations import next_number
from zhitongche.foundation.errors import BadInput, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import begin, hold, refuse_if, step
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert

from .. import rulebook
from .. import rules as ruling
from ..models import Contest, ContestEvent, ContestRules
from .telling import tell_members

PREFIX = "BW-"
LEAST_NOTICE, MOST_NOTICE = 1, 30
LEAST_JUDGES = 1


@dataclass(frozen=True)
class Plan:
    """What a contest is made of, read and checked: the same when it is drawn up and when it is revised."""

    title: str
    item: Indicator
    month: date
    entries_close_at: datetime
    scores_close_at: datetime
    judges_per_entry: int | None
    is_hall: bool
    notice_days: int
    rules: dict[str, Any]
    names: dict[str, Any]

    @property
    def columns(self) -> dict[str, Any]:
        """Those of the contest."""
        kept = ("title", "item", "month", "entries_close_at", "scores_close_at")
        return {name: getattr(self, name) for name in (*kept, "judges_per_entry", "is_hall", "notice_days")}

    @property
    def text(self) -> dict[str, Any]:
        """Those of a version of its rules, with their digest."""
        moments = {"entries_close_at": self.entries_close_at, "scores_close_at": self.scores_close_at}
        digest = rulebook.digest_of(self.rules, self.names, **moments)
        return {"rules": self.rules, "names": self.names, "digest": digest, **moments}


@operation
def draw_up(
    *,
    by: Posting,
    now: datetime,
    alliance: str,
    kind: str,
    item: str,
    title: str,
    rules: Mapping[str, Any],
    entries_close_at: datetime,
    scores_close_at: datetime,
    month: date | None = None,
    judges_per_entry: int | None = None,
    is_hall: bool = False,
    notice_days: int = 5,
) -> Contest:
    """Draw up a contest of an alliance (its number) on an item (its code) of a library in force there.

    `rules` are the contract's, each part also with `name` and `levels`. Raises NotYourDuty, and BadInput with the fault
    of each field, of the rules by its place in them.
    """
    refuse_if(ruling.why_not_draw_up(by))
    held = _alliance(by, alliance, kind)
    plan = _plan(
        held,
        item=item,
        title=title,
        rules=rules,
        month=month,
        entries_close_at=entries_close_at,
        scores_close_at=scores_close_at,
        judges_per_entry=judges_per_entry,
        is_hall=is_hall,
        notice_days=notice_days,
    )
    contest = insert(
        Contest(
            number=next_number(f"{PREFIX}{held.region_id}", timezone.localdate(now).year),
            alliance=held,
            region=held.region,
            kind=kind,
            state_since=now,
            drawn_up_at=now,
            event_count=1,
            **plan.columns,
        )
    )
    insert(ContestRules(contest=contest, version=1, proposed_by=by, proposed_at=now, **plan.text))
    begin(contest, ContestEvent, "draw_up", by=by, now=now, body={"title": plan.title, "item": plan.item.code})
    return contest


@operation
def revise(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    title: str,
    entries_close_at: datetime,
    scores_close_at: datetime,
    item: str = "",
    rules: Mapping[str, Any] | None = None,
    month: date | None = None,
    judges_per_entry: int | None = None,
    is_hall: bool = False,
    notice_days: int = 5,
) -> Contest:
    """Say a draft anew; item, month and rules stay where nothing is sent. Raises NotYourDuty, NotNow, BadInput."""
    hold(contest)
    refuse_if(ruling.why_not_revise(by, contest))
    drawn_up = ContestRules.objects.get(contest=contest, version=1)
    plan = _plan(
        contest.alliance,
        item=item or contest.item.code,
        title=title,
        rules=rulebook.joined(drawn_up.rules, drawn_up.names) if rules is None else rules,
        month=month or contest.month,
        entries_close_at=entries_close_at,
        scores_close_at=scores_close_at,
        judges_per_entry=judges_per_entry,
        is_hall=is_hall,
        notice_days=notice_days,
    )
    ContestRules.objects.filter(pk=drawn_up.pk).update(proposed_by=by, proposed_at=now, **plan.text)
    body = {"title": plan.title, "item": plan.item.code, "digest": plan.text["digest"]}
    step(contest, ContestEvent, "revise", by=by, now=now, body=body, changes=plan.columns)
    return contest


@operation
def open_(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """Open it for entries, its rules signed and fixed from then on; its members are told.

    Raises NotYourDuty, NotNow; BadInput where the entries would close in the past or its library was retired.
    """
    hold(contest)
    refuse_if(ruling.why_not_open(by, contest))
    if contest.entries_close_at <= now:
        raise BadInput({"": _("Entries would close in the past: change the dates first.")})
    if contest.item.library.state != LibraryState.ISSUED:
        raise BadInput({"": _("The library of its item is no longer in force: choose an item of another.")})
    drawn_up = ContestRules.objects.get(contest=contest, version=1)
    ContestRules.objects.filter(pk=drawn_up.pk).update(signed_by=by, signed_at=now)
    body = {"digest": drawn_up.digest}
    changes = {"rules_version": 1}
    step(contest, ContestEvent, "open", by=by, now=now, body=body, changes=changes, digest=drawn_up.digest)
    tell_members("open", contest, by=by, now=now)
    return contest


def _alliance(by: Posting, number: str, kind: str) -> Alliance:
    """The alliance that holds it: a bout is of one with members of its own, a final of a chief alliance."""
    if kind not in Contest.Kind.values:
        raise BadInput({"kind": _("There is no “%(code)s”.") % {"code": kind}})
    held = alliances.found([by], number.strip())
    if held is None or not by.reaches(held.region_id):
        raise BadInput({"alliance": _("There is no alliance of this number that you keep.")})
    if held.state != AllianceState.ACTIVE:
        raise BadInput({"alliance": _("This alliance is dissolved.")})
    if kind == Contest.Kind.FINAL and held.parent_id:
        raise BadInput({"alliance": _("A final is held by the chief alliance.")})
    if kind == Contest.Kind.BOUT and alliances.has_subs(held):
        raise BadInput({"alliance": _("It has sub-alliances: a bout is held by one of these.")})
    return held


def _plan(alliance: Alliance, *, item: str, title: str, rules: Mapping[str, Any], **told: Any) -> Plan:
    """What was sent, checked as a whole. Raises BadInput with the fault of each field."""
    faults: dict[str, Sentence] = {}
    if not title.strip():
        faults["title"] = _("This is required.")
    found = indicators.offered_at(alliance.region_id).filter(code=item.strip().upper()).first()
    if found is None:
        faults["item"] = _("There is no item of this code in a library that is in force there.")
    if told["scores_close_at"] <= told["entries_close_at"]:
        faults["scores_close_at"] = _("Scores close after the entries.")
    if not LEAST_NOTICE <= told["notice_days"] <= MOST_NOTICE:
        faults["notice_days"] = _("From %(least)d to %(most)d working days.") % {
            "least": LEAST_NOTICE,
            "most": MOST_NOTICE,
        }
    if told["judges_per_entry"] is not None and told["judges_per_entry"] < LEAST_JUDGES:
        faults["judges_per_entry"] = _("At least one judge looks at each entry.")
    text, names = rulebook.parted(rules)
    faults |= rulebook.faults(text, names)
    if faults or found is None:
        raise BadInput(faults)
    day = told.pop("month") or timezone.localdate(told["entries_close_at"])
    return Plan(title=title.strip(), item=found, month=day.replace(day=1), rules=text, names=names, **told)
