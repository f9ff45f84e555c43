"""What had happened before a journey began, days before now, by the people whose duty each step was."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.factories import problems
from tests.factories.problems import Cast
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.people.models import Posting

STEP = timedelta(minutes=10)
WHO = {
    "accept": "organizer",
    "return": "organizer",
    "suggest": "organizer",
    "shelve": "organizer",
    "verify": "organizer",
    "claim": "power",
    "submit_closure": "power",
    "extend": "power",
    "support": "water",
    "confirm": "secretary",
}


def ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def past(
    cast: Cast, *verbs: str, days: int, by: Posting | None = None, lead: Posting | None = None, **facts: Any
) -> Problem:
    """A problem reported so many days ago, each verb ten minutes after the one before; `lead` does the lead's part."""
    made = problems.report(by or cast.secretary, ago(days), **facts)
    for number, verb in enumerate(verbs, start=1):
        actor: Posting = getattr(cast, WHO[verb])
        go_on(made, verb, by=lead if lead and actor == cast.power else actor, now=ago(days) + number * STEP)
        made = Problem.objects.get(pk=made.pk)
    return made


def go_on(problem: Problem, verb: str, *, by: Posting, now: datetime | None = None, **facts: Any) -> Problem:
    """One more step, now unless told otherwise; its dates lie thirty days ahead."""
    body = {**problems.BODIES[verb], **facts}
    days = {name: ahead(30) for name in ("due_on", "review_on") if name in body and name not in facts}
    ACTIONS[verb].run(problem, by=by, now=now or timezone.now(), **{**body, **days})
    return Problem.objects.get(pk=problem.pk)
