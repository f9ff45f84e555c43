"""Every write on notices, by what it is about."""

from .counting import Waiting, keep_count, robots_due
from .outbox import deliver, finish, recover, take
from .reaching import choose_channels, test_channel
from .robots import keep_robot, remove_robot
from .telling import mark_all_read, mark_read, tell
from .upkeep import purge

__all__ = [
    "Waiting",
    "choose_channels",
    "deliver",
    "finish",
    "keep_count",
    "keep_robot",
    "mark_all_read",
    "mark_read",
    "purge",
    "recover",
    "remove_robot",
    "robots_due",
    "take",
    "tell",
    "test_channel",
]
