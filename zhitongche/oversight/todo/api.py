"""`me/todo`: what waits for the caller."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from zhitongche.foundation.web.api import json_answer

from . import queries
from .queries import Task

router = Router(tags=["me"])


class TaskOut(Schema):
    """One thing that waits: `verb` is the act, `label` what people say for the thing's number."""

    verb: str
    label: str
    number: str
    title: str
    due_on: date | None
    light: str


class TodoOut(Schema):
    items: list[TaskOut]


@router.get("/todo", response=TodoOut, operation_id="me_todo", summary="todo")
def read_todo(request: Any) -> HttpResponse:
    """What waits for the caller's postings in force, by verb, the most urgent first; at most twenty of each verb."""
    found = queries.sections(request.postings, request.today)
    return json_answer({"items": [_told(task) for section in found for task in section.tasks]})


def _told(task: Task) -> dict[str, Any]:
    return {
        "verb": task.verb,
        "label": task.line.label,
        "number": task.thing.number,
        "title": task.thing.title,
        "due_on": getattr(task.thing, "due_on", None),
        "light": str(task.line.light),
    }
