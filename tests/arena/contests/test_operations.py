"""Contests: drawn up, revised, opened with their rules fixed; changed by two; closed."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import alliances, contests, indicators
from tests.factories.contests import ENTRIES_CLOSE, NAMES, NOW, RULES, SCORES_CLOSE, Cast
from zhitongche.arena.contests import operations, queries, rulebook
from zhitongche.arena.contests.models import Contest, ContestRules
from zhitongche.arena.contests.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NothingWaits, NotNow, NotYourDuty

TOLD = rulebook.joined(RULES, NAMES)
LATER = NOW + timedelta(hours=1)


def other(**changed: Any) -> dict[str, Any]:
    return {**deepcopy(TOLD), **changed}


# ---- draw_up ---------------------------------------------------------------------------------------------------------


def test_draw_up_keeps_the_contracts_rules_and_the_names_apart(cast: Cast) -> None:
    made = contests.drawn_up(cast)
    assert made.number == "BW-370681-2026-0001"
    assert (made.state, made.rules_version, str(made.month)) == (State.DRAFT, 0, "2026-05-01")
    kept = queries.rules_of(made)
    assert kept is not None
    assert (kept.rules, kept.names) == (RULES, NAMES)
    assert kept.digest == rulebook.digest_of(RULES, NAMES, ENTRIES_CLOSE, SCORES_CLOSE)
    assert AuditRecord.objects.filter(action="contest.draw_up", subject_id=made.number).exists()


def test_draw_up_is_the_organizers(cast: Cast) -> None:
    for posting in (cast.supervisor, cast.secretaries[0], cast.judges[0], cast.alliances.leader):
        with pytest.raises(NotYourDuty):
            operations.draw_up(
                by=posting,
                now=NOW,
                alliance=cast.alliance.number,
                kind="bout",
                item="GV-01",
                title="比武",
                rules=TOLD,
                entries_close_at=ENTRIES_CLOSE,
                scores_close_at=SCORES_CLOSE,
            )


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("title", {"title": " "}),
        ("alliance", {"alliance": "LM-370681-2026-0009"}),
        ("alliance", {"kind": "final"}),
        ("kind", {"kind": "race"}),
        ("item", {"item": "XX-01"}),
        ("scores_close_at", {"scores_close_at": ENTRIES_CLOSE}),
        ("notice_days", {"notice_days": 0}),
        ("judges_per_entry", {"judges_per_entry": 0}),
        ("rules.quota", {"rules": other(quota="0.21")}),
        ("rules.quota", {"rules": other(quota="-0.1")}),
        ("rules.method", {"rules": other(method="median")}),
        ("rules.min_judges", {"rules": other(min_judges=0)}),
        ("rules.tie_breaks.0", {"rules": other(tie_breaks=["given:nothing"])}),
        ("rules.criteria", {"rules": other(criteria=[])}),
        ("rules.criteria", {"rules": other(criteria="site")}),
        ("rules.criteria.0", {"rules": other(criteria=[{"code": "site", "max": "100"}], tie_breaks=[])}),
        ("rules.criteria.0", {"rules": other(criteria=["site"], tie_breaks=[])}),
        (
            "rules.criteria.0.weight",
            {"rules": other(criteria=[{"code": "site", "weight": "0", "max": "100"}], tie_breaks=[])},
        ),
        (
            "rules.given",
            {"rules": other(given=[{"code": "site", "weight": "1", "max": "1", "source": "x"}], tie_breaks=[])},
        ),
        ("rules", {"rules": {"quota": "0.20"}}),
    ],
)
def test_draw_up_refuses_what_cannot_be_meant(cast: Cast, field: str, told: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refusal:
        contests.drawn_up(cast, **told)
    assert field in refusal.value.faults
    assert not Contest.objects.exists()


def test_draw_up_refuses_levels_that_no_points_reach(cast: Cast) -> None:
    rules = other()
    rules["criteria"][0]["levels"] = [{"from": "80", "text": "好"}, {"from": "101", "text": "很好"}]
    with pytest.raises(BadInput) as refusal:
        contests.drawn_up(cast, rules=rules)
    assert set(refusal.value.faults) == {"rules.criteria.0.levels"}
    rules["criteria"][0]["levels"][1]["from"] = "90"
    made = contests.drawn_up(cast, rules=rules)
    kept = queries.rules_of(made)
    assert kept is not None
    assert kept.names["site"]["levels"][1] == {"from": "90", "text": "很好"}


def test_draw_up_takes_the_nearest_library_that_knows_the_item(cast: Cast) -> None:
    own = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    with pytest.raises(BadInput):
        contests.drawn_up(cast, item="A-01")
    from_draft = contests.drawn_up(cast)
    assert from_draft.item.library.region_id is None
    indicators.operations.issue(own, by=cast.organizer, now=NOW)
    assert contests.drawn_up(cast, item="A-01").item.library_id == own.pk


def test_a_final_is_held_by_the_chief_and_a_bout_by_a_sub(cast: Cast) -> None:
    chief = cast.alliance.parent
    assert chief is not None
    final = contests.drawn_up(cast, alliance=chief.number, kind="final")
    assert final.kind == Contest.Kind.FINAL
    with pytest.raises(BadInput) as refusal:
        contests.drawn_up(cast, alliance=chief.number)
    assert "alliance" in refusal.value.faults


# ---- revise ----------------------------------------------------------------------------------------------------------


def test_revise_says_a_draft_anew(cast: Cast) -> None:
    made = contests.drawn_up(cast)
    dates = {"entries_close_at": ENTRIES_CLOSE + timedelta(days=1), "scores_close_at": SCORES_CLOSE}
    operations.revise(made, by=cast.organizer, now=LATER, title="村集体增收比武", item="LD-02", **dates)
    fresh = queries.afresh(made)
    assert (fresh.title, fresh.item.code, fresh.entries_close_at) == (
        "村集体增收比武",
        "LD-02",
        dates["entries_close_at"],
    )
    kept = queries.rules_of(fresh)
    assert kept is not None
    assert kept.rules == RULES
    assert kept.digest == rulebook.digest_of(RULES, NAMES, **dates)


def test_revise_is_for_its_keepers_and_for_drafts(cast: Cast) -> None:
    told = {"title": "比武", "entries_close_at": ENTRIES_CLOSE, "scores_close_at": SCORES_CLOSE}
    made = contests.drawn_up(cast)
    with pytest.raises(NotYourDuty):
        operations.revise(made, by=cast.alliances.neighbour, now=NOW, **told)
    with pytest.raises(NotNow):
        operations.revise(contests.contest(cast), by=cast.organizer, now=NOW, **told)


# ---- open ------------------------------------------------------------------------------------------------------------


def test_open_signs_the_rules_and_tells_the_members(cast: Cast) -> None:
    made = contests.contest(cast)
    assert (made.state, made.rules_version) == (State.OPEN, 1)
    signed = ContestRules.objects.get(contest=made)
    assert (signed.signed_by, signed.signed_at) == (cast.organizer, NOW)
    assert contests.told_of(made, "open") == {one.person_id for one in cast.secretaries}
    record = AuditRecord.objects.get(action="contest.open", subject_id=made.number)
    assert signed.digest in record.facts


def test_open_refuses_a_date_that_has_passed_and_a_retired_library(cast: Cast) -> None:
    made = contests.drawn_up(cast)
    with pytest.raises(BadInput):
        operations.open_(made, by=cast.organizer, now=ENTRIES_CLOSE)
    own = indicators.filled(cast.organizer, indicators.drawn_up(cast.organizer))
    indicators.operations.issue(own, by=cast.organizer, now=NOW)
    made = contests.drawn_up(cast, item="A-01")
    indicators.operations.retire(own, by=cast.organizer, now=NOW, reason="换版")
    with pytest.raises(BadInput):
        operations.open_(queries.afresh(made), by=cast.organizer, now=NOW)


def test_open_is_for_its_keepers_and_for_drafts(cast: Cast) -> None:
    made = contests.drawn_up(cast)
    for posting in (cast.supervisor, cast.secretaries[0], cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            operations.open_(made, by=posting, now=NOW)
    operations.open_(made, by=cast.organizer, now=NOW)
    with pytest.raises(NotNow):
        operations.open_(made, by=cast.organizer, now=NOW)


# ---- propose_rules, sign_rules ---------------------------------------------------------------------------------------


def propose(made: Contest, cast: Cast, **told: Any) -> Contest:
    return operations.propose_rules(made, by=cast.organizer, now=LATER, **{"reason": "更正", **told})


def test_propose_rules_changes_nothing_before_another_signs(cast: Cast) -> None:
    made = contests.contest(cast)
    propose(made, cast, rules=other(quota="0.10"), entries_close_at=ENTRIES_CLOSE + timedelta(days=1))
    fresh = queries.afresh(made)
    assert (fresh.rules_version, fresh.entries_close_at) == (1, ENTRIES_CLOSE)


def test_sign_rules_puts_the_change_in_force_and_tells_the_members(cast: Cast) -> None:
    made = contests.contest(cast)
    propose(made, cast, rules=other(quota="0.10"), entries_close_at=ENTRIES_CLOSE + timedelta(days=1))
    fresh = queries.afresh(made)
    operations.sign_rules(fresh, by=cast.second_organizer, now=LATER)
    fresh = queries.afresh(made)
    assert (fresh.rules_version, fresh.entries_close_at) == (2, ENTRIES_CLOSE + timedelta(days=1))
    kept = queries.rules_of(fresh)
    assert kept is not None
    assert (kept.rules["quota"], kept.reason, kept.signed_by) == ("0.10", "更正", cast.second_organizer)
    assert contests.told_of(made, "sign_rules") == {one.person_id for one in cast.secretaries}


def test_sign_rules_is_not_for_who_proposed(cast: Cast) -> None:
    made = contests.contest(cast)
    propose(made, cast, rules=other(quota="0.10"))
    with pytest.raises(NotYourDuty):
        operations.sign_rules(queries.afresh(made), by=cast.organizer, now=LATER)


def test_propose_rules_is_for_its_keepers_while_it_runs(cast: Cast) -> None:
    with pytest.raises(NotYourDuty):
        operations.propose_rules(contests.contest(cast), by=cast.supervisor, now=NOW, reason="更正")
    for state in (State.DRAFT, State.SCORED):
        with pytest.raises(NotNow):
            propose(contests.contest(cast, state), cast, rules=other(quota="0.10"))


def test_propose_rules_refuses_what_cannot_be_changed(cast: Cast) -> None:
    made = contests.contest(cast)
    for told in (
        {},
        {"rules": other(quota="0.50")},
        {"entries_close_at": NOW},
        {"scores_close_at": ENTRIES_CLOSE},
    ):
        with pytest.raises(BadInput):
            propose(made, cast, **told)
    closed = contests.contest(cast, State.ENTRIES_CLOSED)
    for told in (
        {"entries_close_at": ENTRIES_CLOSE + timedelta(days=1)},
        {"rules": other(criteria=[TOLD["criteria"][0]], tie_breaks=[])},
    ):
        with pytest.raises(BadInput):
            propose(closed, cast, **told)
    propose(closed, cast, scores_close_at=SCORES_CLOSE + timedelta(days=1))
    assert queries.proposed_rules(closed) is not None


def test_a_later_proposal_replaces_the_one_that_waits(cast: Cast) -> None:
    made = contests.contest(cast)
    propose(made, cast, rules=other(quota="0.10"))
    first = queries.proposed_rules(made)
    propose(made, cast, rules=other(quota="0.15"))
    assert first is not None
    with pytest.raises(NotNow):
        operations.sign_rules(made, by=cast.supervisor, now=LATER, digest=first.digest)
    operations.sign_rules(made, by=cast.supervisor, now=LATER)
    kept = queries.rules_of(queries.afresh(made))
    assert kept is not None
    assert kept.rules["quota"] == "0.15"


def test_sign_rules_is_for_another_and_only_for_what_waits(cast: Cast) -> None:
    made = contests.contest(cast)
    with pytest.raises(NothingWaits):
        operations.sign_rules(made, by=cast.supervisor, now=NOW)
    propose(made, cast, rules=other(quota="0.10"))
    for posting in (cast.secretaries[0], cast.alliances.neighbour, cast.judges[0]):
        with pytest.raises(NotYourDuty):
            operations.sign_rules(made, by=posting, now=NOW)
    Contest.objects.filter(pk=made.pk).update(state=State.SCORED)
    with pytest.raises(NotNow):
        operations.sign_rules(made, by=cast.supervisor, now=NOW)


def test_sign_rules_refuses_dates_that_have_passed_meanwhile(cast: Cast) -> None:
    made = contests.contest(cast)
    propose(made, cast, entries_close_at=ENTRIES_CLOSE - timedelta(days=1))
    with pytest.raises(NotNow):
        operations.sign_rules(made, by=cast.supervisor, now=ENTRIES_CLOSE - timedelta(hours=1))


# ---- close_entries ---------------------------------------------------------------------------------------------------


def test_close_entries_shows_them_and_tells_the_members(cast: Cast) -> None:
    made = contests.contest(cast)
    contests.entry(made, cast.secretaries[0])
    operations.close_entries(made, by=cast.organizer, now=LATER)
    assert queries.afresh(made).state == State.ENTRIES_CLOSED
    assert queries.history(made)[-1].body["submitted"] == 1
    assert contests.told_of(made, "close_entries") == {one.person_id for one in cast.secretaries}


def test_close_entries_is_for_its_keepers_while_open(cast: Cast) -> None:
    made = contests.contest(cast)
    for posting in (cast.secretaries[0], cast.supervisor, cast.alliances.neighbour):
        with pytest.raises(NotYourDuty):
            operations.close_entries(made, by=posting, now=LATER)
    operations.close_entries(made, by=cast.organizer, now=LATER)
    with pytest.raises(NotNow):
        operations.close_entries(made, by=cast.organizer, now=LATER)


def test_the_clock_closes_what_is_due_and_nothing_else(cast: Cast) -> None:
    due = contests.contest(cast)
    later = contests.contest(cast, entries_close_at=ENTRIES_CLOSE + timedelta(seconds=1))
    draft = contests.drawn_up(cast)
    assert operations.close_due(now=ENTRIES_CLOSE - timedelta(microseconds=1)) == 0
    assert operations.close_due(now=ENTRIES_CLOSE) == 1
    assert operations.close_due(now=ENTRIES_CLOSE) == 0
    states = [queries.afresh(one).state for one in (due, later, draft)]
    assert states == [State.ENTRIES_CLOSED, State.OPEN, State.DRAFT]
    last = queries.history(due)[-1]
    assert (last.action, last.posting) == ("close_entries", None)


def test_members_are_those_of_the_day(cast: Cast) -> None:
    made = contests.contest(cast)
    mover = cast.secretaries[0]
    alliances.operations.release(cast.alliance, by=cast.organizer, now=NOW, person=mover.person_id, reason="轮换")
    with pytest.raises(NotYourDuty):
        operations.begin_entry(made, by=mover, now=NOW, statement="项目")
