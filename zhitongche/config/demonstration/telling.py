"""Tells the stories: every act of every problem, in the order of time, by the problems' own operations."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.audit.operations import Origin, origin
from zhitongche.foundation.files import operations as files

from . import pictures
from .almanac import Almanac
from .cast import COUNTIES
from .casting import Played
from .stories import Step, Story

VERBS: dict[str, Callable[..., Problem]] = {
    "accept": problems.accept,
    "return": problems.return_,
    "resubmit": problems.resubmit,
    "withdraw": problems.withdraw,
    "claim": problems.claim,
    "report_progress": problems.report_progress,
    "submit_closure": problems.submit_closure,
    "confirm": problems.confirm,
    "verify": problems.verify,
    "refuse": problems.refuse,
    "reopen": problems.reopen,
}
REPORT = "report"
ORGANIZERS_OWN = frozenset({"accept", "return", "verify"})
LEADS_OWN = frozenset({"report_progress", "submit_closure"})


@dataclass(frozen=True)
class Act:
    """One step of one story, at its moment."""

    at: datetime
    story: Story
    step: Step


def acts_of(story: Story, almanac: Almanac) -> Iterator[Act]:
    """The story from its first word, each step with its moment; acts of one day keep their order."""
    turn, day = 0, story.ago
    first = Step(REPORT, story.ago, story.by, photos=story.photos)
    yield Act(almanac.moment(story.ago, 0, story.key), story, first)
    for step in story.steps:
        turn, day = (turn + 1 if step.ago == day else 0), step.ago
        yield Act(almanac.moment(step.ago, turn, story.key), story, step)


class Telling:
    """Plays acts; `told` holds each story's problem as it stands."""

    def __init__(self, played: Mapping[str, Played], almanac: Almanac) -> None:
        self.played = played
        self.almanac = almanac
        self.told: dict[str, Problem] = {}
        self._leads: dict[str, str] = {}

    def tell(self, stories: tuple[Story, ...]) -> list[Problem]:
        """Everything that ever happened, oldest first, as the record wants it; returns the problems by number."""
        acts = [act for story in stories for act in acts_of(story, self.almanac)]
        for act in sorted(acts, key=attrgetter("at", "story.key")):
            self._play(act)
        return sorted(self.told.values(), key=attrgetter("number"))

    def _play(self, act: Act) -> None:
        actor = self.played[self._actor(act)]
        posting = actor.posting.as_of(timezone.localdate(act.at))
        with _signed_in(actor):
            body = self._body(act) | self._photos(act, actor)
            if act.step.verb == REPORT:
                self.told[act.story.key] = problems.report(by=posting, now=act.at, **body)
                return
            problem = self.told[act.story.key]
            VERBS[act.step.verb](problem, by=posting, now=act.at, **body)
        if act.step.verb == "claim":
            self._leads[act.story.key] = act.step.by

    def _actor(self, act: Act) -> str:
        """Who does it: named by the step, or whoever it would be."""
        if act.step.by:
            return act.step.by
        if act.step.verb in ORGANIZERS_OWN:
            return f"{COUNTIES[act.story.county][0]}-org-1"
        return self._leads[act.story.key] if act.step.verb in LEADS_OWN else act.story.by

    def _body(self, act: Act) -> dict[str, Any]:
        step = act.step
        if step.verb in {REPORT, "resubmit"}:
            return _report_of(act.story) | step.body
        if step.dated is None:
            return dict(step.body)
        field, days = step.dated
        return {**step.body, field: self.almanac.day(days)}

    def _photos(self, act: Act, actor: Played) -> dict[str, list[UUID]]:
        if not act.step.photos or actor.account is None:
            return {}
        kept = [
            files.keep_photo(account=actor.account, upload=_photo(name), by=actor.posting, now=act.at)
            for name in act.step.photos
        ]
        return {"photos": [photo.pk for photo in kept]}


def _photo(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.jpg", pictures.draw(name), "image/jpeg")


def _report_of(story: Story) -> dict[str, Any]:
    return {
        "village": story.village,
        "category": story.category,
        "title": story.title,
        "description": story.description,
        "request": story.request,
        "urgency": story.urgency,
        "amount": Decimal(story.amount) if story.amount else None,
        "source": story.source,
        "reported_by": story.reported_by,
    }


@contextmanager
def _signed_in(actor: Played) -> Iterator[None]:
    """Let the record name the actor's account, as it would had they signed in."""
    token = origin.set(Origin(actor.account.pk if actor.account else None))
    try:
        yield
    finally:
        origin.reset(token)
