"""The rules of a contest as one text: the contract's `rules`, the names beside them, what is wrong with them, the digest."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.arena.settlement import documents
from zhitongche.arena.settlement.bundle import SCHEMA
from zhitongche.arena.settlement.decimals import exact
from zhitongche.arena.settlement.faults import BadBundle
from zhitongche.arena.settlement.reading import read
from zhitongche.foundation.audit.chain import canonical, digest, instant
from zhitongche.foundation.errors import Sentence

# 不超20%: no bout makes more champions, whatever the settlement could compute.
MOST_QUOTA = "0.20"
LISTS = ("criteria", "given")
# What a component may bring beside the contract's keys: its name, and its levels in words.
NAMED = ("name", "levels")
MOST_COMPONENTS = 20
# What a new contest begins with: figures of the records 50, the site 20, the speech 20, the villagers' word 10.
TEMPLATE: dict[str, Any] = {
    "quota": MOST_QUOTA,
    "method": "trimmed_mean",
    "min_judges": 3,
    "tie_breaks": ["given:records", "given:villagers", "criterion:site"],
    "criteria": [
        {"code": "site", "weight": "20", "max": "100", "name": "现场观摩"},
        {"code": "oral", "weight": "20", "max": "100", "name": "陈述答辩"},
    ],
    "given": [
        {"code": "records", "weight": "50", "max": "100", "source": "records", "name": "实绩量化"},
        {"code": "villagers", "weight": "10", "max": "100", "source": "villagers", "name": "村民代表评议"},
    ],
}


def parted(told: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contract's `rules` to the letter, and the names: code → {"name", "levels"} of each that has one."""
    rules: dict[str, Any] = {**told}
    names: dict[str, Any] = {}
    for part in LISTS:
        rows = told.get(part)
        if not isinstance(rows, list):
            # Left as it is: what is wrong with it is said by `faults`.
            continue
        rules[part] = [_unnamed(row) for row in rows]
        for row in rows:
            if isinstance(row, Mapping) and (named := {key: row[key] for key in NAMED if row.get(key)}):
                names[str(row.get("code", ""))] = named
    return rules, names


def _unnamed(row: Any) -> Any:
    return {key: value for key, value in row.items() if key not in NAMED} if isinstance(row, Mapping) else row


def joined(rules: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    """Both as one text again, as it was sent."""
    told = {**rules}
    for part in LISTS:
        told[part] = [{**row, **names.get(row["code"], {})} for row in rules[part]]
    return told


def faults(rules: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Sentence]:
    """What is wrong with them, each by its place (`rules.criteria.0.weight`); nothing where they can be settled by."""
    try:
        bundle = read(_empty(rules))
    except BadBundle as bad:
        found: dict[str, Sentence] = {}
        for fault in bad.faults:
            found.setdefault(_place(fault.where), fault.said(_).removeprefix(f"{fault.where}: "))
        return found
    limit = exact(MOST_QUOTA)
    if limit is not None and bundle.rules.quota > limit:
        return {"rules.quota": _("The quota is at most 0.20: no contest makes more than a fifth its champions.")}
    codes = [row["code"] for part in LISTS for row in rules[part]]
    if len(codes) > MOST_COMPONENTS:
        return {"rules.criteria": _("At most %(limit)d parts.") % {"limit": MOST_COMPONENTS}}
    if twice := [code for code in codes if codes.count(code) > 1]:
        # The contract lets a criterion and a given share a code; people who read names could not tell them apart.
        return {"rules.given": _("The code “%(code)s” stands for two parts.") % {"code": twice[0]}}
    return _faults_of_levels(rules, names)


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Which of what is scored or given is another now: the lists whose codes, weights or maxima differ."""
    first, then = (documents.arranged(_empty(rules))["rules"] for rules in (before, after))
    return [part for part in LISTS if first[part] != then[part]]


def digest_of(
    rules: Mapping[str, Any], names: Mapping[str, Any], entries_close_at: datetime, scores_close_at: datetime
) -> str:
    """`sha256:` over the rules in the settlement's one order, the names and the two moments, by RFC 8785.

    Nothing secret is in it: whoever reads the rules can compute it again.
    """
    whole = {
        "rules": documents.digest(documents.arranged(_empty(rules))),
        "names": names,
        "entries_close_at": instant(entries_close_at),
        "scores_close_at": instant(scores_close_at),
    }
    return f"sha256:{digest('', canonical(whole))}"


def names_of(rules: Mapping[str, Any], names: Mapping[str, Any], part: str) -> Sequence[tuple[str, str]]:
    """The codes of a list with what people call each, in the order they were written."""
    return [(row["code"], called(names, row["code"])) for row in rules[part]]


def called(names: Mapping[str, Any], code: str) -> str:
    return str(names.get(code, {}).get("name") or code)


def _empty(rules: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle with nothing in it but the rules, so that the settlement's own reader judges them."""
    nothing: dict[str, list[Any]] = {key: [] for key in ("entries", "judges", "recusals", "scores", "givens")}
    return {"schema": SCHEMA, "rules": dict(rules), **nothing}


def _place(where: str) -> str:
    """`rules.criteria[0].weight` as fields are named: `rules.criteria.0.weight`."""
    return where.replace("[", ".").replace("]", "")


def _faults_of_levels(rules: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Sentence]:
    """A level begins at points that the part can have, each at another."""
    for part in LISTS:
        for index, row in enumerate(rules[part]):
            most = exact(row["max"])
            begins = [exact(str(level.get("from", ""))) for level in names.get(row["code"], {}).get("levels", ())]
            is_sound = all(one is not None and most is not None and 0 <= one <= most for one in begins)
            if not is_sound or len(set(begins)) < len(begins):
                sentence = _("Each level begins at other points, from nought to the most there are.")
                return {f"rules.{part}.{index}.levels": sentence}
    return {}
