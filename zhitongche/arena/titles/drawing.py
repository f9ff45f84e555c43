"""A result as its pages show it, from what `presenting` says the reader may know."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.presenting import act_address
from zhitongche.arena.settlement.faults import BadBundle
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.templatetags.page import day
from zhitongche.foundation.web.acts import Offer

from . import bundling, papers, presenting, queries, rules, sandbox, wording
from .models import Objection, Title

# Acts on one objection stand on its own page, one on a title beside the title.
ON_OBJECTION = ("accept_objection", "decide_objection", "appeal", "decide_appeal")
STERN = frozenset({"revoke"})
# In which state an objection waits for which act.
WAITS_FOR = {
    "accept_objection": Objection.State.FILED,
    "decide_objection": Objection.State.ACCEPTED,
    "appeal": Objection.State.DECIDED,
    "decide_appeal": Objection.State.APPEALED,
}


def whole(postings: Sequence[Posting], contest: Contest, offers: Sequence[Offer]) -> dict[str, Any]:
    """The results page."""
    found = presenting.known(postings, contest)
    shown: dict[str, Any] = {
        "contest": contest,
        "facts": _facts(contest, found),
        "acts": [_button(contest, offer) for offer in offers if _is_of_the_page(contest, offer)],
        "objections": [_line(contest, one) for one in queries.objections_seen(postings, contest)],
        "is_settled": found is not None,
    }
    if found is None:
        return shown
    may_take = any(rules.why_not_hand_out(posting, contest) is None for posting in postings)
    inside = _inside(found) if found.is_inside else {}
    return {
        **shown,
        "champions": presenting.champions(found),
        "quota": _quota(found),
        "own": presenting.own(found),
        "own_code": found.own_code,
        "rules": rule_lines(found.settled.answer["rules"], found.names),
        "bundle": reverse("titles:bundle", args=[contest.number]) if may_take else "",
        "proof": reverse("api:contest-proof", args=[contest.number]) if contest.state in queries.PUBLIC else "",
        "titles": [_title(one, postings, offers) for one in queries.titles(contest)],
        **inside,
    }


def _is_of_the_page(contest: Contest, offer: Offer) -> bool:
    """What may be done here, or would be but for one thing; what belongs to another state is left away."""
    is_its_turn = contest.state in contest.MOVES[offer.verb].starts
    return offer.verb not in (*ON_OBJECTION, "revoke") and (offer.is_allowed or is_its_turn)


def _facts(contest: Contest, found: presenting.Known | None) -> list[tuple[Any, Any]]:
    told: list[tuple[Any, Any]] = [
        (pgettext("contest", "State"), contest.get_state_display()),
        (_("Alliance"), contest.alliance.name),
    ]
    if found is not None:
        told += [(_("Version"), found.settlement.version), (_("Digest"), found.settlement.digest)]
    if contest.notice_ends_on:
        told.append((_("On public notice until"), day(contest.notice_ends_on)))
    return told


def _quota(found: presenting.Known) -> str:
    told = presenting.quota(found)
    return wording.quota_arithmetic(told["quota"], told["ranked"], told["allowed"])


def rule_lines(told: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The rules as they were fixed beforehand."""
    weights = [
        f"{names.get(one['code'], one['code'])} {one['weight']}" for part in ("criteria", "given") for one in told[part]
    ]
    breaks = [wording.tie_break(rule, names) for rule in told["tie_breaks"]]
    return [
        (_("Weights"), wording.listed(weights)),
        (_("Method"), str(wording.METHODS[told["method"]])),
        (_("Judges at least"), str(told["min_judges"])),
        (_("Ties decided by"), wording.listed(breaks) or _("nothing")),
        (_("Quota"), told["quota"]),
    ]


def _inside(found: presenting.Known) -> dict[str, Any]:
    """Every rank, stability, signals, versions and who had the bundle: for organizers and the supervisor."""
    contest, settlement, key = found.contest, found.settlement, found.key
    papers_of = [
        (label, reverse("titles:paper", args=[contest.number, kind, ending]), ending)
        for kind, label in ((papers.NOTICE, _("Public notice")), (papers.CIRCULAR, _("Champions' circular")))
        for ending in ("docx", "pdf")
    ]
    return {
        "ranking": presenting.ranking(found),
        "is_adjusted": found.settled.answer["rules"]["method"] != "mean",
        "is_by_name": found.is_keeper,
        "stability": wording.stability(settlement.stability, key),
        "signals": [wording.signal(one, key) for one in settlement.signals],
        "review": settlement.review,
        "versions": [_version(one) for one in queries.settlements(contest)],
        "handouts": [
            {"at": one.at, "who": called(one.posting), "version": one.settlement.version}
            for one in queries.handouts(contest)
        ],
        "papers": papers_of if found.is_keeper and contest.state in queries.PUBLIC else [],
    }


def _version(one: Any) -> dict[str, Any]:
    reviewed = called(one.reviewed_by) if one.reviewed_by else ""
    return {
        "version": one.version,
        "at": one.settled_at,
        "who": called(one.settled_by),
        "reason": one.reason,
        "reviewed": reviewed,
        "review": one.review,
    }


def _title(one: Title, postings: Sequence[Posting], offers: Sequence[Offer]) -> dict[str, Any]:
    may_have = rules.may_have_certificate(postings, one) and rules.why_not_certificate(one) is None
    may_revoke = any(offer.verb == "revoke" and offer.is_allowed for offer in offers)
    number = one.contest.number
    is_in_force = one.state == Title.State.IN_FORCE
    return {
        "number": one.number,
        "name": one.person.name,
        "village": one.region.short_name,
        "state": "" if is_in_force else one.get_state_display(),
        "check": reverse("titles:certificate", args=[one.code]),
        "paper": reverse("titles:title", args=[number, one.number]) if may_have else "",
        "revoke": f"{act_address(one.contest, 'revoke')}?title={one.number}" if may_revoke and is_in_force else "",
    }


def _button(contest: Contest, offer: Offer, query: str = "") -> dict[str, Any]:
    return {
        "label": offer.action.label,
        "address": act_address(contest, offer.verb) + query,
        "reason": str(offer.refusal) if offer.refusal else None,
        "is_primary": offer.action.is_primary and offer.is_allowed,
        "is_stern": offer.verb in STERN,
    }


def _line(contest: Contest, one: Objection) -> dict[str, Any]:
    due = {Objection.State.FILED: one.accept_by}.get(Objection.State(one.state), one.decide_by)
    return {
        "address": reverse("titles:objection", args=[contest.number, one.serial]),
        "serial": one.serial,
        "by": called(one.posting),
        "state": one.get_state_display(),
        "due": due if one.state in queries.UNANSWERED else None,
    }


def objection(contest: Contest, one: Objection, offers: Sequence[Offer]) -> dict[str, Any]:
    """The page of one objection: what was said by whom, and what may be done with it now."""
    fitting = [offer for offer in offers if WAITS_FOR.get(offer.verb) == one.state]
    return {
        "contest": contest,
        "objection": one,
        "back": presenting.address_of(contest),
        "facts": [
            (pgettext("objection", "State"), one.get_state_display()),
            (_("To be accepted by"), day(one.accept_by)),
            *([(_("To be decided by"), day(one.decide_by))] if one.decide_by else []),
            (_("About version"), one.settlement.version),
        ],
        "story": _story(one),
        "acts": [_button(contest, offer, f"?objection={one.serial}") for offer in fitting],
    }


def _story(one: Objection) -> list[dict[str, Any]]:
    """What became of it, newest first."""
    upheld, dismissed = _("upheld the objection."), _("dismissed the objection.")
    steps = [
        (one.filed_at, one.posting, _("objected."), one.text),
        (one.accepted_at, one.accepted_by, _("accepted it for decision."), ""),
        (one.decided_at, one.decided_by, upheld if one.is_upheld else dismissed, one.reply),
        (one.appealed_at, one.posting, _("appealed to the chief alliance."), one.appeal),
        (
            one.appeal_decided_at,
            one.appeal_decided_by,
            _("upheld the appeal.") if one.is_appeal_upheld else _("dismissed the appeal."),
            one.appeal_reply,
        ),
    ]
    return [
        {"at": at, "who": called(who) if who else "", "text": text, "quote": quote, "note": "", "tone": ""}
        for at, who, text, quote in steps
        if at is not None
    ][::-1]


def tried(contest: Contest, given: Mapping[str, Any]) -> dict[str, Any]:
    """Who would change under other rules, by name: the sandbox is the organizers'."""
    settlement = queries.current(contest)
    kept = contests.rules_of(contest)
    if settlement is None or kept is None:
        return {}
    answer = bundling.kept(settlement.answer).answer
    key = bundling.key_of(bundling.entries_of(contest), [])
    names = queries.component_names(kept)
    try:
        found = sandbox.tried(answer, sandbox.rules_with(answer["rules"], given), given.get("base") or sandbox.RANKED)
    except BadBundle as refusal:
        return {"faults": [fault.said(_) for fault in refusal.faults]}
    return {
        "is_tried": True,
        "comes": [key.get(code, code) for code in found.comes],
        "goes": [key.get(code, code) for code in found.goes],
        "before": rule_lines(answer["rules"], names),
        "after": rule_lines(found.rules, names),
    }


def certificate(title: Title) -> dict[str, Any]:
    """What the check of a certificate shows to everybody."""
    told = presenting.certificate(title)
    return {
        "is_in_force": title.state == Title.State.IN_FORCE,
        "facts": [
            (_("Number"), told["number"]),
            (pgettext("title", "Title"), title.get_kind_display()),
            (_("First secretary"), told["name"]),
            (_("Village"), told["village"]),
            (pgettext("record", "Contest"), told["title"]),
            (_("Alliance"), told["alliance"]),
            (_("Awarded on"), told["awarded_on"].isoformat()),
            *([(_("Revoked on"), told["revoked_on"].isoformat())] if told["revoked_on"] else []),
        ],
    }
