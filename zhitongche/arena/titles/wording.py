"""A result in words: why an entry stands where it stands, what decided a tie, what a signal is about."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhitongche.arena.contests.models import Entry
from zhitongche.arena.settlement.bundle import Method
from zhitongche.arena.settlement.explaining import Explanation, Fate, explained
from zhitongche.arena.settlement.ranking import Tie

from .bundling import Settled, points_shown

METHODS: dict[str, Any] = {
    Method.MEAN: pgettext_lazy("method", "mean"),
    Method.TRIMMED_MEAN: pgettext_lazy("method", "trimmed mean"),
    Method.SEVERITY_ADJUSTED: pgettext_lazy("method", "severity-adjusted"),
}
SIGNALS: dict[str, Any] = {
    "far_off": gettext_lazy("%(judges)s lies %(points)s points off the panel on %(entry)s"),
    "together": gettext_lazy("%(judges)s lie at least %(points)s points off the same way on %(entry)s"),
    "all_the_same": gettext_lazy("%(judges)s gave every entry the same total"),
    "twins": gettext_lazy("%(judges)s gave equal totals to the last digit"),
}


def listed(parts: Iterable[str]) -> str:
    """One after another, as the reader's language parts them."""
    return _(", ").join(parts)


def tie_break(rule: str, names: Mapping[str, str]) -> str:
    """A tie-break as people say it."""
    kind, _colon, code = rule.partition(":")
    if kind == "median":
        return _("the median of the totals")
    sentence = _("points given for %(name)s") if kind == "given" else _("the mean points for %(name)s")
    return sentence % {"name": names.get(code, code)}


def decided_by(tie: Tie | None, names: Mapping[str, str]) -> str:
    """What told equal scores apart; empty where there was no tie."""
    if tie is None:
        return ""
    return tie_break(tie.rule, names) if tie.rule else _("no rule: the rank is shared")


def quota_arithmetic(quota: str, ranked: int, allowed: int) -> str:
    """⌊0.20 × 12⌋ = 2."""
    return f"⌊{quota} × {ranked}⌋ = {allowed}"


def explanation(settled: Settled, entry: Entry, names: Mapping[str, str]) -> list[str]:
    """One's own place in whole sentences, in which nobody else's score or rank is told."""
    found = explained(settled.bundle, settled.settlement, entry.code)
    if found.panel is None:
        return [_unranked(found, settled, entry)]
    return [_fate(found, settled, entry), *_parts(found, settled, names), *_ties(found, names)]


def _unranked(found: Explanation, settled: Settled, entry: Entry) -> str:
    if found.fate is Fate.EXCLUDED:
        why = entry.get_excluded_display() or Entry.State.WITHDRAWN.label
        sentence = _("Your entry is not ranked: %(why)s. %(because)s")
        return (sentence % {"why": why, "because": entry.excluded_because}).strip()
    sentence = _("Your entry is not ranked: fewer than %(count)d judges gave it a whole score.")
    return sentence % {"count": settled.bundle.rules.min_judges}


def _fate(found: Explanation, settled: Settled, entry: Entry) -> str:
    placing = next(one for one in settled.settlement.placings if one.entry == entry.code)
    rules = settled.answer["rules"]
    told = {
        "rank": placing.rank,
        "ranked": settled.settlement.ranked_count,
        "quota": quota_arithmetic(
            rules["quota"], settled.settlement.ranked_count, settled.settlement.champions_allowed
        ),
    }
    if found.fate is Fate.CHAMPION:
        return _("Your rank is %(rank)d of %(ranked)d, within the quota of %(quota)s: you are a champion.") % told
    if found.fate is Fate.TIED_AT_THE_CUT:
        sentence = _(
            "Your rank is %(rank)d of %(ranked)d and is shared. Of the quota of %(quota)s fewer places were left than share "
            "it: all of them or none, so none."
        )
        return sentence % told
    return _("Your rank is %(rank)d of %(ranked)d, beyond the quota of %(quota)s.") % told


def _parts(found: Explanation, settled: Settled, names: Mapping[str, str]) -> Iterable[str]:
    """The parts that add up to the score; of a ranked entry every figure is there."""
    method = Method(settled.answer["rules"]["method"])
    totals = listed(points_shown(one) for one in sorted(found.totals.values()))
    yield _("Your judges' totals, in order: %(totals)s; their mean is %(raw)s.") % {
        "totals": totals,
        "raw": points_shown(found.raw or Fraction(0)),
    }
    yield _("By the method “%(method)s” the panel's figure is %(panel)s; it is worth %(part)s of the score.") % {
        "method": METHODS[method],
        "panel": points_shown(found.panel or Fraction(0)),
        "part": points_shown(found.panel_part or Fraction(0)),
    }
    for code, part in (found.given_parts or {}).items():
        yield _("%(name)s: worth %(part)s of the score.") % {"name": names.get(code, code), "part": points_shown(part)}
    if found.adjustment:
        yield _("Bonus or deduction: %(points)s.") % {"points": points_shown(found.adjustment)}


def _ties(found: Explanation, names: Mapping[str, str]) -> Iterable[str]:
    for tie in found.ties:
        if tie.rule:
            yield _("Your score was equal to another's; what decided: %(rule)s.") % {"rule": tie_break(tie.rule, names)}
        else:
            yield _("Your score was equal to another's and no rule told them apart: the rank is shared.")


def signal(told: Mapping[str, Any], key: Mapping[str, str]) -> str:
    """What was noticed; with names for who holds the key, else under codes."""
    judges = listed(key.get(code, code) for code in told["judges"])
    entry = told["entry"] or ""
    given = {"judges": judges, "entry": key.get(entry, entry), "points": told["points"]}
    return str(SIGNALS[told["kind"]]) % given


def stability(told: Mapping[str, Any], key: Mapping[str, str]) -> list[str]:
    """Which titles hang on one judge, or would come to somebody else without one."""
    lost = _("%(entry)s would lose the title without %(judges)s.")
    gained = _("%(entry)s would win a title without %(judges)s.")
    lines = [
        sentence % {"entry": key.get(entry, entry), "judges": listed(key.get(code, code) for code in judges)}
        for sentence, part in ((lost, "lost"), (gained, "gained"))
        for entry, judges in told.get(part, {}).items()
    ]
    needed = _("Without %(judge)s nothing could be settled.")
    return lines + [needed % {"judge": key.get(code, code)} for code in told.get("needed", [])]
