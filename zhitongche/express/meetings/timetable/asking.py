"""`solve`, `replan` and `conflict`, for whoever needs a timetable. The solver runs in a child process.

So no web worker ever holds it (240 MB), and *stop here* and a closed page end it at once.
"""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import IO, Any

from .setting import Placed, Plan, Setting
from .wire import from_plan, from_setting, to_plan
from .wishes import Kind, Wish

# How often *stop here* is asked for.
TICK = 0.1
# A child that has answered nothing so long after its time is ended.
GRACE = 60.0


class CannotPlan(Exception):
    """The child process died or overstayed; its last words."""


@dataclass(frozen=True)
class Progress:
    """How far it is: `phase` is span or waiting; minutes."""

    phase: str
    best: int | None
    bound: int
    seconds: float


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot hold together. Minimal: any one given up, the others can. Smallest: there is no smaller set."""

    wishes: tuple[Wish, ...]
    is_minimal: bool
    is_smallest: bool


@dataclass(frozen=True)
class Solution:
    """A plan with what is proven of it (minutes), or None with the conflict, where that was found in time."""

    plan: dict[str, Placed] | None
    conflict: Conflict | None = None
    span: int = 0
    span_bound: int = 0
    span_seconds: float = 0
    waiting: int = 0
    waiting_bound: int = 0
    seconds: float = 0
    is_stopped: bool = False
    # Of a plan made anew: no plan has fewer changes.
    is_fewest: bool = False

    @property
    def is_shortest(self) -> bool:
        return self.plan is not None and self.span == self.span_bound


Report = Callable[[Progress], None]
Stop = Callable[[], bool]


def solve(
    setting: Setting, seconds: float = 20, on_progress: Report | None = None, stop: Stop | None = None, workers: int = 2
) -> Solution:
    """The shortest timetable, within half the time; then the one of that span with the least waiting.

    `stop` is asked ten times a second; once it says yes, the best plan so far comes back. Where nothing can be
    planned, the answer names the wishes that cannot hold together. Raises CannotPlan.
    """
    return _solution(_ask({"act": "solve"}, setting, seconds, on_progress, stop, workers))


def replan(plan: Plan, setting: Setting, moved: Mapping[str, tuple[str, int]], seconds: float = 10) -> Solution:
    """The plan after some items were moved to (room, minute): the fewest others change, and those by the least.

    What must not change, such as items already heard, is `fixed` in the setting. Raises CannotPlan.
    """
    items = tuple(replace(one, fixed=moved[one.code]) if one.code in moved else one for one in setting.items)
    asked = {"act": "replan", "plan": from_plan(plan)}
    return _solution(_ask(asked, replace(setting, items=items), seconds, None, None, 2))


def conflict(setting: Setting, seconds: float = 15) -> Conflict | None:
    """The smallest set of wishes that cannot hold together; None where all can. Raises CannotPlan."""
    return _conflict(_ask({"act": "conflict"}, setting, seconds, None, None, 2)["conflict"])


def _ask(
    asked: dict[str, Any], setting: Setting, seconds: float, report: Report | None, stop: Stop | None, workers: int
) -> dict[str, Any]:
    question = asked | {"setting": from_setting(setting), "seconds": seconds, "workers": workers}
    with subprocess.Popen(  # noqa: S603  # our own interpreter and module; codes and minutes go in as data
        [sys.executable, "-m", f"{__package__}.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            return _heard(child, json.dumps(question), seconds, report, stop)
        finally:
            child.kill()


def _heard(
    child: "subprocess.Popen[str]", question: str, seconds: float, report: Report | None, stop: Stop | None
) -> dict[str, Any]:
    if not (child.stdin and child.stdout and child.stderr):
        raise CannotPlan("no pipe")
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read, args=(child.stdout, lines), daemon=True).start()
    child.stdin.write(question + "\n")
    child.stdin.flush()
    waited, is_told = 0.0, False
    while waited < seconds + GRACE:
        if stop and not is_told and stop():
            child.stdin.write("stop\n")
            child.stdin.flush()
            is_told = True
        try:
            line = lines.get(timeout=TICK)
        except queue.Empty:
            waited += TICK
            continue
        if not line:
            raise CannotPlan(child.stderr.read().strip().rsplit("\n", 1)[-1])
        told = json.loads(line)
        if "answer" in told:
            answer: dict[str, Any] = told["answer"]
            return answer
        if report:
            report(Progress(**told))
    raise CannotPlan("no answer in time")


def _read(stream: IO[str], lines: "queue.Queue[str]") -> None:
    """Line after line, then an empty one for the end."""
    for line in stream:
        lines.put(line)
    lines.put("")


def _solution(answer: dict[str, Any]) -> Solution:
    plan, found = answer.pop("plan"), answer.pop("conflict", None)
    return Solution(to_plan(plan) if plan is not None else None, _conflict(found), **answer)


def _conflict(found: dict[str, Any] | None) -> Conflict | None:
    if found is None:
        return None
    wishes = tuple(Wish(Kind(kind), subject) for kind, subject in found["wishes"])
    return Conflict(wishes, found["is_minimal"], found["is_smallest"])
