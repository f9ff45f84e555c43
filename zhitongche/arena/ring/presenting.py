"""One contest on its page and for programs: where it stands, its rules, what may be done, what has happened."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.arena.contests import presenting as entering
from zhitongche.arena.contests import queries, rules, showcasing
from zhitongche.arena.contests.models import Contest, ContestEvent, ContestRules, LateRequest
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import queries as judging
from zhitongche.arena.judging.rules import watches
from zhitongche.arena.titles import queries as titles
from zhitongche.foundation.errors import NothingWaits
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.templatetags.page import day
from zhitongche.foundation.web.acts import Offer

from .presenters import STEPS

Facts = list[tuple[Any, Any]]
AT_THE_DESK = frozenset({"declare", "recuse", "submit_scores"})
ON_THE_PANEL = frozenset(
    {"empanel", "unseat", "recuse", "decide_recusal", "assign_judges", "draw_order"}
    | {"give_points", "exclude", "adjust"}
)
# What anybody of the contest may look at: what came of it.
RESULT = frozenset({State.SETTLED, State.PUBLISHED, State.FINAL})
# Verbs that belong to one row of another page stand there, beside the row they are about.
ELSEWHERE = frozenset(
    {"decide_late", "decide_recusal", "recuse", "give_points", "exclude", "adjust", "unseat", "declare"}
    | {"accept_objection", "decide_objection", "appeal", "decide_appeal", "revoke"}
)
# In the history they would tell who objects, and against whom.
QUIET = frozenset({"object", "accept_objection", "decide_objection", "appeal", "decide_appeal"})
ON_A_RESULT = QUIET | {"correct", "revoke"}


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
    """A change of the rules that waits for its second signature, with what would be another than it is."""
    proposed = queries.proposed_rules(contest)
    if proposed is None:
        return None
    return {
        "version": proposed.version,
        "who": called(proposed.proposed_by),
        "reason": proposed.reason,
        "changes": _changes(queries.rules_of(contest), proposed),
    }


def _changes(stands: ContestRules | None, proposed: ContestRules) -> list[dict[str, str]]:
    """What a signer reads: each thing that differs, as it is and as it would be."""
    before, after = (_told(stands) if stands else {}), _told(proposed)
    return [
        {"name": name, "before": before.get(name, "—"), "after": after.get(name, "—")}
        for name in dict.fromkeys([*after, *before])
        if before.get(name) != after.get(name)
    ]


def _told(version: ContestRules) -> dict[str, str]:
    """A version of the rules, name by name, as people read it."""
    told = entering.rules_told(version)
    closing = {
        _("Entries close"): entering.to_the_second(version.entries_close_at),
        _("Scores close"): entering.to_the_second(version.scores_close_at),
    }
    return {**closing, **dict(told["facts"]), **{part["name"]: _part_told(part) for part in told["parts"]}}


def _part_told(part: Mapping[str, Any]) -> str:
    said = _("weight %(weight)s, at most %(max)s points, given by %(by)s") % part
    return "\n".join([said, *(f"{level['from']} {level['text']}" for level in part["levels"])])


def late_rows(contest: Contest, postings: Sequence[Posting]) -> list[dict[str, Any]]:
    """Who asked to enter late, and what was decided: for who runs and watches the contest; to others their own."""
    sees_all = any(
        rules.not_its_keeper(one, contest) is None or rules.not_its_supervisor(one, contest) is None for one in postings
    )
    persons = {one.person_id for one in postings}
    may_decide = any(rules.not_its_keeper(one, contest) is None for one in postings)
    return [
        {
            "name": one.person.name,
            "place": str(one.posting.region),
            "reason": one.reason,
            "asked_at": one.asked_at,
            "state": one.get_state_display(),
            "decided_by": one.decided_by.person.name if one.decided_by else "",
            "decision": one.decision,
            "until": entering.to_the_second(one.until) if one.until else "",
            "decide": _decide(contest, one) if may_decide and one.state == LateRequest.State.ASKED else "",
        }
        for one in queries.late_requests(contest)
        if sees_all or one.person_id in persons
    ]


def place_of(contest: Contest, verb: str, postings: Sequence[Posting]) -> str:
    """The page to which a verb leads back: a judge's desk, the panel, the result, else the contest's own."""
    if verb in AT_THE_DESK and any(judging.has_seat(one, contest) for one in postings):
        return reverse("judging:desk", args=[contest.number])
    if verb in ON_THE_PANEL and any(watches(one, contest) for one in postings):
        return reverse("judging:panel", args=[contest.number])
    return reverse("titles:results", args=[contest.number]) if verb in ON_A_RESULT else entering.address_of(contest)


def about(contest: Contest, form: BaseForm, postings: Sequence[Posting]) -> list[str]:
    """What was said in the objection that a form is about: whoever answers it reads it there."""
    serial = str(form["objection"].value() or "") if "objection" in form.fields else ""
    found = titles.objections_seen(postings, contest).filter(serial=serial).first() if serial.isdecimal() else None
    return [said for said in (found.text, found.reply, found.appeal) if said] if found else []


def _decide(contest: Contest, request: LateRequest) -> str:
    """Once the scores are closed nobody can be let in any more."""
    if State(contest.state) not in contest.MOVES["decide_late"].starts:
        return ""
    return f"{entering.act_address(contest, 'decide_late')}?request={request.pk}"


def buttons(contest: Contest, offers: Sequence[Offer], *, is_first: bool) -> list[dict[str, Any]]:
    """The acts on the whole contest: first what comes next, behind “More acts” what is seldom needed."""
    return [
        {
            "label": offer.action.label,
            "address": entering.act_address(contest, offer.verb),
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
    own = _own_entry(contest, postings) if Permission.CONTEST_ENTER in may and state == State.OPEN else None
    if own:
        found.append(own)
    elif may & {Permission.CONTEST_READ, Permission.CONTEST_RUN} and state != State.DRAFT:
        found.append(_way(pgettext("contest", "Entries"), "contests:showcase", contest))
    if Permission.CONTEST_ENTER in may and _has_open_pledge(contest, postings):
        found.append({"label": _("Report on a pledge"), "address": reverse("contests:mine"), "is_primary": True})
    if any(judging.has_seat(one, contest) for one in postings) and state != State.DRAFT:
        found.append(_way(_("Judging"), "judging:desk", contest))
    elif any(watches(one, contest) for one in postings) and state != State.DRAFT:
        found.append(_way(pgettext("judging", "Panel"), "judging:panel", contest))
    if state in RESULT:
        found.append(_way(_("Results"), "titles:results", contest))
    return found


def _own_entry(contest: Contest, postings: Sequence[Posting]) -> dict[str, Any] | None:
    """While entries are open: to the own entry, or to begin it; None for who belongs to another alliance."""
    entries = [one for posting in postings if (one := queries.own_entry(contest, posting.person_id))]
    if entries:
        return {"label": _("My entry"), "address": showcasing.address_of(entries[0]), "is_primary": True}
    if any(rules.why_not_begin_entry(posting, contest) is None for posting in postings):
        return _way(pgettext("entry", "Enter"), "contests:begin", contest, is_primary=True)
    return None


def _has_open_pledge(contest: Contest, postings: Sequence[Posting]) -> bool:
    return any(queries.open_pledges(contest, one.person_id).exists() for one in postings)


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
