"""What a problem's page says: who holds it, where it stands, what may be done, and its history in sentences."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.errors import NothingWaits
from zhitongche.foundation.people.wording import called, office
from zhitongche.foundation.templatetags.page import day, moment, wan
from zhitongche.foundation.web.acts import Offer

from . import queries
from .models import Problem, ProblemEvent, ProblemFile
from .presenters import STEPS
from .presenting import Row
from .states import PHASES, Phase, State

# The steps that name the day by which the lead is to be done; a decision does where it grants a later one.
PROMISING = frozenset({"claim", "assign", "decide"})
# The words of a step that name another problem by its number.
NAMING = frozenset({"into", "parent", "earlier"})
STERN = frozenset({"refuse", "withdraw", "return"})
# What ties problems to each other or takes them to another level: seldom what somebody opens the page for.
SELDOM = frozenset({"merge", "link", "unlink", "mark_relapse", "escalate", "send_back"})
# Offered beside what it changes, not among the buttons.
ASIDE = frozenset({"link_project"})
# Buttons that are seen at once; the others stand behind "More".
MAIN_ACTS = 3
Facts = list[tuple[str, Any]]


def story(problem: Problem, events: Iterable[ProblemEvent], county: str) -> list[dict[str, Any]]:
    """The history, newest first, each step a sentence with what was said and whether a promise was kept.

    `county` is the name of the problem's own, by which others of the same county are called, too.
    """
    told: list[dict[str, Any]] = []
    promised: date | None = None
    for event in events:
        if event.action in PROMISING and event.body.get("due_on"):
            promised = date.fromisoformat(event.body["due_on"])
        told.append(_step(problem, event, promised, county))
    return told[::-1]


def _step(problem: Problem, event: ProblemEvent, promised: date | None, county: str) -> dict[str, Any]:
    wording = STEPS[event.action]
    facts = {key: wording.said(key, value) for key, value in event.body.items()}
    for key in NAMING & facts.keys():
        if str(facts[key]).startswith(problem.county_code):
            facts[key] = f"{county}{str(facts[key])[len(problem.county_code) :]}"
    kept = _kept(event, promised)
    return {
        "at": event.at,
        "who": called(event.posting) if event.posting else _("The system"),
        "text": wording.sentence_for(event, problem) % {"behalf": problem.reported_by, **facts},
        "quote": event.body.get(wording.quoted) or "",
        "note": kept[0],
        "tone": kept[1] or ("bad" if event.action in STERN else ""),
        "photos": [_shown(problem, file) for file in event.shown_files if file.attachment.kind == "photo"],
        "documents": [_shown(problem, file) for file in event.shown_files if file.attachment.kind != "photo"],
    }


def _kept(event: ProblemEvent, promised: date | None) -> tuple[str, str]:
    """Whether the lead kept its word, said where it says that it is done; and the tone to say it in."""
    if event.action == "verify" and event.after == State.CLOSED:
        return "", "good"
    if event.action != "submit_closure" or promised is None:
        return "", ""
    if timezone.localdate(event.at) <= promised:
        return _("Within the promised date."), "good"
    return _("After the promised date."), "bad"


def _shown(problem: Problem, file: ProblemFile) -> dict[str, str]:
    address = reverse("problems:file", args=[problem.number, file.attachment_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": file.attachment.name}


def loop(problem: Problem, events: Sequence[ProblemEvent]) -> list[dict[str, Any]]:
    """Where it stands: the article's four words, each with the day it was reached."""
    order = list(Phase)
    now = order.index(problem.phase)
    reached: dict[Phase, datetime] = {}
    for event in events:
        reached.setdefault(PHASES[State(event.after)], event.at)
    is_closed = problem.state == State.CLOSED
    steps = []
    for position, phase in enumerate(order):
        status = "done" if position < now or is_closed else "now" if position == now else ""
        note = State(problem.state).label if position == now else day(reached.get(phase)) if position < now else ""
        steps.append({"label": phase.label, "status": status, "note": note})
    return steps


def holder(problem: Problem, days: Workdays, now: datetime) -> Facts:
    """Who holds it, since when, until when: the one answer everybody opens the page for."""
    today = timezone.localdate(now)
    closure = queries.open_closure(problem) if problem.state == State.CLOSING else None
    # With the village's word a closing passes to the organizer, though its state stays.
    passed_on = closure.confirmed_at if closure else None
    held = days.between(timezone.localdate(passed_on or problem.state_since), today)
    facts: Facts = []
    if who := _holder(problem, today, has_village_spoken=passed_on is not None):
        facts.append((_("Held by"), who))
        facts.append((_("For"), ngettext("%(days)d working day", "%(days)d working days", held) % {"days": held}))
    if problem.due_on:
        facts.append((_("Next limit"), day(problem.due_on, today)))
    if problem.review_on:
        facts.append((_("Review on"), day(problem.review_on, today)))
    if problem.closed_at:
        facts.append((_("Closed on"), day(problem.closed_at, today)))
    if problem.last_reply_at:
        facts.append((_("Last reply"), moment(problem.last_reply_at, now)))
    if problem.due_on and (reminded := queries.last_reminded(problem)):
        facts.append((_("Reminded on"), day(reminded, today)))
    return facts


def standing(problem: Problem, row: Row, events: Sequence[ProblemEvent], now: datetime) -> list[str]:
    """What the four words do not say: that it was raised, and that its clock stands still, since when and why."""
    lines = []
    if problem.level == Problem.Tier.CITY:
        lines.append(_("Raised to the city; %(city)s decides.") % {"city": row.city or _("the city")})
    if problem.is_paused and problem.paused_on:
        today = timezone.localdate(now)
        told = {"since": day(problem.paused_on, today), "until": day(problem.paused_until, today)}
        why = next((event.body.get("reason", "") for event in reversed(events) if event.action == "pause"), "")
        sentence = (
            _("The clock is paused since %(since)s, until %(until)s.")
            if problem.paused_until
            else _("The clock is paused since %(since)s.")
        )
        lines.append(" ".join(part for part in (sentence % told, why) if part))
    return lines


def who_holds(problem: Problem, today: date) -> str:
    """Who has to act next, as people say it; with the village's word a closing passes to the organizer."""
    closure = queries.open_closure(problem) if problem.state == State.CLOSING else None
    return _holder(problem, today, has_village_spoken=closure is not None and closure.confirmed_at is not None)


def _holder(problem: Problem, today: date, *, has_village_spoken: bool) -> str:
    """Who has to act next, as people say it; empty where nobody has."""
    match problem.state:
        case State.REPORTED | State.SHELVED:
            return pgettext("body", "Organizer")
        case State.RETURNED:
            return office(problem.reporter)
        case State.POOLED | State.IN_CONSULTATION:
            is_late = problem.due_on is not None and problem.due_on < today
            # Until a department is named, lateness is the organizer's.
            if is_late:
                return _("Organizer: no department leads it yet")
            is_asked = problem.state == State.IN_CONSULTATION
            return _("The departments asked for their opinion") if is_asked else _("Waiting for a department")
        case State.CLOSING:
            return pgettext("body", "Organizer") if has_village_spoken else _("First secretary")
    return str(problem.lead) if problem.lead and problem.is_open_now else ""


def facts(problem: Problem, row: Row) -> Facts:
    """What is asked for less often, beside the page."""
    named: Facts = [
        (_("Number"), row.label),
        (_("Place"), row.place),
        (_("Category"), str(problem.category)),
        (_("Urgency"), Problem.Urgency(problem.urgency).label),
        (_("Amount"), wan(problem.amount)),
        (_("Lead"), str(problem.lead or "")),
        (_("Reported by"), problem.reported_by or called(problem.reporter)),
        (_("How it came"), Problem.Source(problem.source).label),
    ]
    return [(term, value) for term, value in named if value]


def acts(problem: Problem, offers: Sequence[Offer], row: Row) -> dict[str, list[dict[str, Any]]]:
    """The buttons: `main`, what is likely to be next, and what would be next but waits, with its sentence; and `more`.

    Nobody should have to read thirty verbs to find the one that waits for them.
    """
    offers = [offer for offer in offers if offer.verb not in ASIDE]
    allowed = sorted((offer for offer in offers if offer.is_allowed), key=lambda offer: _likely(problem, offer))
    waiting = [
        offer
        for offer in offers
        if offer.refusal and offer.action.is_primary and problem.state in problem.MOVES[offer.verb].starts
        if not isinstance(offer.refusal, NothingWaits)
    ]
    return {
        "main": [_button(problem, offer, row) for offer in (*allowed[:MAIN_ACTS], *waiting)],
        "more": [_button(problem, offer, row) for offer in allowed[MAIN_ACTS:]],
    }


def _likely(problem: Problem, offer: Offer) -> tuple[bool, bool, bool, bool]:
    """What goes before what: the primary acts, what carries it on, what sends it back, the rest in their order."""
    carries_on, is_stern = _carries_on(problem, offer.verb), offer.verb in STERN
    return not offer.action.is_primary, not carries_on, not is_stern, offer.verb in SELDOM


def _carries_on(problem: Problem, verb: str) -> bool:
    """Whether the verb takes the problem to a later one of the four phases, and not aside."""
    order, target = list(Phase), problem.MOVES[verb].end
    return target not in {None, State.SHELVED, State.MERGED} and order.index(PHASES[State(target)]) > order.index(
        problem.phase
    )


def _named(offer: Offer, row: Row) -> Any:
    """The button's word; raising names the city, because a county may be a city itself (岑溪市 → 提请梧州市)."""
    if offer.verb == "escalate" and row.city:
        return pgettext("problem", "Raise to %(city)s") % {"city": row.city}
    if offer.verb == "send_back" and row.county:
        return pgettext("problem", "Send back to %(county)s") % {"county": row.county}
    return offer.action.label


def _button(problem: Problem, offer: Offer, row: Row) -> dict[str, Any]:
    return {
        "label": _named(offer, row),
        "address": reverse("problems:act", args=[problem.number, offer.verb]),
        "reason": str(offer.refusal) if offer.refusal else None,
        "is_primary": offer.action.is_primary,
        "is_stern": offer.verb in STERN,
    }


def initial(verb: str, problem: Problem) -> dict[str, Any]:
    """What a verb's form starts from: a report that came back is mended, not typed again."""
    if verb == "link_project":
        return {"project": problem.project.number if problem.project else ""}
    if verb != "resubmit":
        return {}
    return {
        "project": problem.project.number if problem.project else "",
        "category": problem.category_id,
        "description": problem.description,
        "request": problem.request,
        "amount": problem.amount,
        "urgency": problem.urgency,
    }
