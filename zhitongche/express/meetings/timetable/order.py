"""The timetables that need no solver: one room in sequence, its re-timing in the hall, and the agenda's order as it is."""

from collections.abc import Sequence

from .setting import Item, Placed, Plan, Setting


def in_order(setting: Setting) -> dict[str, Placed]:
    """The default: the first room, item after item from the beginning of the day, grouped by department.

    Unkept promises stand in front. Within each part as few departments as possible come in from one item to the next
    (nearest first, then moved while it gets better); of equal ones the agenda's order stands. Free times, fixed hours
    and the end of the day are left to `solve`.
    """
    ordered: list[Item] = []
    for is_unkept in (True, False):
        before = ordered[-1] if ordered else None
        part = [item for item in setting.items if item.is_unkept == is_unkept]
        ordered += _improved(before, _nearest(before, part))
    plan, minute = {}, setting.starts
    for item in ordered:
        plan[item.code] = Placed(setting.rooms[0].code, minute, item.minutes)
        minute += item.minutes
    return plan


def arrivals(ordered: Sequence[Item], before: Item | None = None) -> int:
    """How many departments come in over the whole sequence, counting those of the first item."""
    return sum(_arrive(one, other) for one, other in zip([before, *ordered], ordered, strict=False))


def _arrive(one: Item | None, other: Item) -> int:
    return len(other.departments - one.departments) if one else len(other.departments)


def _nearest(before: Item | None, items: Sequence[Item]) -> list[Item]:
    left, ordered = list(items), []
    while left:
        # `min` takes the first of equals, which is the agenda's order.
        before = min(left, key=lambda item: _arrive(before, item)) if before else left[0]
        left.remove(before)
        ordered.append(before)
    return ordered


def _improved(before: Item | None, ordered: list[Item]) -> list[Item]:
    """Runs of one to three items are moved elsewhere, as long as fewer departments come in."""
    best, count = ordered, arrivals(ordered, before)
    found = True
    while found:
        found = False
        for size in (1, 2, 3):
            for start in range(len(best) - size + 1):
                run, rest = best[start : start + size], best[:start] + best[start + size :]
                for place in range(len(rest) + 1):
                    other = rest[:place] + run + rest[place:]
                    if (fewer := arrivals(other, before)) < count:
                        best, count, found = other, fewer, True
                        break
                if found:
                    break
            if found:
                break
    return best


def retime(plan: Plan, now: int, late_by: int) -> dict[str, Placed]:
    """What has not begun by `now`, moved by the minutes the hall is late.

    In one room a gap in the plan takes lateness up. With several rooms all of it moves alike: nobody is then in two
    places who was not before. A hall that is ahead (`late_by` below nought) moves it forward, never before `now`.
    """
    ahead = sorted((one for one in plan.items() if one[1].start >= now), key=lambda one: one[1].start)
    moved = dict(plan)
    if not ahead:
        return moved
    if late_by < 0 or len({placed.room for placed in plan.values()}) > 1:
        shift = max(late_by, now - ahead[0][1].start)
        return moved | {code: placed._replace(start=placed.start + shift) for code, placed in ahead}
    running = [placed.end for placed in plan.values() if placed.start < now]
    minute = max([now, *running]) + late_by
    for code, placed in ahead:
        moved[code] = placed._replace(start=max(placed.start, minute))
        minute = moved[code].end
    return moved


def list_order(setting: Setting) -> dict[str, Placed] | None:
    """The agenda's own order: each item at the earliest slot that is left to it, in the first room that has one.

    What `solve` starts from and is measured against. None where an item finds no slot before the end of the day.
    """
    plan: dict[str, Placed] = {}
    for item in sorted(setting.items, key=lambda one: one.fixed is None):
        place = _earliest(setting, item, plan)
        if place is None:
            return None
        plan[item.code] = place
    return plan


def _earliest(setting: Setting, item: Item, plan: Plan) -> Placed | None:
    fixed = item.fixed
    last = setting.slot(setting.ends) - setting.slots(item.minutes)
    for slot in [setting.slot(fixed[1])] if fixed else range(last + 1):
        for room in setting.rooms:
            place = setting.placed(item, room.code, slot)
            if slot <= last and (not fixed or fixed[0] == room.code) and _fits(setting, item, place, plan):
                return place
    return None


def _fits(setting: Setting, item: Item, place: Placed, plan: Plan) -> bool:
    if not all(setting.is_free(party, place.start, place.end) for party in item.parties):
        return False
    rooms = {room.code: room for room in setting.rooms}
    for other in setting.items:
        if there := plan.get(other.code):
            meet = bool(item.parties & other.parties)
            way = setting.between(rooms[place.room], rooms[there.room]) if meet else 0
            near = place.start < there.end + way and there.start < place.end + way
            if near and (meet or place.room == there.room):
                return False
    return True
