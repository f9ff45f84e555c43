"""The browser's Verify, run in node, against the product: a second implementation of the same rule, to the byte."""

import json
import subprocess
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from tests.factories.bad_bundles import BAD, sound
from tests.factories.bundles import METHODS, bundle, shuffled
from tests.factories.contract_bundles import DOCUMENT, example
from zhitongche.arena.settlement.answers import compute, verify
from zhitongche.arena.settlement.bundle import ANSWER_KEYS
from zhitongche.arena.settlement.documents import line
from zhitongche.arena.settlement.faults import BadBundle

SOURCE = Path(__file__).parents[3] / "zhitongche" / "static" / "source"
# The scripts in the order in which a page loads them.
SCRIPTS = ("exact.js", "verify-reading.js", "verify.js")
PROGRAM = """
import { createInterface } from "node:readline";
for (const path of process.argv.slice(1)) await import(path);
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  console.log(JSON.stringify([ztcVerify.compute(text), ztcVerify.verify(text)]));
}
"""


def in_node(texts: Iterable[str]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(computed, verified) of each text, by the script that browsers get."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", PROGRAM, "--", *(str(SOURCE / name) for name in SCRIPTS)],
        input="\n".join(map(json.dumps, texts)), capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return [tuple(json.loads(row)) for row in done.stdout.splitlines()]


def by_the_product(text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        found = compute(text)
    except BadBundle as refusal:
        told = {"faults": [[fault.kind.value, fault.where] for fault in refusal.faults]}
        return told, told
    return {key: found[key] for key in ANSWER_KEYS}, {"differs": verify(text)}


def assert_same(texts: list[str]) -> None:
    for text, found in zip(texts, in_node(texts), strict=True):
        assert found == by_the_product(text), text


def test_the_contracts_examples_are_verified() -> None:
    answer = line(compute(json.dumps(example())))
    assert [verified for _, verified in in_node([DOCUMENT, answer])] == [{"differs": []}] * 2


def test_random_bundles_come_to_the_same_bytes(rounds: Callable[..., int]) -> None:
    texts = []
    for seed in range(rounds(short=300, long=20_000)):
        draw = Random(seed)
        document = bundle(draw, entries=draw.randint(0, 8), judges=draw.randint(0, 8), method=draw.choice(METHODS))
        texts.append(json.dumps(shuffled(document, draw), ensure_ascii=draw.random() < 0.5))
    assert_same(texts)


def test_codes_of_every_script_are_ordered_and_digested_alike() -> None:
    document = json.dumps(example(), ensure_ascii=False)
    for code, name in (
        ("E1", "𠮷"),
        ("E2", "\ue000"),
        ("E3", "村\u2028\u007f"),
        ("E4", '"\\\t'),
        ("J1", "é"),
        ("J2", "é"),
    ):
        document = document.replace(f'"{code}"', json.dumps(name))
    assert_same([document])


def test_every_fault_is_told_alike() -> None:
    texts = []
    for spoil, _ in BAD.values():
        document = deepcopy(sound())
        spoil(document)
        texts.append(json.dumps(document))
    assert_same(texts)


def test_what_is_no_sound_json_is_told_alike() -> None:
    text = json.dumps(sound())
    assert_same(
        ["", "{", "nothing", "[]", "1", '"a"', "null", "1" * 5000, '{"a": NaN}', "\ufeff{}", '{"a": 01}', '{"a": 1.}', '{"a": .5}',
         '{"a": "\t"}', '{"a": "\\x"}', "{'a': 1}", '{"a": 1,}', "[1 2]", f"{text} x", "[" * 100_000, ' \n\t{"schema": 1}\r ',
         text.replace('"quota": ', '"quota": 1, "quota": '), text.replace('"points": "8"', '"points": "8", "points": "8"', 1),
         text.replace('"min_judges": 1', '"min_judges": -0'), text.replace('"min_judges": 1', '"min_judges": 1e0')]
    )  # fmt: skip


def test_a_touched_answer_is_found_out_alike() -> None:
    texts = []
    answer = line(compute(json.dumps(example())))
    for old, new in (
        ('"score":"80.000"', '"score":"80.00"'), ('"rank":1', '"rank":1.0'), ('"rank":1', '"rank":true'), ('"rank":1', '"rank":1,"rank":1'),
        ('"champion":true', '"champion":1'), ('"score":null', '"score":"null"'), ('"champions_allowed":2', '"champions_allowed":"2"'),
        ('"champions_allowed":2', '"champions_allowed":2.0'), ('"digest":"sha256:5', '"digest":"sha256:6'), ('"results"', '"result"'),
        ('"rank":1', '"rank":1,"more":2'), ('"results":[', '"results":[[],'), ('"rank":1', '"ranks":1'),
    ):  # fmt: skip
        assert old in answer
        texts.append(answer.replace(old, new, 1))
    assert_same(texts)
    assert all(verified != {"differs": []} for _, verified in in_node(texts))
