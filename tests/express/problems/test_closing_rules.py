"""Evidence by category, days by the place's rules, the village's satisfaction, the days a closing is watched, the register."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.test import Client

from tests.factories import files, people, problems
from tests.factories.problems import LATER, NOW, TODAY, VILLAGE, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.models import Closure, EvidenceRule, Problem, Rulebook
from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def afresh(problem: Problem) -> Problem:
    return Problem.objects.get(pk=problem.pk)


def photo(by: Posting) -> UUID:
    account = people.account(f"u{by.person_id}", of=by.person)
    return file_operations.keep_photo(account=account, upload=files.upload(files.picture()), by=by, now=NOW).pk


def closed(cast: Cast, at: datetime = LATER) -> Problem:
    return act("verify", problems.confirmed(cast), cast.organizer, at)


# ---- evidence ------------------------------------------------------------------------------------------------------


def test_submit_closure_names_what_is_missing(cast: Cast) -> None:
    EvidenceRule.objects.create(region_id="450422", category_id="electricity", photo_count=2, file_count=1)
    problem = problems.problem(cast, State.IN_PROGRESS)
    with pytest.raises(BadInput) as refused:
        operations.submit_closure(problem, by=cast.power, now=LATER, evidence="已通电。", photos=[photo(cast.power)])
    assert set(refused.value.faults) == {"photos", "evidence_files"}
    assert afresh(problem).state == State.IN_PROGRESS


def test_submit_closure_with_its_evidence_passes(cast: Cast) -> None:
    EvidenceRule.objects.create(region_id="4504", category_id="electricity", photo_count=1)
    problem = problems.problem(cast, State.IN_PROGRESS)
    operations.submit_closure(problem, by=cast.power, now=LATER, evidence="已通电。", photos=[photo(cast.power)])
    assert afresh(problem).state == State.CLOSING


def test_submit_closure_of_what_is_not_solved_takes_no_photo(cast: Cast) -> None:
    EvidenceRule.objects.create(region_id="450422", category_id="electricity", photo_count=2)
    problem = problems.problem(cast, State.IN_PROGRESS)
    operations.submit_closure(problem, by=cast.power, now=LATER, evidence="条件不成熟。", outcome="long_term")
    assert afresh(problem).state == State.CLOSING


def test_the_form_of_closing_says_what_it_takes(cast: Cast) -> None:
    EvidenceRule.objects.create(region_id="450422", category_id="electricity", photo_count=2, hint="通电前后各一张")
    problem = problems.problem(cast, State.IN_PROGRESS)
    client = Client()
    client.force_login(people.account("power", of=cast.power.person))
    assert "通电前后各一张" in client.get(f"/problems/{problem.number}/submit_closure/").content.decode()


def test_confirm_days_are_the_places(cast: Cast) -> None:
    Rulebook.objects.create(region_id="450422", confirm_days=3)
    problem = problems.problem(cast, State.CLOSING)
    township = people.posting("township_committee", "450422107")
    assert problem.due_on == TODAY + timedelta(days=3)
    with pytest.raises(NotNow):
        act("confirm", problem, township, NOW + timedelta(days=2))
    act("confirm", afresh(problem), township, NOW + timedelta(days=3))
    assert Closure.objects.get().is_unconfirmed_by_raiser


# ---- satisfaction and watch ----------------------------------------------------------------------------------------


def test_satisfaction_leaves_out_what_the_raiser_did_not_confirm(cast: Cast) -> None:
    for _ in range(2):
        closed(cast)
    sour = problems.problem(cast, State.CLOSING)
    operations.confirm(sour, by=cast.secretary, now=LATER, satisfaction="dissatisfied")
    act("verify", afresh(sour), cast.organizer)
    silent = problems.problem(cast, State.CLOSING)
    week = NOW + timedelta(days=8)
    act("confirm", silent, people.posting("township_committee", "450422107"), week)
    act("verify", afresh(silent), cast.organizer, week)
    for scope in ("450422", "4504", "45", VILLAGE[:9]):
        found = queries.satisfaction(scope, TODAY, TODAY + timedelta(days=30))
        assert (found.content, found.confirmed, found.unconfirmed) == (2, 3, 1)
    assert str(found.percent) == "66.7"
    assert queries.satisfaction("450421", TODAY, TODAY + timedelta(days=30)).percent is None
    assert queries.satisfaction("450422", TODAY - timedelta(days=9), TODAY).confirmed == 0


@pytest.mark.parametrize(("days", "is_false"), [(89, True), (90, True), (91, False)])
def test_reopen_while_it_is_watched_says_that_the_closing_was_false(cast: Cast, days: int, *, is_false: bool) -> None:
    problem = closed(cast)
    act("reopen", problem, cast.organizer, LATER + timedelta(days=days))
    closure = Closure.objects.get()
    assert (closure.is_false, closure.reopened_at) == (is_false, LATER + timedelta(days=days))


def test_watched_is_what_was_closed_within_ninety_days(cast: Cast) -> None:
    problem = closed(cast)
    last = TOMORROW + timedelta(days=90)
    assert list(queries.watched(cast.organizer, today=last)) == [problem]
    assert not queries.watched(cast.organizer, today=last + timedelta(days=1)).exists()
    act("reopen", problem, cast.organizer, LATER + timedelta(days=2))
    assert not queries.watched(cast.organizer, today=last).exists()


def test_the_list_has_a_view_of_what_is_watched(cast: Cast) -> None:
    problem = closed(cast, problems.NOW + timedelta(hours=9))
    Closure.objects.update(closed_at=datetime.now(tz=NOW.tzinfo) - timedelta(days=3))
    client = Client()
    client.force_login(people.account("organizer", of=cast.organizer.person))
    assert problem.number in client.get("/problems/?view=watched").content.decode()
    Closure.objects.update(closed_at=datetime.now(tz=NOW.tzinfo) - timedelta(days=93))
    assert problem.number not in client.get("/problems/?view=watched&light=").content.decode()


# ---- the register --------------------------------------------------------------------------------------------------


def register(by: Posting, day: date, code: str = "450422") -> list[tuple[int, str]]:
    rows = queries.register((by,), code, day).order_by(*queries.REGISTER_ORDER)
    return [(row.register_number, row.problem.number) for row in rows]


def replayed(day: date, county: str) -> list[str]:
    """What was closed at the end of a day, in the order of closing, as the operation log alone tells it."""
    standing: dict[str, None] = {}
    for line in AuditRecord.objects.filter(chain=county, subject_kind="problem").order_by("sequence"):
        if (line.at + timedelta(hours=8)).date() > day:
            break
        if line.action == "problem.verify" and line.after == State.CLOSED:
            standing[line.subject_id] = None
        elif line.action == "problem.reopen":
            standing.pop(line.subject_id, None)
    return list(standing)


def days_of_work(cast: Cast) -> Iterator[date]:
    """Ten days on which problems are closed, reopened and closed again."""
    made: list[Problem] = []
    for number in range(10):
        at = LATER + timedelta(days=number)
        made.append(closed(cast, at))
        if number % 3 == 2:
            again = act("reopen", made[number - 1], cast.organizer, at + timedelta(minutes=5))
            if number == 5:
                _close_again(cast, again, at + timedelta(minutes=10))
        yield TOMORROW + timedelta(days=number)


def _close_again(cast: Cast, problem: Problem, at: datetime) -> None:
    for number, (verb, by) in enumerate(
        [("submit_closure", cast.power), ("confirm", cast.secretary), ("verify", cast.organizer)]
    ):
        problem = act(verb, problem, by, at + timedelta(minutes=number))


def test_register_of_any_day_is_what_the_log_tells(cast: Cast) -> None:
    days = list(days_of_work(cast))
    for day in days:
        rows = register(cast.organizer, day)
        assert [number for _place, number in rows] == replayed(day, "450422")
        assert [place for place, _number in rows] == list(range(1, len(rows) + 1))
    assert len({len(register(cast.organizer, day)) for day in days}) > 3


def test_register_numbers_each_county_and_each_year_by_itself(cast: Cast) -> None:
    for number in range(3):
        closed(cast, LATER + timedelta(days=number))
    Closure.objects.filter(pk=Closure.objects.latest("pk").pk).update(county="450421")
    Closure.objects.filter(pk=Closure.objects.earliest("pk").pk).update(closed_at=LATER - timedelta(days=365))
    above = people.posting("organizer", "4504")
    assert [place for place, _ in register(above, date(2026, 12, 31), "4504")] == [1, 1]
    assert [place for place, _ in register(above, date(2025, 12, 31), "4504")] == [1]


def test_register_numbers_closings_of_one_moment_apart(cast: Cast) -> None:
    for _ in range(3):
        closed(cast)
    rows = register(cast.organizer, TOMORROW)
    assert all(one[0] + 1 == other[0] for one, other in pairwise(rows))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_register_takes_as_many_statements_for_three_rows_as_for_one(
    cast: Cast, count: int, django_assert_max_num_queries: object
) -> None:
    for _ in range(count):
        closed(cast)
    Closure.objects.update(closed_at=datetime.now(tz=NOW.tzinfo))
    client = Client()
    client.force_login(people.account("organizer", of=cast.organizer.person))
    client.get("/problems/register/")
    with django_assert_max_num_queries(9):  # type: ignore[operator]  # pytest-django's own
        page = client.get("/problems/register/?region=450422")
    assert len(page.context["rows"]) == count


@pytest.mark.parametrize("code", ["450421", "9999", "45042210", "45"])
def test_the_page_of_the_register_of_another_place_is_none(cast: Cast, code: str) -> None:
    people.place("450421", "苍梧县")
    client = Client()
    client.force_login(people.account("organizer", of=cast.organizer.person))
    assert client.get(f"/problems/register/?region={code}").status_code == 404
