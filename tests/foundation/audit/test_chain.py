import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.foundation.audit import chain

FIELDS = {
    "chain": "450422",
    "sequence": 1,
    "at": datetime(2026, 5, 8, 9, 30, tzinfo=UTC),
    "action": "problem.claim",
    "subject_kind": "problem",
    "subject_id": "450422-2026-0042",
    "account_id": 7,
    "person_id": 8,
    "posting_id": 9,
    "role": "department_liaison",
    "address": "10.0.0.1",
    "before": "pooled",
    "after": "in_progress",
    "facts": '{"due_on":"2026-06-01"}',
    "algorithm": "SHA-256",
    "previous_hash": chain.GENESIS,
}
CHANGED = {
    "sequence": 2,
    "at": datetime(2026, 5, 8, 9, 30, 0, 1, tzinfo=UTC),
    "account_id": None,
    "person_id": 80,
    "posting_id": None,
}
values = st.none() | st.booleans() | st.integers() | st.text(max_size=20)


def test_link_is_the_hash_of_the_documented_text():
    text = (
        '["450422",1,"2026-05-08T09:30:00.000000+00:00","problem.claim","problem","450422-2026-0042",7,8,9,'
        '"department_liaison","10.0.0.1","pooled","in_progress","{\\"due_on\\":\\"2026-06-01\\"}","SHA-256","'
        + "0" * 64
        + '"]'
    )
    assert chain.link(FIELDS) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("name", chain.COLUMNS)
def test_link_depends_on_every_column(name):
    assert chain.link(FIELDS | {name: CHANGED.get(name, f"{FIELDS[name]}x")}) != chain.link(FIELDS)


@given(st.dictionaries(st.text(max_size=5), values, max_size=5))
def test_canonical_is_the_same_for_the_same_value(facts):
    backwards = dict(reversed(facts.items()))
    assert chain.canonical(facts) == chain.canonical(backwards)


@given(st.lists(values, min_size=3, max_size=3), st.lists(values, min_size=3, max_size=3))
def test_hash_of_tells_different_records_apart(one, other):
    same = [(type(a), a) for a in one] == [(type(b), b) for b in other]
    assert (chain.hash_of(one) == chain.hash_of(other)) == same


def test_instant_is_the_same_moment_in_every_zone():
    shanghai = timezone(timedelta(hours=8))
    assert chain.instant(datetime(2026, 5, 8, 17, 30, tzinfo=shanghai)) == "2026-05-08T09:30:00.000000+00:00"


def test_instant_refuses_a_time_without_a_zone():
    with pytest.raises(ValueError, match="names no time zone"):
        chain.instant(datetime(2026, 5, 8))


def test_facts_text_holds_text_numbers_answers_and_lists_of_them():
    facts = {"b": [1, None, ("x",)], "a": "藤县", "c": True}
    assert chain.facts_text(facts) == '{"a":"藤县","b":[1,null,["x"]],"c":true}'


@pytest.mark.parametrize("value", [Decimal("1.5"), date(2026, 5, 8), 1.5, {"a": 1}, b"x", [1, [Decimal("1.5")]]])
def test_facts_text_refuses_what_the_record_does_not_hold(value):
    with pytest.raises(TypeError, match="the fact thing is"):
        chain.facts_text({"thing": value})


def test_facts_text_refuses_free_text():
    assert chain.facts_text({"text": "字" * 200}) == '{"text":"' + "字" * 200 + '"}'
    with pytest.raises(ValueError, match="longer than 200 characters"):
        chain.facts_text({"texts": ["字" * 201]})


def test_digest_depends_on_the_salt():
    assert chain.digest("a", "13800000000") != chain.digest("b", "13800000000")
    assert chain.digest("a", "x") == hashlib.sha256(b"a:x").hexdigest()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("450422001205", "450422"),
        ("450422001", "450422"),
        ("450422", "450422"),
        ("4504", "4504"),
        ("45", "system"),
        ("", "system"),
    ],
)
def test_chain_of_is_the_county_else_the_city_else_the_system(code, expected):
    assert chain.chain_of(code) == expected


def test_root_binds_every_head():
    heads = {"4504": (3, "a"), "450422": (5, "b")}
    assert chain.root(heads) == chain.root({"450422": [5, "b"], "4504": [3, "a"]})
    assert (
        len({chain.root(heads), chain.root({}), chain.root(heads | {"4504": (2, "a")}), chain.root({"4504": (3, "a")})})
        == 4
    )
