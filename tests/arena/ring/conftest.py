"""Those around the contests of these tests; the clock stands where they set it."""

from typing import Any

import pytest

from tests.factories import alliances, contests
from tests.factories.contests import NOW, Cast
from zhitongche.arena.alliances import operations as membership


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The middleware's clock stands where the test sets it."""
    held = {"now": NOW}
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: held["now"])
    return held


@pytest.fixture
def cast(db: None, clock: dict[str, Any]) -> Cast:
    """南区联盟 with five members: enough for one champion."""
    actors = contests.cast()
    for number in (204, 205):
        member = alliances._secretary(f"{alliances.SOUTH}{number}", f"南村{number}")
        membership.enrol(actors.alliance, by=actors.organizer, now=NOW, people=[member.person_id])
        object.__setattr__(actors.alliances, "southern", (*actors.alliances.southern, member))
    return actors
