"""Which sheets the benchmark fills in: blank ones of judges who may score, of bouts that are being judged."""

import json

import pytest
from django.core.management import CommandError

from tests.factories import contests
from tests.factories.contests import NOW, RULES
from zhitongche.arena.judging import operations
from zhitongche.config.bench import scoring

pytestmark = pytest.mark.django_db


def test_blank_sheets_of_those_who_have_declared_and_not_handed_in() -> None:
    actors = contests.cast()
    bout = contests.running(actors)
    whole = len(actors.judges) * len(actors.secretaries)
    [(where, blanks)] = scoring._places(NOW)
    assert (where, len(blanks)) == ("one county", whole)
    operations.score(bout, by=actors.judges[0], now=NOW, entry=1, points={"site": "80", "oral": "70"})
    [(_where, left)] = scoring._places(NOW)
    assert len(left) == whole - 1
    tokens = {blank.seat.person_id: "token" for blank in left}
    request = scoring._next(iter(left), tokens)
    assert request is not None
    method, path, headers, body = request
    assert (method, path) == ("POST", f"/api/v1/contests/{bout.number}/scores")
    assert headers["Authorization"] == "Bearer token"
    assert set(json.loads(body)["points"]) == {one["code"] for one in RULES["criteria"]}
    assert scoring._next(iter(()), tokens) is None


def test_without_contests_it_says_what_to_run() -> None:
    with pytest.raises(CommandError, match="ztc scale --entries"):
        list(scoring._places(NOW))
