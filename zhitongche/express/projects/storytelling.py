"""What a project's page says: its way, its works, its photos, what may be done, and its history in sentences."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.foundation.errors import NothingWaits
from zhitongche.foundation.flow import Action
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day, wan
from zhitongche.foundation.web.acts import Offer

from . import queries, works
from .models import Milestone, Project, ProjectEvent, ProjectFile
from .presenters import STEPS
from .presenting import Row
from .states import State

STERN = frozenset({"return", "suspend"})
SELDOM = frozenset({"relocate", "suspend", "adjust", "instruct", "revise"})
# Buttons that are seen at once; the others stand behind "More".
MAIN_ACTS = 3
Facts = list[tuple[str, Any]]


def phases(project: Project, events: Sequence[ProjectEvent]) -> list[dict[str, Any]]:
    """谋划—入库—实施—验收—完成, each with the day it was reached."""
    order = list(State)
    now = order.index(State(project.state))
    reached: dict[str, Any] = {}
    for event in events:
        reached.setdefault(event.after, event.at)
    steps = []
    for position, state in enumerate(order):
        is_end = position == now == len(order) - 1
        status = "done" if position < now or is_end else "now" if position == now else ""
        steps.append(
            {"label": state.label, "status": status, "note": day(reached.get(state)) if position <= now else ""}
        )
    return steps


def standing(project: Project, today: date) -> list[str]:
    """What the five words do not say: whose library, what it waits for, what stands still, what is not covered."""
    said = []
    if project.level == Project.Tier.CITY:
        said.append(_("It stands in the city's library."))
    if project.submission == Project.Submission.COUNTY:
        said.append(_("Submitted: it waits for the county's organizer."))
    if project.submission == Project.Submission.CITY:
        said.append(_("Submitted: it waits for the city's organizer."))
    if project.is_suspended:
        said.append(_("Suspended: no light runs and no report is owed."))
    if project.uncovered_on is not None and project.state in {State.PLANNED, State.LISTED, State.UNDER_WAY}:
        missing = {"day": day(project.uncovered_on, today), "amount": wan(project.uncovered_amount)}
        said.append(_("The milestone of %(day)s is not covered: %(amount)s are missing.") % missing)
    if project.report_on is not None and project.report_on < today and not project.is_suspended:
        said.append(_("The monthly report is overdue since %(day)s.") % {"day": day(project.report_on, today)})
    return said


def key_facts(project: Project, today: date) -> Facts:
    """What everybody opens the page for, beside progress and money."""
    found: Facts = []
    if project.due_on:
        found.append((_("Next milestone"), day(project.due_on, today)))
    if project.report_on:
        found.append((_("Next monthly report"), day(project.report_on, today)))
    waits = project.pending_approval_count
    if waits:
        found.append(
            (_("Approvals waited for"), ngettext("%(count)d approval", "%(count)d approvals", waits) % {"count": waits})
        )
    count = project.open_problem_count
    problems = ngettext("%(count)d problem open.", "%(count)d problems open.", count) % {"count": count}
    found.append((_("Difficulties"), problems if count else _("No problem is open.")))
    if project.custodian:
        found.append((_("Kept by"), project.custodian))
    return found


def money(project: Project) -> list[dict[str, Any]]:
    """Committed, received and spent against the investment, as parts of a hundred for the bar, and in words."""
    whole = project.investment_amount
    named = (
        (pgettext("money", "Committed"), project.committed_amount, "committed"),
        (pgettext("money", "Received"), project.received_amount, "received"),
        (pgettext("money", "Spent"), project.spent_amount, "spent"),
    )
    return [
        {"label": label, "amount": wan(amount), "percent": min(100, int(100 * amount / whole)), "kind": kind}
        for label, amount, kind in named
    ]


def milestones(rows: Sequence[Milestone], today: date) -> list[dict[str, Any]]:
    """The plan, each step with its slip against what was approved."""
    return [
        {
            "name": one.name,
            "weight": f"{one.weight.normalize():f}",
            "cost": wan(one.cost_amount) if one.cost_amount else "",
            "planned_on": day(one.planned_on, today),
            "done_on": day(one.done_on, today) if one.done_on else "",
            "is_done": one.done_on is not None,
            "slip": _slip(one, today),
            "is_late": works.slip_of(one.approved_on or one.planned_on, one.done_on, today) > 0 and one.approved_on,
        }
        for one in rows
    ]


def _slip(one: Milestone, today: date) -> str:
    """How far the step is from the approved plan; nothing before a plan was approved."""
    if one.approved_on is None:
        return ""
    days = works.slip_of(one.approved_on, one.done_on, today)
    if days > 0:
        return ngettext("%(days)d day late.", "%(days)d days late.", days) % {"days": days}
    if one.done_on is not None and days < 0:
        return ngettext("%(days)d day early.", "%(days)d days early.", -days) % {"days": -days}
    if one.planned_on > one.approved_on:
        moved = (one.planned_on - one.approved_on).days
        return ngettext("put off by %(days)d day", "put off by %(days)d days", moved) % {"days": moved}
    return ""


def photos(project: Project, files: Iterable[ProjectFile]) -> list[dict[str, Any]]:
    """Photos by spot: before beside after, and what was taken during the works."""
    shown = [file for file in files if file.attachment.kind == "photo" and file.side != ProjectFile.Side.PAPER]
    shown.sort(key=lambda file: (file.spot, file.pk))
    return [
        {
            "spot": spot or _("The whole"),
            "sides": [
                {"label": side.label, "photos": [_shown(project, file) for file in some if file.side == side]}
                for side in (ProjectFile.Side.BEFORE, ProjectFile.Side.DURING, ProjectFile.Side.AFTER)
                if any(file.side == side for file in some)
            ],
        }
        for spot, some in ((spot, list(group)) for spot, group in groupby(shown, key=lambda file: file.spot))
    ]


def facts(project: Project, row: Row) -> Facts:
    """What is asked for less often, beside the page."""
    benefits = project.household_count
    named: Facts = [
        (_("Number"), row.label),
        (_("Place"), row.place),
        (_("Industry"), str(project.industry)),
        (_("In whose library"), Project.Tier(project.level).label),
        (_("Batch"), project.batch),
        (_("Planned time"), f"{day(project.starts_on)} – {day(project.ends_on)}"),
        (_("Investment"), wan(project.investment_amount)),
        (_("Households that benefit"), "" if benefits is None else str(benefits)),
        (_("Notice in the village"), _("Yes") if project.is_publicized else _("Not yet")),
        (_("Planned by"), called(project.planner)),
    ]
    return [(term, value) for term, value in named if value]


def story(project: Project, events: Iterable[ProjectEvent]) -> list[dict[str, Any]]:
    """The history, newest first, each step a sentence with what was said."""
    return [_step(project, event) for event in events][::-1]


def _step(project: Project, event: ProjectEvent) -> dict[str, Any]:
    wording = STEPS[event.action]
    body = event.body
    said = {name: value for name, value in body.items() if isinstance(value, str | int)}
    said["changed"] = _("; ").join(_changes(body))
    shown = body.get("photos") or [body]
    said["spot"] = _("; ").join(dict.fromkeys(one.get("spot") or _("The whole") for one in shown))
    said["open"] = _("; ").join(body.get("open") or ())
    if due := body.get("due_on"):
        said["due_on"] = day(date.fromisoformat(due))
    return {
        "at": event.at,
        "who": called(event.posting) if event.posting else _("The system"),
        "text": wording.sentence_for(body) % said,
        "quote": body.get(wording.quoted) or "",
        "note": _note(event.action, body),
        "tone": "bad" if event.action in STERN else "",
        "photos": [_shown(project, file) for file in event.shown_files if file.attachment.kind == "photo"],
        "documents": [_shown(project, file) for file in event.shown_files if file.attachment.kind != "photo"],
    }


def _note(action: str, body: dict[str, Any]) -> str:
    """What a step says beside its quoted words."""
    if action == "accept_work" and body.get("reason"):
        return _("All the same, because: %(reason)s") % {"reason": body["reason"]}
    return ""


def _changes(body: dict[str, Any]) -> list[str]:
    """What a correction changed: “Investment 35 万元 → 40 万元”."""
    was = body.get("was")
    if not isinstance(was, dict):
        return []
    named = {
        "title": _("Name of the project"),
        "goal": _("Goal"),
        "industry": _("Industry"),
        "starts_on": pgettext("project", "Begins on"),
        "ends_on": pgettext("project", "Ends on"),
        "investment": _("Investment"),
        "scope_of_works": _("Scope of works"),
        "difficulties": _("Difficulties"),
        "benefit": _("How people benefit"),
        "household_count": _("Households that benefit"),
        "is_publicized": _("Notice in the village"),
        "batch": _("Batch"),
    }
    return [
        f"{named[name]} {_said(name, before)} → {_said(name, body.get(name))}"
        for name, before in was.items()
        if name in named
    ]


def _said(name: str, value: Any) -> str:
    """A value of a plan, which the history keeps as the API sends it, as people read it."""
    if value in (None, ""):
        return "–"
    match name:
        case "starts_on" | "ends_on":
            return day(date.fromisoformat(value))
        case "investment":
            return wan(Decimal(value))
        case "industry":
            return next((str(one) for one in queries.industries() if one.code == value), value)
        case "is_publicized":
            return _("Yes") if value else pgettext("answer", "No")
    return str(value)


def _shown(project: Project, file: ProjectFile) -> dict[str, str]:
    address = reverse("projects:file", args=[project.number, file.attachment_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": file.attachment.name}


def acts(project: Project, offers: Sequence[Offer]) -> dict[str, list[dict[str, Any]]]:
    """The buttons: `main`, what is likely to be next, and what would be next but waits, with its sentence; and `more`."""
    allowed = sorted(
        (offer for offer in offers if offer.is_allowed),
        key=lambda offer: (not offer.action.is_primary, offer.verb in SELDOM),
    )
    waiting = [
        offer
        for offer in offers
        if offer.refusal and offer.action.is_primary and project.state in project.MOVES[offer.verb].starts
        if not isinstance(offer.refusal, NothingWaits)
    ]
    return {
        "main": [_button(project, offer) for offer in (*allowed[:MAIN_ACTS], *waiting)],
        "more": [_button(project, offer) for offer in allowed[MAIN_ACTS:]],
    }


def named(project: Project, verb: str, action: Action) -> Any:
    """The word on the act's button and above its form; from the county's library it goes to the city's."""
    if verb == "submit" and project.state != State.PLANNED:
        return pgettext("project", "Submit to the city's library")
    return action.label


def _button(project: Project, offer: Offer) -> dict[str, Any]:
    return {
        "label": named(project, offer.verb, offer.action),
        "address": reverse("projects:act", args=[project.number, offer.verb]),
        "reason": str(offer.refusal) if offer.refusal else None,
        "is_primary": offer.action.is_primary,
        "is_stern": offer.verb in STERN,
    }


def initial(verb: str, project: Project, rows: Sequence[Milestone], offered: str) -> dict[str, Any]:
    """What a verb's form starts from: what is there is mended, not typed again."""
    match verb:
        case "revise" | "adjust":
            return {
                "title": project.title,
                "goal": project.goal,
                "industry": project.industry_id,
                "starts_on": project.starts_on,
                "ends_on": project.ends_on,
                "investment": project.investment_amount,
                "scope_of_works": project.scope_of_works,
                "difficulties": project.difficulties,
                "benefit": project.benefit,
                "household_count": project.household_count,
                "is_publicized": project.is_publicized,
                "batch": project.batch,
            }
        case "set_milestones":
            return {
                "milestones": [
                    {
                        "milestone": one.number,
                        "place": one.position,
                        "name": one.name,
                        "weight": f"{one.weight.normalize():f}",
                        "cost": one.cost_amount,
                        "planned_on": one.planned_on,
                    }
                    for one in rows
                ]
            }
        case "report_progress":
            return {"text": offered}
        case "admit":
            return {"batch": project.batch}
    return {}
