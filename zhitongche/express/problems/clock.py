"""The clock of a problem: a pure function of what happened and of the calendar.

Every step says what it does to the clock (`Effect`, kept with the step); `after` applies one, `replay` all of them. The
dates a problem carries are what this module answers for its history, so a corrected holiday is a replay, and nothing is
lost by being paused, extended or handed back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhitongche.foundation.calendar.lights import soon_from
from zhitongche.foundation.calendar.workdays import Workdays


@dataclass(frozen=True)
class Effect:
    """What one step does: `kind` keep, set, stop, pause or resume.

    A `set` gives whoever holds the problem `days` working days, or until `on`. `reply_days` and `solve_days` begin the
    two limits that run beside it; `solve_on` moves the last to a day; `is_reply` ends the wait for the first reply.
    """

    kind: str = "keep"
    days: int | None = None
    on: date | None = None
    reply_days: int | None = None
    solve_days: int | None = None
    is_reply: bool = False

    def as_json(self) -> dict[str, Any]:
        """The effect as a step keeps it; nothing for one that changes nothing."""
        # 0 days are a limit; and 0 equals False, so it is told by identity.
        told = {name: value for name, value in vars(self).items() if value is not None and value is not False}
        if self == KEPT:
            return {}
        return told | ({"on": self.on.isoformat()} if self.on else {})

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Effect":
        on = told.get("on")
        return cls(**{**told, "on": date.fromisoformat(on) if on else None})


KEPT = Effect()
STOPPED = Effect("stop")
PAUSED = Effect("pause")
RESUMED = Effect("resume")
REPLIED = Effect(is_reply=True)


def within(days: int, *, reply: int | None = None, solve: int | None = None, is_reply: bool = False) -> Effect:
    """A new limit of so many working days from the day of the step."""
    return Effect("set", days=days, reply_days=reply, solve_days=solve, is_reply=is_reply)


def until(day: date, *, reply: int | None = None, solve: int | None = None, is_reply: bool = False) -> Effect:
    """A new limit on a day of its own: a promise, which no correction of the calendar moves."""
    return Effect("set", on=day, reply_days=reply, solve_days=solve, is_reply=is_reply)


@dataclass(frozen=True)
class Clock:
    """Where the clock stands: the limit of whoever holds it, the two beside it, and since when it is paused."""

    start: date | None = None
    days: int | None = None
    due: date | None = None
    reply: date | None = None
    solve: date | None = None
    paused: date | None = None

    def columns(self, calendar: Workdays) -> dict[str, Any]:
        """The clock as a problem's columns hold it."""
        return {
            "due_on": self.due,
            "soon_on": _soon(self, calendar),
            "limit_from": self.start,
            "limit_days": self.days,
            "reply_on": self.reply,
            "solve_on": self.solve,
            "is_paused": self.paused is not None,
            "paused_on": self.paused,
        }


def clock_of(problem: Any) -> Clock:
    """The clock that a problem's columns hold."""
    return Clock(
        problem.limit_from, problem.limit_days, problem.due_on, problem.reply_on, problem.solve_on, problem.paused_on
    )


def after(clock: Clock, effect: Effect, day: date, calendar: Workdays) -> Clock:
    """The clock after a step of that effect, taken on `day`."""
    match effect.kind:
        case "stop":
            return Clock()
        case "pause":
            clock = replace(clock, paused=clock.paused or day)
        case "resume":
            clock = _resumed(clock, day, calendar)
        case "set":
            clock = _resumed(clock, day, calendar)
            due = effect.on or calendar.add(day, effect.days or 0)
            clock = replace(clock, start=day, days=None if effect.on else effect.days, due=due)
    if effect.is_reply:
        clock = replace(clock, reply=None)
    if effect.reply_days is not None:
        clock = replace(clock, reply=calendar.add(day, effect.reply_days))
    if effect.solve_days is not None:
        clock = replace(clock, solve=calendar.add(day, effect.solve_days))
    return clock


def replay(steps: Iterable[tuple[date, Effect]], calendar: Workdays) -> Clock:
    """The clock after all these steps, oldest first."""
    clock = Clock()
    for day, effect in steps:
        clock = after(clock, effect, day, calendar)
    return clock


def _resumed(clock: Clock, day: date, calendar: Workdays) -> Clock:
    """Running again: every limit is later by the working days it stood still."""
    if clock.paused is None:
        return clock
    still = max(calendar.between(clock.paused, day), 0)

    def later(limit: date | None) -> date | None:
        return calendar.add(limit, still) if limit and still else limit

    return replace(clock, paused=None, due=later(clock.due), reply=later(clock.reply), solve=later(clock.solve))


def _soon(clock: Clock, calendar: Workdays) -> date | None:
    """The day from which the holder's limit is yellow."""
    if clock.due is None or clock.start is None:
        return None
    return soon_from(calendar, clock.start, clock.due) if clock.due > clock.start else clock.start
