"""The demonstration as it stands in the database; loaded once, looked at from many sides, and taken away."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.factories import demonstration
from zhitongche.config.demonstration import cast, loader
from zhitongche.config.demonstration.loader import Loaded
from zhitongche.express.problems.models import Closure, Problem, ProblemEvent, ProblemFile, Tally
from zhitongche.express.problems.states import MOVES, State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.audit.verification import verify
from zhitongche.foundation.calendar.lights import Light, light_of
from zhitongche.foundation.people.demonstration import demo_password
from zhitongche.foundation.people.models import Account, Department, Person, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, Role

pytestmark = pytest.mark.django_db

STATES = {
    "reported": 3,
    "returned": 2,
    "withdrawn": 2,
    "pooled": 3,
    "in_progress": 9,
    "closing": 4,
    "closed": 5,
    "shelved": 2,
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    places = demonstration.places(tmp_path_factory.mktemp("places"))
    with django_db_blocker.unblock(), transaction.atomic():
        yield demonstration.load(places)
        transaction.set_rollback(True)


def test_load_opens_at_most_sixty_accounts(stage: Loaded) -> None:
    names = {player.username for player in cast.PLAYERS if player.username}
    assert set(Account.objects.values_list("username", flat=True)) == names
    assert stage == Loaded(is_new=True, account_count=59, problem_count=30)


def test_load_gives_every_role_an_account(stage: Loaded) -> None:
    assert set(Posting.objects.filter(person__account__isnull=False).values_list("role", flat=True)) == set(Role)


def test_load_marks_everybody_as_demonstration(stage: Loaded) -> None:
    assert Person.objects.filter(is_demonstration=False).count() == 0


def test_load_derives_passwords_that_open_the_accounts(stage: Loaded) -> None:
    account = Account.objects.get(username="shiguang")
    assert account.check_password(demo_password("shiguang"))


def test_load_gives_every_account_a_posting_at_a_place(stage: Loaded) -> None:
    for account in Account.objects.all():
        [posting] = postings_in_force(account, demonstration.TODAY)
        assert posting.scope != ""


def test_load_gives_the_administrators_wuzhou(stage: Loaded) -> None:
    seats = Posting.objects.filter(role__in=ADMINISTRATORS).values_list("role", "region")
    assert set(seats) == {(role, "4504") for role in ADMINISTRATORS}


def test_load_names_the_parent_and_the_leader_of_departments(stage: Loaded) -> None:
    power = Department.objects.select_related("parent").get(name="藤县供电局")
    water = Department.objects.select_related("leader").get(name="藤县水利局")
    assert (str(power.parent), str(water.leader)) == ("梧州供电局", "区志文")


def test_load_tells_problems_in_every_state_the_acts_reach(stage: Loaded) -> None:
    # Its stories were written for the straight way; consulting and merging have none yet.
    reachable = set(State) - {State.IN_CONSULTATION, State.MERGED}
    assert Counter(Problem.objects.values_list("state", flat=True)) == STATES
    assert set(STATES) == reachable


def test_load_plays_every_verb_of_the_straight_way(stage: Loaded) -> None:
    played = set(ProblemEvent.objects.values_list("action", flat=True))
    straight = {"accept", "return", "resubmit", "withdraw", "claim", "report_progress", "submit_closure", "confirm"}
    assert played == {"report", *straight, "verify", "refuse", "reopen"}
    assert played - {"report"} <= set(MOVES)


def test_load_leaves_work_in_progress_in_all_three_lights(stage: Loaded) -> None:
    rows = Problem.objects.filter(state=State.IN_PROGRESS).values_list("due_on", "soon_on", "is_paused")
    lights = Counter(light_of(*row, demonstration.TODAY) for row in rows)
    assert lights == {Light.GREEN: 5, Light.YELLOW: 2, Light.RED: 2}


def test_load_leaves_closings_with_and_without_the_villages_word(stage: Loaded) -> None:
    waiting = Closure.objects.filter(ended_at=None, verified_by=None)
    assert Counter((each.satisfaction, each.is_unconfirmed_by_raiser) for each in waiting) == {
        ("", False): 2,
        ("satisfied", False): 1,
        ("fairly", True): 1,
    }


def test_load_hangs_photos_on_problems_of_their_reporters(stage: Loaded) -> None:
    assert ProblemFile.objects.values("event__problem").distinct().count() == 8
    assert ProblemFile.objects.count() == 12


def test_load_keeps_the_counties_figures(stage: Loaded) -> None:
    counted = Counter(Problem.objects.values_list("county", "state"))
    kept = {(row.county, state): getattr(row, state) for row in Tally.objects.all() for state in State.values}
    assert {key: value for key, value in kept.items() if value} == counted


def test_load_leaves_no_problem_to_the_article_but_its_own(stage: Loaded) -> None:
    theirs = Problem.objects.filter(reporter__person__name__in=["石广", "高三力", "岳召龙", "张益磊"])
    assert set(theirs.values_list("reporter__person__name", "state", "lead__name")) == {
        ("石广", "in_progress", "藤县供电局"),
        ("高三力", "closed", "藤县农业农村局"),
    }


def test_load_writes_a_record_that_holds_and_names_the_actors(stage: Loaded) -> None:
    finding = verify()
    assert (finding.faults, finding.weaknesses) == ((), ())
    acts = AuditRecord.objects.filter(subject_kind="problem")
    assert acts.count() == ProblemEvent.objects.count()
    assert acts.filter(account_id=None).count() == 0


def test_load_records_in_the_order_of_time(stage: Loaded) -> None:
    for chain in AuditRecord.objects.values_list("chain", flat=True).distinct():
        moments = list(AuditRecord.objects.filter(chain=chain).order_by("sequence").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_load_dates_nothing_after_today(stage: Loaded) -> None:
    last = ProblemEvent.objects.order_by("at").last()
    assert last is not None
    assert timezone.localdate(last.at) < demonstration.TODAY


def test_load_again_changes_nothing(stage: Loaded, tmp_path: Path) -> None:
    before = AuditRecord.objects.count()
    again = loader.load(tmp_path, today=demonstration.TODAY)
    assert again == Loaded(is_new=False, account_count=59, problem_count=30)
    assert AuditRecord.objects.count() == before
