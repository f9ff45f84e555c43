"""What the child process does: the shortest span, then the least waiting; the smallest conflict; the fewest changes.

It imports the solver at its top, and is imported by `child.py` only.
"""

import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

from ortools.sat.python import cp_model

from .modelling import Model
from .order import list_order
from .setting import Placed, Plan, Setting, shortest, span, waiting
from .wire import from_plan
from .wishes import Wish, wishes_of

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
# Of the time for the span, what the search for the bound itself may take before any shorter span is welcome.
SHARE = 0.7
# A set of wishes is cut down to the very smallest only while that is quick.
SECONDS_FOR_CONFLICT = 15.0
Tell = Callable[[Mapping[str, Any]], None]


class Search:
    """The solver under one clock, with somebody who may say *stop here*."""

    def __init__(self, tell: Tell = lambda _told: None, workers: int = 2) -> None:
        self.tell = tell
        self.workers = workers
        self.began = time.monotonic()
        self.is_stopped = threading.Event()
        self.current: cp_model.CpSolver | None = None

    def stop(self) -> None:
        """Let what runs end at once with what it has; said again and again, for the solver hears it only while it runs."""
        self.is_stopped.set()
        while True:
            if self.current:
                self.current.stop_search()
            time.sleep(0.05)

    def run(
        self, model: Model, seconds: float, *, workers: int = 0, watch: "Watch | None" = None
    ) -> tuple[Any, cp_model.CpSolver]:
        """The status and the solver, after at most so many seconds."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        solver.parameters.num_workers = workers or self.workers
        if self.is_stopped.is_set() or seconds <= 0:
            return cp_model.UNKNOWN, solver
        if watch:
            solver.best_bound_callback = watch.on_bound
        self.current = solver
        try:
            return solver.solve(model.model, watch), solver
        finally:
            self.current = None

    def passed(self) -> float:
        return time.monotonic() - self.began


class Watch(cp_model.CpSolverSolutionCallback):
    """Tells the best so far and its bound, in minutes, as they come."""

    def __init__(self, search: Search, setting: Setting, phase: str, best: int | None, bound: int) -> None:
        super().__init__()
        self.search, self.setting, self.phase = search, setting, phase
        self.best, self.bound = best, bound

    def on_solution_callback(self) -> None:
        self.best = round(self.objective_value) * self.setting.step
        self.say()

    def on_bound(self, bound: float) -> None:
        # The callback brings floats; a part of a slot is a whole one.
        self.bound = max(self.bound, -int(-(bound - 1e-6) // 1) * self.setting.step)
        self.say()

    def say(self) -> None:
        told = {"phase": self.phase, "best": self.best, "bound": self.bound, "seconds": round(self.search.passed(), 2)}
        self.search.tell(told)


def solve(search: Search, setting: Setting, seconds: float) -> dict[str, Any]:
    """The plan with what is proven of it, or what cannot hold together. Half the time is the span's."""
    watch = Watch(search, setting, "span", None, shortest(setting))
    plan = _shortest_span(search, setting, seconds / 2, watch)
    if plan is None:
        return {"plan": None, "conflict": conflict(search, setting, SECONDS_FOR_CONFLICT)} | _state(search)
    spanned = {"span": span(setting, plan), "span_bound": watch.bound, "span_seconds": round(search.passed(), 2)}
    plan, bound = _least_waiting(search, setting, plan, min(seconds - search.passed(), seconds / 2))
    waited = {"waiting": waiting(setting, plan), "waiting_bound": bound}
    return {"plan": from_plan(plan), **spanned, **waited} | _state(search)


def _state(search: Search) -> dict[str, Any]:
    return {"seconds": round(search.passed(), 2), "is_stopped": search.is_stopped.is_set()}


def _shortest_span(search: Search, setting: Setting, seconds: float, watch: Watch) -> dict[str, Placed] | None:
    """From below: is there a plan as short as the bound? If there is none, the bound rises, and that is proof too.

    Asked to minimise, the solver finds the optimum and cannot prove it; asked this way it proves in a second or two.
    """
    day, ends = setting.slot(setting.ends), search.passed() + seconds
    if shortest(setting) > day * setting.step:
        return None
    plan = list_order(setting)
    if plan is None:
        model = Model(setting, day)
        status, solver = search.run(model, ends - search.passed())
        if status not in FOUND:
            return None
        plan = model.plan(solver)
    watch.best = span(setting, plan)
    watch.say()
    until = search.passed() + (ends - search.passed()) * SHARE
    while watch.bound < watch.best:
        model = Model(setting, setting.slots(watch.bound))
        status, solver = search.run(model, until - search.passed())
        if status in FOUND:
            plan, watch.best = model.plan(solver), watch.bound
        elif status == cp_model.INFEASIBLE:
            watch.bound += setting.step
        else:
            return _any_shorter(search, setting, plan, watch, ends - search.passed())
        watch.say()
    return plan


def _any_shorter(
    search: Search, setting: Setting, plan: dict[str, Placed], watch: Watch, seconds: float
) -> dict[str, Placed]:
    model = Model(setting, setting.slots(span(setting, plan)))
    last = model.last()
    model.model.add(last >= setting.slots(watch.bound))
    model.model.minimize(last)
    model.suggest(plan)
    status, solver = search.run(model, seconds, watch=watch)
    return model.plan(solver) if status in FOUND else plan


def _least_waiting(
    search: Search, setting: Setting, plan: dict[str, Placed], seconds: float
) -> tuple[dict[str, Placed], int]:
    """The same span, less waiting; the bound is what the solver has proven, or nought."""
    model = Model(setting, setting.slots(span(setting, plan)))
    model.model.minimize(model.idle())
    model.suggest(plan)
    watch = Watch(search, setting, "waiting", waiting(setting, plan), 0)
    watch.say()
    status, solver = search.run(model, seconds, watch=watch)
    if status not in FOUND:
        return plan, 0
    better = model.plan(solver)
    watch.on_bound(solver.best_objective_bound)
    return (better if waiting(setting, better) < waiting(setting, plan) else plan), watch.bound


def replan(search: Search, setting: Setting, plan: Plan, seconds: float) -> dict[str, Any]:
    """The plan of this setting with the fewest items elsewhere than in the old one, and those as near as can be."""
    horizon = setting.slot(setting.ends)
    model = Model(setting, horizon)
    free = [item.code for item in setting.items if item.code in plan and not item.fixed]
    moves = [_moved(model, setting, code, plan[code]) for code in free]
    model.model.minimize(cp_model.LinearExpr.sum(moves))
    model.suggest(plan)
    status, solver = search.run(model, seconds)
    if status not in FOUND:
        return {"plan": None, "conflict": conflict(search, setting, SECONDS_FOR_CONFLICT)} | _state(search)
    found = model.plan(solver)
    figures = {"span": span(setting, found), "waiting": waiting(setting, found), "span_bound": shortest(setting)}
    is_proven = status == cp_model.OPTIMAL
    return {"plan": from_plan(found), "is_fewest": is_proven, **figures, "waiting_bound": 0} | _state(search)


def _moved(model: Model, setting: Setting, code: str, placed: Placed) -> cp_model.LinearExprT:
    """What it costs not to stand where it stood: being moved at all outweighs every distance."""
    start, slot = model.starts[code], setting.slot(placed.start)
    heavy = model.horizon * len(setting.items) + 1
    distance = model.model.new_int_var(0, model.horizon, f"{code} moved by")
    model.model.add_abs_equality(distance, start - slot)
    is_moved = model.model.new_bool_var(f"{code} moved")
    # An hour off the grid (the hall was late) can only be left.
    if placed.start < setting.starts or (placed.start - setting.starts) % setting.step:
        return distance
    model.model.add(start == slot).only_enforce_if(is_moved.negated())
    here = model.inside.get((code, placed.room))
    if here is None:
        model.model.add_bool_and(is_moved)
    else:
        model.model.add_implication(is_moved.negated(), here)
    return is_moved * heavy + distance


def conflict(search: Search, setting: Setting, seconds: float) -> dict[str, Any] | None:
    """The wishes that cannot hold together: from the solver's own reasons, made minimal, and if quick the smallest.

    None where all hold together, or where time ran out before either was known.
    """
    asking = _Asking(search, setting, search.passed() + seconds)
    every = wishes_of(setting)
    core = asking.reasons(every)
    if core is None:
        return None
    is_minimal = True
    for wish in list(core):
        fewer = [one for one in core if one != wish]
        answer = asking.can_hold(fewer)
        if answer is False:
            core = fewer
        is_minimal = is_minimal and answer is not None
    smallest = asking.smallest(every, core)
    named = smallest or core
    return {
        "wishes": [[wish.kind.value, wish.subject] for wish in sorted(named)],
        "is_minimal": is_minimal or smallest is not None,
        "is_smallest": smallest is not None,
    }


class _Asking:
    """Questions to the solver about sets of wishes, within one deadline."""

    def __init__(self, search: Search, setting: Setting, deadline: float) -> None:
        self.search, self.setting, self.deadline = search, setting, deadline
        sizes = sum(setting.slots(item.minutes) for item in setting.items)
        way = max((setting.slots(minutes) for minutes in setting.travel.values()), default=0)
        latest = [setting.ends, *(one.end for intervals in setting.free.values() for one in intervals)]
        latest += [item.fixed[1] for item in setting.items if item.fixed]
        # Long enough for everything one after another, behind the last hour that anybody named.
        self.horizon = max(setting.slots(max(latest) - setting.starts), 0) + sizes + way * len(setting.items)

    def left(self) -> float:
        return self.deadline - self.search.passed()

    def reasons(self, wishes: Collection[Wish]) -> list[Wish] | None:
        """Wishes that cannot hold together, as the solver's proof uses them; None where they can, or nobody knows."""
        model = Model(self.setting, self.horizon, guarded=wishes)
        model.model.add_assumptions(list(model.guards.values()))
        # The solver gives reasons only where one worker searches.
        status, solver = self.search.run(model, self.left() / 2, workers=1)
        if status == cp_model.UNKNOWN:
            return list(wishes) if self.can_hold(wishes) is False else None
        if status != cp_model.INFEASIBLE:
            return None
        used = set(solver.sufficient_assumptions_for_infeasibility())
        named = [wish for wish, guard in model.guards.items() if guard.index in used]
        return named or list(wishes)

    def can_hold(self, wishes: Collection[Wish]) -> bool | None:
        """Whether these can hold together; None where time ran out."""
        if not wishes:
            return True
        model = Model(self.setting, self.horizon, guarded=wishes)
        model.model.add_bool_and(model.guards.values())
        status, _solver = self.search.run(model, min(self.left(), 3.0))
        return None if status == cp_model.UNKNOWN else status in FOUND

    def smallest(self, every: Collection[Wish], known: Collection[Wish]) -> list[Wish] | None:
        """A set that no smaller one equals, by hitting sets: whatever cannot hold must hit every way out."""
        ways_out: list[set[Wish]] = []
        ranked = list(every)
        while self.left() > 0:
            hitting = self._hitting(ranked, ways_out)
            if len(hitting) >= len(known):
                return list(known)
            answer = self.can_hold(hitting)
            if answer is None:
                return None
            if not answer:
                return hitting
            ways_out.append(self._way_out(ranked, hitting))
        return None

    def _hitting(self, ranked: list[Wish], ways_out: list[set[Wish]]) -> list[Wish]:
        """The fewest wishes that stand in every way out; of equal ones those a person can give up."""
        model = cp_model.CpModel()
        chosen = {wish: model.new_bool_var(str(wish)) for wish in ranked}
        for way in ways_out:
            model.add_bool_or(chosen[wish] for wish in way)
        count = len(ranked)
        costs = [chosen[wish] * (count * count + count - place) for place, wish in enumerate(ranked)]
        model.minimize(cp_model.LinearExpr.sum(costs))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.solve(model)
        return [wish for wish in ranked if solver.value(chosen[wish])]

    def _way_out(self, ranked: list[Wish], held: list[Wish]) -> set[Wish]:
        """Wishes whose giving up lets all others hold, with `held` kept: as few as a second's search finds."""
        model = Model(self.setting, self.horizon, guarded=ranked)
        if held:
            model.model.add_bool_and(model.guards[wish] for wish in held)
        model.model.maximize(cp_model.LinearExpr.sum(list(model.guards.values())))
        status, solver = self.search.run(model, min(self.left(), 1.0))
        if status not in FOUND:
            return set(ranked) - set(held)
        return {wish for wish, guard in model.guards.items() if not solver.value(guard)}
