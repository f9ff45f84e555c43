"""Reads of the project library; `visible_to` is the only way to its rows."""

from .seeing import (
    LEVEL_COLUMNS,
    afresh,
    found,
    history,
    place_of,
    visible_to,
    within,
)

__all__ = [
    "LEVEL_COLUMNS",
    "afresh",
    "found",
    "history",
    "place_of",
    "visible_to",
    "within",
]
