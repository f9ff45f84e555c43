"""How well a waiting problem fits a department."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zhitongche.express.problems.fit import Case, Fit, Judge, Waiting, pairs_of, reasons

TODAY = date(2026, 5, 20)
SOLVED = [
    Case("electricity", "果园灌溉供电不足"),
    Case("electricity", "茶园灌溉供电不足，水泵抽不上水"),
    Case("roads", "村口桥梁破损"),
]
POWER = Judge(["electricity"], SOLVED)
titles = st.text(alphabet="供电不足果园灌溉水泵道路 a1，。", max_size=30)
waiting = st.builds(
    Waiting,
    category=st.sampled_from(["electricity", "roads", "water"]),
    title=titles,
    is_suggested=st.booleans(),
    is_urgent=st.booleans(),
    soon_on=st.one_of(st.none(), st.dates(date(2026, 5, 1), date(2026, 6, 30))),
)


def test_fit_puts_what_was_suggested_first_then_the_function_then_what_is_alike() -> None:
    scores = [
        POWER.fit(one, TODAY).score
        for one in (
            Waiting("water", "饮水困难", is_suggested=True),
            Waiting("electricity", "果园供电不足"),
            Waiting("electricity", "路灯不亮"),
            Waiting("roads", "村口桥梁裂缝"),
            Waiting("water", "饮水困难"),
        )
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_fit_counts_the_solved_cases_that_read_alike() -> None:
    assert POWER.alike("果园灌溉供电不足，急") == 2
    assert POWER.alike("桥梁破损") == 1
    assert POWER.alike("饮水困难") == 0
    assert POWER.alike("") == 0


@given(waiting, st.lists(st.builds(Case, st.sampled_from(["electricity", "roads"]), titles), max_size=8))
def test_fit_never_falls_by_being_suggested_urgent_or_near(problem: Waiting, solved: list[Case]) -> None:
    judge = Judge(["electricity"], solved)
    plain = Waiting(problem.category, problem.title)
    assert judge.fit(problem, TODAY).score >= judge.fit(plain, TODAY).score
    assert judge.fit(problem, TODAY) == judge.fit(problem, TODAY)
    assert 0 <= judge.alike(problem.title) <= len(solved)


@given(titles)
def test_fit_finds_a_case_in_its_own_words(title: str) -> None:
    """Whatever has two pairs of characters is like itself."""
    assert Judge([], [Case("water", title)]).alike(title) == (len(pairs_of(title)) >= 2)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Fit(0, False, False, 0, 0, False), []),
        (Fit(0, False, True, 2, 2, False), ["Your function: Electricity", "like 2 you have solved"]),
        (
            Fit(0, True, False, 0, 3, True),
            ["Suggested to your department", "3 of this kind solved", "its limit is near"],
        ),
        (Fit(0, False, False, 0, 0, True, True), ["nobody has claimed it in time"]),
    ],
)
def test_reasons_are_said_in_words(found: Fit, said: list[str]) -> None:
    assert _english(found) == said


def _english(found: Fit) -> list[str]:
    with translation.override("en"):
        return reasons(found, "Electricity")
