"""A correction: only after an objection was upheld, as a new version that cites the old."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.arena.titles.operations.test_settling import UNSTABLE
from tests.factories import contests, people, results
from tests.factories.contests import Cast
from tests.factories.results import AFTER, PUBLISHED_AT
from zhitongche.arena.contests.models import Contest, ContestEvent, Entry
from zhitongche.arena.judging.models import Given, ScoreSheet, ScoreVersion
from zhitongche.arena.titles import operations, queries
from zhitongche.arena.titles.models import Settlement
from zhitongche.foundation.errors import BadInput, NothingWaits, NotNow, NotYourDuty
from zhitongche.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def upheld(cast: Cast, **told: Any) -> Contest:
    made = results.published(cast, **told)
    results.decided(cast, made, upheld=True)
    return made


def correct(cast: Cast, made: Contest, **told: Any) -> Contest:
    return operations.correct(made, by=cast.organizer, now=AFTER, reason="实绩分录入有误。", **told)


def test_correct_of_what_was_given_is_a_new_version_that_cites_the_old(cast: Cast) -> None:
    made = upheld(cast)
    old = results.settlement(made)
    correct(cast, made, entry=3, component="records", points=Decimal(100))
    new = results.settlement(made)
    assert (new.version, new.corrects, new.reason) == (2, old, "实绩分录入有误。")
    assert new.digest != old.digest
    assert [one.serial for one in queries.champions(old)] == [1, 2]
    assert [one.serial for one in queries.champions(new)] == [1, 3]
    assert Given.objects.get(entry__serial=3, component="records").points == 100
    # The notice begins again: others may object to the new result.
    assert made.notice_ends_on > AFTER.date()
    event = ContestEvent.objects.get(action="correct")
    assert event.body == {"version": 2, "corrects": 1, "digest": new.digest}
    assert Notice.objects.filter(action="contest.correct").count() == 5


def test_correct_of_a_judges_points_keeps_the_version_before(cast: Cast) -> None:
    made = upheld(cast)
    correct(cast, made, entry=1, judge=2, component="site", points=Decimal("70.50"))
    sheet = ScoreSheet.objects.get(seat__serial=2, entry__serial=1)
    assert (sheet.points, sheet.version) == ({"site": "70.5", "oral": "85"}, 2)
    first, second = ScoreVersion.objects.filter(sheet=sheet)
    assert (first.points["site"], second.points["site"], second.posting) == ("85", "70.5", cast.organizer)
    assert second.reason == "实绩分录入有误。"


def test_correct_of_an_adjustment_and_an_exclusion(cast: Cast) -> None:
    made = upheld(cast)
    correct(cast, made, entry=1, excluded="vetoed", adjustment=Decimal("-2.00"))
    entry = Entry.objects.get(contest=made, serial=1)
    assert (entry.excluded, entry.adjustment, entry.excluded_because) == ("vetoed", Decimal(-2), "实绩分录入有误。")
    # Of four that are ranked, 0.40 makes one champion.
    assert [one.serial for one in queries.champions(results.settlement(made))] == [2]
    correct(cast, made, entry=1, excluded="none")
    assert results.settlement(made).version == 3
    assert Entry.objects.get(pk=entry.pk).excluded == ""


def test_correct_with_nothing_named_is_a_recount(cast: Cast) -> None:
    made = upheld(cast)
    old = results.settlement(made)
    correct(cast, made)
    assert (results.settlement(made).version, results.settlement(made).digest) == (2, old.digest)


def test_correct_refuses_the_undutiful_and_what_was_not_upheld(cast: Cast) -> None:
    made = results.settled(cast)
    with pytest.raises(NotNow):
        correct(cast, made)
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    with pytest.raises(NothingWaits, match="stands"):
        correct(cast, made)
    results.decided(cast, made, upheld=False)
    with pytest.raises(NothingWaits, match="stands"):
        correct(cast, made)
    results.decided(cast, made, upheld=True, who=cast.secretaries[0])
    for other in (cast.supervisor, cast.alliances.leader, cast.alliances.neighbour, cast.secretaries[0]):
        with pytest.raises(NotYourDuty):
            operations.correct(made, by=other, now=AFTER, reason="更正")
    correct(cast, made)


def test_correct_waits_while_another_objection_is_unanswered(cast: Cast) -> None:
    made = upheld(cast)
    results.objected(cast, made, cast.secretaries[0])
    with pytest.raises(NotNow, match="frozen"):
        correct(cast, made)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"points": Decimal(50), "component": "records"}, "entry"),
        ({"points": Decimal(50), "component": "records", "entry": 99}, "entry"),
        ({"points": Decimal(50), "component": "elsewhere", "entry": 1}, "component"),
        ({"points": Decimal(50), "component": "site", "entry": 1}, "judge"),
        ({"points": Decimal(50), "component": "site", "entry": 1, "judge": 99}, "judge"),
        ({"points": Decimal("50.25"), "component": "site", "entry": 1, "judge": 1}, "points"),
        ({"points": Decimal(101), "component": "records", "entry": 1}, "bundle"),
        ({"excluded": "because", "entry": 1}, "excluded"),
    ],
)
def test_correct_tells_what_cannot_be_used_and_changes_nothing(cast: Cast, told: dict[str, Any], field: str) -> None:
    made = upheld(cast)
    with pytest.raises(BadInput) as refused:
        correct(cast, made, **told)
    assert list(refused.value.faults) == [field]
    assert Settlement.objects.count() == 1
    assert Given.objects.get(entry__serial=1, component="records").points == 95


def test_a_corrected_title_that_hangs_on_one_judge_is_reviewed_before_the_end() -> None:
    cast = contests.cast(judges=3)
    made = results.settled(cast, **UNSTABLE)
    operations.review(made, by=cast.supervisor, now=PUBLISHED_AT, opinion="同意")
    operations.publish(made, by=cast.organizer, now=PUBLISHED_AT)
    results.decided(cast, made, upheld=True)
    correct(cast, made)
    end = AFTER + 14 * DAY
    with pytest.raises(NotNow, match="hangs on one judge"):
        operations.finalise(made, by=cast.organizer, now=end)
    other = people.posting("supervisor", "370681", people.person("监督二"))
    operations.review(made, by=other, now=AFTER, opinion="同意")
    assert operations.finalise(made, by=cast.organizer, now=end).state == "final"
