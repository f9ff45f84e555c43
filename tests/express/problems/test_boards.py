"""The boards: the pool as it fits a department, what departments have in hand, the long tail; and the rectification list."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories import people, problems
from tests.factories.problems import DUE, LATER, NOW, TODAY, Cast, act
from zhitongche.express.problems import operations, queries
from zhitongche.express.problems.boards import showing
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.queries import Load, Rate
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting

pytestmark = pytest.mark.django_db


def page(posting: Posting, address: str) -> Any:
    return opened(posting).get(address)


def opened(posting: Posting) -> Client:
    client = Client()
    client.force_login(people.account(of=posting.person))
    return client


# ---- the pool ------------------------------------------------------------------------------------------------------


def test_pool_shows_what_fits_first_and_why(cast: Cast) -> None:
    problems.problem(cast, State.CLOSED)
    plain = problems.report(cast.secretary, category="other", description="村口路灯不亮。")
    fitting = problems.problem(cast, State.POOLED)
    named = problems.report(cast.secretary, category="other", description="水渠淤积。")
    for one in (plain, named):
        operations.accept(one, by=cast.organizer, now=LATER)
    operations.suggest(named, by=cast.organizer, now=LATER, department="450422-01")
    rows, has_more = showing.pool(cast.power, TODAY)
    assert [row["address"] for row in rows] == [f"/problems/{one.number}/" for one in (named, fitting, plain)]
    assert [bool(row["why"]) for row in rows] == [True, True, False]
    assert not has_more


def test_pool_is_bounded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "MOST_SHOWN", 2)
    for _ in range(3):
        problems.problem(cast, State.POOLED)
    rows, has_more = showing.pool(cast.power, TODAY)
    assert (len(rows), has_more) == (2, True)


def test_pool_is_the_own_place_and_level(cast: Cast) -> None:
    problems.problem(cast, State.POOLED)
    people.place("4504", "梧州市")
    city = people.posting("department_liaison", people.department("4504-01"))
    assert showing.pool(city, TODAY) == ([], False)


def test_pool_page_is_a_liaisons(cast: Cast) -> None:
    problems.problem(cast, State.POOLED)
    assert "果园" in page(cast.power, "/problems/pool/").content.decode()
    assert page(cast.organizer, "/problems/pool/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pool_takes_the_same_statements_for_one_row_and_three(
    rows: int, cast: Cast, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        problems.problem(cast, State.POOLED)
    with django_assert_num_queries(7):
        showing.pool(cast.power, TODAY)


# ---- departments ---------------------------------------------------------------------------------------------------


def test_loads_count_what_is_in_hand_late_paused_and_unsigned(cast: Cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    problems.paused(cast)
    problems.assigned(cast)
    problems.problem(cast, State.CLOSED)
    load = queries.loads_of([cast.power.department], DUE + timedelta(days=1))[cast.power.department_id]
    assert load == Load(leads=3, late=2, paused=1, unsigned=1)
    assert queries.loads_of([cast.water.department], TODAY)[cast.water.department_id] == Load()


def test_records_tell_how_a_department_kept_its_word(cast: Cast) -> None:
    problems.problem(cast, State.CLOSED)
    again = act("reopen", problems.problem(cast, State.CLOSED), cast.secretary)
    act("support", again, cast.water)
    today = DUE + timedelta(days=1)
    found = queries.records_of([cast.power.department, cast.water.department], today)
    power, water = found[cast.power.department_id], found[cast.water.department_id]
    assert (power.in_time, power.kept) == (Rate(2, 2), Rate(1, 2))
    assert (power.closed, power.false, power.satisfied, power.unconfirmed) == (2, Rate(1, 2), Rate(2, 2), 0)
    assert (water.supports, water.kept, water.closed) == (1, Rate(0, 1), 0)


def test_records_leave_out_what_nobody_confirmed(cast: Cast) -> None:
    township = people.posting("township_committee", "450422107")
    problem = problems.problem(cast, State.CLOSING)
    Posting.objects.filter(pk=cast.secretary.pk).update(ends_on=TODAY)
    operations.confirm(problem, by=township, now=LATER, satisfaction="satisfied")
    operations.verify(Problem.objects.get(pk=problem.pk), by=cast.organizer, now=LATER, opinion="属实。")
    record = queries.records_of([cast.power.department], TODAY + timedelta(days=2))[cast.power.department_id]
    assert (record.closed, record.satisfied, record.unconfirmed) == (1, Rate(0, 0), 1)
    assert record.satisfied.percent is None


@pytest.mark.parametrize("offices", [1, 3])
def test_departments_take_the_same_statements_for_one_and_three(
    offices: int, cast: Cast, django_assert_num_queries: Any
) -> None:
    for number in range(offices):
        people.department(f"450422-2{number}")
    with django_assert_num_queries(6):
        showing.departments("450422", TODAY)


def test_departments_page_is_the_organizers(cast: Cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    assert "藤县供电局" in page(cast.organizer, "/problems/departments/").content.decode()
    assert page(cast.power, "/problems/departments/").status_code == 404
    assert page(people.posting("organizer", "45"), "/problems/departments/").status_code == 404


def test_assign_form_says_what_each_department_has_in_hand(cast: Cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    waiting = problems.problem(cast, State.POOLED)
    client = opened(cast.organizer)
    text = client.get(f"/problems/{waiting.number}/assign/", headers={"Accept-Language": "en"}).content.decode()
    assert "450422-01" in text
    assert "450422-02" in text


# ---- the long tail -------------------------------------------------------------------------------------------------


def test_overdue_goes_by_the_days_and_says_what_is_waited_for(cast: Cast) -> None:
    late, stopped = problems.problem(cast, State.IN_PROGRESS), problems.paused(cast)
    Problem.objects.filter(pk=stopped.pk).update(due_on=DUE - timedelta(days=7))
    problems.problem(cast, State.POOLED)
    rows = list(queries.overdue_in("450422", DUE + timedelta(days=1)).order_by("due_on"))
    shown = showing.overdue(rows, DUE + timedelta(days=1))
    assert [row["row"].problem.pk for row in shown] == [stopped.pk, late.pk]
    assert [row["paused"] for row in shown] == ["等待林业用地批复。", ""]
    assert [row["days"] for row in shown] == [6, 1]
    client = opened(cast.organizer)
    assert client.get("/problems/overdue/").status_code == 200
    assert client.get("/problems/overdue/?cursor=nonsense").status_code == 200
    assert page(cast.power, "/problems/overdue/").status_code == 404


# ---- where they come from -------------------------------------------------------------------------------------------


def test_sources_count_what_came_in_and_each_figure_opens_its_list(cast: Cast) -> None:
    township = people.posting("township_committee", "450422107")
    for source in ("visit", "call", "call"):
        problems.report(township, village=problems.VILLAGE, reported_by="村民李某", source=source)
    problems.problem(cast, State.WITHDRAWN)
    problems.report(cast.secretary, NOW + timedelta(days=1))
    rows = showing.sources("450422", TODAY, TODAY)
    assert [row["count"] for row in rows] == [1, 1, 2, 0, 0, 4]
    client = opened(cast.organizer)
    for row in rows:
        assert len(client.get(row["address"]).context["rows"]) == row["count"]


@pytest.mark.parametrize("asked", ["", "since=nonsense", "since=2026-06-01&until=2026-05-01", "until=9999-12-31"])
def test_sources_page_is_the_organizers(asked: str, cast: Cast) -> None:
    assert page(cast.organizer, f"/problems/sources/?{asked}").status_code == 200
    assert page(cast.power, "/problems/sources/").status_code == 404
    assert page(cast.secretary, "/problems/sources/").status_code == 404


@pytest.mark.parametrize("scope", ["county", "city", "province"])
def test_the_few_from_elsewhere_are_found_by_their_index(scope: str, cast: Cast) -> None:
    """The index holds only what did not come from its village; SQLite, where lists are short, reads on without it."""
    if connection.vendor != "postgresql":
        assert f"problem_{scope}_source" in {index.name for index in Problem._meta.indexes}
        return
    code = problems.VILLAGE[: {"county": 6, "city": 4, "province": 2}[scope]]
    rows = Problem.objects.filter(**{scope: code}, source="visit").order_by("-reported_at", "-id")[:26]
    with connection.cursor() as run:
        run.execute("SET LOCAL enable_seqscan = off")
        run.execute("SET LOCAL enable_bitmapscan = off")
    plan = rows.explain()
    assert f"problem_{scope}_source" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize("made", [1, 3])
def test_sources_take_the_same_statements_for_one_and_three(
    made: int, cast: Cast, django_assert_num_queries: Any
) -> None:
    for _ in range(made):
        problems.problem(cast)
    with django_assert_num_queries(2):
        showing.sources("450422", TODAY, TODAY)


# ---- the rectification list ----------------------------------------------------------------------------------------


def test_rectifications_list_is_a_departments_own_and_an_organizers_places(cast: Cast) -> None:
    problem = act("support", problems.problem(cast, State.IN_PROGRESS), cast.water)
    mine, all_of_it = page(cast.water, "/rectifications/"), page(cast.organizer, "/rectifications/")
    assert f"{problem.number}-2" in mine.content.decode()
    assert f"{problem.number}-1/" not in mine.content.decode()
    assert f"{problem.number}-1/" in all_of_it.content.decode()
    stranger = people.posting("organizer", "450421")
    assert problem.number not in page(stranger, "/rectifications/").content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=open", 2),
        ("state=done", 0),
        ("state=all", 2),
        ("light=green", 2),
        ("light=red", 0),
        ("light=paused", 0),
        ("light=yellow", 0),
        ("department=450422-02", 1),
        ("region=450422107", 2),
        ("region=450421", 0),
        ("region=4504", 2),
        ("region=45", 2),
        (f"region={problems.VILLAGE}", 2),
        ("since=2026-06-11", 0),
        ("until=2026-06-11", 2),
        ("light=none", 0),
    ],
)
def test_rectifications_narrow_by_each_filter(query: str, count: int, cast: Cast) -> None:
    act("support", problems.problem(cast, State.IN_PROGRESS), cast.water)
    given: dict[str, Any] = dict([query.split("=")])
    given = {name: TODAY.fromisoformat(text) if name in {"since", "until"} else text for name, text in given.items()}
    found = queries.promises_listed([cast.organizer], queries.PromiseFilters(**{"state": "all", **given}), TODAY)
    assert found.count() == count


@pytest.mark.parametrize("posting", ["secretary", "organizer"])
def test_rectifications_reach_as_far_as_the_posting(posting: str, cast: Cast) -> None:
    problems.problem(cast, State.IN_PROGRESS)
    found = queries.promises_listed([getattr(cast, posting)], queries.PromiseFilters(), TODAY)
    township = people.posting("township_committee", "450422107")
    nobody = people.posting("judge", "450422")
    assert found.count() == 1
    assert queries.promises_listed([township, cast.water], queries.PromiseFilters(), TODAY).count() == 1
    assert queries.promises_listed([nobody], queries.PromiseFilters(), TODAY).count() == 0


def test_rectification_is_finished_from_its_page(cast: Cast) -> None:
    act("support", problems.problem(cast, State.IN_PROGRESS), cast.water)
    item = Rectification.objects.get(origin="support")
    client = opened(cast.water)
    assert client.get(f"/rectifications/{item.number}/").status_code == 200
    assert client.get(f"/rectifications/{item.number}/finish/").status_code == 200
    sent = client.post(f"/rectifications/{item.number}/finish/", {"idempotency_key": "k1", "text": "已迁移。"})
    assert (sent.status_code, sent["Location"]) == (303, f"/rectifications/{item.number}/")
    assert Rectification.objects.get(pk=item.pk).state == "done"
    assert client.get(f"/rectifications/{item.number}/finish/").status_code == 409
    assert client.get(f"/rectifications/{item.number}/nothing/").status_code == 404
    assert page(people.posting("organizer", "450421"), f"/rectifications/{item.number}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_rectifications_take_the_same_statements_for_one_row_and_three(
    rows: int, cast: Cast, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        problems.problem(cast, State.IN_PROGRESS)
    client = opened(cast.organizer)
    client.get("/rectifications/")
    with django_assert_num_queries(6):
        client.get("/rectifications/")


def test_a_problems_page_shows_promises_and_requests(cast: Cast) -> None:
    problem, _key = problems.requested(cast, "pause", now=NOW + timedelta(hours=5))
    act("support", problem, cast.water)
    text = page(cast.organizer, f"/problems/{problem.number}/").content.decode()
    assert "等待林业用地批复。" in text
    assert "配合迁移水泵房电表。" in text
    assert f"/rectifications/ZG-{problem.number}-2/" in text
