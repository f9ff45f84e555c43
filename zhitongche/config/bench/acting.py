"""`ztc bench act`: a report and a claim through the API, beside the same statements sent raw."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from zhitongche.express.problems import operations
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from . import load, raw, readers

MEASURES = "现场勘查后编制方案，分两步实施。"
WITHIN = timedelta(days=30)
STORY = "进村桥面塌陷，茶叶外运绕行十一公里，涉及 286 户。"


def bench(seconds: float, clients: int) -> Iterator[dict[str, Any]]:
    """Reports of one village, claims of one county: every act meets the same counters and the same chain."""
    now = timezone.now()
    county = readers.large_county()
    secretary = readers.secretary_of(county)
    liaison = readers.serving(Role.DEPARTMENT_LIAISON, department__region=county)
    with (
        load.product() as port,
        readers.token_of(readers.account_of(secretary, now), now) as of_secretary,
        readers.token_of(readers.account_of(liaison, now), now) as of_liaison,
    ):
        report, claim = sender(of_secretary), sender(of_liaison)
        story = {"category": "roads", "description": STORY}
        yield from measured(
            {"bench": "report"},
            port,
            lambda: report("problems", story),
            201,
            raw.statements_of(lambda: operations.report(by=secretary, now=now, category="roads", description=STORY)),
            seconds,
            clients,
        )
        pool = iter(_pool(county))
        sample = Problem.objects.get(number=next(pool))
        yield from measured(
            {"bench": "claim"},
            port,
            lambda: _next(pool, claim, now),
            200,
            raw.statements_of(lambda: _claimed(sample, liaison, now)),
            seconds,
            clients,
        )


def _pool(county: str) -> list[str]:
    return list(Problem.objects.filter(county=county, state=State.POOLED).values_list("number", flat=True))


def sender(token: str) -> Callable[[str, dict[str, Any]], load.Request]:
    """What makes an act of an address and a body, by the token and under a key of its own."""

    def send(path: str, body: dict[str, Any]) -> load.Request:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        }
        return "POST", f"/api/v1/{path}", headers, json.dumps(body).encode()

    return send


def _next(
    pool: Iterator[str], claim: Callable[[str, dict[str, Any]], load.Request], now: datetime
) -> load.Request | None:
    plan = {"measures": MEASURES, "due_on": (timezone.localdate(now) + WITHIN).isoformat()}
    number = next(pool, None)
    return claim(f"problems/{number}/claim", plan) if number else None


def _claimed(problem: Problem, by: Posting, now: datetime) -> None:
    fresh = Problem.objects.select_related("category", "lead", "reporter__person").get(pk=problem.pk)
    operations.claim(fresh, by=by, now=now, measures=MEASURES, due_on=timezone.localdate(now) + WITHIN)


def measured(
    named: dict[str, Any],
    port: int,
    make: Callable[[], load.Request | None],
    expect: int,
    send: Callable[[], None],
    seconds: float,
    clients: int,
) -> Iterator[dict[str, Any]]:
    """An act at one client and at several, beside `send`, its statements sent as they are."""
    bare = load.timed(send, seconds / 2)
    for count in (1, clients):
        figures = load.run(port, make, expect, clients=count, seconds=seconds)
        yield {
            **named,
            "clients": count,
            **figures.told(),
            "sql_p50_ms": round(bare.p50, 2),
            "act_to_sql": round(figures.p50 / bare.p50, 1),
        }
