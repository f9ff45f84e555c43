"""The settlement a second time, as plainly as the contract tells it: no thought of speed, nothing shared with the product."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def figures(document: Mapping[str, Any]) -> dict[str, dict[str, Fraction]]:
    """Ranked entry → judge → total."""
    rules = document["rules"]
    weights = {one["code"]: Fraction(one["weight"]) for one in rules["criteria"]}
    most = {one["code"]: Fraction(one["max"]) for one in rules["criteria"]}
    found = {}
    for entry in document["entries"]:
        if "excluded" in entry:
            continue
        totals = {}
        for judge in document["judges"]:
            if [judge["code"], entry["code"]] in document["recusals"]:
                continue
            cell = {
                row["criterion"]: Fraction(row["points"])
                for row in document["scores"]
                if row["judge"] == judge["code"] and row["entry"] == entry["code"]
            }
            if set(cell) == set(weights):
                total = sum(weights[code] * cell[code] / most[code] for code in weights)
                totals[judge["code"]] = 100 * total / sum(weights.values())
        if len(totals) >= rules["min_judges"]:
            found[entry["code"]] = totals
    return found


def panel(document: Mapping[str, Any]) -> dict[str, Fraction] | None:
    """Ranked entry → the panel's figure; None where severity cannot be told."""
    totals = figures(document)
    method = document["rules"]["method"]
    if method == "severity_adjusted" and totals:
        return least_squares(totals)
    is_trimmed = method == "trimmed_mean" and all(len(row) >= 5 for row in totals.values())
    found = {}
    for entry, row in totals.items():
        values = sorted(row.values())
        values = values[1:-1] if is_trimmed else values
        found[entry] = sum(values) / Fraction(len(values))
    return found


def least_squares(totals: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction] | None:
    """The normal equations of all entries and judges and of the sum of zero, by Gauss; None where they leave a choice."""
    judges = sorted({judge for row in totals.values() for judge in row})
    names = [*(("entry", entry) for entry in totals), *(("judge", judge) for judge in judges)]
    place = {name: number for number, name in enumerate(names)}
    matrix = [[Fraction(0)] * (len(names) + 1) for _ in names]
    for entry, row in totals.items():
        for judge, total in row.items():
            pair = place["entry", entry], place["judge", judge]
            for one in pair:
                for other in pair:
                    matrix[one][other] += 1
                matrix[one][-1] += total
    matrix.append([Fraction(int(kind == "judge")) for kind, _ in names] + [Fraction(0)])
    for column in range(len(names)):
        pivot = next((row for row in matrix[column:] if row[column]), None)
        if pivot is None:
            return None
        matrix.remove(pivot)
        matrix.insert(column, pivot)
        for row in matrix:
            if row is not pivot and row[column]:
                factor = row[column] / pivot[column]
                row[:] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
    return {
        entry: matrix[place["entry", entry]][-1] / matrix[place["entry", entry]][place["entry", entry]]
        for entry in totals
    }


def results(document: Mapping[str, Any]) -> tuple[list[dict[str, Any]], int] | None:
    """`results` and `champions_allowed`."""
    rules = document["rules"]
    shares = panel(document)
    if shares is None:
        return None
    totals = figures(document)
    judged = sum(Fraction(one["weight"]) for one in rules["criteria"])
    whole = judged + sum(Fraction(one["weight"]) for one in rules["given"])
    given = {(row["entry"], row["component"]): Fraction(row["points"]) for row in document["givens"]}
    adjustments = {one["code"]: Fraction(one.get("adjustment", "0")) for one in document["entries"]}
    scores = {}
    for entry in shares:
        records = sum(
            Fraction(one["weight"]) * 100 * given[entry, one["code"]] / Fraction(one["max"]) for one in rules["given"]
        )
        scores[entry] = (judged * shares[entry] + records) / whole + adjustments[entry]

    def keys(entry: str) -> tuple[Fraction, ...]:
        return (scores[entry], *(tie(document, totals, given, rule, entry) for rule in rules["tie_breaks"]))

    order = {entry: keys(entry) for entry in scores}
    ranks = {entry: 1 + sum(other > order[entry] for other in order.values()) for entry in order}
    allowed = Fraction(rules["quota"]) * len(scores) // 1
    found = [
        {
            "entry": entry,
            "score": shown(scores[entry], set(scores.values())),
            "rank": ranks[entry],
            # All of a rank and of those above it must fit.
            "champion": sum(rank <= ranks[entry] for rank in ranks.values()) <= allowed,
        }
        for entry in sorted(order, key=lambda one: (ranks[one], one))
    ]
    rest = sorted({one["code"] for one in document["entries"]} - set(order))
    return found + [{"entry": one, "score": None, "rank": None, "champion": False} for one in rest], allowed


def tie(
    document: Mapping[str, Any],
    totals: Mapping[str, Mapping[str, Fraction]],
    given: Mapping[tuple[str, str], Fraction],
    rule: str,
    entry: str,
) -> Fraction:
    if rule == "median":
        values = sorted(totals[entry].values())
        half = len(values) // 2
        return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2
    kind, code = rule.split(":", 1)
    if kind == "given":
        return given[entry, code]
    raw = [
        Fraction(row["points"])
        for row in document["scores"]
        if row["entry"] == entry and row["criterion"] == code and row["judge"] in totals[entry]
    ]
    return sum(raw) / Fraction(len(raw))


def shown(score: Fraction, scores: set[Fraction]) -> str:
    places = 2
    while True:
        up = {other: (other * 10**places + Fraction(1, 2)) // 1 for other in scores}
        if all(up[other] != up[score] for other in scores if other != score):
            break
        places += 1
    number = up[score]
    text = f"{abs(number):0{places + 1}d}"
    return f"{'-' if number < 0 else ''}{text[:-places]}.{text[-places:]}"
