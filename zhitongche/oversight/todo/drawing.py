"""The first page of the day as plain strings: a template that only puts strings in their places is many times quicker."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.templatetags.page import light, moment

from .queries import Board, Task

# In the place of a number in an address.
NUMBER = "0"


def drawn(board: Board, now: datetime) -> dict[str, Any]:
    """The board's work by verb, and beside it what is followed and what is near its limit."""
    return {
        "sections": [
            {"name": one.name, "label": one.heading, "count": one.count, "lines": _lines(one.tasks, now)}
            for one in board.sections
        ],
        "figures": [light(one.light, one.words) for one in board.figures],
        "followed": _beside(board.followed, now),
        "near": _beside(board.near, now),
    }


def _lines(tasks: Iterable[Task], now: datetime) -> list[dict[str, Any]]:
    return [_line(task, f"{task.line.label} · {task.line.place}", now) for task in tasks]


def _beside(tasks: Iterable[Task], now: datetime) -> list[dict[str, Any]]:
    """Where they stand and who holds them."""
    return [_line(task, " · ".join(str(part) for part in _standing(task)), now) for task in tasks]


def _standing(task: Task) -> list[Any]:
    lead = task.thing.lead
    return [task.line.state.label, *([lead.short_name or lead.name] if lead else [])]


def _line(task: Task, detail: str, now: datetime) -> dict[str, Any]:
    if since := task.thing.state_since:
        detail = " · ".join([detail, _("since %(moment)s") % {"moment": moment(since, now)}])
    return {
        "address": _address(task.room.page).replace(NUMBER, task.thing.number, 1),
        "title": task.thing.title,
        "detail": detail,
        "limit": light(task.line.light, task.line.light_words) if task.thing.due_on else "",
    }


@cache
def _address(page: str) -> str:
    return reverse(page, args=[NUMBER])
