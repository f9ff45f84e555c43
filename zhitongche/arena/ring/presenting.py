"""One contest on its page and for programs: where it stands, its rules, what may be done, what has happened."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.arena.contests import presenting as entering
from zhitongche.arena.contests import queries
from zhitongche.arena.contests.models import Contest, ContestEvent
from zhitongche.arena.contests.states import State
from zhitongche.foundation.errors import NothingWaits
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.templatetags.page import day
from zhitongche.foundation.web.acts import Offer

from .presenters import STEPS

Facts = list[tuple[Any, Any]]
# What anybody of the contest may look at: how it is judged, and what came of it.
JUDGED = frozenset({Permission.CONTEST_JUDGE, Permission.CONTEST_RUN, Permission.CONTEST_WATCH})
RESULT = frozenset({State.SETTLED, State.PUBLISHED, State.FINAL})
# Verbs that belong to one row of another page stand there, beside the row they are about.
ELSEWHERE = frozenset(
    {"decide_late", "decide_recusal", "recuse", "give_points", "exclude", "adjust", "unseat", "declare"}
    | {"accept_objection", "decide_objection", "appeal", "decide_appeal", "revoke"}
)
# In the history they would tell who objects, and against whom.
QUIET = frozenset({"object", "accept_objection", "decide_objection", "appeal", "decide_appeal"})


def phases(contest: Contest) -> list[dict[str, Any]]:
    """The states in their order; what is past, where it is now, what comes."""
    order = list(State)
    here = order.index(State(contest.state))
    return [
        {"label": one.label, "status": "done" if place < here else "now" if place == here else "", "note": ""}
        for place, one in enumerate(order)
    ]


def key_facts(contest: Contest, counts: dict[str, int]) -> Facts:
    """The next clock to the second, how many take part, and the day on which the public notice ends."""
    told: Facts = [
        (pgettext("contest", "Entries"), counts["entries"]),
        (pgettext("contest", "Judges"), counts["judges"]),
    ]
    if contest.state in {State.DRAFT, State.OPEN}:
        told.insert(0, (_("Entries close"), entering.to_the_second(contest.entries_close_at)))
    if contest.state == State.ENTRIES_CLOSED:
        told.insert(0, (_("Scores close"), entering.to_the_second(contest.scores_close_at)))
    if contest.state == State.PUBLISHED and contest.notice_ends_on:
        told.insert(0, (_("Objections until"), day(contest.notice_ends_on)))
    return told


def facts(contest: Contest) -> Facts:
    """What the contest is; where an order was drawn by lot, the seed from which anybody can draw it again."""
    told = entering.facts(contest)
    if contest.order_seed:
        told.append((_("Seed of the lot"), contest.order_seed))
    return told


def waiting(contest: Contest) -> dict[str, Any] | None:
    """A change of the rules that waits for its second signature."""
    proposed = queries.proposed_rules(contest)
    if proposed is None:
        return None
    return {"version": proposed.version, "who": called(proposed.proposed_by), "reason": proposed.reason}


def buttons(contest: Contest, offers: Sequence[Offer], *, is_first: bool) -> list[dict[str, Any]]:
    """The acts on the whole contest: first what comes next, behind “More acts” what is seldom needed."""
    return [
        {
            "label": offer.action.label,
            "address": reverse("ring:act", args=[contest.number, offer.verb]),
            "reason": str(offer.refusal) if offer.refusal else None,
            "is_primary": offer.action.is_primary and offer.is_allowed,
            "is_stern": False,
        }
        for offer in offers
        if offer.verb not in ELSEWHERE
        and (offer.action.is_primary and _is_near(contest, offer) if is_first else _is_seldom(offer))
    ]


def _is_near(contest: Contest, offer: Offer) -> bool:
    """What may be done, or what the next state needs; not what there is nothing to do for."""
    if isinstance(offer.refusal, NothingWaits):
        return False
    return offer.is_allowed or State(contest.state) in contest.MOVES[offer.verb].starts


def _is_seldom(offer: Offer) -> bool:
    return not offer.action.is_primary and offer.is_allowed


def ways(contest: Contest, postings: Sequence[Posting]) -> list[dict[str, Any]]:
    """Where else of this contest the reader may go."""
    may = frozenset(permission for posting in postings for permission in posting.permissions)
    state = State(contest.state)
    found = []
    if Permission.CONTEST_ENTER in may and state == State.OPEN:
        found.append(_way(_("My entry"), "contests:showcase", contest, is_primary=True))
    elif may & {Permission.CONTEST_READ, Permission.CONTEST_RUN} and state != State.DRAFT:
        found.append(_way(pgettext("contest", "Entries"), "contests:showcase", contest))
    if may & JUDGED and state != State.DRAFT:
        found.append(_way(_("Judging"), "judging:desk", contest))
    if state in RESULT:
        found.append(_way(_("Results"), "titles:results", contest))
    return found


def _way(label: str, name: str, contest: Contest, *, is_primary: bool = False) -> dict[str, Any]:
    return {"label": label, "address": reverse(name, args=[contest.number]), "is_primary": is_primary}


def story(events: Iterable[ContestEvent]) -> list[dict[str, Any]]:
    """The history, newest first; who objected stays out of it."""
    return [
        {
            "at": event.at,
            "who": called(event.posting) if event.posting else _("The system"),
            "text": str(STEPS[event.action]),
            "quote": event.body.get("reason", ""),
            "note": "",
            "tone": "",
        }
        for event in events
        if event.action not in QUIET
    ][::-1]


def summaries(contests: Sequence[Contest]) -> list[dict[str, Any]]:
    """Rows of the API's list."""
    return [_summary(one) for one in contests]


def _summary(contest: Contest) -> dict[str, Any]:
    return {
        "number": contest.number,
        "state": contest.state,
        "alliance": contest.alliance.number,
        "region": contest.region_id,
        "kind": contest.kind,
        "title": contest.title,
        "item": contest.item.code,
        "library": contest.item.library.number,
        "month": contest.month,
        "entries_close_at": contest.entries_close_at,
        "scores_close_at": contest.scores_close_at,
        "created_at": contest.drawn_up_at,
    }


def resource(contest: Contest, counts: dict[str, int]) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    version = queries.rules_of(contest)
    return {
        **_summary(contest),
        "rules": version.rules if version else None,
        "names": version.names if version else {},
        "rules_version": contest.rules_version,
        "rules_digest": version.digest if version else None,
        "judges_per_entry": contest.judges_per_entry,
        "is_hall": contest.is_hall,
        "notice_days": contest.notice_days,
        "published_at": contest.published_at,
        "notice_ends_on": contest.notice_ends_on,
        "entries": counts["entries"],
        "judges": counts["judges"],
    }
