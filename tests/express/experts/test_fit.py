"""Who fits: the order and the reasons, over plain values."""

from datetime import date

from django.utils import translation

from zhitongche.express.experts import fit, skills
from zhitongche.express.experts.fit import Candidate, Need

VILLAGE = "450422107205"
BRANCHES = {"water": "works", "roads": "works", "tea": "planting"}
NEED = Need(VILLAGE, {"water": 3, "tea": 1}, date(2026, 5, 25), date(2026, 5, 26), "藤县水利局")


def _order(*candidates: Candidate, need: Need = NEED) -> list[str]:
    return [one.candidate.number for one in fit.ranked(need, candidates, BRANCHES)]


def test_who_knows_the_matter_goes_before_who_is_near() -> None:
    far = Candidate("far", "4504", ("water",))
    near = Candidate("near", "450422107", ("law",))
    branch = Candidate("branch", "450422107", ("roads",))
    assert _order(near, branch, far) == ["far", "branch", "near"]


def test_nearer_free_and_less_busy_goes_first() -> None:
    assert _order(Candidate("city", "4504", ("water",)), Candidate("county", "450422", ("water",))) == [
        "county",
        "city",
    ]
    away = Candidate("away", "450422", ("water",), away=(date(2026, 5, 25),))
    assert _order(away, Candidate("free", "450422", ("water",))) == ["free", "away"]
    busy = Candidate("busy", "450422", ("water",), open_count=2)
    assert _order(busy, Candidate("idle", "450422", ("water",))) == ["idle", "busy"]


def test_conflict_and_past_results_count() -> None:
    own = Candidate("own", VILLAGE, ("water",))
    unit = Candidate("unit", "450422", ("water",), unit="藤县水利局")
    plain = Candidate("plain", "450422", ("water",))
    poor = Candidate("poor", "450422", ("water",), visit_count=1, poor_count=1)
    assert _order(own, unit, plain, poor)[:2] == ["plain", "poor"]


def test_many_visits_are_no_contest() -> None:
    """More than three good visits count as three, and visits alone count nothing."""
    three = fit.fit(NEED, Candidate("a", "450422", ("water",), visit_count=3, good_count=3), BRANCHES)
    thirty = fit.fit(NEED, Candidate("a", "450422", ("water",), visit_count=30, good_count=30), BRANCHES)
    assert three.score == thirty.score


def test_among_equals_the_number_decides_and_the_same_facts_give_the_same() -> None:
    one, two = Candidate("ZJ-1", "450422", ("water",)), Candidate("ZJ-2", "450422", ("water",))
    assert _order(two, one) == _order(one, two) == ["ZJ-1", "ZJ-2"]


def test_each_part_has_its_reason_in_words() -> None:
    candidate = Candidate(
        "a",
        VILLAGE,
        ("water",),
        unit="藤县水利局",
        away=(date(2026, 5, 25),),
        open_count=1,
        visit_count=2,
        good_count=1,
        poor_count=1,
        was_first_secretary=True,
    )
    with translation.override("en"):
        said = fit.reasons(fit.fit(NEED, candidate, BRANCHES), {"water": "Water works"}, "25 May")
    assert said == [
        "Knows: Water works",
        "At home in this very village: may have an interest of their own",
        "works for the department that leads it",
        "not free on 25 May",
        "1 dispatch still open",
        "was a first secretary",
        "1 visit rated good",
        "1 visit rated poor",
    ]


def test_reasons_where_nothing_matches() -> None:
    with translation.override("en"):
        said = fit.reasons(fit.fit(Need("370681106214", {"water": 1}), Candidate("a", "4504"), BRANCHES), {})
    assert said == [
        "No field of this expert matches",
        "from farther away, but serves this place",
        "no other dispatch open",
    ]


def test_what_a_problem_asks_for() -> None:
    found = skills.wanted("water", "", "茶园灌溉供电不足，水泵抽不上水。")
    assert found["water"] == skills.NAMED + skills.SAID
    assert {"tea", "electricity"} <= set(found)
    assert skills.wanted("other", "", "没有什么。") == {}
    assert set(skills.wanted("", "oil_tea", "")) == {"oil_tea"}
