"""Reads of outcomes; `visible_to` is the only way to rows of somebody's own."""

from .listing import ORDER, Filters, listed, page_of, spans_counties
from .places import place_seen, project_keys, village_seen
from .seeing import LEVEL_COLUMNS, afresh, file_of, files_of, for_page, found, history, visible_to, within
from .totals import Rollup, Total, Year, rollup
from .village import of_village, target_of, targets_of
from .waiting import waiting_for_check

__all__ = [
    "LEVEL_COLUMNS",
    "ORDER",
    "Filters",
    "Rollup",
    "Total",
    "Year",
    "afresh",
    "file_of",
    "files_of",
    "for_page",
    "found",
    "history",
    "listed",
    "of_village",
    "page_of",
    "place_seen",
    "project_keys",
    "rollup",
    "spans_counties",
    "target_of",
    "targets_of",
    "village_seen",
    "visible_to",
    "waiting_for_check",
    "within",
]
