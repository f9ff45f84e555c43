"""Settings, plans and wishes as JSON, for the way to the child process and back."""

from collections.abc import Mapping
from typing import Any

from .setting import Interval, Item, Placed, Plan, Room, Setting


def from_setting(setting: Setting) -> dict[str, Any]:
    return {
        "items": [
            [one.code, one.minutes, sorted(one.departments), one.village, one.speaker, one.fixed, one.is_unkept]
            for one in setting.items
        ],
        "rooms": [[room.code, room.site] for room in setting.rooms],
        "day": [setting.starts, setting.ends, setting.step],
        "free": dict(setting.free),
        "travel": [[*pair, minutes] for pair, minutes in setting.travel.items()],
    }


def to_setting(sent: Mapping[str, Any]) -> Setting:
    starts, ends, step = sent["day"]
    return Setting(
        items=tuple(
            Item(code, minutes, frozenset(departments), village, speaker, tuple(fixed) if fixed else None, is_unkept)
            for code, minutes, departments, village, speaker, fixed, is_unkept in sent["items"]
        ),
        rooms=tuple(Room(*room) for room in sent["rooms"]),
        starts=starts,
        ends=ends,
        step=step,
        free={party: tuple(Interval(*one) for one in intervals) for party, intervals in sent["free"].items()},
        travel={(one, other): minutes for one, other, minutes in sent["travel"]},
    )


def to_plan(sent: Mapping[str, Any]) -> dict[str, Placed]:
    return {code: Placed(*place) for code, place in sent.items()}


def from_plan(plan: Plan) -> dict[str, Any]:
    return {code: list(place) for code, place in plan.items()}
