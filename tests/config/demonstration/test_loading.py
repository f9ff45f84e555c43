"""Where it may be loaded, and that it comes out whole, alike, or not at all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.factories import demonstration, people
from zhitongche.config.demonstration.telling import Telling
from zhitongche.express.problems.models import Problem, ProblemEvent
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.people.models import Account, Person
from zhitongche.foundation.regions.models import Region
from zhitongche.oversight.papers.models import Paper

pytestmark = pytest.mark.django_db
# What these steps say beside their words: the key of a request, the salted digests of opinions.
DRAWN = {"decide": "request", "conclude": "opinions"}


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return demonstration.places(tmp_path)


def _picture() -> list[Any]:
    """All that a reader sees, without what is drawn at random (salts, ids)."""
    columns = ("number", "title", "state", "due_on", "soon_on", "reported_at", "lead__code", "event_count", "outcome")
    steps = ("problem__number", "sequence", "action", "at", "after", "posting__person__name", "body")
    events = list(ProblemEvent.objects.order_by("problem__number", "sequence").values_list(*steps))
    for _number, _sequence, action, *_told, body in events:
        body.pop(DRAWN.get(action), None)
    return [
        list(Problem.objects.order_by("number").values_list(*columns)),
        events,
        list(Account.objects.order_by("username").values_list("username", "person__name", "person__unit")),
        list(Paper.objects.order_by("number").values_list("number", "kind", "text", "figures", "digest", "drafted_at")),
        list(AuditRecord.objects.order_by("chain", "sequence").values_list("chain", "at", "action", "role", "after")),
    ]


def _loaded(places: Path, today: date) -> list[Any]:
    with transaction.atomic():
        demonstration.load(places, today=today)
        picture = _picture()
        transaction.set_rollback(True)
    return picture


def test_load_gives_the_same_on_the_same_day(places: Path) -> None:
    assert _loaded(places, date(2027, 2, 21)) == _loaded(places, date(2027, 2, 21))


def test_load_refuses_a_database_with_other_people(places: Path) -> None:
    people.account()
    with pytest.raises(NotNow, match="people of its own|另有人员"):
        demonstration.load(places)
    assert Person.objects.filter(is_demonstration=True).count() == 0


def test_load_refuses_a_folder_without_the_lists(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        demonstration.load(tmp_path)
    assert Region.objects.count() == 0


def test_load_that_breaks_off_leaves_nothing_behind(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Telling, "tell", stop)
    with pytest.raises(KeyboardInterrupt):
        demonstration.load(places)
    # The product's own library of indicators was issued by `prepare`.
    written = AuditRecord.objects.exclude(subject_kind="indicatorlibrary")
    assert (Region.objects.count(), Person.objects.count(), written.count()) == (0, 0, 0)
