"""An office's texts on the form of an act: which are offered, what one of them says of this problem, and how it was sent."""

from typing import Any

from django.http import QueryDict

from zhitongche.foundation.templatetags.page import day

from . import presenting, queries
from .models import Problem, ReplyTemplate
from .starting import FIELDS, filled

# The query's and the form's key for the text that was chosen.
CHOSEN = "template"


def offered(problem: Problem, verb: str) -> list[ReplyTemplate]:
    """The texts a reply may start from; one statement, none for an act without words."""
    return queries.texts_for(problem, verb) if verb in FIELDS else []


def initial(problem: Problem, verb: str, texts: list[ReplyTemplate], asked: QueryDict, today: Any) -> dict[str, str]:
    """What the form starts from where a text was chosen."""
    chosen = _chosen(texts, asked)
    return {FIELDS[verb]: _said(problem, chosen, today)} if chosen else {}


def is_unedited(problem: Problem, verb: str, texts: list[ReplyTemplate], sent: QueryDict, today: Any) -> bool:
    """Whether the words sent are those of the chosen text, letter by letter."""
    chosen = _chosen(texts, sent)
    if chosen is None:
        return False
    words = " ".join(sent.get(FIELDS[verb], "").split())
    return words == " ".join(_said(problem, chosen, today).split())


def on_page(texts: list[ReplyTemplate], asked: QueryDict) -> dict[str, Any]:
    """For `_texts.html`: the choices, and the one that is chosen."""
    chosen = _chosen(texts, asked)
    return {"texts": texts, "chosen_text": chosen.pk if chosen else None}


def _chosen(texts: list[ReplyTemplate], given: QueryDict) -> ReplyTemplate | None:
    return next((one for one in texts if str(one.pk) == given.get(CHOSEN)), None)


def _said(problem: Problem, text: ReplyTemplate, today: Any) -> str:
    row = presenting.row(problem, today)
    facts = {
        "number": row.label,
        "title": problem.title,
        "village": row.place,
        "department": problem.lead.name if problem.lead else "",
        "due_on": day(problem.due_on, today),
    }
    return filled(text.text, facts)
