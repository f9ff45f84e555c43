"""What each gate asks for: pure functions over what is known of a project."""

from dataclasses import replace
from decimal import Decimal

import pytest

from zhitongche.express.projects.gates import GATES, Facts, missing

WHOLE = Facts(
    goal="让茶园用得上水。",
    scope_of_works="泵房1座。",
    benefit="86户增收。",
    is_publicized=True,
    investment=Decimal("350000.00"),
    planned=Decimal("350000.00"),
    weights=(Decimal(60), Decimal(40)),
    spots_before=("泵房",),
    spots_after=("泵房",),
    has_before=True,
    has_after=True,
    has_paper=True,
)


@pytest.mark.parametrize("gate", GATES)
def test_whoever_has_everything_passes_every_gate(gate: str) -> None:
    assert missing(gate, WHOLE) == []


@pytest.mark.parametrize(
    ("gate", "code", "without"),
    [
        *(
            (gate, code, without)
            for gate in ("submit", "admit")
            for code, without in (
                ("scope", {"scope_of_works": " \n"}),
                ("benefit", {"benefit": ""}),
                ("publicized", {"is_publicized": False}),
                ("money", {"planned": Decimal("349999.99")}),
                ("milestones", {"weights": ()}),
                ("milestones", {"weights": (Decimal("99.99"),)}),
                ("before", {"has_before": False}),
            )
        ),
        ("start", "milestones", {"weights": (Decimal(60), Decimal("40.01"))}),
        ("start", "approvals", {"pending_approvals": ("用地预审",)}),
        ("start", "covered", {"first_uncovered": Decimal("0.01")}),
        ("accept_work", "done", {"undone": ("泵房建成",)}),
        ("accept_work", "after", {"spots_before": ("泵房", "水池")}),
        ("accept_work", "after", {"spots_before": (), "spots_after": (), "has_after": False}),
        ("accept_work", "approvals", {"pending_approvals": ("用电报装",)}),
        ("accept_work", "problems", {"open_problems": 2}),
        ("hand_over", "paper", {"has_paper": False}),
    ],
)
def test_each_requirement_is_named_alone_and_can_be_waived(gate: str, code: str, without: dict[str, object]) -> None:
    facts = replace(WHOLE, **without)
    assert len(missing(gate, facts)) == 1
    assert missing(gate, facts, waived=[code]) == []


def test_a_refused_gate_names_everything_at_once() -> None:
    for gate in ("submit", "admit"):
        nothing = replace(Facts(), investment=Decimal(1))
        assert len(missing(gate, nothing)) == len(GATES[gate])


def test_sentences_say_how_much_is_wanting_and_of_what() -> None:
    short = replace(WHOLE, planned=Decimal("100000.50"), weights=(Decimal(60), Decimal(30)))
    said = " ".join(missing("submit", short))
    assert "249,999.50" in said
    assert "90" in said
    after = replace(WHOLE, spots_before=("泵房", "水池"), undone=("通水",))
    assert "水池" in missing("accept_work", after)[1]
    assert "泵房" not in missing("accept_work", after)[1]
    assert "通水" in missing("accept_work", after)[0]


def test_codes_of_a_gate_differ() -> None:
    for requirements in GATES.values():
        assert len({one.code for one in requirements}) == len(requirements)
