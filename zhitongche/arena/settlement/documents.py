"""JSON as a bundle is written in it: read strictly, arranged in one order, digested by RFC 8785."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from .bundle import INPUT_KEYS
from .decimals import normal
from .faults import BadBundle, Fault, Kind

# Longer whole numbers are wrong wherever they stand; reading them all would only cost time.
LONGEST_INTEGER = 400
# What some readers take for the end of a line, and what no encoder can write.
BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Repeated(dict[str, Any]):
    """An object in which a key stands more than once; the last value is the one that is kept."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        super().__init__()
        self.twice: dict[str, None] = {}
        for key, value in pairs:
            if key in self:
                self.twice[key] = None
            self[key] = value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else Repeated(pairs)


def _integer(text: str) -> int:
    return int(text) if len(text) <= LONGEST_INTEGER else 10**LONGEST_INTEGER


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def loaded(data: bytes | str) -> dict[str, Any]:
    """The object that the text says; `BadBundle` where it is none (NaN and a mark of byte order are no JSON either)."""
    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_refuse)
    except RecursionError:
        raise BadBundle([Fault(Kind.NOT_JSON, what="nested too deeply")]) from None
    except ValueError as error:
        raise BadBundle([Fault(Kind.NOT_JSON, what=str(error))]) from None
    if not isinstance(value, dict):
        raise BadBundle([Fault(Kind.NOT_AN_OBJECT)])
    return value


def _row(row: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: row[key] for key in keys if key in row}


def _sorted(rows: Iterable[Mapping[str, Any]], by: Iterable[str], *keys: str) -> list[dict[str, Any]]:
    names = tuple(by)
    return sorted((_row(row, *keys) for row in rows), key=lambda row: [row[name] for name in names])


def arranged(document: Mapping[str, Any]) -> dict[str, Any]:
    """The seven input keys of a sound document, every list and key in its one order (rule 9), each text as it stood."""
    rules = document["rules"]
    return {
        "schema": document["schema"],
        "rules": {
            **_row(rules, "quota", "method", "min_judges", "tie_breaks"),
            "criteria": _sorted(rules["criteria"], ["code"], "code", "weight", "max"),
            "given": _sorted(rules["given"], ["code"], "code", "weight", "max", "source"),
        },
        "entries": _sorted(document["entries"], ["code"], "code", "adjustment", "excluded"),
        "judges": _sorted(document["judges"], ["code"], "code"),
        "recusals": [list(pair) for pair in sorted({tuple(pair) for pair in document["recusals"]})],
        "scores": _sorted(document["scores"], ["judge", "entry", "criterion"], "judge", "entry", "criterion", "points"),
        "givens": _sorted(document["givens"], ["entry", "component"], "entry", "component", "points"),
    }


def _normalised(rows: Iterable[Mapping[str, Any]], *decimals: str) -> list[dict[str, Any]]:
    return [{**row, **{key: normal(row[key]) for key in decimals if key in row}} for row in rows]


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are digested: an arranged document with each decimal in its normal form, by RFC 8785.

    All keys are ASCII and the one number is a small integer, so sorted keys and Python's escapes are RFC 8785's.
    """
    rules = document["rules"]
    value = {key: document[key] for key in INPUT_KEYS} | {
        "rules": rules
        | {
            "quota": normal(rules["quota"]),
            "criteria": _normalised(rules["criteria"], "weight", "max"),
            "given": _normalised(rules["given"], "weight", "max"),
        },
        "entries": _normalised(document["entries"], "adjustment"),
        "scores": _normalised(document["scores"], "points"),
        "givens": _normalised(document["givens"], "points"),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def digest(document: Mapping[str, Any]) -> str:
    """`sha256:` and the hash of the canonical bytes. It binds the input only, and is no signature."""
    return f"sha256:{hashlib.sha256(canonical(document)).hexdigest()}"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def line(value: object) -> str:
    """One line of JSON: readable Chinese, and nothing in it that a reader could take for a second line."""
    return BREAKS.sub(_escaped, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
