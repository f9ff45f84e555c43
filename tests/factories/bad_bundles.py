"""A sound bundle, and every way to spoil it: name → (what spoils it, the faults that must be told)."""

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Expected = list[tuple[str, str, str]]


def sound() -> Document:
    return {
        "schema": "zhitongche.settlement/1",
        "rules": {
            "quota": "0.50",
            "method": "severity_adjusted",
            "min_judges": 1,
            "tie_breaks": ["criterion:c1", "given:g1", "median"],
            "criteria": [{"code": "c1", "weight": "30", "max": "10"}, {"code": "c2", "weight": "30", "max": "10"}],
            "given": [{"code": "g1", "weight": "40", "max": "10", "source": "records"}],
        },
        "entries": [{"code": "E1", "adjustment": "0.5"}, {"code": "E2"}],
        "judges": [{"code": "J1"}, {"code": "J2"}, {"code": "J3"}],
        "recusals": [["J3", "E1"]],
        "scores": [
            {"judge": judge, "entry": entry, "criterion": criterion, "points": points}
            for judge in ("J1", "J2")
            for entry, points in (("E1", "8"), ("E2", "7"))
            for criterion in ("c1", "c2")
        ],
        "givens": [
            {"entry": "E1", "component": "g1", "points": "9"},
            {"entry": "E2", "component": "g1", "points": "7"},
        ],
    }


def put(*path: str | int, value: object) -> Callable[[Document], None]:
    """Sets what lies at the path; beyond the end of a list it is added."""

    def spoil(document: Document) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        if isinstance(place, list) and path[-1] == len(place):
            place.append(value)
        else:
            place[path[-1]] = value

    return spoil


def drop(*path: str | int) -> Callable[[Document], None]:
    def spoil(document: Document) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return spoil


def apart(document: Document) -> None:
    """Each judge has scored one entry only: no common entries."""
    document["scores"] = [
        row for row in document["scores"] if (row["judge"], row["entry"]) in {("J1", "E1"), ("J2", "E2")}
    ]


def score(judge: object = "J1", entry: object = "E1", criterion: object = "c1", points: object = "5") -> Document:
    return {"judge": judge, "entry": entry, "criterion": criterion, "points": points}


HALF = "\ud800"
LONG = "1" * 41

BAD: dict[str, tuple[Callable[[Document], Any], Expected]] = {
    "no rules": (drop("rules"), [("key_missing", "", "rules")]),
    "no entries": (drop("entries"), [("key_missing", "", "entries")]),
    "an unknown key": (put("extra", value=1), [("key_unknown", "", "extra")]),
    "another schema": (
        put("schema", value="zhitongche.settlement/2"),
        [("other_schema", "schema", "zhitongche.settlement/2")],
    ),
    "a schema that is a number": (put("schema", value=1), [("not_a_string", "schema", "")]),
    "rules that are a list": (put("rules", value=[]), [("not_an_object", "rules", "")]),
    "judges that are an object": (put("judges", value={}), [("not_a_list", "judges", "")]),
    "a judge that is a word": (
        put("judges", 2, value="J3"),
        [("not_an_object", "judges[2]", ""), ("not_listed", "recusals[0][0]", "J3")],
    ),
    "a criterion without weight": (
        drop("rules", "criteria", 0, "weight"),
        [("key_missing", "rules.criteria[0]", "weight")],
    ),
    "a criterion with a source": (
        put("rules", "criteria", 0, "source", value="records"),
        [("key_unknown", "rules.criteria[0]", "source")],
    ),
    "a given without source": (drop("rules", "given", 0, "source"), [("key_missing", "rules.given[0]", "source")]),
    "a weight of nothing": (
        put("rules", "criteria", 1, "weight", value="0.0"),
        [("not_above_zero", "rules.criteria[1].weight", "0.0")],
    ),
    "a maximum below zero": (
        put("rules", "given", 0, "max", value="-1"),
        [("not_above_zero", "rules.given[0].max", "-1")],
    ),
    "a weight that is a number": (
        put("rules", "criteria", 0, "weight", value=30),
        [("not_a_string", "rules.criteria[0].weight", "")],
    ),
    "no criterion": (
        put("rules", "criteria", value=[]),
        [
            ("no_criterion", "rules.criteria", ""),
            ("not_listed", "rules.tie_breaks[0]", "c1"),
            *(
                (("not_listed", f"scores[{number}].criterion", "c1" if number % 2 == 0 else "c2"))
                for number in range(8)
            ),
        ],
    ),
    "quota above one": (put("rules", "quota", value="1.01"), [("outside", "rules.quota", "1.01")]),
    "quota below zero": (put("rules", "quota", value="-0.1"), [("outside", "rules.quota", "-0.1")]),
    "a quota with a comma": (put("rules", "quota", value="0,2"), [("not_a_decimal", "rules.quota", "0,2")]),
    "a quota in percent": (put("rules", "quota", value="20%"), [("not_a_decimal", "rules.quota", "20%")]),
    "a quota in other figures": (put("rules", "quota", value="０.2"), [("not_a_decimal", "rules.quota", "０.2")]),
    "a quota with a plus": (put("rules", "quota", value="+0.2"), [("not_a_decimal", "rules.quota", "+0.2")]),
    "a quota with a line feed": (put("rules", "quota", value="0.2\n"), [("not_a_decimal", "rules.quota", "0.2\n")]),
    "a quota without figures after the point": (
        put("rules", "quota", value="0."),
        [("not_a_decimal", "rules.quota", "0.")],
    ),
    "a method that is not known": (
        put("rules", "method", value="median"),
        [("other_method", "rules.method", "median")],
    ),
    "a method that is null": (put("rules", "method", value=None), [("not_a_string", "rules.method", "")]),
    "no judge needed": (put("rules", "min_judges", value=0), [("outside", "rules.min_judges", "0")]),
    "a thousand judges needed": (put("rules", "min_judges", value=1000), [("outside", "rules.min_judges", "1000")]),
    "judges needed as a word": (put("rules", "min_judges", value="1"), [("not_an_integer", "rules.min_judges", "")]),
    "judges needed as a fraction": (
        put("rules", "min_judges", value=1.0),
        [("not_an_integer", "rules.min_judges", "")],
    ),
    "judges needed as true": (put("rules", "min_judges", value=True), [("not_an_integer", "rules.min_judges", "")]),
    "no number of judges": (drop("rules", "min_judges"), [("key_missing", "rules", "min_judges")]),
    "a tie-break twice": (
        put("rules", "tie_breaks", 2, value="given:g1"),
        [("tie_break_twice", "rules.tie_breaks[2]", "given:g1")],
    ),
    "a tie-break by mean": (
        put("rules", "tie_breaks", 2, value="mean"),
        [("other_tie_break", "rules.tie_breaks[2]", "mean")],
    ),
    "a tie-break by no criterion": (
        put("rules", "tie_breaks", 0, value="criterion:"),
        [("other_tie_break", "rules.tie_breaks[0]", "criterion:")],
    ),
    "a tie-break by an unknown criterion": (
        put("rules", "tie_breaks", 0, value="criterion:g1"),
        [("not_listed", "rules.tie_breaks[0]", "g1")],
    ),
    "a tie-break that is a number": (
        put("rules", "tie_breaks", 0, value=1),
        [("not_a_string", "rules.tie_breaks[0]", "")],
    ),
    "a tie-break of half a character": (
        put("rules", "tie_breaks", 0, value=HALF),
        [("not_text", "rules.tie_breaks[0]", "")],
    ),
    "a criterion twice": (
        put("rules", "criteria", 2, value={"code": "c1", "weight": "1", "max": "1"}),
        [("code_twice", "rules.criteria[2].code", "c1")],
    ),
    "a criterion without a code": (
        put("rules", "criteria", 2, value={"weight": "1", "max": "1"}),
        [("key_missing", "rules.criteria[2]", "code")],
    ),
    "criteria that are a word": (put("rules", "criteria", value="c1"), [("not_a_list", "rules.criteria", "")]),
    "no list of givens": (drop("rules", "given"), [("key_missing", "rules", "given")]),
    "an entry twice": (put("entries", 2, value={"code": "E1"}), [("code_twice", "entries[2].code", "E1")]),
    "a judge twice": (put("judges", 3, value={"code": "J1"}), [("code_twice", "judges[3].code", "J1")]),
    "an entry without a code": (put("entries", 2, value={}), [("key_missing", "entries[2]", "code")]),
    "an entry with an empty code": (put("entries", 2, value={"code": ""}), [("not_a_code", "entries[2].code", "")]),
    "an entry of half a character": (put("entries", 2, value={"code": HALF}), [("not_a_code", "entries[2].code", "")]),
    "an entry with a number": (put("entries", 2, value={"code": 2}), [("not_a_string", "entries[2].code", "")]),
    "an entry excluded by true": (
        put("entries", 1, "excluded", value=True),
        [("not_a_string", "entries[1].excluded", "")],
    ),
    "a reason of half a character": (
        put("entries", 1, "excluded", value=HALF),
        [("not_text", "entries[1].excluded", "")],
    ),
    "an adjustment by a word": (
        put("entries", 1, "adjustment", value="two"),
        [("not_a_decimal", "entries[1].adjustment", "two")],
    ),
    "an adjustment of 41 figures": (
        put("entries", 1, "adjustment", value=LONG),
        [("not_a_decimal", "entries[1].adjustment", LONG)],
    ),
    "a recusal of one": (put("recusals", 1, value=["J1"]), [("not_a_pair", "recusals[1]", "")]),
    "a recusal that is an object": (put("recusals", 1, value={}), [("not_a_pair", "recusals[1]", "")]),
    "a recusal of a stranger": (
        put("recusals", 1, value=["J9", "E9"]),
        [("not_listed", "recusals[1][0]", "J9"), ("not_listed", "recusals[1][1]", "E9")],
    ),
    "a recusal of a number": (put("recusals", 1, value=[1, "E1"]), [("not_a_string", "recusals[1][0]", "")]),
    "no list of recusals": (drop("recusals"), [("key_missing", "", "recusals")]),
    "a score by a stranger": (put("scores", 8, value=score(judge="J9")), [("not_listed", "scores[8].judge", "J9")]),
    "a score for a stranger": (put("scores", 8, value=score(entry="E9")), [("not_listed", "scores[8].entry", "E9")]),
    "a score on something else": (
        put("scores", 8, value=score(criterion="g1")),
        [("not_listed", "scores[8].criterion", "g1")],
    ),
    "a score without points": (drop("scores", 0, "points"), [("key_missing", "scores[0]", "points")]),
    "a score without an entry": (drop("scores", 0, "entry"), [("key_missing", "scores[0]", "entry")]),
    "a score that is null": (put("scores", 8, value=None), [("not_an_object", "scores[8]", "")]),
    "a score twice": (put("scores", 8, value=score()), [("cell_twice", "scores[8]", "J1, E1, c1")]),
    "a score from a recused judge": (put("scores", 8, value=score(judge="J3")), [("recused", "scores[8]", "J3")]),
    "points above the maximum": (
        put("scores", 0, "points", value="10.001"),
        [("outside", "scores[0].points", "10.001")],
    ),
    "points below zero": (put("scores", 0, "points", value="-0.5"), [("outside", "scores[0].points", "-0.5")]),
    "points that are a number": (put("scores", 0, "points", value=8), [("not_a_string", "scores[0].points", "")]),
    "points with a blank": (put("scores", 0, "points", value=" 8"), [("not_a_decimal", "scores[0].points", " 8")]),
    "points where the maximum is wrong": (
        put("rules", "criteria", 0, "max", value="ten"),
        [("not_a_decimal", "rules.criteria[0].max", "ten")],
    ),
    "scores that are null": (put("scores", value=None), [("not_a_list", "scores", "")]),
    "a given missing": (drop("givens", 1), [("given_missing", "entry E2", "g1")]),
    "a given twice": (
        put("givens", 2, value={"entry": "E1", "component": "g1", "points": "9"}),
        [("cell_twice", "givens[2]", "E1, g1")],
    ),
    "a given above the maximum": (put("givens", 0, "points", value="11"), [("outside", "givens[0].points", "11")]),
    "a given for a stranger": (
        put("givens", 2, value={"entry": "E9", "component": "c1", "points": "1"}),
        [("not_listed", "givens[2].entry", "E9"), ("not_listed", "givens[2].component", "c1")],
    ),
    "no list of given points": (drop("givens"), [("key_missing", "", "givens")]),
    "a panel with no common entries": (apart, [("not_connected", "scores", "J1 | J2")]),
}
