"""What is wrong with a timetable, minute by minute, and the shortest one by trying them all. Shares no code with the planner."""

from itertools import pairwise, product
from random import Random

from zhitongche.express.meetings.timetable.setting import Interval, Item, Plan, Room, Setting


def _way(setting: Setting, one: str, other: str) -> int:
    if one == other:
        return 0
    sites = {room.code: room.site for room in setting.rooms}
    for pair in ((one, other), (other, one), (sites[one], sites[other]), (sites[other], sites[one])):
        if pair in setting.travel:
            return setting.travel[pair]
    return 0


def faults(setting: Setting, plan: Plan) -> list[str]:
    """Every clash in plain words; an item is looked at in the minutes it takes."""
    found = [f"{item.code} is not heard" for item in setting.items if item.code not in plan]
    where: dict[tuple[str, int], str] = {}
    stays: dict[tuple[str, int], str] = {}
    for item in setting.items:
        room, start, minutes = plan[item.code]
        found += _misplaced(setting, item, plan)
        for minute in range(start, start + minutes):
            if (room, minute) in where:
                found.append(f"{room} hears {item.code} and {where[room, minute]} at {minute}")
            where[room, minute] = item.code
            for party in [*item.departments, item.speaker or item.village]:
                hours = setting.free.get(party)
                if hours is not None and not any(one.start <= minute < one.end for one in hours):
                    found.append(f"{party} is not free at {minute}")
                if (party, minute) in stays:
                    found.append(f"{party} is in two places at {minute}")
                stays[party, minute] = room
    for party in {party for party, _minute in stays}:
        seen = sorted(minute for one, minute in stays if one == party)
        for before, after in pairwise(seen):
            if after - before - 1 < _way(setting, stays[party, before], stays[party, after]):
                found.append(f"{party} has no time for the way at {before}")
    return found


def _misplaced(setting: Setting, item: Item, plan: Plan) -> list[str]:
    room, start, minutes = plan[item.code]
    found = []
    if minutes != item.minutes or room not in {one.code for one in setting.rooms}:
        found.append(f"{item.code} has other minutes or no room")
    if start < setting.starts or start + minutes > setting.ends or (start - setting.starts) % setting.step:
        found.append(f"{item.code} stands outside the day or off its slots")
    if item.fixed and item.fixed != (room, start):
        found.append(f"{item.code} is not where it was fixed")
    return found


def brute_span(setting: Setting) -> int | None:
    """Minutes to the end of the shortest timetable, whole slots; None where there is none."""
    size = {item.code: -(-item.minutes // setting.step) for item in setting.items}
    last = (setting.ends - setting.starts) // setting.step
    hours = [frozenset([*item.departments, item.speaker or item.village]) for item in setting.items]
    best: list[int | None] = [None]

    def fits(index: int, room: str, slot: int, placed: list[tuple[str, int]]) -> bool:
        item, start = setting.items[index], setting.starts + slot * setting.step
        end = start + item.minutes
        if end > setting.ends or (item.fixed and item.fixed != (room, start)):
            return False
        for party in hours[index]:
            free = setting.free.get(party)
            if free is not None and not all(any(a <= m < b for a, b in free) for m in range(start, end)):
                return False
        for other, (there, then) in enumerate(placed):
            begun = setting.starts + then * setting.step
            over = begun + setting.items[other].minutes
            gap = _way(setting, room, there) if hours[index] & hours[other] else 0
            meet = room == there or bool(hours[index] & hours[other])
            if meet and start < over + gap and begun < end + gap:
                return False
        return True

    def place(index: int, placed: list[tuple[str, int]], longest: int) -> None:
        if best[0] is not None and longest >= best[0]:
            return
        if index == len(setting.items):
            best[0] = longest
            return
        for slot, room in product(range(last), setting.rooms):
            over = slot + size[setting.items[index].code]
            if (best[0] is None or over < best[0]) and over <= last and fits(index, room.code, slot, placed):
                place(index + 1, [*placed, (room.code, slot)], max(longest, over))

    place(0, [], 0)
    return None if best[0] is None else best[0] * setting.step


def draw_setting(seed: int, most: int, slots: int = 16) -> Setting:
    """A small day drawn at random, with everything that can be asked of one; some cannot be planned."""
    draw = Random(seed)
    rooms = tuple(Room(str(number), draw.choice("ab")) for number in range(draw.randint(1, 3)))
    starts, ends = 540, 540 + slots * 10
    free = {}
    for name in draw.sample("ABCDE", draw.randint(0, 2)):
        begin = draw.randrange(starts, ends - 60, 5)
        free[name] = (Interval(begin, begin + draw.randrange(40, 160, 5)),)
    items = []
    for number in range(draw.randint(1, most)):
        departments = frozenset(draw.sample("ABCDE", draw.randint(1, 2)))
        village, fixed = f"v{draw.randint(1, 6)}", None
        if draw.random() < 0.1:
            fixed = (draw.choice(rooms).code, starts + draw.randrange(slots - 3) * 10)
        items.append(Item(f"p{number}", draw.choice((5, 10, 15, 20)), departments, village, "", fixed))
    travel = {("a", "b"): draw.choice((5, 10, 20))}
    if draw.random() < 0.5:
        # A way of two rooms themselves, as an office names it; it goes before that of their sites.
        travel["0", "1"] = draw.choice((5, 15, 30))
    return Setting(tuple(items), rooms, starts, ends, 10, free, travel)
