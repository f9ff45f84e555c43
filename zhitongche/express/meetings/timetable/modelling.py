"""A setting as a model of CP-SAT. Only the child process imports this module: the library weighs 240 MB."""

from collections.abc import Collection, Mapping
from itertools import combinations, permutations

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import Literal

from .setting import Item, Placed, Plan, Setting
from .wishes import Kind, Wish


class Model:
    """Variables in slots from the beginning of the day, under all wishes, or under those that a literal switches on.

    With `guarded`, each wish has a literal in `guards`, and holds where it is true: that is how one asks which of
    them cannot hold together. Without, it holds, and what follows from all of them is added to help the search.
    """

    def __init__(self, setting: Setting, horizon: int, *, guarded: Collection[Wish] = ()) -> None:
        self.setting = setting
        self.horizon = horizon
        self.model = cp_model.CpModel()
        self.guards = {wish: self.model.new_bool_var(f"{wish.kind}:{wish.subject}") for wish in guarded}
        self.is_guarded = bool(guarded)
        self.sizes = {item.code: setting.slots(item.minutes) for item in setting.items}
        self.starts = {
            item.code: self.model.new_int_var(0, max(horizon - self.sizes[item.code], 0), item.code)
            for item in setting.items
        }
        self.inside = {
            (item.code, room.code): self.model.new_bool_var(f"{item.code}@{room.code}")
            for item in setting.items
            for room in setting.rooms
        }
        for item in setting.items:
            self.model.add_exactly_one(self.inside[item.code, room.code] for room in setting.rooms)
            self._keep_to_times(item)
        self._one_item_a_room()
        self._one_place_a_party()

    def _holds(self, *wishes: Wish) -> list[Literal] | None:
        """The literals under which these wishes hold together; None where one of them is given up."""
        if not self.is_guarded:
            return []
        if any(wish not in self.guards for wish in wishes):
            return None
        return [self.guards[wish] for wish in wishes]

    def _keep_to_times(self, item: Item) -> None:
        setting, start = self.setting, self.starts[item.code]
        last = setting.slot(setting.ends) - self.sizes[item.code]
        if (literals := self._holds(Wish(Kind.DAY))) is not None:
            self.model.add(start <= last).only_enforce_if(literals)
        if item.fixed and (literals := self._holds(Wish(Kind.FIXED, item.code))) is not None:
            self.model.add(start == setting.slot(item.fixed[1])).only_enforce_if(literals)
            self.model.add_bool_and(self.inside[item.code, item.fixed[0]]).only_enforce_if(literals)
        for party in sorted(item.parties & setting.free.keys()):
            if (literals := self._holds(Wish(Kind.FREE, party))) is None:
                continue
            allowed = [slot for slot in range(self.horizon) if self._is_free(item, party, slot)]
            if allowed:
                domain = cp_model.Domain.from_values(allowed)
                self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(literals)
            else:
                self.model.add(start < 0).only_enforce_if(literals)

    def _is_free(self, item: Item, party: str, slot: int) -> bool:
        minute = self.setting.minute(slot)
        return self.setting.is_free(party, minute, minute + item.minutes)

    def _one_item_a_room(self) -> None:
        for room in self.setting.rooms:
            if (literals := self._holds(Wish(Kind.ONE_ITEM, room.code))) is None:
                continue
            self.model.add_no_overlap(
                self._interval(item, [self.inside[item.code, room.code], *literals], room.code)
                for item in self.setting.items
            )
        # What follows from all rooms together is seen sooner where it is said.
        if (literals := self._holds(*(Wish(Kind.ONE_ITEM, room.code) for room in self.setting.rooms))) is not None:
            every = [self._interval(item, literals, "rooms") for item in self.setting.items]
            self.model.add_cumulative(every, [1] * len(every), len(self.setting.rooms))
            self._fit_the_day(list(self.setting.items), len(self.setting.rooms), literals)

    def _interval(self, item: Item, literals: list[Literal], name: str) -> cp_model.IntervalVar:
        """The time an item takes, where all the literals are true."""
        start, size = self.starts[item.code], self.sizes[item.code]
        if not literals:
            return self.model.new_fixed_size_interval_var(start, size, f"{item.code} {name}")
        there = literals[0]
        if len(literals) > 1:
            there = self.model.new_bool_var(f"{item.code} {name}")
            self.model.add_bool_or(there, *(literal.negated() for literal in literals))
        return self.model.new_optional_fixed_size_interval_var(start, size, there, f"{item.code} {name}")

    def _one_place_a_party(self) -> None:
        ways = self._ways()
        ordered: dict[tuple[str, str], cp_model.IntVar] = {}
        for party, items in self.setting.by_party().items():
            literals = self._holds(Wish(Kind.ONE_PLACE, party))
            if literals is None or len(items) < 2:
                continue
            self.model.add_no_overlap(self._interval(item, literals, party) for item in items)
            self._fit_the_day(items, 1, literals)
            travelling = self._holds(Wish(Kind.ONE_PLACE, party), Wish(Kind.TRAVEL)) if ways else None
            for one, other in combinations(items, 2) if travelling is not None else ():
                pair = (one.code, other.code)
                if pair in ordered and not self.is_guarded:
                    continue
                if pair not in ordered:
                    ordered[pair] = self.model.new_bool_var(f"{one.code} before {other.code}")
                self._leave_time(one, other, ways, [ordered[pair], *(travelling or ())])
                self._leave_time(other, one, ways, [ordered[pair].negated(), *(travelling or ())])

    def _fit_the_day(self, items: list[Item], places: int, literals: list[Literal]) -> None:
        """More than the day holds: a sum tells at once what a search would find by trying."""
        load = sum(self.sizes[item.code] for item in items)
        day = self._holds(Wish(Kind.DAY))
        if day is not None and load > places * self.setting.slot(self.setting.ends):
            self.model.add_bool_or(literal.negated() for literal in [*literals, *day])

    def _ways(self) -> dict[tuple[str, str], int]:
        """Minutes between each two rooms that are apart."""
        pairs = {(a.code, b.code): self.setting.between(a, b) for a, b in permutations(self.setting.rooms, 2)}
        return {pair: minutes for pair, minutes in pairs.items() if minutes}

    def _leave_time(self, one: Item, other: Item, ways: Mapping[tuple[str, str], int], literals: list[Literal]) -> None:
        first, second = self.starts[one.code], self.starts[other.code]
        self.model.add(second >= first + self.sizes[one.code]).only_enforce_if(literals)
        for (here, there), minutes in ways.items():
            gap = self.setting.slots(one.minutes + minutes)
            if gap > self.sizes[one.code]:
                both = [self.inside[one.code, here], self.inside[other.code, there]]
                self.model.add(second >= first + gap).only_enforce_if([*literals, *both])

    def suggest(self, plan: Plan) -> None:
        """Begin the search at this plan."""
        self.model.clear_hints()
        for item in self.setting.items:
            if placed := plan.get(item.code):
                self.model.add_hint(self.starts[item.code], self.setting.slot(placed.start))
                for room in self.setting.rooms:
                    self.model.add_hint(self.inside[item.code, room.code], int(room.code == placed.room))

    def last(self) -> cp_model.IntVar:
        """The slot at which all is over."""
        over = self.model.new_int_var(0, self.horizon, "span")
        for item in self.setting.items:
            self.model.add(over >= self.starts[item.code] + self.sizes[item.code])
        return over

    def idle(self) -> cp_model.LinearExprT:
        """Slots that departments wait between their first item and their last."""
        terms: list[cp_model.LinearExprT] = []
        departments = self.setting.departments()
        for party, items in self.setting.by_party().items():
            if party not in departments or len(items) < 2:
                continue
            load = sum(self.sizes[item.code] for item in items)
            first = self.model.new_int_var(0, self.horizon, f"{party} comes")
            within = self.model.new_int_var(load, max(load, self.horizon), f"{party} stays")
            for item in items:
                self.model.add(first <= self.starts[item.code])
                self.model.add(first + within >= self.starts[item.code] + self.sizes[item.code])
            terms.append(within - load)
        return cp_model.LinearExpr.sum(terms)

    def plan(self, solver: "cp_model.CpSolver | cp_model.CpSolverSolutionCallback") -> dict[str, Placed]:
        """What the solver found."""
        found = {}
        for item in self.setting.items:
            rooms = (room.code for room in self.setting.rooms if solver.value(self.inside[item.code, room.code]))
            found[item.code] = self.setting.placed(item, next(rooms), solver.value(self.starts[item.code]))
        return found
