"""Meetings as people and programs read them."""

from .agenda import ShownItem, agenda_of, proposed, said
from .page import (
    Row,
    buttons,
    chips,
    facts,
    invited,
    key_facts,
    lines,
    phases,
    rows,
    state_words,
    story,
    turnout,
)
from .programs import resource, summary

__all__ = [
    "Row",
    "ShownItem",
    "agenda_of",
    "buttons",
    "chips",
    "facts",
    "invited",
    "key_facts",
    "lines",
    "phases",
    "proposed",
    "resource",
    "rows",
    "said",
    "state_words",
    "story",
    "summary",
    "turnout",
]
