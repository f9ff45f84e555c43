"""Tells the stories: every act of every problem, in the order of time, by the problems' own operations."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from zhitongche.express.problems import operations as problems
from zhitongche.express.problems import queries
from zhitongche.express.problems.models import Problem, Rectification
from zhitongche.express.problems.states import MOVES, Who
from zhitongche.foundation.audit.operations import Origin, origin
from zhitongche.foundation.files import operations as files
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.regions.bulk import refresh_statistics

from . import pictures
from .almanac import Almanac
from .cast import COUNTIES
from .casting import Played
from .shelf import Deed, Shelf
from .stories import Step, Story

# All is one transaction, of which the planner learns nothing by itself: its plans would be those of empty tables.
REFRESHED_EVERY = 250

VERBS: dict[str, Callable[..., Problem]] = {
    "check": problems.check,
    "accept": problems.accept,
    "return": problems.return_,
    "resubmit": problems.resubmit,
    "withdraw": problems.withdraw,
    "merge": problems.merge,
    "unmerge": problems.unmerge,
    "link": problems.link,
    "unlink": problems.unlink,
    "mark_relapse": problems.mark_relapse,
    "consult": problems.consult,
    "give_opinion": problems.give_opinion,
    "conclude": problems.conclude,
    "suggest": problems.suggest,
    "decline": problems.decline,
    "claim": problems.claim,
    "assign": problems.assign,
    "acknowledge": problems.acknowledge,
    "support": problems.support,
    "hand_back": problems.hand_back,
    "transfer": problems.transfer,
    "extend": problems.extend,
    "pause": problems.pause,
    "decide": problems.decide,
    "resume": problems.resume,
    "report_progress": problems.report_progress,
    "submit_closure": problems.submit_closure,
    "confirm": problems.confirm,
    "verify": problems.verify,
    "refuse": problems.refuse,
    "shelve": problems.shelve,
    "revive": problems.revive,
    "reopen": problems.reopen,
    "escalate": problems.escalate,
    "send_back": problems.send_back,
    "instruct": problems.instruct,
    "answer_instruction": problems.answer_instruction,
}
# On the department's own item of the rectification list.
PROMISES: dict[str, Callable[..., Rectification]] = {
    "finish": problems.finish,
    "extend_promise": problems.extend_promise,
}
# What the worker does of itself, in its order.
ROUND: tuple[Callable[..., int], ...] = (problems.record_silence, problems.remind, problems.resume_paused)
# How many mornings ago everybody last looked at their notices: what came since is new to them.
LOOKED = 2
REPORT = "report"


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
    """Plays acts; `told` holds the number of each story's problem."""

    def __init__(self, played: Mapping[str, Played], almanac: Almanac) -> None:
        self.played = played
        self.almanac = almanac
        self.told: dict[str, str] = {}
        self.shelf = Shelf(played, keep_photo, self.told)

    def tell(self, stories: tuple[Story, ...], others: Iterable[Deed] = ()) -> None:
        """Everything that ever happened, oldest first, as the record wants it, the worker's round of each day included.

        `others` are acts of other rooms, each told to `self.shelf` in its place between the problems'.
        """
        acts = [(act.at, act.story.key, act) for story in stories for act in acts_of(story, self.almanac)]
        deeds = [(deed.at, deed.key, deed) for deed in others]
        rounds = deque(self.almanac.round(ago) for ago in range(max(story.ago for story in stories), 0, -1))
        timeline: list[tuple[datetime, str, Act | Deed]] = [*acts, *deeds]
        for count, (at, _key, act) in enumerate(sorted(timeline, key=itemgetter(0, 1)), 1):
            if count % REFRESHED_EVERY == 0:
                refresh_statistics(*apps.get_models())
            while rounds and rounds[0] < at:
                _go_round(rounds.popleft())
            if isinstance(act, Deed):
                self._do(act)
            else:
                self._play(act)
        for actor in self.played.values():
            notices.mark_all_read(actor.person.pk, now=self.almanac.round(LOOKED))

    def _play(self, act: Act) -> None:
        # Read anew for each act, as a page would: the worker, or an act on another problem, may have changed it.
        problem = None if act.step.verb == REPORT else _problems().get(number=self.told[act.story.key])
        actor = self.played[self._actor(act, problem)]
        posting = actor.posting.as_of(timezone.localdate(act.at))
        with _signed_in(actor):
            body = self._body(act, problem) | self._photos(act, actor)
            if problem is None:
                self.told[act.story.key] = problems.report(by=posting, now=act.at, **body).number
            elif act.step.verb in PROMISES:
                PROMISES[act.step.verb](_promise(problem, actor), by=posting, now=act.at, **body)
            else:
                VERBS[act.step.verb](problem, by=posting, now=act.at, **body)

    def _do(self, deed: Deed) -> None:
        actor = self.played[deed.by]
        with _signed_in(actor):
            deed.do(self.shelf, actor.posting.as_of(timezone.localdate(deed.at)), deed.at)

    def _actor(self, act: Act, problem: Problem | None) -> str:
        """Who does it: named by the step, or whoever it would be."""
        if act.step.by or problem is None:
            return act.step.by
        whose = MOVES[act.step.verb].who[0]
        if whose == Who.ORGANIZER:
            return f"{COUNTIES[act.story.county][0]}-org-1"
        return problem.lead.code if whose == Who.LEAD and problem.lead else act.story.by

    def _body(self, act: Act, problem: Problem | None) -> dict[str, Any]:
        step = act.step
        body = _report_of(act.story) if step.verb in {REPORT, "resubmit"} else {}
        body |= step.body
        if step.dated:
            field, days = step.dated
            body[field] = self.almanac.day(days)
        if step.other:
            field, key = step.other
            body[field] = self.told[key]
        if step.verb == "decide" and problem is not None:
            # A story asks one thing at a time.
            [body["request"]] = [one.pk for one in queries.requests_of(problem) if one.decided_at is None]
        return body

    def _photos(self, act: Act, actor: Played) -> dict[str, list[UUID]]:
        if not act.step.photos or actor.account is None:
            return {}
        kept = [keep_photo(name, actor, act.at) for name in act.step.photos]
        return {"photos": [photo.pk for photo in kept]}


def _go_round(now: datetime) -> None:
    for turn in ROUND:
        turn(now=now)


def _problems() -> QuerySet[Problem]:
    return Problem.objects.select_related("village", "category", "reporter__person", "lead")


def _promise(problem: Problem, actor: Played) -> Rectification:
    """The open item of the actor's department."""
    return Rectification.objects.select_related("problem", "department").get(
        problem=problem, department=actor.posting.department, state=Rectification.State.OPEN
    )


def keep_photo(name: str, actor: Played, now: datetime) -> Attachment:
    """A drawn picture as the actor's own upload. Raises ValueError for somebody without an account."""
    if actor.account is None:
        raise ValueError(f"{actor.person} has no account to send a photo with")
    return files.keep_photo(account=actor.account, upload=_photo(name), by=actor.posting, now=now)


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
