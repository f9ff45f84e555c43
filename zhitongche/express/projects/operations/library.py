"""The library: revise, submit, admit, return, adjust, relocate, suspend, resume, hand over; instruct and answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput, NotNow, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.money import wrong_amount
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.models import Level
from zhitongche.foundation.regions.queries import resolve

from .. import queries, rules
from ..gates import missing
from ..models import Industry, Project, ProjectFile, ProjectInstruction
from ..states import State
from .holding import hold
from .overlapping import propose
from .settling import settle, settle_start
from .steps import refuse_if, step

FURTHEST = timedelta(days=36525)
# The contract's names of what a plan says, and the columns that keep it.
COLUMNS = {
    "title": "title",
    "goal": "goal",
    "industry": "industry_id",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "investment": "investment_amount",
    "scope_of_works": "scope_of_works",
    "difficulties": "difficulties",
    "benefit": "benefit",
    "household_count": "household_count",
    "is_publicized": "is_publicized",
    "batch": "batch",
}


@operation
def revise(project: Project, *, by: Posting, now: datetime, **told: Any) -> Project:
    """Say anew what is planned; village, number and money stay. Raises BadInput with the fault of each field."""
    hold(project)
    refuse_if(rules.why_not_revise(by, project))
    _change(project, "revise", told, by=by, now=now)
    return project


@operation
def adjust(project: Project, *, by: Posting, now: datetime, reason: str, **told: Any) -> Project:
    """Correct what was admitted: what is not said stays; the history keeps what stood before."""
    hold(project)
    refuse_if(rules.why_not_adjust(by, project))
    said = {name: value for name, value in told.items() if value not in (None, "")}
    if not _changed(project, said):
        raise BadInput({"reason": _("Nothing would change: say what should read differently.")})
    _change(project, "adjust", said, by=by, now=now, reason=reason)
    return project


@operation
def submit(project: Project, *, by: Posting, now: datetime) -> Project:
    """Ask for admission: the village to the county's library, the county's organizer to the city's."""
    hold(project)
    refuse_if(rules.why_not_submit(by, project))
    to = Project.Submission.COUNTY if project.state == State.PLANNED else Project.Submission.CITY
    step(project, "submit", by=by, now=now, body={"to": to}, changes={"submission": to}, submission=to)
    return project


@operation
def admit(project: Project, *, by: Posting, now: datetime, opinion: str = "", batch: str = "") -> Project:
    """Take it into the library it was submitted to: the county's, or the city's."""
    hold(project)
    refuse_if(rules.why_not_admit(by, project))
    is_city = project.submission == Project.Submission.CITY
    changes: dict[str, Any] = {"submission": Project.Submission.NONE, **({"batch": batch} if batch else {})}
    if is_city:
        changes["level"] = Project.Tier.CITY
    else:
        changes["listed_at"] = now
    body = {"opinion": opinion, "batch": batch, "library": "city" if is_city else "county"}
    to = project.state if is_city else State.LISTED
    step(project, "admit", by=by, now=now, body=body, changes=changes, to=to, library=body["library"])
    settle_start(project)
    return project


@operation
def return_(project: Project, *, by: Posting, now: datetime, reason: str) -> Project:
    """Send it back to whoever submitted it, with what is wanting."""
    hold(project)
    refuse_if(rules.why_not_return(by, project))
    changes = {"submission": Project.Submission.NONE}
    step(project, "return", by=by, now=now, body={"reason": reason}, changes=changes)
    return project


@operation
def relocate(project: Project, *, by: Posting, now: datetime, village: str, reason: str) -> Project:
    """Move it to another village of the same county, as a recorded correction; its figures move with it."""
    hold(project)
    refuse_if(rules.why_not_relocate(by, project))
    place = resolve(village)
    if place is None or place.level != Level.VILLAGE or place.until is not None:
        raise BadInput({"village": _("This is not the code of a village: %(code)s.") % {"code": village}})
    if place.code[:6] != project.county_code:
        raise BadInput({"village": _("A project stays in its county; plan it anew for another.")})
    if place.code == project.village_id:
        raise BadInput({"village": _("It stands in this village already.")})
    body = {"village": place.code, "from": project.village_id, "reason": reason}
    facts: dict[str, Any] = {"village": place.code, "from_village": project.village_id}
    step(project, "relocate", by=by, now=now, body=body, changes={"village": place}, **facts)
    return project


@operation
def suspend(project: Project, *, by: Posting, now: datetime, reason: str) -> Project:
    """Let it stand still: no light, no report owed, no step forward, until it is resumed."""
    refuse_if(rules.why_not_suspend(by, project))
    guard, changes = {"is_suspended": False}, {"is_suspended": True}
    step(project, "suspend", by=by, now=now, body={"reason": reason}, changes=changes, guard=guard)
    return project


@operation
def resume(project: Project, *, by: Posting, now: datetime, reason: str) -> Project:
    """Go on with it."""
    refuse_if(rules.why_not_resume(by, project))
    guard, changes = {"is_suspended": True}, {"is_suspended": False}
    step(project, "resume", by=by, now=now, body={"reason": reason}, changes=changes, guard=guard)
    return project


@operation
def hand_over(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    custodian: str,
    text: str = "",
    papers: Sequence[UUID] = (),
) -> Project:
    """Hand what was built to who keeps it, with the acceptance paper. Raises NotNow naming what is missing."""
    hold(project)
    refuse_if(rules.why_not_hand_over(by, project))
    waived = queries.waived_at(project.village_id, "hand_over")
    wanting = [] if papers else missing("hand_over", queries.facts_of(project), waived)
    if wanting:
        raise BadInput({"papers": _("Still missing: %(list)s.") % {"list": _("; ").join(wanting)}})
    changes = {"custodian": custodian, "handed_over_on": timezone.localdate(now), "due_on": None, "soon_on": None}
    body = {"custodian": custodian, "text": text}
    files = [(ProjectFile.Side.PAPER.value, "", file) for file in papers]
    step(project, "hand_over", by=by, now=now, body=body, changes=changes, photos=files)
    return project


@operation
def instruct(
    project: Project,
    *,
    by: Posting,
    now: datetime,
    text: str,
    due_on: date,
    leader: str = "",
    photos: Sequence[UUID] = (),
) -> Project:
    """Leave an instruction (批示); entered for a leader it names the leader and shows the paper."""
    refuse_if(rules.why_not_instruct(by, project))
    today = timezone.localdate(now)
    faults: dict[str, Sentence] = {}
    if not today <= due_on <= today + FURTHEST:
        faults["due_on"] = _("This date lies in the past, or more than a hundred years off.")
    if by.role != Role.LEADER and not leader.strip():
        faults["leader"] = _("Name the leader whose instruction it is.")
    if by.role != Role.LEADER and not photos:
        faults["photos"] = _("Add a photo of the paper with the instruction.")
    if faults:
        raise BadInput(faults)
    body = {"text": text, "due_on": due_on.isoformat(), "leader": leader}
    files = [(ProjectFile.Side.PAPER.value, "", file) for file in photos]
    event = step(project, "instruct", by=by, now=now, body=body, photos=files, due_on=body["due_on"])
    ProjectInstruction.objects.create(
        project=project,
        county=project.county_code,
        event=event,
        leader_name=leader or by.person.name,
        text=text,
        due_on=due_on,
    )
    return project


@operation
def answer_instruction(project: Project, *, by: Posting, now: datetime, text: str) -> Project:
    """Say what became of the oldest instruction that waits."""
    refuse_if(rules.why_not_answer_instruction(by, project))
    oldest = queries.oldest_instruction(project)
    waiting = ProjectInstruction.objects.filter(pk=oldest.pk if oldest else 0, answered_at=None)
    if not waiting.update(answered_at=now, answer=text):
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=project.state)
    step(project, "answer_instruction", by=by, now=now, body={"text": text})
    return project


def _change(
    project: Project, verb: str, told: Mapping[str, Any], *, by: Posting, now: datetime, reason: str = ""
) -> None:
    """Write what a plan says now, with what stood before; the project's row is held."""
    if faults := _faults(project, told):
        raise BadInput(faults)
    changed = _changed(project, told)
    was = {name: _told(getattr(project, COLUMNS[name])) for name in changed}
    body = {**{name: _told(value) for name, value in changed.items()}, "was": was}
    if reason:
        body["reason"] = reason
    investment = changed.pop("investment", None)
    money = {} if investment is None else {"investment_amount": investment - project.investment_amount}
    changes = {COLUMNS[name].removesuffix("_id"): value for name, value in changed.items()}
    if "industry" in changes:
        changes["industry"] = Industry.objects.get(pk=changes["industry"])
    step(project, verb, by=by, now=now, body=body, changes=changes, money=money)
    settle(project)
    propose(project, now=now)


def _changed(project: Project, told: Mapping[str, Any]) -> dict[str, Any]:
    """What of it would read differently."""
    return {
        name: value
        for name, value in told.items()
        if name in COLUMNS and value != getattr(project, COLUMNS[name]) and not (name == "investment" and value is None)
    }


def _faults(project: Project, told: Mapping[str, Any]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    starts, ends = told.get("starts_on") or project.starts_on, told.get("ends_on") or project.ends_on
    if ends < starts:
        faults["ends_on"] = _("It ends before it starts.")
    code = told.get("industry")
    if code is not None and not Industry.objects.filter(pk=code, is_active=True).exists():
        faults["industry"] = _("There is no industry “%(code)s”.") % {"code": code}
    investment: Decimal | None = told.get("investment")
    if investment is not None and (sentence := wrong_amount(investment) or _too_little(project, investment)):
        faults["investment"] = sentence
    return faults


def _too_little(project: Project, investment: Decimal) -> str:
    if not investment:
        return _("Say what it costs, or which source gives how much.")
    if investment < project.committed_amount:
        committed = {"amount": f"{project.committed_amount:,.2f}"}
        return _("%(amount)s yuan are committed already; it cannot cost less.") % committed
    return ""


def _told(value: Any) -> Any:
    """A value as the history keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
