"""What leaves the bout: a bundle under random codes for those it concerns, and a proof without anybody's rank for all."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from .documents import arranged
from .reading import read
from .settling import settle

PROOF_SCHEMA = "zhitongche.proof/1"
# No character that is read as another one.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 5
# Why an entry is excluded goes into the bundle, so it is one of these words and never a sentence with a name in it.
REASONS = frozenset({"withdrawn", "vetoed", "late", "incomplete"})


def sealed(document: Mapping[str, Any], draw: Random) -> tuple[dict[str, Any], dict[str, str]]:
    """The same bout under random codes, and the key: sealed code → code. The key stays with the organizers.

    `draw` is `secrets.SystemRandom()` in earnest. The codes are drawn before the rows are put in order, so that the order
    tells nothing either. Raises `ValueError` where an exclusion's reason is no known word.
    """
    if told := {entry["excluded"] for entry in document["entries"] if "excluded" in entry} - REASONS:
        raise ValueError(f"A sealed bundle holds no such reason: {', '.join(sorted(told))}")
    entries = drawn([entry["code"] for entry in document["entries"]], "E", draw)
    judges = drawn([judge["code"] for judge in document["judges"]], "J", draw)
    under_codes = {
        **document,
        "entries": [{**row, "code": entries[row["code"]]} for row in document["entries"]],
        "judges": [{"code": judges[row["code"]]} for row in document["judges"]],
        "recusals": [[judges[judge], entries[entry]] for judge, entry in document["recusals"]],
        "scores": [
            {**row, "judge": judges[row["judge"]], "entry": entries[row["entry"]]} for row in document["scores"]
        ],
        "givens": [{**row, "entry": entries[row["entry"]]} for row in document["givens"]],
    }
    return arranged(under_codes), {code: own for own, code in (entries | judges).items()}


def drawn(codes: Sequence[str], letter: str, draw: Random) -> dict[str, str]:
    """Code → a random code of its own."""
    taken: set[str] = set()
    while len(taken) < len(codes):
        taken.add(letter + "".join(draw.choices(LETTERS, k=LENGTH)))
    shuffled = sorted(taken)
    draw.shuffle(shuffled)
    return dict(zip(codes, shuffled, strict=True))


def proof(answer: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The public proof of an answered document: champions by name, rules, the quota's arithmetic and the digest.

    `names`: the champions' entry codes → the name to be published. Champions stand by name and not by rank, and neither
    a score nor another entry is told, so that nobody's rank can be inferred.
    """
    ranked = sum(row["rank"] is not None for row in answer["results"])
    champions = [names[row["entry"]] for row in answer["results"] if row["champion"]]
    quota = answer["rules"]["quota"]
    allowed = answer["champions_allowed"]
    return {
        "schema": PROOF_SCHEMA,
        "champions": sorted(champions),
        "quota": {
            "quota": quota,
            "ranked": ranked,
            "allowed": allowed,
            "champions": len(champions),
            "arithmetic": f"⌊{quota} × {ranked}⌋ = {allowed} ≥ {len(champions)}",
        },
        "rules": answer["rules"],
        "digest": answer["digest"],
    }


def differences(public: Mapping[str, Any], answer: Mapping[str, Any], names: Mapping[str, str]) -> Iterable[str]:
    """The keys of a public proof that the answered document does not bear out; none where it is true."""
    true = proof(answer, names)
    return [key for key in true if public.get(key) != true[key]] + sorted(public.keys() - true.keys())


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[bool, bool]]:
    """Entry → (champion under the one document, under the other), where that differs: the sandbox of rules."""
    first = set(settle(read(before)).champions)
    second = set(settle(read(after)).champions)
    return {entry: (entry in first, entry in second) for entry in sorted(first ^ second)}
