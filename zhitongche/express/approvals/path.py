"""When everything can be granted at the earliest, and what that hangs on: longest paths in working days.

Pure: the standard library only. Who calls says what is open, what each still takes, and what comes before it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


class CircleError(ValueError):
    """Approvals that wait for each other; `codes` goes round once: A, B, A."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(" → ".join(codes))
        self.codes = tuple(codes)


@dataclass(frozen=True)
class Step:
    """One open approval: the working days it still takes, and the open ones it waits for.

    What has begun waits for nothing any more, whatever stands before it.
    """

    code: str
    days: int
    after: Collection[str] = ()
    is_begun: bool = False


@dataclass(frozen=True)
class Placed:
    """Where a step lies, in working days from today: when it can begin and end, and how late it may begin."""

    code: str
    start: int
    finish: int
    slack: int

    @property
    def is_critical(self) -> bool:
        """Each day it is late makes the whole late."""
        return self.slack == 0

    @property
    def latest_start(self) -> int:
        return self.start + self.slack


@dataclass(frozen=True)
class Path:
    """All steps in the order in which they can begin, and the working days until the last is granted."""

    placed: Mapping[str, Placed]
    days: int

    @property
    def critical(self) -> list[str]:
        """What the end hangs on, in order."""
        return [one.code for one in self.placed.values() if one.is_critical]


def circle_in(after: Mapping[str, Iterable[str]]) -> list[str]:
    """The first circle among what comes after what, named so that it ends where it begins; empty where there is none.

    `after` gives each code those it waits for; those it does not list itself wait for nothing.
    """
    done: set[str] = set()
    for root in sorted(after):
        way: list[str] = []
        # A walk without recursion: a chain may be longer than Python's stack.
        waiting = [(root, iter(sorted(after.get(root, ()))))] if root not in done else []
        way.extend(code for code, _rest in waiting)
        while waiting:
            code, rest = waiting[-1]
            following = next((one for one in rest if one not in done), None)
            if following is None:
                done.add(code)
                waiting.pop()
                way.pop()
            elif following in way:
                return [*way[way.index(following) :], following]
            else:
                waiting.append((following, iter(sorted(after.get(following, ())))))
                way.append(following)
    return []


def path_of(steps: Iterable[Step]) -> Path:
    """Place every step. Raises CircleError naming the circle. What a step waits for and is not open has been granted."""
    open_ones = {step.code: step for step in steps}
    after = {
        code: () if step.is_begun else tuple(one for one in step.after if one in open_ones)
        for code, step in open_ones.items()
    }
    if circle := circle_in(after):
        raise CircleError(circle)
    order = _in_order(after)
    start: dict[str, int] = {}
    finish: dict[str, int] = {}
    for code in order:
        start[code] = max((finish[one] for one in after[code]), default=0)
        finish[code] = start[code] + open_ones[code].days
    whole = max(finish.values(), default=0)
    latest = dict.fromkeys(order, whole)
    for code in reversed(order):
        for one in after[code]:
            latest[one] = min(latest[one], latest[code] - open_ones[code].days)
    found = {code: Placed(code, start[code], finish[code], latest[code] - finish[code]) for code in order}
    in_time = sorted(order, key=lambda code: (start[code], finish[code]))
    return Path({code: found[code] for code in in_time}, whole)


def _in_order(after: Mapping[str, Collection[str]]) -> list[str]:
    """Each after all it waits for; among equals as they were given."""
    left = {code: set(ones) for code, ones in after.items()}
    followers: dict[str, list[str]] = {code: [] for code in after}
    for code, ones in after.items():
        for one in set(ones):
            followers[one].append(code)
    ready = [code for code, ones in left.items() if not ones]
    for code in ready:
        for follower in followers[code]:
            left[follower].discard(code)
            if not left[follower]:
                ready.append(follower)  # the list is the queue that the loop goes along
    return ready


@dataclass(frozen=True)
class Dated:
    """A placed step as days of the calendar. `if_today` is when it would be granted if it began today, alone."""

    code: str
    starts_on: date
    ends_on: date
    latest_start_on: date
    if_today: date
    slack: int
    is_critical: bool


def dated(path: Path, steps: Iterable[Step], today: date, add: Callable[[date, int], date]) -> dict[str, Dated]:
    """Each placed step by its days; `add(day, n)` is the n-th working day after a day."""
    days = {step.code: step.days for step in steps}
    return {
        code: Dated(
            code,
            starts_on=add(today, one.start) if one.start else today,
            ends_on=add(today, one.finish),
            latest_start_on=add(today, one.latest_start) if one.latest_start else today,
            if_today=add(today, days[code]),
            slack=one.slack,
            is_critical=one.is_critical,
        )
        for code, one in path.placed.items()
    }
